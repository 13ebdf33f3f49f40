import htmx from 'htmx.org'
import Sortable from 'sortablejs'
import type { Board } from './board.ts'

/**
 * Lets cards be carried between the panels: right to select, left to throw away, up and down in the
 * selection to put it in order.
 *
 * The card stays where it was dropped; the server is told, and the panels come back as they are on disk.
 */
export function carryCards(board: Board): void {
  board.onSwap(() => {
    for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) makeSortable(list, board)
  })
}

function makeSortable(list: HTMLElement, board: Board): void {
  if (Sortable.get(list)) return
  const panel = list.dataset.list
  Sortable.create(list, {
    group: { name: 'pictures', pull: panel !== 'trash', put: true },
    sort: panel === 'selection',
    draggable: '.card, .selected',
    filter: 'button, input, .more',
    preventOnFilter: false,
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    delay: 120,
    delayOnTouchOnly: true,
    onStart: () => {
      board.hold()
      document.body.classList.add('carrying')
    },
    onEnd: async ({ item, to, from, newDraggableIndex, oldDraggableIndex }) => {
      document.body.classList.remove('carrying')
      if (to !== from || newDraggableIndex !== oldDraggableIndex) await tell(item, to, newDraggableIndex ?? 0)
      board.release()
      board.refresh()
    },
  })
}

async function tell(item: HTMLElement, to: HTMLElement, at: number): Promise<void> {
  const images = item.dataset.id
  if (!images) return
  const requests: Record<string, [address: string, values: Record<string, string>]> = {
    trash: ['/api/trash', { images }],
    selection: ['/api/selection', { action: 'add', images, at: String(at) }],
    drafts: ['/api/selection', { action: 'remove', images }],
  }
  const request = requests[to.dataset.list ?? '']
  if (request) await htmx.ajax('POST', request[0], { values: request[1], swap: 'none' })
}
