import { createBook } from './combining/book.ts'
import { createFiller } from './combining/filler.ts'
import { createShares } from './combining/shares.ts'
import { bestOf, lastResort, stockOf } from './combining/stock.ts'
import { createConstraints } from './covering/constraints.ts'
import { coveringArray } from './covering/covering-array.ts'
import type { Workshop } from './covering/greedy.ts'
import { createPairSpace, type Pair, type Row } from './covering/pairs.ts'
import { createRemaining } from './covering/remaining.ts'
import { createRandom } from './random.ts'

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
    if (remaining.count() === 0) return null
    return bestOf(stock, { shop, shares, book }) ?? lastResort({ shop, shares, book })
  }
}
