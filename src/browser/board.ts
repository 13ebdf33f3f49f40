import htmx from 'htmx.org'
import { shownNow } from './shown.ts'

/** The three panels, which are brought up to date whenever the library changes. */
export interface Board {
  /** Brings the panels up to date, once for any number of calls at the same time. */
  refresh(): void
  /** Fetches what the address of the page asks for now, with so many cards; ends when it is there. */
  show(cards: number): Promise<void>
  /** While held, nothing is swapped: a card that is being carried must not vanish from under the hand. */
  hold(): void
  release(): void
  /** Runs after every time the panels were swapped, and once at the start. */
  onSwap(work: () => void): void
}

/** Keeps the panels true: the server says `library-changed`, the board asks for what is new in what it shows. */
export function followBoard(): Board {
  const work: (() => void)[] = []
  let held = false
  let running: Promise<void> | undefined
  let wanted = false
  let anew: number | undefined
  let hasCarried = false
  /** How many cards there were when it was asked what is new; undefined while nothing is asked. */
  let asked: number | undefined

  async function run(): Promise<void> {
    while (wanted && !held) {
      wanted = false
      if (anew === undefined && document.querySelector('#drafts')) await fetchNews()
      else await fetchAnew()
      for (const one of work) one()
    }
  }

  function refresh(): Promise<void> {
    wanted = true
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }

  async function fetchNews(): Promise<void> {
    const shown = shownNow(hasCarried)
    asked = countCards()
    await htmx.ajax('POST', `/parts/board${query()}`, { ...target, values: shown })
    asked = undefined
  }

  async function fetchAnew(): Promise<void> {
    if (!document.querySelector('#board')) return
    const cards = anew ?? 0
    anew = undefined
    await htmx.ajax('GET', `/parts/board${query({ shown: `${cards}` })}`, target)
    hasCarried = false
  }

  /** An answer about other cards than there are by now: one was taken up meanwhile, or more have come. */
  function isLate(): boolean {
    return held || anew !== undefined || (asked !== undefined && asked !== countCards())
  }

  document.body.addEventListener('library-changed', () => void refresh())
  document.body.addEventListener('htmx:before:swap', (event) => {
    if (!(event.target instanceof Element && event.target.id === 'board')) return
    if (isLate()) {
      event.preventDefault()
      wanted = true
      return
    }
    if (asked !== undefined && hasCarried) removeStrays()
    hasCarried = false
  })
  return {
    refresh: () => void refresh(),
    show(cards) {
      anew = cards
      return refresh()
    },
    hold: () => {
      held = true
      hasCarried = true
    },
    release: () => {
      held = false
      if (wanted) void refresh()
    },
    onSwap(one) {
      work.push(one)
      one()
    },
  }
}

const target = { source: '#board', target: '#board', swap: 'innerMorph' }

/** What the page shows, as its address says, and from the beginning. */
function query(more: Record<string, string> = {}): string {
  const params = new URLSearchParams(location.search)
  params.delete('cursor')
  for (const [name, value] of Object.entries(more)) params.set(name, value)
  return params.size > 0 ? `?${params}` : ''
}

function countCards(): number {
  return document.querySelectorAll('#drafts > .card').length
}

/** A card that was dropped stays where it is until the panel comes as the server has it. */
function removeStrays(): void {
  const strays = '#drafts > .selected, #trash > :is(.card, .selected), #selection > .card'
  for (const stray of document.querySelectorAll(strays)) stray.remove()
}
