/** What `GET /api/logs` answers. */
interface Lines {
  lines: { n: number; at: string; level: string; text: string }[]
  next: number
}

/** So often the log is asked for; a hidden page does not ask. */
const EVERY = 1_000
/** So many lines stay on the page. */
const KEPT = 500

/** Shows new lines of the log as they come, and stays at the end unless the reader has scrolled up. */
export function followLog(): void {
  const list = document.querySelector<HTMLOListElement>('#log-lines')
  const last = document.querySelector<HTMLElement>('#log-last')
  if (!list || !last) return
  let next = 0

  /** Asks for news; an answer also tells that the dashboard is there. */
  async function ask(): Promise<void> {
    if (document.hidden) return
    const answer = await fetch(`/api/logs?after=${next}`, { headers: { Accept: 'application/json' } })
    if (!answer.ok) return
    const { lines, next: newest }: Lines = await answer.json()
    if (lines[0] && lines[0].n <= next) list?.replaceChildren() // the dashboard was restarted and counts anew
    next = newest
    if (lines.length > 0) show(lines)
  }

  function show(lines: Lines['lines']): void {
    if (!list || !last) return
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 24
    list.append(...lines.map(row))
    while (list.childElementCount > KEPT) list.firstElementChild?.remove()
    last.textContent = lines.at(-1)?.text ?? ''
    if (atEnd) list.scrollTop = list.scrollHeight
  }

  document.querySelector('#log-clear')?.addEventListener('htmx:after:request', () => {
    list.replaceChildren()
    last.textContent = ''
  })

  async function keepAsking(): Promise<void> {
    const isThere = await ask().then(
      () => true,
      () => false,
    )
    document.querySelector<HTMLElement>('#offline')?.toggleAttribute('hidden', isThere)
    setTimeout(() => void keepAsking(), EVERY)
  }
  void keepAsking()
}

function row({ at, level, text }: Lines['lines'][number]): HTMLLIElement {
  const item = document.createElement('li')
  item.className = level
  item.textContent = `${new Date(at).toLocaleTimeString()}  ${text}`
  return item
}
