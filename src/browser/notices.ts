/** How long a notice stays; one that offers a way back stays longer. */
const STAYS = { plain: 5_000, undo: 12_000 }

/** Lets notices go by themselves, unless the pointer or the focus is on them. */
export function fadeNotices(): void {
  const notices = document.querySelector<HTMLElement>('#notices')
  if (!notices) return
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (!(node instanceof HTMLElement)) continue
      if (node.querySelector('form')) replaceOlder(notices, node)
      stay(node)
    }
  }).observe(notices, { childList: true })
  notices.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-dismiss]')) leave(event.target)
  })
}

/** Shows a notice that waits in a template of the page, in the place of one that says the same. */
export function showNotice(template: string): void {
  const source = document.querySelector<HTMLTemplateElement>(`template#${template}`)
  const notice = source?.content.firstElementChild?.cloneNode(true)
  if (!(notice instanceof HTMLElement)) return
  notice.dataset.template = template
  leave(document.querySelector(`#notices [data-template="${template}"]`))
  document.querySelector('#notices')?.append(notice)
}

/** Takes the notice away that something is in; the focus goes back to the pictures. */
export function leave(target: EventTarget | null): void {
  const notice = target instanceof Element ? target.closest('.notice') : null
  if (!notice) return
  const hadFocus = notice.contains(document.activeElement)
  notice.remove()
  if (hadFocus) document.dispatchEvent(new Event('focus-lost'))
}

/** Only the last deed is told of: the earlier ones are in the stack that Undo takes them from. */
function replaceOlder(notices: HTMLElement, newest: HTMLElement): void {
  for (const notice of notices.querySelectorAll('.notice:has(form)')) if (notice !== newest) leave(notice)
}

function stay(notice: HTMLElement): void {
  const time =
    notice.classList.contains('notice-error') || notice.querySelector('form') ? STAYS.undo : STAYS.plain
  setTimeout(() => {
    if (notice.matches(':hover, :focus-within')) stay(notice)
    else notice.remove()
  }, time)
}
