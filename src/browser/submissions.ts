/** Lets the pages of what was submitted tick all rows at once, and print. */
export function followSubmissions(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const { checkAll } = target.dataset
    if (checkAll) tickAll(target, checkAll)
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
