/** How long a notice stays; one that offers a way back stays longer. */
const STAYS = { plain: 5_000, undo: 12_000 }

/** Lets notices go by themselves, unless the pointer or the focus is on them. */
export function fadeNotices(): void {
  const notices = document.querySelector<HTMLElement>('#notices')
  if (!notices) return
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node instanceof HTMLElement) stay(node)
    }
  }).observe(notices, { childList: true })
  notices.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-dismiss]')) leave(event.target)
  })
  // The way back was taken; only now, because a form that is gone from the page sends nothing.
  notices.addEventListener('htmx:after:request', ({ target }) => leave(target))
}

function leave(target: EventTarget | null): void {
  if (target instanceof Element) target.closest('.notice')?.remove()
}

function stay(notice: HTMLElement): void {
  const time =
    notice.classList.contains('notice-error') || notice.querySelector('form') ? STAYS.undo : STAYS.plain
  setTimeout(() => {
    if (notice.matches(':hover, :focus-within')) stay(notice)
    else notice.remove()
  }, time)
}
