import { type Look, placement, type Scene } from './view.ts'

/** An element in which pictures are looked at. */
export interface Stage {
  element: HTMLElement
  scene(): Scene
  /** Device pixels for each pixel of the picture: 1 is 100 %. */
  share(look: Look): number
  show(look: Look): void
}

/** A place on a stage, in CSS pixels from its top left corner. */
export interface Point {
  x: number
  y: number
}

/** From here on a picture is looked at for its pixels, so they are shown as they are. */
const PIXELS_FROM = 2

/** Finds the stages of a part of the page that have a picture on them. */
export function stagesIn(root: HTMLElement): Stage[] {
  return [...root.querySelectorAll<HTMLElement>('[data-stage]')].flatMap((element) => {
    const canvases = [...element.querySelectorAll<HTMLElement>('[data-canvas]')]
    const [first] = canvases
    return first ? [makeStage(element, canvases, sizeOf(first))] : []
  })
}

function makeStage(element: HTMLElement, canvases: HTMLElement[], picture: Scene['picture']): Stage {
  const zoom = element.querySelector('[data-zoom]')
  for (const canvas of canvases) fill(canvas, picture)
  element.classList.add('live')

  const scene = () => ({ stage: { width: element.clientWidth, height: element.clientHeight }, picture })
  const share = (look: Look) => placement(look, scene()).scale * devicePixelRatio
  return {
    element,
    scene,
    share,
    show(look) {
      const { left, top, scale } = placement(look, scene())
      const origin = element.getBoundingClientRect()
      const place = `translate(${snapped(left, origin.x)}px, ${snapped(top, origin.y)}px) scale(${scale})`
      const isForPixels = look.zoom > 1 && share(look) >= PIXELS_FROM
      for (const canvas of canvases) {
        canvas.style.transform = place
        canvas.classList.toggle('pixels', isForPixels)
      }
      element.classList.toggle('zoomed', look.zoom > 1)
      if (zoom) zoom.textContent = `${Math.round(share(look) * 100)} %`
    },
  }
}

/** A picture that begins between two pixels of the screen would be blurred at 100 %. */
function snapped(length: number, origin: number): number {
  return Math.round((length + origin) * devicePixelRatio) / devicePixelRatio - origin
}

function sizeOf(canvas: HTMLElement): Scene['picture'] {
  return { width: Number(canvas.dataset.width), height: Number(canvas.dataset.height) }
}

/** Gives a canvas its size, and its picture the place at which the wanted part of it fills the canvas. */
function fill(canvas: HTMLElement, { width, height }: Scene['picture']): void {
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  const image = canvas.querySelector('img')
  const region = image?.dataset.region?.split(' ').map(Number)
  if (!image || !region) return
  const [left = 0, top = 0, across = 1, down = 1] = region
  const [own, ownDown] = [Number(image.getAttribute('width')), Number(image.getAttribute('height'))]
  image.style.width = `${(own * width) / across}px`
  image.style.height = `${(ownDown * height) / down}px`
  image.style.left = `${(-left * width) / across}px`
  image.style.top = `${(-top * height) / down}px`
}

/** Returns where an event happened, from the top left of an element. */
export function pointIn(element: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const { x, y } = element.getBoundingClientRect()
  return { x: clientX - x, y: clientY - y }
}

/** Returns the middle of a stage. */
export function middleOf({ element }: Stage): Point {
  return { x: element.clientWidth / 2, y: element.clientHeight / 2 }
}
