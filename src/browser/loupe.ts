import { middleOf, type Point, pointIn, type Stage } from './stage.ts'
import { isTyping } from './typing.ts'
import { type Look, placement } from './view.ts'

interface Deps {
  signal: AbortSignal
  look: () => Look
}

/** Shows the actual pixels under the pointer, while L is held or the button is on. */
export function handleLoupe(root: HTMLElement, stages: Stage[], { signal, look }: Deps): void {
  const button = root.querySelector<HTMLElement>('[data-loupe-toggle]')
  const places = new Map<Stage, Point>()
  let isHeld = false
  let isOn = false

  function show(): void {
    for (const stage of stages) {
      const loupe = stage.element.querySelector<HTMLElement>('[data-loupe]')
      if (!loupe) continue
      loupe.hidden = !(isHeld || isOn)
      if (!loupe.hidden) magnify(stage, loupe, places.get(stage))
    }
    button?.setAttribute('aria-pressed', String(isOn))
  }

  /** The same part of every picture: two that are compared are magnified at the same point. */
  function follow(from: Stage, event: PointerEvent): void {
    const at = pointIn(from.element, event)
    for (const stage of stages) places.set(stage, at)
    show()
  }

  function magnify(stage: Stage, loupe: HTMLElement, at = middleOf(stage)): void {
    const canvas = topCanvas(stage, at)
    const shown = canvas?.querySelector('img')
    const image = loupe.querySelector('img')
    if (!shown || !image || !canvas) return
    if (image.src !== shown.src) image.src = shown.src
    const { left, top, scale } = placement(look(), stage.scene())
    const [x, y] = [(at.x - left) / scale, (at.y - top) / scale]
    const { width, height } = stage.scene().picture
    const ratio = 1 / devicePixelRatio
    // the picture may be shown by a part of itself, stretched to the size of another
    const size = { width: shown.offsetWidth || width, height: shown.offsetHeight || height }
    image.style.width = `${size.width * ratio}px`
    image.style.height = `${size.height * ratio}px`
    const half = loupe.clientWidth / 2
    image.style.transform = `translate(${half - (x - shown.offsetLeft) * ratio}px, ${half - (y - shown.offsetTop) * ratio}px)`
    const outer = loupe.offsetWidth / 2
    loupe.style.transform = `translate(${at.x - outer}px, ${at.y - outer}px)`
  }

  for (const stage of stages) {
    stage.element.addEventListener('pointermove', (event) => follow(stage, event), { signal })
  }
  button?.addEventListener(
    'click',
    () => {
      isOn = !isOn
      show()
    },
    { signal },
  )
  const key = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'l' || event.ctrlKey || event.metaKey || event.repeat) return
    if (event.type === 'keydown' && isTyping(event)) return
    isHeld = event.type === 'keydown'
    show()
  }
  document.addEventListener('keydown', key, { signal })
  document.addEventListener('keyup', key, { signal })
  const release = () => {
    isHeld = false
    show()
  }
  window.addEventListener('blur', release, { signal })
}

/** Left of the divider the picture from before lies on top. */
function topCanvas({ element }: Stage, { x }: Point): HTMLElement | null {
  const share = Number(element.querySelector('[data-divider]')?.getAttribute('aria-valuenow') ?? 0)
  const kind = x < (element.clientWidth * share) / 100 ? 'before' : 'after'
  return element.querySelector(`[data-layer="${kind}"] [data-canvas]`)
}
