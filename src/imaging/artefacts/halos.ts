import type { Artefact, Grey } from './view.ts'

/** Edges at least so high are looked at, in levels. */
const HEIGHT = 40
/**
 * How much of an edge's height may be overshot: on average beyond everything the source has nearby, and by the median
 * edge where there is no source. The real samples enlarged by Real-ESRGAN come to 0.02 and 0.04, sharpened
 * ones to 0.07 to 0.16 and 0.10 to 0.14.
 */
const MOST = { overSource: 0.05, alone: 0.085 }

/**
 * Finds bright and dark lines along edges, as sharpening and some models leave them.
 *
 * Method, ours. With a source, smoothly enlarged to the same size: at edges, how far the picture goes beyond the
 * brightest and darkest place of the source nearby. Without one: beside edges, how far the pixels go beyond the level on
 * which that side settles, by the median, so that texture cancels out, and at several sizes, since a halo has any width.
 */
export function findHalos(bands: readonly Grey[], source: readonly Grey[] | null): Artefact | null {
  const share = source ? beyondSource(bands, source) : besideEdges(bands)
  if (share <= (source ? MOST.overSource : MOST.alone)) return null
  const message = `Edges have halos: beside them the picture overshoots by ${Math.round(share * 100)} % of the edge.`
  return { rule: 'quality-halos', message }
}

/** How far around a pixel the source is searched, in pixels of the picture, and how densely. */
const NEAR = 6
const DENSE = 3
/** Noise and compression may go so many levels beyond. */
const SLACK = 3

function beyondSource(bands: readonly Grey[], source: readonly Grey[]): number {
  let [sum, count] = [0, 0]
  for (const [index, band] of bands.entries()) {
    const before = source[index]
    if (!before) continue
    const toSource = toneCurve(band, before)
    for (let y = NEAR; y < band.height - NEAR; y += 4) {
      for (let x = NEAR; x < band.width - NEAR; x += 2) {
        const { low, high } = extremes(before, x, y)
        if (high - low < HEIGHT) continue
        const value = toSource(band.data[y * band.width + x] ?? 0)
        sum += Math.max(0, value - high - SLACK, low - SLACK - value) / (high - low)
        count++
      }
    }
  }
  return count < 1000 ? 0 : sum / count
}

function extremes({ data, width }: Grey, x: number, y: number): { low: number; high: number } {
  let [low, high] = [255, 0]
  for (let down = -NEAR; down <= NEAR; down += DENSE) {
    for (let right = -NEAR; right <= NEAR; right += DENSE) {
      const value = data[(y + down) * width + x + right] ?? 0
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return { low, high }
}

/** A picture that was made brighter or richer in contrast has no halos: levels are brought back to the source's first. */
function toneCurve(band: Grey, source: Grey): (level: number) => number {
  const [own, before] = [momentsOf(band), momentsOf(source)]
  const gain = own.spread > 0 ? Math.min(1, before.spread / own.spread) : 1
  return (level) => before.mean + (level - own.mean) * gain
}

function momentsOf({ data }: Grey): { mean: number; spread: number } {
  let [sum, squares, count] = [0, 0, 0]
  for (let at = 0; at < data.length; at += 7) {
    const value = data[at] ?? 0
    sum += value
    squares += value * value
    count++
  }
  const mean = sum / (count || 1)
  return { mean, spread: Math.sqrt(Math.max(0, squares / (count || 1) - mean * mean)) }
}

/** Where a halo lies and where an edge's sides have settled, in pixels from the edge. */
const RING = { from: 1, to: 3 }
const SIDE = { from: 4, to: 8 }
/** The picture is looked at in so many sizes, each half the one before. */
const SIZES = 4
/** Fewer edges than this say nothing. */
const LEAST = 150

function besideEdges(bands: readonly Grey[]): number {
  let most = 0
  let sized = [...bands]
  for (let n = 0; n < SIZES; n++) {
    const shares = sized.flatMap((band) => overshoots(band)).sort((a, b) => a - b)
    if (shares.length >= LEAST) most = Math.max(most, shares[Math.floor(shares.length / 2)] ?? 0)
    sized = sized.map(halved)
  }
  return most
}

/** Goes along every row and measures at the steepest place of each edge. */
function overshoots({ data, width, height }: Grey): number[] {
  const shares: number[] = []
  for (let y = 0; y < height; y++) {
    for (let at = y * width + SIDE.to + 1, end = (y + 1) * width - SIDE.to - 1; at < end; at++) {
      if (!isSteepest(data, at)) continue
      const [left, right] = [sideOf(data, at, -1), sideOf(data, at, 1)]
      const height = Math.abs(right.mean - left.mean)
      // both sides must be calm, or what looks like an overshoot is the next thing in the picture
      if (height < HEIGHT || Math.max(left.spread, right.spread) > height / 6) continue
      const way = Math.sign(right.mean - left.mean)
      shares.push((ringOf(data, at, -1, -way, left.mean) + ringOf(data, at, 1, way, right.mean)) / 2 / height)
    }
  }
  return shares
}

function isSteepest(data: Uint8Array, at: number): boolean {
  const slope = (place: number) => Math.abs((data[place + 1] ?? 0) - (data[place - 1] ?? 0))
  const here = slope(at)
  return here >= HEIGHT * 0.6 && here >= slope(at - 1) && here > slope(at + 1)
}

function sideOf(data: Uint8Array, at: number, way: 1 | -1): { mean: number; spread: number } {
  let [sum, low, high] = [0, 255, 0]
  for (let step = SIDE.from; step <= SIDE.to; step++) {
    const value = data[at + step * way] ?? 0
    sum += value
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return { mean: sum / (SIDE.to - SIDE.from + 1), spread: high - low }
}

/** Returns by how many levels the ring beside an edge goes beyond its side; below zero where it falls short. */
function ringOf(data: Uint8Array, at: number, side: 1 | -1, way: number, settled: number): number {
  let most = Number.NEGATIVE_INFINITY
  for (let step = RING.from; step <= RING.to; step++) {
    most = Math.max(most, ((data[at + step * side] ?? 0) - settled) * way)
  }
  return most
}

function halved({ data, width, height }: Grey): Grey {
  const size = { width: width >> 1, height: height >> 1 }
  const half = new Uint8Array(size.width * size.height)
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const at = 2 * y * width + 2 * x
      const sum =
        (data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + width] ?? 0) + (data[at + width + 1] ?? 0)
      half[y * size.width + x] = (sum + 2) >> 2
    }
  }
  return { data: half, ...size }
}
