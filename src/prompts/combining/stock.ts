import type { coveringArray } from '../covering/covering-array.ts'
import { fillRow, greedyRow, type Workshop } from '../covering/greedy.ts'
import type { Pair, Row } from '../covering/pairs.ts'
import type { Book } from './book.ts'
import type { Shares } from './shares.ts'

/** What decides which row is next. */
interface Judges {
  shop: Workshop
  shares: Shares
  book: Book
}

/** Chooses what the rows come from: the one array for all plans, unless one made for what is left is smaller. */
export function stockOf({
  base,
  shop: { space, constraints, remaining },
  forbidden,
  count,
  arrayOf,
}: {
  base: Row[]
  shop: Workshop
  forbidden: readonly Pair[]
  count: number
  arrayOf: typeof coveringArray
}): { stock: Row[]; needed: number } {
  const useful = base.filter((row) => remaining.gain(row) > 0)
  const all = space.all()
  const covered = all.filter((pair, number) => !remaining.has(number) && constraints.allows(pair))
  const isFresh = useful.length === base.length
  if (isFresh || count < useful.length) return { stock: useful, needed: useful.length }
  const { rows } = arrayOf({ sizes: space.sizes, forbidden, covered })
  return rows.length < useful.length
    ? { stock: rows, needed: rows.length }
    : { stock: useful, needed: useful.length }
}

/** Takes the row with most new pairs out of the stock; null when none has any. */
export function bestOf(stock: Row[], judges: Judges): Row | null {
  const { shop, shares, book } = judges
  const equals = most(stock, shop)
  if (equals.length === 0) return null
  const fits = equals.map((row) => ({ row, fit: shares.fit(row) }))
  const { row } = fits.reduce((best, one) => (one.fit > best.fit + 1e-9 ? one : best))
  stock.splice(stock.indexOf(row), 1)
  const filled = fillRow(shop, row, shares.taste)
  const gain = shop.remaining.gain(filled)
  const other = gain < fullGain(row.length) ? greedyRow(shop, 12, shares.taste) : null
  // A greedy row takes the place of one that earlier combinations have half covered; that one stays in stock.
  if (other && shop.remaining.gain(other) > gain && !book.has(other)) {
    stock.push(row)
    return other
  }
  return book.has(filled) ? bestOf(stock, judges) : filled
}

/** So many rows are looked at first: of a large array that is fresh, any of them covers only new pairs. */
const GLANCE = 200

/** Finds the rows with most new pairs, in an order of chance; none where no row has any. */
function most(stock: readonly Row[], { remaining, random }: Workshop): Row[] {
  const rows = random.shuffle(stock)
  const full = fullGain(stock[0]?.length ?? 0)
  const first = rows.slice(0, GLANCE).filter((row) => remaining.gain(row) === full)
  if (first.length > 0) return first
  const gains = rows.map((row) => remaining.gain(row))
  const best = gains.reduce((high, gain) => Math.max(high, gain), 0)
  return best === 0 ? [] : rows.filter((_, index) => gains[index] === best)
}

/** Covers what is left where every row of the stock is used up or was there before. */
export function lastResort({ shop, shares, book }: Judges): Row | null {
  for (let turn = 0; turn < 20; turn++) {
    const row = greedyRow(shop, 1, shares.taste)
    if (row && !book.has(row) && shop.remaining.gain(row) > 0) return row
  }
  return null
}

function fullGain(width: number): number {
  return (width * (width - 1)) / 2
}
