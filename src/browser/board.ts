import htmx from 'htmx.org'

/** The three panels, which are fetched anew whenever the library changes. */
export interface Board {
  /** Fetches the panels anew, once for any number of calls at the same time. */
  refresh(): void
  /** While held, nothing is swapped: a card that is being carried must not vanish from under the hand. */
  hold(): void
  release(): void
  /** Runs after every time the panels were swapped, and once at the start. */
  onSwap(work: () => void): void
}

/** Keeps the panels true: the server says `library-changed`, the board asks for what it shows. */
export function followBoard(): Board {
  const work: (() => void)[] = []
  let held = false
  let running = false
  let wanted = false

  async function refresh(): Promise<void> {
    wanted = true
    if (held || running) return
    running = true
    while (wanted && !held) {
      wanted = false
      await fetchBoard()
      for (const run of work) run()
    }
    running = false
  }

  document.body.addEventListener('library-changed', () => void refresh())
  document.body.addEventListener('htmx:before:swap', (event) => {
    if (!held || !(event.target instanceof Element && event.target.id === 'board')) return
    event.preventDefault() // asked for before the card was taken up, and late
    wanted = true
  })
  return {
    refresh: () => void refresh(),
    hold: () => {
      held = true
    },
    release: () => {
      held = false
      if (wanted) void refresh()
    },
    onSwap(run) {
      work.push(run)
      run()
    },
  }
}

async function fetchBoard(): Promise<void> {
  if (!document.querySelector('#board')) return
  const query = new URLSearchParams(location.search)
  query.set('shown', String(document.querySelectorAll('#drafts > .card').length))
  query.delete('cursor')
  await htmx.ajax('GET', `/parts/board?${query}`, { target: '#board', swap: 'innerMorph' })
}
