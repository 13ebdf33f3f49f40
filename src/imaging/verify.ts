import { AppError } from '../core/errors.ts'
import { decode } from './decode.ts'
import type { OutputFormat } from './encode.ts'
import { inspect } from './inspection.ts'
import type { Pixels, Size } from './pixels.ts'

/** What an output must be: its format, its exact size, and the picture it was made from. */
export interface Expected {
  format: OutputFormat
  size: Size
  reference: Pixels
}

/** The grid on which pictures are compared; small pictures get fewer cells, so that each has pixels enough. */
const finest: Size = { width: 32, height: 18 }
const smallestCell = 8

/**
 * How far an output may be from its input, in levels of 0-255. The mean colour of a cell stays where it
 * is however much a model sharpens or smooths; its contrast moves more. Two real Real-ESRGAN models came to
 * at most 3.1, 14.9 and 4.2 on a real crop of 120 x 96 pixels; broken pictures lie far above.
 */
const limits = { mean: 10, largest: 56, contrast: 20 }

/**
 * Reads an output back and compares it with what it was made from; throws `unavailable` when it is not right.
 *
 * The file is decoded in full, so a half-written one fails. Then both pictures are compared cell by cell
 * on a grid of at most 32 x 18: black, flat, garbled and shifted pictures, and tiles in the wrong place, stand out.
 */
export async function verifyOutput(path: string, { format, size, reference }: Expected): Promise<void> {
  const found = await inspect(path)
  if (!found.ok) throw wrong(found.problem)
  if (found.format !== (format === 'jpg' ? 'jpeg' : 'png')) throw wrong(`It is a ${found.format} file.`)
  if (found.space !== 'srgb') throw wrong(`Its colour space is ${found.space} instead of sRGB.`)
  if (found.width !== size.width || found.height !== size.height) {
    throw wrong(`It has ${found.width} x ${found.height} pixels instead of ${size.width} x ${size.height}.`)
  }
  const { mean, largest, contrast } = distance(await decode(path, { aspect: null }), reference)
  if (mean > limits.mean || largest > limits.largest || contrast > limits.contrast) {
    const figures = `mean ${mean.toFixed(1)}, largest ${largest.toFixed(1)}, contrast ${contrast.toFixed(1)}`
    throw wrong(`It does not look like the original (${figures}).`)
  }
}

function wrong(what: string): AppError {
  return new AppError(
    'unavailable',
    `The enlarged picture failed its check and was not kept. ${what} Try a smaller tile, or the device "cpu".`,
  )
}

interface Distance {
  mean: number
  largest: number
  contrast: number
}

function distance(output: Pixels, reference: Pixels): Distance {
  const grid = {
    width: cellCount(reference.width, finest.width),
    height: cellCount(reference.height, finest.height),
  }
  const [a, b] = [cellsOf(output, grid), cellsOf(reference, grid)]
  const colours = a.means.map((value, n) => Math.abs(value - (b.means[n] ?? 0)))
  const contrasts = a.spreads.map((value, n) => Math.abs(value - (b.spreads[n] ?? 0)))
  return {
    mean: average(colours),
    largest: colours.reduce((x, y) => Math.max(x, y), 0),
    contrast: average(contrasts),
  }
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function cellCount(length: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(length / smallestCell)))
}

/** Mean and standard deviation of each channel of each cell. */
function cellsOf(
  { data, width, height }: Pixels,
  grid: Size,
): { means: Float64Array; spreads: Float64Array } {
  const { width: columns, height: rows } = grid
  const means = new Float64Array(columns * rows * 3)
  const spreads = new Float64Array(columns * rows * 3)
  for (let row = 0; row < rows; row++) {
    const [top, bottom] = span(row, rows, height)
    for (let column = 0; column < columns; column++) {
      const [left, right] = span(column, columns, width)
      const cell = (row * columns + column) * 3
      for (let channel = 0; channel < 3; channel++) {
        let [sum, squares] = [0, 0]
        for (let y = top; y < bottom; y++) {
          const end = (y * width + right) * 3
          for (let at = (y * width + left) * 3 + channel; at < end; at += 3) {
            const value = data[at] ?? 0
            sum += value
            squares += value * value
          }
        }
        const count = (bottom - top) * (right - left)
        means[cell + channel] = sum / count
        spreads[cell + channel] = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
      }
    }
  }
  return { means, spreads }
}

function span(n: number, parts: number, length: number): [number, number] {
  const start = Math.floor((n * length) / parts)
  return [start, Math.max(start + 1, Math.floor(((n + 1) * length) / parts))]
}
