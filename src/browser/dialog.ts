/** Opens the dialog when something has been put into it, closes it when that is done, and empties it when it closes. */
export function openDialogs(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#dialog')
  if (!dialog) return
  new MutationObserver(() => {
    if (dialog.childElementCount > 0 && !dialog.open) dialog.showModal()
  }).observe(dialog, { childList: true })
  document.body.addEventListener('dialog-done', () => dialog.close()) // says the server, when what was asked in it is done
  dialog.addEventListener('close', () => {
    dialog.replaceChildren()
    // What had the focus before may have left meanwhile.
    if (document.activeElement === document.body) document.dispatchEvent(new Event('focus-lost'))
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close() // the backdrop
  })
}
