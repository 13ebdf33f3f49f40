import type { Constraints } from '../covering/constraints.ts'
import { FREE, type PairSpace, type Row } from '../covering/pairs.ts'
import type { Random } from '../random.ts'
import type { Book } from './book.ts'
import type { Shares } from './shares.ts'

/** Makes combinations when there is nothing left to cover. */
interface Filler {
  /** Returns another one; null when there is no other. */
  next(): Row | null
}

interface Deps {
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
export function createFiller({ space, constraints, random, shares, book, past }: Deps): Filler {
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
