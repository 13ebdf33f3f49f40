import htmx from 'htmx.org'

/** The three panels, which are fetched anew whenever the library changes. */
export interface Board {
  /** Fetches the panels anew, once for any number of calls at the same time. */
  refresh(): void
  /**
   * While held, nothing is swapped: a card that is being carried must not vanish from under the hand,
   * nor one come back that has just been sent away. Every hold needs its release.
   */
  hold(): void
  release(): void
  /** Runs after every time the panels were swapped, and once at the start. */
  onSwap(work: () => void): void
  /** Runs before the panels are swapped; what it returns runs afterwards. */
  aroundSwap(prepare: () => () => void): void
}

/** Keeps the panels true: the server says `library-changed`, the board asks for what it shows. */
export function followBoard(): Board {
  const around: (() => () => void)[] = []
  let holds = 0
  /** Grows with every hold, so that an answer from before one is known to be old. */
  let age = 0
  let running = false
  let wanted = false

  async function refresh(): Promise<void> {
    wanted = true
    if (holds > 0 || running) return
    running = true
    while (wanted && holds === 0) {
      wanted = false
      const asked = age
      const text = await fetchBoard()
      if (age !== asked) wanted = true
      else if (text) await swap(text)
    }
    running = false
  }

  async function swap(text: string): Promise<void> {
    const board = document.querySelector('#board')
    if (!board) return
    const finish = around.map((prepare) => prepare())
    await htmx.swap({ text, target: board, sourceElement: board, swap: 'innerMorph' })
    for (const run of finish) run()
  }

  leaveUnchangedCards()
  document.body.addEventListener('library-changed', () => void refresh())
  return {
    refresh: () => void refresh(),
    hold: () => {
      holds++
      age++
    },
    release: () => {
      holds--
      if (wanted) void refresh()
    },
    onSwap(run) {
      around.push(() => run)
      run()
    },
    aroundSwap: (prepare) => void around.push(prepare),
  }
}

/** Asks for the panels; nothing while the dashboard does not answer. */
async function fetchBoard(): Promise<string | undefined> {
  const query = new URLSearchParams(location.search)
  query.set('shown', String(document.querySelectorAll('#drafts > .card').length))
  query.delete('cursor')
  try {
    const answer = await fetch(`/parts/board?${query}`, { headers: { 'HX-Request': 'true' } })
    return await answer.text()
  } catch {
    return undefined
  }
}

/** Keeps the cost of a swap with what has changed: two thousand cards are not compared word by word. */
function leaveUnchangedCards(): void {
  htmx.registerExtension('unchanged-cards', {
    htmx_before_morph_node: (old: Node, { newNode }: { newNode: Node }) => {
      if (!(old instanceof HTMLElement && newNode instanceof HTMLElement) || old.hidden) return true
      const { stamp } = old.dataset
      return stamp === undefined || stamp !== newNode.dataset.stamp
    },
  })
}
