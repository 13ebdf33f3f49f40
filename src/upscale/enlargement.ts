import { AppError, messageOf } from '../core/errors.ts'
import { blankPixels, copyRegion, cutRegion, type Pixels, type Size } from '../imaging/pixels.ts'
import type { Engine } from './engine.ts'
import { planTiles, type Tile } from './tiles.ts'

/** How a picture passes through the engine. */
export interface EnlargeOptions {
  /** The side of a square that bounds the area of a tile. */
  tile: number
  /** The size to reach; what the engine makes may be larger, and is resized afterwards. */
  target: Size
  signal: AbortSignal
  /** Is told after each tile how many of all are done. */
  onTile: (done: number, total: number) => void
  /** Is told the tile that is used from here on, when memory ran out with a larger one. */
  onSmaller: (tile: number) => void
}

/** Tile sizes to step down to. */
const tileSizes = [512, 384, 256, 128]

/** Returns the next smaller size of tiles, or undefined after the smallest. */
export function nextSmallerTile(tile: number): number | undefined {
  return tileSizes.find((size) => size < tile)
}

/** A picture that is still too small after two passes is resampled: a third would take 256 times the first. */
const mostPasses = 2

/** Tells how often a picture must pass through an engine of this scale to be as large as the target. */
export function passesFor(picture: Size, target: Size, scale: number): number {
  const missing = Math.max(target.width / picture.width, target.height / picture.height)
  return Math.min(mostPasses, Math.max(0, Math.ceil(Math.log(missing) / Math.log(scale) - 1e-9)))
}

/**
 * Enlarges a picture tile by tile, in as many passes as its target needs.
 *
 * Stops between two tiles when `signal` aborts, with its reason. When memory runs out the pass is done
 * again with the next smaller tile, down to 128.
 */
export async function enlargePicture(
  engine: Engine,
  picture: Pixels,
  options: EnlargeOptions,
): Promise<Pixels> {
  const passes = passesFor(picture, options.target, engine.scale)
  let { tile } = options
  let current = picture
  for (let pass = 0, before = 0; pass < passes; ) {
    const plans = plansFor(engine, current, passes - pass, tile)
    const total = plans.reduce((sum, tiles) => sum + tiles.length, before)
    const onTile = (done: number) => options.onTile(before + done, total)
    try {
      current = await onePass(engine, current, { tiles: plans[0] ?? [], signal: options.signal, onTile })
      before += plans[0]?.length ?? 0
      pass++
    } catch (error) {
      tile = smallerTile(error, tile)
      options.onSmaller(tile)
    }
  }
  return current
}

function plansFor(engine: Engine, size: Size, passes: number, tile: number): Tile[][] {
  const limit = engine.fixed ?? tileSide(engine, tile)
  return Array.from({ length: passes }, (_, pass) =>
    planTiles(times(size, engine.scale ** pass), limit, engine.overlap, engine.align),
  )
}

/** Returns the side of the square that bounds a tile's area, for the tile size that a person chose. */
export function tileSide({ room, overlap }: Pick<Engine, 'room' | 'overlap'>, tile: number): number {
  return Math.max(Math.floor(tile * Math.sqrt(room)), 2 * overlap + 1)
}

interface Pass {
  tiles: Tile[]
  signal: AbortSignal
  onTile: (done: number) => void
}

/** The next tile is handed over before the last one is put in its place, so that the device never waits. */
async function onePass(engine: Engine, picture: Pixels, { tiles, signal, onTile }: Pass): Promise<Pixels> {
  const large = blankPixels(times(picture, engine.scale))
  let asked = ask(0)

  function ask(n: number): Promise<Pixels> | null {
    const tile = tiles[n]
    if (!tile) return null
    signal.throwIfAborted()
    const answer = engine.enlarge(cutRegion(picture, tile.read))
    answer.catch(() => {}) // nobody waits for it when the pass is given up before
    return answer
  }

  for (const [n, tile] of tiles.entries()) {
    const enlarged = await asked
    asked = ask(n + 1)
    if (enlarged) place(enlarged, tile, engine.scale, large)
    onTile(n + 1)
  }
  signal.throwIfAborted()
  return large
}

function place(enlarged: Pixels, { read, keep }: Tile, scale: number, large: Pixels): void {
  const [left, top] = [(keep.left - read.left) * scale, (keep.top - read.top) * scale]
  copyRegion(enlarged, { left, top, ...times(keep, scale) }, large, keep.left * scale, keep.top * scale)
}

function times({ width, height }: Size, factor: number): Size {
  return { width: width * factor, height: height * factor }
}

/** Returns the next smaller tile for an error that means memory ran out, and throws any other error on. */
function smallerTile(error: unknown, tile: number): number {
  if (!isOutOfMemory(error)) throw error
  const smaller = nextSmallerTile(tile)
  if (smaller) return smaller
  throw new AppError(
    'unavailable',
    'There is not enough memory, even for the smallest tile. Close other programs and try again.',
    {
      cause: error,
    },
  )
}

/** The words of onnxruntime's allocators, CUDA, DirectML and V8 for the same trouble. */
function isOutOfMemory(error: unknown): boolean {
  return /out of memory|bad.?alloc|failed to allocate|allocation failed|not enough memory|8007000E/i.test(
    messageOf(error),
  )
}
