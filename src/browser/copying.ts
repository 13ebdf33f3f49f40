/** So long a button says that it has copied. */
const SAID = 1_500

/** Lets buttons copy the text of what their `data-copy` names, and say so for a moment. */
export function copyTexts(): void {
  document.addEventListener('click', async (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>('[data-copy]') : null
    const source = button && document.getElementById(button.dataset.copy ?? '')
    if (!button || !source) return
    await write(source instanceof HTMLTextAreaElement ? source.value : (source.textContent ?? '').trim())
    const before = button.textContent
    if (before === button.dataset.said) return
    button.textContent = button.dataset.said ?? before
    setTimeout(() => {
      button.textContent = before
    }, SAID)
  })
}

/** Over plain HTTP from another machine there is no clipboard; the old command still works there. */
async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
