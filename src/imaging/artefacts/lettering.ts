import { type Shape, shapesIn } from './shapes.ts'
import type { Artefact, Grey, PictureView } from './view.ts'

/** Letters are so high, in pixels of the reduced picture. */
const HEIGHT = { least: 9, most: 64 }
/** So many letters make a line. Fewer, and balusters or lights would do. */
const LETTERS = 7
/** Letters have openings; panes and bricks fill their box. */
const MOST_FILLED = 0.68
/** A picture with more lines than this shows a pattern, not lettering. */
const MOST_LINES = 12

/**
 * Finds what is likely lettering: a watermark, a signature, a date, a sign.
 *
 * Method, after the filters of B. Epshtein, E. Ofek and Y. Wexler, "Detecting text in natural scenes with stroke width
 * transform", CVPR 2010: patches lighter or darker than their surroundings, with thin strokes, that stand in a line at one
 * height, of one stroke width and one colour, but of different widths. Careful on purpose: it reads nothing, misses faint or
 * curved lettering, and finds none in the real samples, in a lit city that mirrors itself in water or in foliage.
 */
export function findLettering({ overview }: PictureView): Artefact | null {
  const grey = brightnessOf(overview)
  const lines = [true, false].flatMap((isLight) => linesOf(shapesIn(grey, isLight, 8)))
  if (lines.length === 0 || lines.length > MOST_LINES) return null
  const longest = Math.max(...lines.map((line) => line.length))
  const message = `Something like lettering shows (${longest} signs in a line): no watermarks, signatures or dates may be in the picture.`
  return { rule: 'quality-watermark', message }
}

function brightnessOf({ data, width, height }: Grey): Grey {
  const grey = new Uint8Array(width * height)
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8
  }
  return { data: grey, width, height }
}

function isLetter(shape: Shape): boolean {
  const [width, height] = [widthOf(shape), heightOf(shape)]
  const fill = fillOf(shape)
  return (
    height >= HEIGHT.least &&
    height <= HEIGHT.most &&
    width <= height * 1.6 &&
    fill > 0.15 &&
    fill < 0.98 &&
    shape.stroke <= Math.max(2, height * 0.4)
  )
}

/** Puts letters that follow each other into lines, and keeps those that look like one hand wrote them. */
function linesOf(shapes: Shape[]): Shape[][] {
  const left = shapes.filter(isLetter).sort((a, b) => a.left - b.left)
  const lines: Shape[][] = []
  const used = new Set<Shape>()
  for (const first of left) {
    if (used.has(first)) continue
    const line = [first]
    for (let next = following(left, used, line); next; next = following(left, used, line)) line.push(next)
    if (line.length < LETTERS || !isWriting(line) || isPattern(line, shapes)) continue
    for (const letter of line) used.add(letter)
    lines.push(line)
  }
  return lines
}

/** Returns the letter that follows a line best: near, at its height and of its colour. */
function following(
  letters: readonly Shape[],
  used: ReadonlySet<Shape>,
  line: readonly Shape[],
): Shape | undefined {
  const last = line.at(-1)
  if (!last) return undefined
  const height = Math.max(...line.slice(-3).map(heightOf))
  let best: { letter: Shape; distance: number } | undefined
  for (const letter of letters) {
    const gap = letter.left - last.right
    if (gap < 0 || gap > height * 1.1 || used.has(letter)) continue
    const [drop, tone] = [Math.abs(letter.bottom - last.bottom), Math.abs(letter.level - last.level)]
    const ratio = heightOf(letter) / height
    if (ratio < 0.5 || ratio > 1.5 || drop > height * 0.3 || tone > 40) continue
    const distance = gap + 2 * drop + tone / 2
    if (!best || distance < best.distance) best = { letter, distance }
  }
  return best?.letter
}

/** Letters share stroke, colour and base line, but not their width: windows and balusters do. */
function isWriting(line: readonly Shape[]): boolean {
  const height = median(line.map(heightOf))
  const bases = line.map(({ bottom }) => bottom)
  const base = median(bases)
  const onBase = bases.filter((bottom) => Math.abs(bottom - base) <= Math.max(1, height * 0.12)).length
  const isStraight = onBase >= line.length * 0.7
  return (
    isStraight &&
    median(line.map(fillOf)) < MOST_FILLED &&
    variation(line.map(({ stroke }) => stroke)) < 0.3 &&
    deviation(line.map(({ level }) => level)) < 18 &&
    variation(line.map(widthOf)) > 0.18 &&
    variation(line.map(heightOf)) < 0.32
  )
}

/** Writing stands by itself; the panes of a lit front go on above and below. */
function isPattern(line: readonly Shape[], shapes: readonly Shape[]): boolean {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return true
  const height = median(line.map(heightOf))
  const [top, bottom] = [first.top - 1.5 * height, first.bottom + 1.5 * height]
  const around = shapes.filter(
    (one) =>
      one.right >= first.left &&
      one.left <= last.right &&
      ((one.bottom < first.top && one.bottom > top) || (one.top > first.bottom && one.top < bottom)),
  )
  return around.length >= line.length / 2
}

function fillOf(shape: Shape): number {
  return shape.area / (widthOf(shape) * heightOf(shape))
}

function widthOf({ left, right }: Shape): number {
  return right - left + 1
}

function heightOf({ top, bottom }: Shape): number {
  return bottom - top + 1
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function deviation(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

function variation(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return mean === 0 ? 0 : deviation(values) / mean
}
