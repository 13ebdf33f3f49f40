import type { Pixels, Size } from './pixels.ts'

/** A few thousand numbers by which a picture is recognised at any size. */
export interface Fingerprint {
  /** Mean and standard deviation of each channel of each cell of a coarse grid. */
  means: Float32Array
  spreads: Float32Array
  /** Mean brightness of each cell of a fine grid. */
  brightness: Float32Array
  coarse: Size
  fine: Size
}

/** How far two pictures are apart, in levels of 0-255; null when they agree as far as is to be expected. */
export type Unlikeness = string | null

/** The grids on which pictures are compared; small pictures get fewer cells, so that each has pixels enough. */
const grids = { coarse: { width: 32, height: 18, cell: 8 }, fine: { width: 128, height: 72, cell: 4 } }

/**
 * How far an output may be from its input. The mean colour of a cell stays where it is however much a
 * model sharpens or smooths; its contrast moves more. Two real Real-ESRGAN models came to at most 3.1,
 * 14.9 and 4.2 on a real crop of 120 x 96 pixels; broken pictures lie far above.
 */
const limits = { mean: 10, largest: 56, contrast: 20 }

/** A picture counts as shifted when another place fits twice as well and this one is off by a level or more. */
const shift = { reach: 4, least: 1, gain: 0.5 }

/** More rows than this are not read of a large picture: they would tell nothing new. */
const mostRows = 540

/** Takes the fingerprint of a picture; `grid` is the one of the fingerprint that it is to be compared with. */
export function fingerprintOf(pixels: Pixels, like?: Pick<Fingerprint, 'coarse' | 'fine'>): Fingerprint {
  const coarse = like?.coarse ?? gridFor(pixels, grids.coarse)
  const fine = like?.fine ?? gridFor(pixels, grids.fine)
  return { ...cellsOf(pixels, coarse), brightness: brightnessOf(pixels, fine), coarse, fine }
}

/** Tells in a few words how an output differs from its input more than an enlargement may. */
export function unlikeness(output: Fingerprint, input: Fingerprint): Unlikeness {
  const colours = differences(output.means, input.means)
  const [mean, largest] = [average(colours), colours.reduce((x, y) => Math.max(x, y), 0)]
  const contrast = average(differences(output.spreads, input.spreads))
  if (mean > limits.mean || largest > limits.largest || contrast > limits.contrast)
    return `mean ${mean.toFixed(1)}, largest ${largest.toFixed(1)}, contrast ${contrast.toFixed(1)}`
  return shiftBetween(output, input)
}

function shiftBetween(output: Fingerprint, input: Fingerprint): Unlikeness {
  const here = apart(output, input, 0, 0)
  if (here < shift.least) return null
  for (let down = -shift.reach; down <= shift.reach; down++) {
    for (let right = -shift.reach; right <= shift.reach; right++) {
      if ((down || right) && apart(output, input, right, down) < here * shift.gain) {
        const share = (cells: number, length: number) => `${((100 * cells) / length).toFixed(1)} %`
        return `shifted by ${share(right, input.fine.width)} across and ${share(down, input.fine.height)} down`
      }
    }
  }
  return null
}

/** Mean distance when `output` is taken to lie so many cells off; a change of the overall brightness does not count. */
function apart(output: Fingerprint, { brightness, fine }: Fingerprint, right: number, down: number): number {
  const gaps: number[] = []
  for (let row = Math.max(0, -down); row < fine.height - Math.max(0, down); row++) {
    for (let column = Math.max(0, -right); column < fine.width - Math.max(0, right); column++) {
      const other = output.brightness[(row + down) * fine.width + column + right] ?? 0
      gaps.push(other - (brightness[row * fine.width + column] ?? 0))
    }
  }
  if (gaps.length * 2 < fine.width * fine.height) return Number.POSITIVE_INFINITY // too little is left to judge by
  const offset = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  return gaps.reduce((sum, gap) => sum + Math.abs(gap - offset), 0) / gaps.length
}

function differences(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, n) => Math.abs(value - (b[n] ?? 0)))
}

function average(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function gridFor({ width, height }: Size, most: Size & { cell: number }): Size {
  const count = (length: number, limit: number) =>
    Math.max(1, Math.min(limit, Math.floor(length / most.cell)))
  return { width: count(width, most.width), height: count(height, most.height) }
}

function brightnessOf(pixels: Pixels, grid: Size): Float32Array {
  const { means } = cellsOf(pixels, grid)
  return Float32Array.from({ length: grid.width * grid.height }, (_, cell) => {
    const at = cell * 3
    return 0.299 * (means[at] ?? 0) + 0.587 * (means[at + 1] ?? 0) + 0.114 * (means[at + 2] ?? 0)
  })
}

/** Adds up every cell of a grid, one row of pixels after the other. */
function cellsOf({ data, width, height }: Pixels, grid: Size): Pick<Fingerprint, 'means' | 'spreads'> {
  const length = grid.width * grid.height * 3
  const [sums, squares] = [new Float64Array(length), new Float64Array(length)]
  const counts = new Float64Array(length)
  const columns = Array.from({ length: grid.width + 1 }, (_, n) => Math.floor((n * width) / grid.width))
  const step = Math.max(1, Math.floor(height / mostRows))
  for (let row = 0; row < grid.height; row++) {
    const [top, bottom] = [edge(row, grid.height, height), edge(row + 1, grid.height, height)]
    for (let y = top; y < Math.max(top + 1, bottom); y += step) {
      for (let column = 0; column < grid.width; column++) {
        const left = columns[column] ?? 0
        const right = Math.max(left + 1, columns[column + 1] ?? 0)
        addRun((y * width + left) * 3, (y * width + right) * 3, (row * grid.width + column) * 3)
      }
    }
  }

  function addRun(from: number, to: number, cell: number): void {
    for (let channel = 0; channel < 3; channel++) {
      let [sum, square] = [0, 0]
      for (let at = from + channel; at < to; at += 3) {
        const value = data[at] ?? 0
        sum += value
        square += value * value
      }
      sums[cell + channel] = (sums[cell + channel] ?? 0) + sum
      squares[cell + channel] = (squares[cell + channel] ?? 0) + square
      counts[cell + channel] = (counts[cell + channel] ?? 0) + (to - from) / 3
    }
  }

  const means = Float32Array.from(sums, (sum, n) => sum / (counts[n] || 1))
  const spreads = Float32Array.from(squares, (square, n) =>
    Math.sqrt(Math.max(0, square / (counts[n] || 1) - ((sums[n] ?? 0) / (counts[n] || 1)) ** 2)),
  )
  return { means, spreads }
}

function edge(n: number, parts: number, length: number): number {
  return Math.floor((n * length) / parts)
}
