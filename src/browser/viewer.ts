import { handleLoupe } from './loupe.ts'
import { middleOf, type Point, pointIn, type Stage, stagesIn } from './stage.ts'
import { isTyping } from './typing.ts'
import { fitScale, type Look, pan, settle, WHOLE, zoomAt } from './view.ts'

/** So far one may zoom in, in device pixels for each pixel of the picture. */
const NEAREST = 8
const STEP = 1.25

/**
 * Lets the pictures of an inspector be zoomed and moved: by wheel, drag, pinch, double click, keys, buttons.
 *
 * All stages share one look, so two pictures side by side show the same part of themselves.
 */
export function mountViewer(root: HTMLElement, signal: AbortSignal): void {
  const stages = stagesIn(root)
  const [first] = stages
  if (!first) return
  let look: Look = WHOLE
  let share = 0

  function show(next: Look): void {
    look = next
    share = first?.share(look) ?? 0
    for (const stage of stages) stage.show(settle(look, stage.scene()))
    const toggle = root.querySelector('[data-zoom-to="toggle"]')
    toggle?.setAttribute('aria-pressed', String(look.zoom !== 1))
  }

  /** Zooms to so many device pixels for each of the picture, not further out than the whole picture. */
  function zoomTo(stage: Stage, wanted: number, at: Point = middleOf(stage)): void {
    const whole = fitScale(stage.scene()) * devicePixelRatio
    const nearest = Math.max(NEAREST, whole)
    const least = Math.min(1, whole)
    const zoom = Math.max(least, Math.min(nearest, wanted)) / whole
    show(zoomAt(look, zoom, at, stage.scene()))
  }

  const actions: Record<string, (stage: Stage, at?: Point) => void> = {
    toggle: (stage, at) => (look.zoom === 1 ? zoomTo(stage, 1, at) : show(WHOLE)),
    in: (stage, at) => zoomTo(stage, stage.share(look) * STEP, at),
    out: (stage, at) => zoomTo(stage, stage.share(look) / STEP, at),
  }

  for (const stage of stages) {
    handlePointers(stage, signal, {
      pan: (by) => show(pan(look, by, stage.scene())),
      zoomBy: (factor, at) => zoomTo(stage, stage.share(look) * factor, at),
    })
    const { element } = stage
    element.addEventListener('dblclick', (event) => actions.toggle?.(stage, pointIn(element, event)), {
      signal,
    })
  }
  root.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element && event.target.closest<HTMLElement>('[data-zoom-to]')
      if (button) actions[button.dataset.zoomTo ?? '']?.(first)
    },
    { signal },
  )
  handleKeys(stages, signal, { actions, pan: (stage, by) => show(pan(look, by, stage.scene())) })
  handleLoupe(root, stages, { signal, look: () => look })

  // 100 % stays 100 % in a window of another size
  const resized = new ResizeObserver(() => (look.zoom === 1 ? show(WHOLE) : zoomTo(first, share)))
  for (const { element } of stages) resized.observe(element)
  signal.addEventListener('abort', () => resized.disconnect())
  show(WHOLE)
}

interface Moves {
  pan(by: Point): void
  zoomBy(factor: number, at: Point): void
}

/** One finger or the mouse moves, two fingers pinch, the wheel zooms. */
function handlePointers({ element }: Stage, signal: AbortSignal, { pan, zoomBy }: Moves): void {
  const down = new Map<number, Point>()

  function move(event: PointerEvent): void {
    const before = down.get(event.pointerId)
    if (!before) return
    const now = pointIn(element, event)
    const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, point]) => point)
    down.set(event.pointerId, now)
    const by = { x: now.x - before.x, y: now.y - before.y }
    pan(other ? { x: by.x / 2, y: by.y / 2 } : by)
    if (!other) return
    zoomBy(distance(now, other) / Math.max(1, distance(before, other)), {
      x: (now.x + other.x) / 2,
      y: (now.y + other.y) / 2,
    })
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return
      down.set(event.pointerId, pointIn(element, event))
      element.setPointerCapture(event.pointerId)
    },
    { signal },
  )
  element.addEventListener('pointermove', move, { signal })
  for (const end of ['pointerup', 'pointercancel'] as const) {
    element.addEventListener(end, ({ pointerId }) => down.delete(pointerId), { signal })
  }
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1
      const speed = event.ctrlKey ? 0.01 : 0.002 // a pinch on a touchpad comes as a wheel with Ctrl
      zoomBy(Math.exp(-event.deltaY * lines * speed), pointIn(element, event))
    },
    { signal, passive: false },
  )
}

interface Keyed {
  actions: Record<string, (stage: Stage, at?: Point) => void>
  pan(stage: Stage, by: Point): void
}

const KEYS: Record<string, string> = { z: 'toggle', '+': 'in', '=': 'in', '-': 'out' }
const WAYS: Record<string, Point> = {
  ArrowLeft: { x: 80, y: 0 },
  ArrowRight: { x: -80, y: 0 },
  ArrowUp: { x: 0, y: 80 },
  ArrowDown: { x: 0, y: -80 },
}

/** Zooms at the pointer, where it is over a stage, and moves by Shift and arrow keys. */
function handleKeys(stages: Stage[], signal: AbortSignal, { actions, pan }: Keyed): void {
  let pointer: { stage: Stage; at: Point } | undefined
  for (const stage of stages) {
    const track = (event: PointerEvent) => {
      pointer = { stage, at: pointIn(stage.element, event) }
    }
    stage.element.addEventListener('pointermove', track, { signal })
    stage.element.addEventListener('pointerleave', () => (pointer = undefined), { signal })
  }
  document.addEventListener(
    'keydown',
    (event) => {
      const stage = pointer?.stage ?? stages[0]
      if (
        !stage ||
        event.defaultPrevented ||
        isTyping(event) ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return
      const way = event.shiftKey ? WAYS[event.key] : undefined
      const action = actions[KEYS[event.key.toLowerCase()] ?? '']
      if (way) pan(stage, way)
      else if (action) action(stage, pointer?.at)
      else return
      event.preventDefault()
    },
    { signal },
  )
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
