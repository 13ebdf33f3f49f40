import type { Grey } from './view.ts'

/** A connected patch that stands out from its surroundings. */
export interface Shape {
  left: number
  top: number
  right: number
  bottom: number
  area: number
  /** Mean width of its strokes, in pixels. */
  stroke: number
  /** Mean level. */
  level: number
}

/** Surroundings reach so far, in pixels. */
const AROUND = 15
/** A pixel stands out by so many levels. */
const CONTRAST = 20

/** Finds the patches that are lighter (or darker) than their surroundings, of at least `least` pixels. */
export function shapesIn(grey: Grey, isLight: boolean, least: number): Shape[] {
  const { data, width, height } = grey
  const means = localMeans(grey)
  const open = new Uint8Array(width * height)
  for (let at = 0; at < open.length; at++) {
    const over = (data[at] ?? 0) - (means[at] ?? 0)
    if ((isLight ? over : -over) > CONTRAST) open[at] = 1
  }
  const shapes: Shape[] = []
  for (let at = 0; at < open.length; at++) {
    if (open[at] !== 1) continue
    const shape = follow(grey, open, at)
    if (shape.area >= least) shapes.push(shape)
  }
  return shapes
}

/** Gathers the patch that a pixel belongs to, and marks it as done. */
function follow({ data, width }: Grey, open: Uint8Array, from: number): Shape {
  const shape = { left: width, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0, area: 0 }
  let [rim, sum] = [0, 0]
  const waiting = [from]
  open[from] = 2
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)]
    shape.left = Math.min(shape.left, x)
    shape.right = Math.max(shape.right, x)
    shape.top = Math.min(shape.top, y)
    shape.bottom = Math.max(shape.bottom, y)
    shape.area++
    sum += data[at] ?? 0
    for (const next of [at - width, at + width, x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1]) {
      const state = open[next] ?? 0
      if (state === 0) rim++
      if (state !== 1) continue
      open[next] = 2
      waiting.push(next)
    }
  }
  return { ...shape, stroke: (2 * shape.area) / Math.max(1, rim), level: sum / shape.area }
}

/** The mean around every pixel, from a table of sums (F. C. Crow, "Summed-area tables for texture mapping", 1984). */
function localMeans({ data, width, height }: Grey): Float32Array {
  const sums = new Float64Array((width + 1) * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += data[y * width + x] ?? 0
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row
    }
  }
  const means = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - AROUND), Math.min(height, y + AROUND + 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - AROUND), Math.min(width, x + AROUND + 1)]
      const corner = (row: number, column: number) => sums[row * (width + 1) + column] ?? 0
      const sum = corner(bottom, right) - corner(top, right) - corner(bottom, left) + corner(top, left)
      means[y * width + x] = sum / ((bottom - top) * (right - left))
    }
  }
  return means
}
