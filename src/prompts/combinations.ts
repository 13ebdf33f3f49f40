import { type Constraints, createConstraints } from './covering/constraints.ts'
import { coveringArray } from './covering/covering-array.ts'
import { fillRow, greedyRow, type Taste, type Workshop } from './covering/greedy.ts'
import { createPairSpace, FREE, type Pair, type PairSpace, type Row } from './covering/pairs.ts'
import { createRemaining } from './covering/remaining.ts'
import { createRandom, type Random } from './random.ts'

/** What is to be combined. */
export interface CombinationTask {
  /** For each axis the weights of its values, over 0. */
  weights: readonly (readonly number[])[]
  forbidden?: readonly Pair[]
  /** Earlier combinations: their pairs are covered, and none of them comes again. A value that is no more is `FREE`. */
  past?: readonly Row[]
  /** Pairs that need not be covered, though no combination has them. */
  settled?: readonly Pair[]
  count: number
  seed: string | number
  /** Makes covering arrays; one that remembers spares the second plan the work of the first. */
  arrayOf?: typeof coveringArray
}

/** Combinations of one value of each axis. */
export interface Combinations {
  rows: Row[]
  pairs: {
    /** Pairs that may meet. */
    possible: number
    before: number
    after: number
  }
  /** How many combinations would have covered all that was open. */
  needed: number
}

/**
 * Chooses combinations that cover as many new pairs of values as they can, and then fills up.
 *
 * They are taken from one covering array, the one with most new pairs first; of equals the one that brings
 * each value's share nearest to its weight. Where earlier combinations lie across the array, an array of what is left is
 * made and a greedy row tried for each. When everything is covered, combinations of the least covered pairs follow, by
 * weight. No combination ever comes twice; there are fewer than asked for when there are no others.
 */
export function combine(task: CombinationTask): Combinations {
  const sizes = task.weights.map((weights) => weights.length)
  const forbidden = task.forbidden ?? []
  const space = createPairSpace(sizes)
  const arrayOf = task.arrayOf ?? coveringArray
  const { rows: base, impossible } = arrayOf({ sizes, forbidden })
  const wanted = new Uint8Array(space.count).fill(1)
  for (const { first, a, second, b } of [...forbidden, ...impossible])
    wanted[space.at(first, a, second, b)] = 0
  const possible = wanted.reduce((sum, flag) => sum + flag, 0)
  const remaining = createRemaining(space, wanted)
  for (const row of task.past ?? []) remaining.cover(row)
  for (const { first, a, second, b } of task.settled ?? []) remaining.drop(space.at(first, a, second, b))
  const before = possible - remaining.count()

  const constraints = createConstraints(space, forbidden)
  const random = createRandom(task.seed)
  const shop: Workshop = { space, constraints, remaining, random }
  const shares = createShares(task.weights)
  const book = createBook(task.past ?? [])
  const { stock, needed } = stockOf({ base, shop, forbidden, count: task.count, arrayOf })
  const rows: Row[] = []
  const take = (row: Row) => {
    rows.push(row)
    remaining.cover(row)
    shares.use(row)
    book.note(row)
  }

  for (let row = nextRow(); row && rows.length < task.count; row = nextRow()) take(row)
  const after = possible - remaining.count()
  const filler = createFiller({
    space,
    constraints,
    random,
    shares,
    book,
    past: [...(task.past ?? []), ...rows],
  })
  while (rows.length < task.count) {
    const row = filler.next()
    if (!row) break
    take(row)
  }
  return { rows, pairs: { possible, before, after }, needed }

  function nextRow(): Row | null {
    const row = remaining.count() > 0 ? bestOf(stock, { shop, shares, book }) : null
    return row ?? (remaining.count() > 0 ? lastResort({ shop, shares, book }) : null)
  }
}

interface Judges {
  shop: Workshop
  shares: Shares
  book: Book
}

/** Chooses what the rows come from: the one array for all plans, unless one made for what is left is smaller. */
function stockOf({
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
function bestOf(stock: Row[], judges: Judges): Row | null {
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
function lastResort({ shop, shares, book }: Judges): Row | null {
  for (let turn = 0; turn < 20; turn++) {
    const row = greedyRow(shop, 1, shares.taste)
    if (row && !book.has(row) && shop.remaining.gain(row) > 0) return row
  }
  return null
}

function fullGain(width: number): number {
  return (width * (width - 1)) / 2
}

/** Keeps the shares of the values, and says which lag behind their weights. */
interface Shares {
  use(row: Row): void
  /** How much a row would be welcome. */
  fit(row: Row): number
  lag(axis: number, value: number): number
  taste: Taste
}

function createShares(weights: CombinationTask['weights']): Shares {
  const used = weights.map((axis) => axis.map(() => 0))
  const parts = weights.map((axis) => {
    const sum = axis.reduce((total, weight) => total + weight, 0)
    return axis.map((weight) => weight / sum)
  })
  let rows = 0
  const lag = (axis: number, value: number) =>
    (parts[axis]?.[value] ?? 0) * (rows + 1) - (used[axis]?.[value] ?? 0)
  return {
    use(row) {
      rows++
      for (const [axis, value] of row.entries()) {
        const counts = used[axis]
        if (counts) counts[value] = (counts[value] ?? 0) + 1
      }
    },
    fit: (row) => row.reduce((sum, value, axis) => sum + (value === FREE ? 0 : lag(axis, value)), 0),
    lag,
    taste: (axis, a, b) => (b === FREE ? 1 : lag(axis, a) - lag(axis, b)),
  }
}

/** Remembers whole combinations. */
interface Book {
  note(row: Row): void
  has(row: Row): boolean
}

function createBook(past: readonly Row[]): Book {
  const known = new Set(past.map((row) => row.join()))
  return { note: (row) => void known.add(row.join()), has: (row) => known.has(row.join()) }
}

interface FillerDeps {
  space: PairSpace
  constraints: Constraints
  random: Random
  shares: Shares
  book: Book
  past: readonly Row[]
}

const SMALL_SPACE = 20_000
const TRIES = 24

/** Makes what goes on when every pair is covered: by weight, the least covered pairs, nothing twice. */
function createFiller({ space, constraints, random, shares, book, past }: FillerDeps): {
  next(): Row | null
} {
  const counts = new Int32Array(space.count)
  const count = (row: Row) => {
    for (const pair of space.of(row)) counts[pair] = (counts[pair] ?? 0) + 1
  }
  for (const row of past) count(row)

  /** A value is drawn by how far it lags, so that weights come true; the pairs decide between the rows. */
  function draw(): Row {
    let row: Row = space.sizes.map(() => FREE)
    for (const axis of random.shuffle([...space.sizes.keys()])) {
      const values = random
        .shuffle([...Array(space.sizes[axis] ?? 0).keys()])
        .map((value) => ({ value, wish: shares.lag(axis, value) + random.below(1000) / 1000 }))
        .sort((a, b) => b.wish - a.wish)
      const found = values.find(
        ({ value }) => constraints.fits(row, axis, value) && constraints.isPossible(row.with(axis, value)),
      )
      row = row.with(axis, found?.value ?? FREE)
    }
    return row
  }

  const isWhole = (row: Row) => row.every((value) => value !== FREE)
  const cost = (row: Row) => space.of(row).reduce((sum, pair) => sum + (counts[pair] ?? 0), 0)

  function next(): Row | null {
    const drawn = Array.from({ length: TRIES }, draw).filter((row) => isWhole(row) && !book.has(row))
    const rows = drawn.length > 0 ? drawn : everyRow(space, constraints).filter((row) => !book.has(row))
    if (rows.length === 0) return null
    return rows
      .map((row) => ({ row, price: cost(row) - shares.fit(row) }))
      .reduce((best, one) => (one.price < best.price ? one : best)).row
  }

  return {
    next() {
      const row = next()
      if (row) count(row)
      return row
    },
  }
}

/** Lists every allowed combination where there are few; of many, chance has found one. */
function everyRow({ sizes }: PairSpace, constraints: Constraints): Row[] {
  if (sizes.reduce((product, size) => product * size, 1) > SMALL_SPACE) return []
  return sizes.reduce<Row[]>(
    (rows, size, axis) =>
      rows.flatMap((row) =>
        Array.from({ length: size }, (_, value) => value)
          .filter((value) => constraints.fits(row, axis, value))
          .map((value) => row.with(axis, value)),
      ),
    [sizes.map(() => FREE)],
  )
}
