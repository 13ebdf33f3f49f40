import type { Board } from './board.ts'
import { itemOf, itemsOf, listNamed, listOf } from './items.ts'

/** The pictures that are marked to be dealt with together: in the drafts or in the selection, never in both. */
export interface Marks {
  /** Returns what is marked in a list, in its order. */
  of(list: HTMLElement): HTMLElement[]
  has(item: HTMLElement): boolean
  /** Marks one alone, as a plain click does. */
  only(item: HTMLElement): void
  toggle(item: HTMLElement): void
  /** Marks from where the last mark was set to here; others stay when they are to be kept. */
  range(to: HTMLElement, options?: { from?: HTMLElement | null; keep?: boolean }): void
  /** Marks exactly these. */
  set(list: HTMLElement, items: Iterable<HTMLElement>): void
  invert(list: HTMLElement): void
  clear(): void
  /** A mark that a plain click set alone goes when one walks on, or a key would reach a picture left behind. */
  walkOn(): void
}

/** Keeps the marks in the check boxes of the pictures, so that they live as long as these do. */
export function createMarks(board: Board): Marks {
  let anchor: HTMLElement | null = null
  let isAlone = false

  function set(list: HTMLElement, items: Iterable<HTMLElement>): void {
    const wanted = new Set(items)
    for (const other of document.querySelectorAll<HTMLElement>('[data-list]'))
      if (other !== list) uncheck(other)
    for (const box of checked(list)) if (!wanted.has(box.closest('li') ?? box)) box.checked = false
    for (const item of wanted) check(item, true)
    isAlone = false
    show()
  }

  function range(to: HTMLElement, { from = anchor, keep = false } = {}): void {
    const list = listOf(to)
    if (!list) return
    const items = itemsOf(list)
    const start = from && items.includes(from) ? from : to
    const [first = 0, last = 0] = [items.indexOf(start), items.indexOf(to)].toSorted((a, b) => a - b)
    const inside = items.slice(first, last + 1)
    set(list, keep ? [...of(list), ...inside] : inside)
    anchor = start
  }

  function toggle(item: HTMLElement): void {
    const list = listOf(item)
    const marked = list ? of(list) : []
    if (list) set(list, marked.includes(item) ? marked.filter((one) => one !== item) : [...marked, item])
    anchor = item
  }

  document.addEventListener('change', ({ target }) => {
    const item = isBox(target) ? itemOf(target) : null
    const list = listOf(item)
    if (!item || !list) return
    set(list, of(list))
    anchor = item
  })
  board.onSwap(show)
  return {
    of,
    has: (item) => boxOf(item)?.checked === true,
    only(item) {
      const list = listOf(item)
      if (list) set(list, [item])
      anchor = item
      isAlone = true
    },
    toggle,
    range,
    set,
    invert: (list) =>
      set(
        list,
        itemsOf(list).filter((item) => boxOf(item)?.checked === false),
      ),
    clear,
    walkOn: () => {
      if (isAlone) clear()
    },
  }

  function clear(): void {
    for (const list of document.querySelectorAll<HTMLElement>('[data-list]')) uncheck(list)
    isAlone = false
    show()
  }
}

function of(list: HTMLElement): HTMLElement[] {
  return checked(list).flatMap((box) => {
    const item = itemOf(box)
    return item && !item.hidden ? [item] : []
  })
}

/** Shows the actions on what is marked, and how many that are. */
function show(): void {
  for (const name of ['drafts', 'selection'] as const) {
    const bar = document.querySelector<HTMLElement>(`#marks-${name}`)
    const list = listNamed(name)
    const count = list ? of(list).length : 0
    const number = bar?.querySelector('[data-marked]')
    if (number && number.textContent !== String(count)) number.textContent = String(count)
    if (bar) bar.hidden = count === 0
  }
}

function checked(list: HTMLElement): HTMLInputElement[] {
  const boxes = [...list.getElementsByClassName('mark-box')]
  return boxes.filter((box): box is HTMLInputElement => box instanceof HTMLInputElement && box.checked)
}

function uncheck(list: HTMLElement): void {
  for (const box of checked(list)) box.checked = false
}

function check(item: HTMLElement, isMarked: boolean): void {
  const box = boxOf(item)
  if (box) box.checked = isMarked
}

function boxOf(item: HTMLElement): HTMLInputElement | null {
  return item.querySelector('.mark-box')
}

function isBox(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('.mark-box')
}
