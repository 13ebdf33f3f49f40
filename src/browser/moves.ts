import htmx from 'htmx.org'
import type { Board } from './board.ts'
import { showNotice } from './notices.ts'

/** What is to be done, as a form says it, and the pictures that leave their list by it. */
export interface Move {
  address: string
  values: [name: string, value: string][]
  leaving?: readonly HTMLElement[]
}

/** How a move ended: done, refused with a notice, or never heard. */
export type Outcome = 'done' | 'refused' | 'unreached'

/** Carries out moves, one after another in the order they were asked for. */
export interface Moves {
  /** Shows the move at once, tells the server, and shows it undone when that fails. */
  make(move: Move): Promise<Outcome>
  /** Makes a move that is known only when those before it have ended; nothing when there is none. */
  makeLater(plan: () => Move | undefined): Promise<Outcome | undefined>
}

/** So long the panels wait for another move before they are fetched anew: a fast hand is not held up. */
const PAUSE = 120

/** Makes the queue of moves. */
export function createMoves(board: Board): Moves {
  let last: Promise<unknown> = Promise.resolve()
  /** What was asked for and waits for its turn, and what is under way. */
  const waiting = new Set<Move>()
  let current: Move | undefined

  // a page that goes away takes its timers and promises with it, but not what was decided on it
  addEventListener('pagehide', () => {
    // to select twice is to select once; told again, what is under way stays before what follows it
    const first = current?.address === '/api/selection' ? [current] : []
    for (const move of joined([...first, ...waiting])) void post(move).catch(() => undefined)
    waiting.clear()
  })

  function makeLater(plan: () => Move | undefined): Promise<Outcome | undefined> {
    board.hold()
    const turn = last.then(async () => {
      current = plan()
      return current && send(current)
    })
    last = turn.finally(() => {
      current = undefined
      setTimeout(() => {
        board.release()
        board.refresh()
      }, PAUSE)
    })
    return turn
  }

  return {
    async make(move) {
      for (const item of move.leaving ?? []) item.hidden = true
      waiting.add(move)
      const outcome = (await makeLater(() => (waiting.delete(move) ? move : undefined))) ?? 'done'
      if (outcome !== 'done') for (const item of move.leaving ?? []) item.hidden = false
      return outcome
    },
    makeLater,
  }
}

/** More than this a browser does not carry for a page that is gone. */
const CARRIED = 60_000

/** Posts a move so that it arrives even where the page is left before the answer. */
function post({ address, values }: Move): Promise<Response> {
  const body = new URLSearchParams(values)
  const keepalive = body.toString().length < CARRIED
  return fetch(address, { method: 'POST', headers: { 'HX-Request': 'true' }, body, keepalive })
}

/**
 * Makes one move of all that do the same to different pictures, so that these keep their order. Of a picture
 * that several moves are about only the last is made, for nobody knows which of them would arrive first.
 */
function joined(moves: Iterable<Move>): Move[] {
  const kinds = new Map<string, Move>()
  for (const { address, values } of moves) {
    const pictures = values.filter(isPicture)
    for (const [kind, earlier] of kinds) {
      const left = earlier.values.filter((value) => !pictures.some((picture) => isSame(picture, value)))
      if (left.some(isPicture) || !earlier.values.some(isPicture)) earlier.values = left
      else kinds.delete(kind)
    }
    const kind = JSON.stringify([address, values.filter((value) => !isPicture(value))])
    const before = kinds.get(kind)
    if (before) before.values.push(...pictures)
    else kinds.set(kind, { address, values: [...values] })
  }
  return [...kinds.values()]
}

function isPicture([name]: [string, string]): boolean {
  return name === 'images' || name === 'entries'
}

function isSame(one: [string, string], other: [string, string]): boolean {
  return one[0] === other[0] && one[1] === other[1]
}

/** Sends a move; what the server says about it becomes a notice. */
async function send(move: Move): Promise<Outcome> {
  try {
    const answer = await post(move)
    const text = await answer.text()
    if (text) await htmx.swap({ text, sourceElement: document.body, swap: 'none' })
    if (!answer.ok && !text) showNotice('not-reached')
    document.body.dispatchEvent(new Event('strip-changed'))
    // only pages without the board list what was submitted, and this is how they learn of it
    if (answer.headers.get('HX-Trigger')?.includes('ledger-changed')) {
      document.body.dispatchEvent(new Event('ledger-changed'))
    }
    return answer.ok ? 'done' : 'refused'
  } catch {
    showNotice('not-reached')
    return 'unreached'
  }
}
