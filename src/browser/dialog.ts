/** Opens the dialog when something has been put into it, closes it when it is taken out, and empties it when it closes. */
export function openDialogs(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#dialog')
  if (!dialog) return
  new MutationObserver(() => {
    const isEmpty = dialog.childElementCount === 0
    if (!isEmpty && !dialog.open) dialog.showModal()
    if (isEmpty && dialog.open) dialog.close() // what was asked in it is done
  }).observe(dialog, { childList: true })
  dialog.addEventListener('close', () => dialog.replaceChildren())
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close() // the backdrop
  })
}
