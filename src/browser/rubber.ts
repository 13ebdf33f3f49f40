import { itemsOf, listNamed } from './items.ts'
import type { Marks } from './marks.ts'
import { isLaidOut } from './windowing.ts'

/** A corner, in the coordinates of what the list scrolls. */
interface Corner {
  x: number
  y: number
}

/** So near the edge of the list it scrolls by itself, and so much a frame at most. */
const EDGE = 40
const PACE = 18

/** Lets a box be drawn over the grid, from an empty spot, that marks whatever it touches. */
export function markByBox(marks: Marks): void {
  document.addEventListener('pointerdown', (event) => {
    const grid = listNamed('drafts')
    if (event.button !== 0 || event.pointerType === 'touch' || event.target !== grid || !grid) return
    const { right } = grid.getBoundingClientRect()
    if (event.clientX > right - (grid.offsetWidth - grid.clientWidth)) return // the scroll bar
    event.preventDefault()
    draw(grid, event, marks)
  })
}

/** Follows the pointer until it is let go. */
function draw(grid: HTMLElement, down: PointerEvent, marks: Marks): void {
  const box = document.querySelector<HTMLElement>('#rubber')
  const start = cornerOf(grid, down)
  const keeps = down.ctrlKey || down.metaKey || down.shiftKey
  const before = keeps ? marks.of(grid) : []
  let touched: ReadonlySet<HTMLElement> = new Set()
  let pointer = down
  let frame = requestAnimationFrame(step)

  function step(): void {
    grid.scrollTop += pull(grid, pointer.clientY)
    const end = cornerOf(grid, pointer)
    if (box) show(box, grid, start, end)
    // what has been scrolled far away stays as it was when the box went over it
    touched = new Set(
      itemsOf(grid).filter((item) => (isLaidOut(item) ? isTouched(item, start, end) : touched.has(item))),
    )
    marks.set(grid, [...before, ...touched])
    frame = requestAnimationFrame(step)
  }
  const follow = (event: PointerEvent) => {
    pointer = event
  }
  const finish = (event: PointerEvent) => {
    if (event.type === 'pointerup') pointer = event
    cancelAnimationFrame(frame)
    step()
    cancelAnimationFrame(frame)
    if (box) box.hidden = true
    document.body.classList.remove('boxing')
    document.removeEventListener('pointermove', follow)
    document.removeEventListener('pointerup', finish)
    document.removeEventListener('pointercancel', finish)
  }

  document.body.classList.add('boxing')
  document.addEventListener('pointermove', follow)
  document.addEventListener('pointerup', finish)
  document.addEventListener('pointercancel', finish)
}

/** Where the pointer is in what the list scrolls. */
function cornerOf(grid: HTMLElement, { clientX, clientY }: PointerEvent): Corner {
  const { left, top } = grid.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top + grid.scrollTop }
}

/** How far the list scrolls by itself in this frame. */
function pull(grid: HTMLElement, y: number): number {
  const { top, bottom } = grid.getBoundingClientRect()
  const over = y > bottom - EDGE ? y - (bottom - EDGE) : Math.min(0, y - (top + EDGE))
  return Math.max(-PACE, Math.min(PACE, over / 2))
}

function isTouched(item: HTMLElement, a: Corner, b: Corner): boolean {
  const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = item
  return (
    Math.max(a.x, b.x) >= left &&
    Math.min(a.x, b.x) <= left + width &&
    Math.max(a.y, b.y) >= top &&
    Math.min(a.y, b.y) <= top + height
  )
}

/** Draws the box where it lies on the screen, cut off at the edges of the list. */
function show(box: HTMLElement, grid: HTMLElement, a: Corner, b: Corner): void {
  const { left, top, width, height } = grid.getBoundingClientRect()
  const [from, to] = [Math.min(a.y, b.y) - grid.scrollTop, Math.max(a.y, b.y) - grid.scrollTop]
  const x = [Math.max(0, Math.min(a.x, b.x)), Math.min(width, Math.max(a.x, b.x))] as const
  const y = [Math.max(0, from), Math.min(height, to)] as const
  box.hidden = false
  box.style.left = `${left + x[0]}px`
  box.style.top = `${top + y[0]}px`
  box.style.width = `${x[1] - x[0]}px`
  box.style.height = `${Math.max(0, y[1] - y[0])}px`
}
