import { invalid } from '../core/errors.ts'
import type { Region, Size } from '../imaging/pixels.ts'

/** One piece of work: the model sees `read`, and of what it returns only `keep` is used. */
export interface Tile {
  read: Region
  keep: Region
}

/** How much a model takes at once: a side length whose square bounds the tile's area, or a bound for each side. */
export type TileLimit = number | Size

/**
 * Cuts an image into a uniform grid of tiles that fit in memory.
 *
 * A convolutional model is wrong near the edge of its input, so a tile reads at least `overlap` pixels
 * more than it keeps wherever the image goes on, and the seams fall where the model saw real neighbours
 * on both sides. All tiles of an image read the same shape (a GPU plans its work anew for every other
 * one), which is why those at the edges are shifted inwards instead of cut. Memory follows the area of
 * a tile, not its sides, so of all grids that fit the one that reads the fewest pixels is taken.
 *
 * Tiles begin at multiples of `align`: a network that first gathers squares of pixels into one (pixel
 * unshuffle) sees other squares anywhere else.
 */
export function planTiles(image: Size, limit: TileLimit, reach: number, align = 1): Tile[] {
  const overlap = align > 1 ? reach + Math.ceil(align / 2) : reach // what is lost by beginning earlier
  const smallest = typeof limit === 'number' ? limit : Math.min(limit.width, limit.height)
  if (!(smallest > 2 * overlap)) {
    throw invalid('tile', `a number over twice the overlap (${overlap})`, smallest)
  }
  const grid = cheapestGrid(image, limit, overlap)
  const across = spans(image.width, grid.columns, { overlap, align })
  return spans(image.height, grid.rows, { overlap, align }).flatMap((row) =>
    across.map((column) => ({ read: region(column.read, row.read), keep: region(column.keep, row.keep) })),
  )
}

interface Span {
  start: number
  length: number
}

function cheapestGrid(image: Size, limit: TileLimit, overlap: number): { columns: number; rows: number } {
  let best = { columns: 0, rows: 0, cost: Number.POSITIVE_INFINITY }
  for (let columns = 1; columns <= image.width; columns++) {
    const width = readLength(image.width, columns, overlap)
    if (width > image.width) break // two tiles of a small image would share more than there is
    const height = tallest(width, limit)
    const rows = height >= image.height ? 1 : Math.ceil((image.height - 2 * overlap) / (height - 2 * overlap))
    const fits = height >= 1 && rows >= 1 && (rows === 1 || height > 2 * overlap)
    const cost = columns * rows * width * readLength(image.height, rows, overlap)
    if (fits && cost < best.cost) best = { columns, rows, cost }
    if (columns > 1 && width <= 2 * overlap + 1) break // more columns would only read the same again
  }
  return best
}

/** The height that a tile of this width may have at most; 0 when the width alone is too much. */
function tallest(width: number, limit: TileLimit): number {
  if (typeof limit === 'number') return Math.floor(limit ** 2 / width)
  return width <= limit.width ? limit.height : 0
}

/** What each of `count` spans must read to cover `length` when neighbours share twice the overlap. */
function readLength(length: number, count: number, overlap: number): number {
  return Math.ceil((length + 2 * overlap * (count - 1)) / count)
}

function spans(
  length: number,
  count: number,
  { overlap, align }: { overlap: number; align: number },
): { read: Span; keep: Span }[] {
  const least = readLength(length, count, overlap)
  const read = least + ((length - least) % align) // so that the last one, too, begins at a multiple
  const starts = Array.from({ length: count }, (_, n) =>
    count === 1 ? 0 : align * Math.floor((n * (length - read)) / (count - 1) / align),
  )
  // a seam lies in the middle of what two neighbours share
  const seams = starts.slice(1).map((start, n) => Math.floor((start + (starts[n] ?? 0) + read) / 2))
  return starts.map((start, n) => {
    const from = seams[n - 1] ?? 0
    return { read: { start, length: read }, keep: { start: from, length: (seams[n] ?? length) - from } }
  })
}

function region(column: Span, row: Span): Region {
  return { left: column.start, top: row.start, width: column.length, height: row.length }
}
