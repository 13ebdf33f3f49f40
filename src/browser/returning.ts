import type { Board } from './board.ts'
import { itemsOf, listNamed } from './items.ts'
import type { Marks } from './marks.ts'
import type { Walk } from './walk.ts'

/** The picture that was shown last before an inspector was closed. */
export interface Left {
  id: string
  /** Where it is in its list, from 1; 0 where it is in none. */
  place: number
  isFromSelection: boolean
}

interface Deps {
  board: Board
  marks: Marks
  walk: Walk
}

/** Brings the focus to the picture that was looked at last, not back to where the inspector was opened. */
export function returnToViewed({ board, marks, walk }: Deps): void {
  document.addEventListener('picture-left', (event) => {
    if (event instanceof CustomEvent) void goTo(event.detail)
  })

  async function goTo({ id, place, isFromSelection }: Left): Promise<void> {
    const list = isFromSelection ? 'selection' : 'drafts'
    if (!find(list, id) && !isFromSelection && place > countOf(list)) await board.show(place)
    const item = find(list, id)
    if (!item || document.querySelector('dialog[open]')) return
    // a mark that the opening click set alone would make the next key deal with that picture instead
    if (!marks.has(item)) marks.walkOn()
    walk.focus(item)
  }
}

function find(list: 'drafts' | 'selection', id: string): HTMLElement | undefined {
  const element = listNamed(list)
  return element ? itemsOf(element).find(({ dataset }) => dataset.id === id) : undefined
}

function countOf(list: 'drafts' | 'selection'): number {
  const element = listNamed(list)
  return element ? itemsOf(element).length : 0
}
