import type { Board } from './board.ts'
import { itemsOf, listNamed } from './items.ts'
import type { Marks } from './marks.ts'

/** The drafts that match but have not been scrolled to yet: what marks all, marks these too. */
export interface Rest {
  mark(list: HTMLElement): void
  invert(list: HTMLElement): void
}

/** So many drafts are on the page at most before the rest is left to be scrolled to. */
const MOST = 600

/** What is to become of the rest once it is there. */
interface Wish {
  isMarked: boolean
  /** How many are marked; where that has changed meanwhile, somebody wants something else. */
  count: number
}

/** Fetches the rest of the drafts when all are marked, and marks it. */
export function markRest(board: Pick<Board, 'show'>, marks: Marks): Rest {
  let wish: Wish | undefined

  async function fetchRest(known: ReadonlySet<string>, search: string): Promise<void> {
    await board.show(MOST)
    const list = listNamed('drafts')
    const { isMarked, count } = wish ?? { isMarked: false, count: 0 }
    wish = undefined
    if (!list || !isMarked || location.search !== search || marks.of(list).length !== count) return
    marks.set(list, [...marks.of(list), ...itemsOf(list).filter(({ id }) => !known.has(id))])
  }

  function want(list: HTMLElement, isMarked: boolean): void {
    if (list.dataset.list !== 'drafts' || !list.querySelector('#more')) return
    const isUnderWay = wish !== undefined
    wish = { isMarked, count: marks.of(list).length }
    if (!isUnderWay) void fetchRest(new Set(itemsOf(list).map(({ id }) => id)), location.search)
  }

  return {
    mark: (list) => want(list, true),
    invert: (list) => want(list, !(wish?.isMarked ?? false)),
  }
}
