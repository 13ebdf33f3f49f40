import type { Random } from '../random.ts'
import type { Constraints } from './constraints.ts'
import { FREE, type PairSpace, type Row } from './pairs.ts'
import type { Remaining } from './remaining.ts'

/** What rows are built from. */
export interface Workshop {
  space: PairSpace
  constraints: Constraints
  remaining: Remaining
  random: Random
}

/** Returns the better of two values of an axis that cover equally many new pairs: over 0 for the first. */
export type Taste = (axis: number, a: number, b: number) => number

/**
 * Builds a row that covers many new pairs, the best of so many tries; null when no pair is left that a row can hold.
 *
 * This is AETG's step (Cohen, Dalal, Fredman, Patton, 1997): begin with a value that is in the most open
 * pairs, go through the other axes in random order, and give each the value that covers most.
 */
export function greedyRow(shop: Workshop, tries: number, taste: Taste = densest(shop)): Row | null {
  let best: { row: Row; gain: number } | null = null
  for (let turn = 0; turn < tries && shop.remaining.count() > 0; turn++) {
    const start = openPair(shop)
    if (!start) return best?.row ?? null
    const row = fillRow(shop, start, taste)
    const gain = shop.remaining.gain(row)
    if (!best || gain > best.gain) best = { row, gain }
  }
  return best?.row ?? null
}

/** Gives every free place of a possible row the value that covers most new pairs. */
export function fillRow(shop: Workshop, row: Row, taste: Taste = densest(shop)): Row {
  const filled = [...row]
  const free = filled.flatMap((value, axis) => (value === FREE ? [axis] : []))
  for (const axis of shop.random.shuffle(free)) {
    filled[axis] = bestValue(shop, filled, axis, taste)
  }
  return filled
}

/** Prefers the value that is in more open pairs: it is the harder one to be done with later. */
function densest({ remaining }: Workshop): Taste {
  return (axis, a, b) => remaining.open(axis, a) - remaining.open(axis, b)
}

/** Finds the best value by one pass over a random order; those that cannot be taken are passed over. */
function bestValue(shop: Workshop, row: Row, axis: number, taste: Taste): number {
  const { space, remaining, random } = shop
  const size = space.sizes[axis] ?? 0
  const start = random.below(size)
  let best = FREE
  let most = -1
  for (let step = 0; step < size; step++) {
    const value = (start + step) % size
    const gain = remaining.gainOf(row, axis, value)
    if (gain < most || (gain === most && taste(axis, value, best) <= 0)) continue
    if (!canTake(shop, row, axis, value)) continue
    best = value
    most = gain
  }
  return best
}

function canTake({ constraints }: Workshop, row: Row, axis: number, value: number): boolean {
  return constraints.fits(row, axis, value) && constraints.isPossible(row.with(axis, value))
}

/** Finds an open pair of one of the values that are in the most of them, alone in a row. */
function openPair({ space, remaining, random }: Workshop): Row | null {
  const values = space.sizes.flatMap((size, axis) =>
    Array.from({ length: size }, (_, value) => ({ axis, value })),
  )
  const most = Math.max(0, ...values.map(({ axis, value }) => remaining.open(axis, value)))
  if (most === 0) return null
  const { axis, value } = random.pick(values.filter((one) => remaining.open(one.axis, one.value) === most))
  const partners = values.filter(
    (other) => other.axis !== axis && remaining.has(space.at(axis, value, other.axis, other.value)),
  )
  const partner = random.pick(partners)
  const row: Row = space.sizes.map(() => FREE)
  return row.with(axis, value).with(partner.axis, partner.value)
}
