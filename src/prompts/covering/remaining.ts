import { FREE, type PairSpace, type Row } from './pairs.ts'

/** The pairs that are still to be covered, and how many of them each value is in. */
export interface Remaining {
  count(): number
  has(pair: number): boolean
  /** Counts the pairs that a row would newly cover. */
  gain(row: Row): number
  /** Counts those that one value would add to what the row holds already. */
  gainOf(row: Row, axis: number, value: number): number
  /** Counts the pairs left that a value is in. */
  open(axis: number, value: number): number
  /** Takes the pairs of a row away. */
  cover(row: Row): void
  /** Takes one pair away. */
  drop(pair: number): void
}

/** Makes the account of the pairs whose flag in `wanted` is 1; the flags are changed as pairs are covered. */
export function createRemaining(space: PairSpace, wanted: Uint8Array): Remaining {
  const { sizes } = space
  const firsts: number[] = []
  let values = 0
  for (const size of sizes) {
    firsts.push(values)
    values += size
  }
  const open = new Int32Array(values)
  const owners = new Int32Array(space.count * 2)
  let left = 0
  for (const [number, { first, a, second, b }] of space.all().entries()) {
    const [one, other] = [placeOf(first, a), placeOf(second, b)]
    owners[number * 2] = one
    owners[number * 2 + 1] = other
    if (wanted[number] !== 1) continue
    left++
    open[one] = (open[one] ?? 0) + 1
    open[other] = (open[other] ?? 0) + 1
  }

  function placeOf(axis: number, value: number): number {
    return (firsts[axis] ?? 0) + value
  }

  function drop(pair: number): void {
    if (wanted[pair] !== 1) return
    wanted[pair] = 0
    left--
    for (const place of [owners[pair * 2] ?? 0, owners[pair * 2 + 1] ?? 0])
      open[place] = (open[place] ?? 0) - 1
  }

  return {
    count: () => left,
    has: (pair) => wanted[pair] === 1,
    gain(row) {
      let sum = 0
      for (const pair of space.of(row)) sum += wanted[pair] ?? 0
      return sum
    },
    gainOf(row, axis, value) {
      let sum = 0
      for (let other = 0; other < sizes.length; other++) {
        const there = row[other] ?? FREE
        if (other !== axis && there !== FREE) sum += wanted[space.at(axis, value, other, there)] ?? 0
      }
      return sum
    },
    open: (axis, value) => open[placeOf(axis, value)] ?? 0,
    cover(row) {
      for (const pair of space.of(row)) drop(pair)
    },
    drop,
  }
}
