/** Lets the pages of what was submitted tick all rows at once, print, and read a chosen file into a form. */
export function followSubmissions(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const { checkAll, readsInto } = target.dataset
    if (checkAll) tickAll(target, checkAll)
    if (readsInto) void read(target, readsInto)
  })
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-print]')) print()
  })
}

function tickAll(box: HTMLInputElement, name: string): void {
  for (const one of box.form?.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`) ?? []) {
    one.checked = box.checked
  }
}

async function read(input: HTMLInputElement, id: string): Promise<void> {
  const [file] = input.files ?? []
  const area = document.getElementById(id)
  if (file && area instanceof HTMLTextAreaElement) area.value = await file.text()
}
