import { type Artefact, type Grey, type PictureView, percent } from './view.ts'

/** A border's pixels lie within so many levels of its colour. */
const FLAT = 6
/** So many pixels of a line may differ all the same: compression leaves traces beside a hard edge. */
const SPECKS = 0.02
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
 * backdrop of one colour ends in the outline of what stands before it, which is no line. Behind a stripe of a pattern or a flag
 * comes the next one, which ends in a straight line as well.
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
  const own = stripeFrom(data, line, { from: 0, count })
  if (!own.isStraight || own.width < count * WIDTH.least || own.width > count * WIDTH.most) return 0
  const isStripe = RINGING.some((gap) => {
    const next = stripeFrom(data, line, { from: own.width + gap, count })
    return next.isStraight && next.width >= THIN && gap + next.width >= count * WIDTH.least
  })
  return isStripe && !isBar(data, line, count) ? 0 : own.width
}

/** Of a pattern of stripes so many lines have one colour. */
const STRIPED = 0.95
/** Bars for another format are as dark, or as light. */
const BAR = { black: 24, white: 231 }

/** Tells whether a stripe at the edge is a bar around a drawing, whose sky may be a stripe of its own: no pattern is all of it. */
function isBar(data: Uint8Array, line: (n: number) => number[], count: number): boolean {
  const colours = [0, count - 1].map((n) => colourAt(data, line(n)[0] ?? 0))
  const isExtreme = (levels: readonly number[]) =>
    levels.every((level) => level <= BAR.black) || levels.every((level) => level >= BAR.white)
  const [first = [], last = []] = colours
  if (
    !isExtreme(first) ||
    !isExtreme(last) ||
    first.some((level, n) => Math.abs(level - (last[n] ?? 0)) > FLAT)
  )
    return false
  const plain = Array.from({ length: count }, (_, n) => n).filter((n) => isPlain(data, line(n)))
  return plain.length < count * STRIPED
}

function isPlain(data: Uint8Array, pixels: readonly number[]): boolean {
  const colour = colourAt(data, pixels[0] ?? 0)
  const others = pixels.filter((at) => isOther(data, at, { colour, levels: FLAT })).length
  return others <= pixels.length * SPECKS
}

function colourAt(data: Uint8Array, at: number): number[] {
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]
}

/** The line in which two colours meet may be blurred by the reduction. */
const BLUR = 2
/** Behind it the reduction overshoots for a line or two, whose colour is not that of the stripe: it may begin so many lines on. */
const RINGING = [BLUR, BLUR + 1, BLUR + 2]
/** Fewer lines than this that look alike are none. */
const THIN = 3

/** Follows lines of one colour, and tells whether they end in a straight line. */
function stripeFrom(
  data: Uint8Array,
  line: (n: number) => number[],
  { from, count }: { from: number; count: number },
): { width: number; isStraight: boolean } {
  const colour = colourAt(data, line(from)[0] ?? 0)
  const others = (pixels: number[], levels: number) =>
    pixels.filter((at) => isOther(data, at, { colour, levels })).length / pixels.length
  let end = from
  while (end < count && others(line(end), FLAT) <= SPECKS) end++
  const isStraight = end + BLUR < count && others(line(end + BLUR), STEP) >= BEHIND
  return { width: end - from, isStraight }
}

function isOther(
  data: Uint8Array,
  at: number,
  { colour, levels }: { colour: readonly number[]; levels: number },
): boolean {
  return colour.some((level, channel) => Math.abs((data[at + channel] ?? 0) - level) > levels)
}
