import { type Artefact, type Grey, type PictureView, percent } from './view.ts'

/** A border's pixels lie within so many levels of its colour. */
const FLAT = 6
/** Shares of an edge that a border covers at least and at most. */
const WIDTH = { least: 0.006, most: 0.35 }
/** Behind a border other pixels are so many levels away: a gradient goes on gently. */
const STEP = 20
/** Behind a border so many of the pixels have another colour: around a cut-out object only a few do. */
const BEHIND = 0.7

/**
 * Finds frames and bars of one flat colour around the picture.
 *
 * Method, ours: from each edge inwards, rows (or columns) of one colour that end in a straight line, on opposite sides. A
 * backdrop of one colour ends in the outline of what stands before it, which is no line.
 */
export function findBorder({ overview }: PictureView): Artefact | null {
  const { width, height } = overview
  const column = (x: number) => Array.from({ length: height }, (_, y) => (y * width + x) * 3)
  const row = (y: number) => Array.from({ length: width }, (_, x) => (y * width + x) * 3)
  const across = opposite(overview, row, height)
  const down = opposite(overview, column, width)
  if (across === 0 && down === 0) return null
  const widest = percent(Math.max(across / height, down / width))
  const message =
    across > 0 && down > 0
      ? `A frame of flat colour surrounds the picture, up to ${widest} wide: crop it away.`
      : `Bars of flat colour lie at two sides of the picture, up to ${widest} wide: crop them away.`
  return { rule: 'quality-border', message }
}

/** Returns how wide the wider border of two opposite sides is, in pixels; 0 unless both have one. */
function opposite(overview: Grey, line: (n: number) => number[], count: number): number {
  const first = borderWidth(overview, line, count)
  if (first === 0) return 0
  const last = borderWidth(overview, (n) => line(count - 1 - n), count)
  return last === 0 ? 0 : Math.max(first, last)
}

function borderWidth({ data }: Grey, line: (n: number) => number[], count: number): number {
  const [first = 0] = line(0)
  const colour = [data[first] ?? 0, data[first + 1] ?? 0, data[first + 2] ?? 0]
  const others = (pixels: number[], levels: number) =>
    pixels.filter((at) => isOther(data, at, { colour, levels })).length / pixels.length
  let width = 0
  while (width < count && others(line(width), FLAT) === 0) width++
  if (width < count * WIDTH.least || width > count * WIDTH.most) return 0
  // the line of the border itself may be blurred by the reduction
  return others(line(width + 2), STEP) >= BEHIND ? width : 0
}

function isOther(
  data: Uint8Array,
  at: number,
  { colour, levels }: { colour: readonly number[]; levels: number },
): boolean {
  return colour.some((level, channel) => Math.abs((data[at + channel] ?? 0) - level) > levels)
}
