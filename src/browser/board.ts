import htmx from 'htmx.org'
import { released } from './pressing.ts'
import { shownNow } from './shown.ts'

/** The three panels, which are brought up to date whenever the library changes. */
export interface Board {
  /** Brings the panels up to date, once for any number of calls at the same time. */
  refresh(): void
  /** Fetches what the address of the page asks for now, with so many cards; ends when it is there. */
  show(cards: number): Promise<void>
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

/** Keeps the panels true: the server says `library-changed`, the board asks for what is new in what it shows. */
export function followBoard(): Board {
  const around: (() => () => void)[] = []
  let holds = 0
  /** Grows with every hold, so that an answer from before one is known to be old. */
  let age = 0
  let running: Promise<void> | undefined
  let wanted = false
  /** How many cards are to be fetched, where news would not do. */
  let anew: number | undefined
  /** Whether cards were moved about here, so that the panels are not as the server sent them. */
  let isTouched = false

  async function run(): Promise<void> {
    while (wanted && holds === 0) {
      wanted = false
      await bringUpToDate()
    }
  }

  async function bringUpToDate(): Promise<void> {
    const [asked, wish, shown] = [age, anew, countCards()]
    const isWhole = wish !== undefined || isTouched || !document.querySelector('#drafts')
    anew = undefined
    const text = await (isWhole ? fetchWhole(wish ?? shown) : fetchNews())
    await released()
    // One was taken up meanwhile, or another address chosen, or news are about fewer cards than there are.
    const isLate = age !== asked || anew !== undefined || (!isWhole && shown !== countCards())
    if (isLate) {
      anew ??= wish
      wanted = true
    } else if (text) {
      if (isWhole) isTouched = false
      await swap(text, wish !== undefined && wish < shown)
    }
  }

  async function swap(text: string, isAnother: boolean): Promise<void> {
    const board = document.querySelector('#board')
    if (!board) return
    const finish = around.map((prepare) => prepare())
    if (isAnother) emptyDrafts()
    await htmx.swap({ text, target: board, sourceElement: board, swap: 'innerMorph' })
    for (const end of finish) end()
  }

  function refresh(): Promise<void> {
    wanted = true
    running ??= run().finally(() => {
      running = undefined
      if (wanted && holds === 0) void refresh() // asked for in the last moment
    })
    return running
  }

  leaveUnchangedCards()
  document.body.addEventListener('library-changed', () => void refresh())
  return {
    refresh: () => void refresh(),
    show(cards) {
      anew = cards
      return refresh()
    },
    hold: () => {
      holds++
      age++
      isTouched = true
    },
    release: () => {
      holds--
      if (wanted) void refresh()
    },
    onSwap(work) {
      around.push(() => work)
      work()
    },
    aroundSwap: (prepare) => void around.push(prepare),
  }
}

/** Asks for the panels as they are; nothing while the dashboard does not answer. */
function fetchWhole(cards: number): Promise<string | undefined> {
  return ask(`/parts/board${query({ shown: `${cards}` })}`)
}

/** Asks for what is different from what the page shows; nothing when that is nothing. */
function fetchNews(): Promise<string | undefined> {
  return ask(`/parts/board${query()}`, { method: 'POST', body: new URLSearchParams(shownNow()) })
}

async function ask(address: string, init: RequestInit = {}): Promise<string | undefined> {
  try {
    const answer = await fetch(address, { ...init, headers: { 'HX-Request': 'true' } })
    return await answer.text()
  } catch {
    return undefined
  }
}

/** What the page shows, as its address says, and from the beginning. */
function query(more: Record<string, string> = {}): string {
  const params = new URLSearchParams(location.search)
  params.delete('cursor')
  for (const [name, value] of Object.entries(more)) params.set(name, value)
  return params.size > 0 ? `?${params}` : ''
}

/** Lets go of a list that another takes the place of, in one piece: card by card, two thousand cost half a second. */
function emptyDrafts(): void {
  const list = document.querySelector('#drafts')
  list?.replaceWith(list.cloneNode(false))
}

function countCards(): number {
  return document.querySelectorAll('#drafts > .card').length
}

/** Keeps the cost of a swap with what has changed: two thousand cards are not compared word by word. */
function leaveUnchangedCards(): void {
  htmx.registerExtension('unchanged-cards', {
    htmx_before_morph_node: (old: Node, { newNode }: { newNode: Node }) => {
      if (!(old instanceof HTMLElement && newNode instanceof HTMLElement) || old.hidden) return true
      const { stamp } = old.dataset
      return !old.classList.contains('card') || stamp === undefined || stamp !== newNode.dataset.stamp
    },
  })
}
