import { open } from './commands.ts'
import { itemOf } from './items.ts'
import type { Marks } from './marks.ts'
import type { Walk } from './walk.ts'

/**
 * Lets a click mark a picture and a double click open it, as in a file manager: with Ctrl or Cmd one
 * more, with Shift a range. A finger opens by a tap and marks by the box on the card; a click that the
 * keyboard or a reader makes opens.
 */
export function markByPointing({ marks, walk }: { marks: Marks; walk: Walk }): void {
  let isFinger = false
  const note = ({ pointerType }: PointerEvent) => {
    isFinger = pointerType === 'touch'
  }
  document.addEventListener('pointerdown', note, { capture: true })

  document.addEventListener(
    'click',
    (event) => {
      const item = itemOf(event.target)
      if (!item?.dataset.id || !(event.target instanceof Element)) return
      if (event.target.matches('.mark-box')) return fillGap(event, item)
      if (opensItself(event, event.target, isFinger)) return
      event.preventDefault()
      event.stopPropagation()
      if (event.shiftKey) marks.range(item, { keep: event.ctrlKey || event.metaKey })
      else if (event.ctrlKey || event.metaKey || isFinger) marks.toggle(item)
      else marks.only(item)
      walk.focus(item)
    },
    { capture: true }, // before htmx, which would follow the link
  )
  document.addEventListener('dblclick', ({ target }) => {
    const item = itemOf(target)
    if (item && target instanceof Element && !target.closest('button, label, .card-open, a.name')) open(item)
  })

  /** Shift and a click on the box of another picture mark all between. */
  function fillGap(event: MouseEvent, item: HTMLElement): void {
    if (!event.shiftKey) return
    setTimeout(() => marks.range(item, { keep: true })) // the box is not yet what it will be
  }
}

/** Tells whether a click is for what it hit: a button, a box, or the link when it is to be followed. */
function opensItself(event: MouseEvent, target: Element, isFinger: boolean): boolean {
  const link = target.closest('a')
  const isMarking = event.shiftKey || event.ctrlKey || event.metaKey
  if (!link) return target.closest('button, label, input, summary') !== null
  if (event.detail === 0 || target.closest('.card-open')) return true
  if (link.matches('.card-picture')) return isFinger
  return !isMarking
}
