/** How far an entry of the history was scrolled. */
interface Place {
  top: number
  /** How many cards there were. */
  cards: number
}

/** More than this is not put back at once. */
const MOST = 600

/** Notes in the entry of the history how far the drafts are scrolled, whenever they come to rest. */
export function keepPlace(): void {
  document.addEventListener(
    'scrollend',
    ({ target }) => {
      if (!(target instanceof Element) || target.id !== 'drafts') return
      const place: Place = { top: target.scrollTop, cards: target.querySelectorAll('.card').length }
      history.replaceState({ ...history.state, place }, '')
    },
    true, // it does not bubble, and the list itself may be another by then
  )
}

/** Returns how far the present entry was scrolled when it was last seen. */
export function placeBefore(): Place {
  const state: unknown = history.state
  const place = isObject(state) && isObject(state.place) ? state.place : {}
  const { top, cards } = place
  return {
    top: typeof top === 'number' ? top : 0,
    cards: typeof cards === 'number' ? Math.min(cards, MOST) : 0,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
