import htmx from 'htmx.org'
import type { Board } from './board.ts'
import { itemOf, itemsOf } from './items.ts'
import { heightsOf, type Rows, rowAt, stretchAround } from './rows.ts'

/** Fewer cards than this are all laid out. */
const FEW = 240
/** So many heights of the list are laid out above and below what is seen, and so many must be left before that moves. */
const MARGIN = { laid: 2.5, left: 1 }

/** What is laid out of the drafts, in pixels from their top, and how many cards there were when that was chosen. */
interface Window {
  list: HTMLElement
  cards: number
  width: number
  top: number
  bottom: number
}

/** Lays out only the drafts near to what is seen. */
export interface Windowing {
  /** Lays out a card that may be far away, so that it can be measured and take the focus. */
  bring(item: HTMLElement): void
}

/**
 * Takes the cards far from what is seen out of the layout, so that its cost does not grow with how far one scrolled.
 *
 * They stay in the list, with their marks, in their order; a space above and one below take the room they had. A card that
 * has the focus, or that the Tab key would stop at, stays where it is, apart from the others' rows.
 */
export function windowCards(board: Board): Windowing {
  const rows = heightsOf()
  let shown: Window | undefined

  function arrange(wanted?: HTMLElement): void {
    const list = document.querySelector<HTMLElement>('#drafts')
    if (!list || (!wanted && isNear(list, shown))) return
    const cards = itemsOf(list)
    if (cards.length <= FEW) {
      if (shown) layOutAll(list)
      shown = undefined
      return
    }
    const anchor = anchorOf(list, shown ? cards.filter(isLaidOut) : cards)
    const all = rows.of(list, cards)
    const stretch = stretchAround(all, list, wanted ? cards.indexOf(wanted) : undefined, MARGIN.laid)
    // what is being carried must not go away under the hand
    if (document.body.classList.contains('carrying') && shown?.list === list) {
      stretch.first = Math.min(stretch.first, rowAt(all, shown.top))
      stretch.last = Math.max(stretch.last, rowAt(all, shown.bottom - 1))
    }
    place(list, cards, all, stretch)
    if (anchor && isLaidOut(anchor.item)) {
      list.scrollTop += anchor.item.getBoundingClientRect().top - anchor.top
    }
    shown = { list, cards: list.childElementCount, width: list.clientWidth, ...edgesOf(all, stretch) }
  }

  // attributes of this side, which what the server sends does not have
  htmx.config.morphIgnore.push('style', 'data-away', 'data-apart', 'data-above', 'data-below')
  let isDue = false
  const soon = () => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      arrange()
    })
  }
  document.addEventListener('scroll', ({ target }) => void (isDrafts(target) && soon()), { capture: true })
  document.addEventListener('focusin', ({ target }) => {
    const item = itemOf(target)
    if (item && 'apart' in item.dataset) arrange(item)
  })
  addEventListener('resize', soon)
  board.onSwap(() => {
    if (shown) shown.cards = -1
    arrange()
  })
  return {
    bring(item) {
      if (!isLaidOut(item)) arrange(item)
    },
  }
}

/** Tells whether a card is in its row. */
export function isLaidOut({ dataset }: HTMLElement): boolean {
  return !('away' in dataset || 'apart' in dataset)
}

function isDrafts(target: EventTarget | null): boolean {
  return target instanceof Element && target.id === 'drafts'
}

/** Tells whether there is enough laid out around what is seen. */
function isNear(list: HTMLElement, shown: Window | undefined): boolean {
  if (shown?.list !== list || shown.cards !== list.childElementCount || shown.width !== list.clientWidth) {
    return false
  }
  const margin = MARGIN.left * list.clientHeight
  return list.scrollTop - margin >= shown.top && list.scrollTop + list.clientHeight + margin <= shown.bottom
}

/** A card that is seen, so that what is seen stays where it is. */
function anchorOf(list: HTMLElement, cards: readonly HTMLElement[]) {
  const { top, bottom } = list.getBoundingClientRect()
  for (const item of cards) {
    const box = item.getBoundingClientRect()
    if (box.bottom > top) return box.top < bottom ? { item, top: box.top } : undefined
  }
  return undefined
}

/** Where a stretch of rows begins and ends; the list's own ends have nothing beyond them. */
function edgesOf({ tops }: Rows, { first, last }: { first: number; last: number }) {
  return {
    top: first > 0 ? (tops[first] ?? 0) : Number.NEGATIVE_INFINITY,
    bottom: tops[last + 1] ?? Number.POSITIVE_INFINITY,
  }
}

function place(
  list: HTMLElement,
  cards: readonly HTMLElement[],
  { columns, tops, heights, gap, end }: Rows,
  { first, last }: { first: number; last: number },
): void {
  const kept = new Set([itemOf(document.activeElement), ...stopsOf(list)])
  for (const [index, card] of cards.entries()) {
    const row = Math.floor(index / columns)
    const isFar = row < first || row > last
    setApart(card, isFar && kept.has(card) ? `calc(var(--gap) + ${tops[row]}px)` : null)
    card.toggleAttribute('data-away', isFar && !kept.has(card))
  }
  const isEnd = last >= tops.length - 1
  const bottom = (tops[last] ?? 0) + (heights[last] ?? 0)
  list.querySelector('#more')?.toggleAttribute('data-away', !isEnd)
  setSpace(list, 'above', first > 0 ? (tops[first] ?? 0) - gap : null)
  setSpace(list, 'below', isEnd ? null : end - bottom - 2 * gap)
}

/** Leaves so many pixels where cards were, in a row of their own. */
function setSpace(list: HTMLElement, side: 'above' | 'below', pixels: number | null): void {
  list.toggleAttribute(`data-${side}`, pixels !== null)
  list.style.setProperty(`--${side}`, pixels === null ? '' : `${pixels}px`)
}

/** The cards that the Tab key stops at. */
function stopsOf(list: HTMLElement): (HTMLElement | null)[] {
  return [...list.querySelectorAll('a[tabindex="0"]')].map(itemOf)
}

function setApart(card: HTMLElement, top: string | null): void {
  if (top === null && !('apart' in card.dataset)) return
  card.toggleAttribute('data-apart', top !== null)
  card.style.insetBlockStart = top ?? ''
}

function layOutAll(list: HTMLElement): void {
  for (const card of list.querySelectorAll<HTMLElement>(':scope > :is([data-away], [data-apart])')) {
    delete card.dataset.away
    setApart(card, null)
  }
  for (const side of ['above', 'below'] as const) setSpace(list, side, null)
}
