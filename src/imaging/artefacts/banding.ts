import { type Artefact, type Grey, type PictureView, percent } from './view.ts'

/** A plateau: at least so many pixels within one level of each other. */
const RUN = 10
/** Steps between plateaus: what a smooth gradient needs is 1, what is an edge of something is more than 12. */
const STEP = { least: 2, most: 12 }
/** Between two plateaus at most so many pixels may be on the way. */
const RAMP = 16
/** A step is measured between so many pixels on either side of it. */
const END = 4
/** So many plateaus that go the same way are a staircase. */
const STAIRS = 4
/** The share of the picture that may lie on staircases. The real samples have under 1 %, a fine drawn sky 2.4 %. */
const MOST = 0.04
/** From one layer to the next a channel changes by so many levels at least. */
const LEAST_RISE = 1.5
/** And over a staircase it comes to be so many levels apart from another channel: on average for each step, and in all. */
const LEAST_APART = { each: 0.4, all: 1.75 }
/** A drawing has no more layers than this. */
const MOST_TONES = 60
/** Every so many-th row and column is looked at: a band is long. */
const EVERY = 4

/**
 * Finds gradients that fall apart into bands.
 *
 * Method, ours: along rows and columns, plateaus that differ by a few levels and follow each other up or down like
 * stairs. A gradient at full depth steps by single levels, texture has no plateaus, and flat graphics jump or go both ways.
 * Drawings in layers, such as hills in the haze, have stairs as well; see {@link isLayered}.
 */
export async function findBanding({ bands, channel }: PictureView): Promise<Artefact | null> {
  if (Math.max(...shares(bands)) <= MOST) return null
  const [red, blue] = [await channel(0), await channel(2)]
  const share = Math.max(...shares(bands.map((band, n) => ({ ...band, others: [red[n], blue[n]] }))))
  if (share <= MOST) return null
  const message = `Smooth areas fall into bands in ${percent(Math.min(1, share))} of the picture.`
  return { rule: 'quality-banding', message }
}

/** A band of the picture, with its other channels where layers are to be told from bands. */
interface Sampled extends Grey {
  others?: readonly (Grey | undefined)[]
}

/** One line of a channel. */
type Line = (n: number) => number

/** Returns the shares of pixels that lie on staircases along rows, and along columns. */
function shares(bands: readonly Sampled[]): number[] {
  return [true, false].map((isAcross) => {
    const tones = new Set<string>()
    let [banded, layered, all] = [0, 0, 0]
    for (const { data, width, height, others = [] } of bands) {
      const [lines, length] = isAcross ? [height, width] : [width, height]
      for (let line = 0; line < lines; line += EVERY) {
        const [start, reach] = isAcross ? [line * width, 1] : [line, width]
        const alongIn =
          (from: Uint8Array | undefined): Line =>
          (n) =>
            from?.[start + n * reach] ?? 0
        const [own, ...more] = [data, ...others.map((other) => other?.data)].map(alongIn)
        if (!own) continue
        all += length
        for (const flight of flightsIn(own, length)) {
          const isDrawn = more.length > 0 && isLayered(flight, own, more)
          if (isDrawn) for (const plateau of flight) tones.add(toneOf(plateau, [own, ...more]))
          if (isDrawn) layered += lengthOf(flight)
          else banded += lengthOf(flight)
        }
      }
    }
    // a picture saved with a palette steps in all channels at once, too, but has far more tones than a drawing
    return (banded + (tones.size > MOST_TONES ? layered : 0)) / (all || 1)
  })
}

interface Plateau {
  start: number
  end: number
  /** The levels at its two ends, which a gradient's drift sets apart. */
  first: number
  last: number
}

/** Returns the staircases of a line. */
function flightsIn(at: Line, length: number): Plateau[][] {
  const flights: Plateau[][] = []
  let flight: Plateau[] = []
  let way = 0
  const close = () => {
    if (flight.length >= STAIRS) flights.push(flight)
  }
  for (const plateau of plateausOf(at, length)) {
    const last = flight.at(-1)
    const step = last ? stepBetween(last, plateau) : 0
    if (step === 0 || (way !== 0 && Math.sign(step) !== way)) {
      close()
      flight = step === 0 || !last ? [plateau] : [last, plateau]
    } else flight.push(plateau)
    way = Math.sign(step)
  }
  close()
  return flights
}

/**
 * Tells whether a staircase is one of layers that somebody drew, each of one colour.
 *
 * Bands come from rounding, which each channel does at its own places and by the same amount. Layers change in all channels
 * at once, and in each by another amount. Greys do neither, and are taken for bands.
 */
function isLayered(flight: readonly Plateau[], green: Line, others: readonly Line[]): boolean {
  const own = risesOf(flight, green)
  let isColoured = false
  for (const other of others) {
    const rises = risesOf(flight, other)
    const [risen, drift] = [sumOf(rises), sumOf(flight.map((plateau) => driftIn(plateau, other)))]
    if (drift > risen * 0.2 + flight.length * 0.4) return false
    const apart = Math.abs(rises.reduce((sum, rise, n) => sum + rise - (own[n] ?? 0), 0))
    const isApart = apart > Math.max(LEAST_APART.all, LEAST_APART.each * rises.length)
    if (isApart && rises.every((rise) => Math.abs(rise) >= LEAST_RISE)) isColoured = true
  }
  return isColoured
}

function risesOf(flight: readonly Plateau[], at: Line): number[] {
  const levels = flight.map((plateau) => meanOf(plateau, at, 0.2, 0.8))
  return levels.slice(1).map((level, n) => level - (levels[n] ?? 0))
}

/** How far a channel moves within a plateau; its ends may still be on the way from one colour to the next. */
function driftIn(plateau: Plateau, at: Line): number {
  return meanOf(plateau, at, 0.5, 0.8) - meanOf(plateau, at, 0.2, 0.5)
}

function meanOf({ start, end }: Plateau, at: Line, from: number, to: number): number {
  const [first, last] = [Math.floor(start + (end - start) * from), Math.ceil(start + (end - start) * to)]
  let sum = 0
  for (let n = first; n < last; n++) sum += at(n)
  return sum / (last - first)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0)
}

/** Names the colour of a plateau, close ones alike. */
function toneOf(plateau: Plateau, channels: readonly Line[]): string {
  return channels.map((at) => Math.round(meanOf(plateau, at, 0.2, 0.8) / 3)).join()
}

function stepBetween(from: Plateau, to: Plateau): number {
  const step = to.first - from.last
  const isStep = to.start - from.end <= RAMP && Math.abs(step) >= STEP.least && Math.abs(step) <= STEP.most
  return isStep ? step : 0
}

function lengthOf(flight: readonly Plateau[]): number {
  return (flight.at(-1)?.end ?? 0) - (flight[0]?.start ?? 0)
}

/** Cuts a line into its plateaus, the longest first stretch of each that stays within one level. */
function* plateausOf(at: Line, length: number): Generator<Plateau> {
  let start = 0
  let [low, high] = [at(0), at(0)]
  const mean = (from: number) => {
    let sum = 0
    for (let n = from; n < from + END; n++) sum += at(n)
    return sum / END
  }
  for (let n = 1; n <= length; n++) {
    const value = n < length ? at(n) : Number.POSITIVE_INFINITY
    if (Math.max(high, value) - Math.min(low, value) <= 1) {
      low = Math.min(low, value)
      high = Math.max(high, value)
      continue
    }
    if (n - start >= RUN) yield { start, end: n, first: mean(start), last: mean(n - END) }
    start = n
    low = value
    high = value
  }
}
