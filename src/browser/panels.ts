import Sortable from 'sortablejs'
import type { Board } from './board.ts'
import { imagesOf, itemsOf } from './items.ts'
import type { Marks } from './marks.ts'
import type { Move, Moves } from './moves.ts'

/** What carrying cards needs to know. */
interface Deps {
  board: Board
  marks: Marks
  moves: Moves
}

/**
 * Lets cards be carried between the panels: right to select, left to throw away and back from there, up and
 * down in the selection to put it in order. Who takes one of several marked pictures carries them all.
 *
 * The card stays where it was dropped; the server is told, and the panels come back as they are on disk.
 */
export function carryCards(deps: Deps): void {
  const made = new Set<Sortable>()
  deps.board.onSwap(() => {
    for (const one of made) {
      if (one.el.isConnected) continue
      made.delete(one)
      one.destroy()
    }
    for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) {
      if (!Sortable.get(list)) made.add(makeSortable(list, deps))
    }
  })
}

function makeSortable(list: HTMLElement, { board, marks, moves }: Deps): Sortable {
  const panel = list.dataset.list
  let carried: HTMLElement[] = []
  return Sortable.create(list, {
    // what is thrown away goes back to the drafts, and is selected from there
    group: { name: 'pictures', put: (_, { el }) => el.dataset.list !== 'trash' || panel === 'drafts' },
    sort: panel === 'selection',
    draggable: '.card, .selected, .trashed',
    filter: 'button, input, label, .more',
    preventOnFilter: false,
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    delay: 120,
    delayOnTouchOnly: true,
    onChoose: ({ item }) => {
      carried = marks.has(item) ? marks.of(list) : [item]
      if (carried.length > 1) item.dataset.carried = String(carried.length)
    },
    onUnchoose: ({ item }) => void delete item.dataset.carried,
    onStart: ({ item }) => {
      board.hold()
      document.body.classList.add('carrying')
      for (const other of carried) if (other !== item) other.classList.add('following')
    },
    onEnd: ({ item, to, from, oldIndex }) => {
      document.body.classList.remove('carrying')
      for (const other of carried) other.classList.remove('following')
      const leaving = to === from ? [] : carried.filter((one) => one !== item)
      const move = plan(carried, { item, from, to })
      if (move) {
        marks.clear()
        void moves.make({ ...move, leaving }).then((outcome) => {
          if (outcome !== 'done') from.insertBefore(item, from.children[oldIndex ?? 0] ?? null)
        })
      }
      board.release()
    },
  })
}

/** Works out what dropping pictures into a list means; nothing when they are back where they were. */
function plan(
  carried: readonly HTMLElement[],
  { item, from, to }: { item: HTMLElement; from: HTMLElement; to: HTMLElement },
): Move | undefined {
  if (from.dataset.list === 'trash') return to === from ? undefined : restoring(item)
  const images = imagesOf(carried)
  if (images.length === 0) return undefined
  if (to.dataset.list === 'selection') {
    const others = itemsOf(to).filter((one) => one === item || !carried.includes(one))
    const at = String(others.indexOf(item))
    return { address: '/api/selection', values: [['action', 'add'], ['at', at], ...images] }
  }
  if (to === from) return undefined
  if (to.dataset.list === 'trash') return { address: '/api/trash', values: images }
  return { address: '/api/selection', values: [['action', 'remove'], ...images] }
}

function restoring({ dataset: { entry } }: HTMLElement): Move | undefined {
  return entry ? { address: '/api/trash/restore', values: [['entries', entry]] } : undefined
}
