import type { Board } from './board.ts'
import { doorOf, itemOf, itemsOf, listNamed, listOf } from './items.ts'
import { keepStops } from './stops.ts'
import type { Windowing } from './windowing.ts'

/** Where a key leads to from a picture. */
export type Way = 'left' | 'right' | 'up' | 'down' | 'first' | 'last' | 'page-up' | 'page-down'

/** The focus in the panels: one stop for the Tab key in each, arrows within it. */
export interface Walk {
  /** Returns the picture that has the focus. */
  here(): HTMLElement | null
  focus(item: HTMLElement): void
  /** Focuses the picture that had the focus last, or the first draft. */
  resume(): void
  /** Returns where a way leads from a picture; itself at the end. */
  step(from: HTMLElement, way: Way): HTMLElement
  /** Focuses what follows the pictures that leave, or comes before them at the end. */
  passOver(leaving: readonly HTMLElement[]): void
  /** Focuses what the next swap brings that was not there before. */
  expect(): void
}

/** A place in a list, which outlives the picture that was there. */
interface Place {
  list: string
  id: string
  index: number
}

/** Keeps the focus in the panels, whatever leaves them or comes. */
export function createWalk(board: Board, { bring }: Windowing): Walk {
  let last: Place | undefined
  let isExpecting = false
  /** The list that has the focus because it had no picture to give it to. */
  let empty: HTMLElement | undefined
  const makeStop = keepStops()

  const here = () => itemOf(document.activeElement)

  function focus(item: HTMLElement): void {
    bring(item)
    makeStop(item)
    doorOf(item)?.focus()
  }

  /** Focuses a place, or what took it. */
  function goTo(place: Place | undefined): void {
    const list = document.querySelector<HTMLElement>(`[data-list="${place?.list ?? 'drafts'}"]`)
    if (!list) return
    const items = itemsOf(list)
    const same = place && items.find((item) => item.id === place.id)
    const item = same ?? items[Math.min(place?.index ?? 0, items.length - 1)]
    if (item) focus(item)
    else {
      list.focus()
      empty = list
    }
  }

  document.addEventListener('focusin', ({ target }) => {
    if (target !== empty) empty = undefined
    const item = itemOf(target)
    const list = listOf(item)
    if (!item || !list) return
    makeStop(item)
    last = { list: list.dataset.list ?? '', id: item.id, index: itemsOf(list).indexOf(item) }
  })
  document.addEventListener('focus-lost', () => goTo(last))
  document.addEventListener('results-wanted', () => goTo({ list: 'drafts', id: '', index: 0 }))
  board.aroundSwap(() => {
    const hadFocus = listOf(document.activeElement) !== null || here() !== null
    const known = isExpecting ? new Set(shown().map(({ id }) => id)) : undefined
    isExpecting = false
    return () => {
      const arrived = known && shown().find(({ id }) => !known.has(id))
      if (arrived && !document.activeElement?.matches('input, select, textarea')) focus(arrived)
      else if (hadFocus && (!document.activeElement?.matches('#board *') || document.activeElement === empty))
        goTo(last)
    }
  })

  return {
    here,
    focus,
    resume: () => goTo(last),
    step,
    passOver(leaving) {
      const from = here()
      const list = listOf(leaving[0] ?? null)
      if (!list) return
      const gone = new Set(leaving)
      const items = itemsOf(list)
      const start = items.indexOf(from && gone.has(from) ? from : (leaving.at(-1) ?? from ?? list))
      const next = items.slice(start).find((item) => !gone.has(item))
      const item = next ?? items.slice(0, Math.max(0, start)).findLast((one) => !gone.has(one))
      if (item) focus(item)
      else list.focus()
    },
    expect: () => {
      isExpecting = true
    },
  }
}

function shown(): HTMLElement[] {
  return (['drafts', 'selection'] as const).flatMap((name) => {
    const list = listNamed(name)
    return list ? itemsOf(list) : []
  })
}

function step(from: HTMLElement, way: Way): HTMLElement {
  const list = listOf(from)
  if (!list) return from
  const items = itemsOf(list)
  const index = items.indexOf(from)
  const columns = columnsOf(list)
  const rows = Math.max(1, Math.floor(list.clientHeight / Math.max(1, from.offsetHeight)) - 1)
  const [end, row] = [items.length - 1, Math.floor(index / columns)]
  const isLastRow = row === Math.floor(end / columns)
  const to = {
    left: columns > 1 ? index - 1 : index,
    right: columns > 1 ? index + 1 : index,
    up: row === 0 ? index : index - columns,
    down: isLastRow ? index : index + columns,
    first: 0,
    last: end,
    'page-up': row < rows ? index % columns : index - rows * columns,
    'page-down': index + rows * columns,
  }[way]
  return items[Math.max(0, Math.min(end, to))] ?? from
}

/** Counts the columns that a list has on this screen. */
function columnsOf(list: HTMLElement): number {
  const { display, gridTemplateColumns } = getComputedStyle(list)
  return display === 'grid' ? gridTemplateColumns.split(' ').length : 1
}
