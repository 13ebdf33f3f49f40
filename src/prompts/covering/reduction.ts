import type { Random } from '../random.ts'
import type { Constraints } from './constraints.ts'
import { FREE, type PairSpace, type Row } from './pairs.ts'

interface Reduction {
  space: PairSpace
  constraints: Constraints
  /** 1 for each pair that must stay covered. */
  wanted: Uint8Array
  random: Random
  /** How many rounds are tried. */
  rounds: number
  /** No array of fewer rows is possible, as far as is known. */
  least: number
}

/** After so many rounds that took no row out, the next ones hardly will. */
const PATIENCE = 100

/**
 * Takes rows out of a covering array as long as it covers the same, and frees the values that nothing needs.
 *
 * Randomized post-optimization (Nayeri, Colbourn, Konjevod, 2013): free every value that no pair depends on, put
 * the pairs of the weakest row into the free places of others, fill what is still free at random, and begin again.
 */
export function reduceRows(rows: readonly Row[], task: Reduction): Row[] {
  const { random, rounds, least } = task
  const count = createCounts(task)
  let kept = rows.map((row) => [...row])
  for (const row of kept) count.add(row)
  kept = release(kept, task, count)
  for (let round = 0, idle = 0; round < rounds && idle < PATIENCE && kept.length > least; round++, idle++) {
    const before = kept.length
    kept = moveWeakest(kept, task, count)
    for (const row of kept) scatter(row, task, count)
    kept = release(random.shuffle(kept), task, count)
    if (kept.length < before) idle = 0
  }
  return kept
}

type Counts = ReturnType<typeof createCounts>

/** Counts how often each wanted pair is covered. */
function createCounts({ space, wanted }: Reduction) {
  const covered = new Int32Array(space.count)
  const change = (row: Row, by: number) => {
    for (const pair of space.of(row)) covered[pair] = (covered[pair] ?? 0) + by
  }
  return {
    add: (row: Row) => change(row, 1),
    remove: (row: Row) => change(row, -1),
    /** Tells whether some pair would be lost without this value of a row. */
    needs(row: Row, axis: number) {
      const value = row[axis] ?? FREE
      for (let other = 0; other < row.length; other++) {
        const there = row[other] ?? FREE
        if (other === axis || there === FREE) continue
        const pair = space.at(axis, value, other, there)
        if (wanted[pair] === 1 && covered[pair] === 1) return true
      }
      return false
    },
    set(row: Row, axis: number, value: number) {
      const [by, meant] = value === FREE ? [-1, row[axis] ?? FREE] : [1, value]
      for (let other = 0; other < row.length; other++) {
        const there = row[other] ?? FREE
        if (other === axis || there === FREE) continue
        const pair = space.at(axis, meant, other, there)
        covered[pair] = (covered[pair] ?? 0) + by
      }
      row[axis] = value
    },
    isLost: (pair: number) => wanted[pair] === 1 && covered[pair] === 0,
  }
}

/** Frees what nothing needs; rows that are needed for nothing go. */
function release(rows: Row[], { random, space }: Reduction, count: Counts): Row[] {
  const axes = space.sizes.map((_, axis) => axis)
  for (const row of rows)
    for (const axis of random.shuffle(axes))
      if (row[axis] !== FREE && !count.needs(row, axis)) count.set(row, axis, FREE)
  return rows.filter((row) => row.some((value) => value !== FREE))
}

/** Puts the pairs of the row with the most free places into free places elsewhere; what finds none stays in it. */
function moveWeakest(rows: Row[], task: Reduction, count: Counts): Row[] {
  const { space, random } = task
  const weak = random.shuffle(rows).reduce((weakest, row) => (freeIn(row) > freeIn(weakest) ? row : weakest))
  const others = rows.filter((row) => row !== weak)
  count.remove(weak)
  const roomy = random.shuffle(others.filter((row) => freeIn(row) > 0))
  const rest: Row = space.sizes.map(() => FREE)
  for (let first = 0; first < weak.length; first++) {
    for (let second = first + 1; second < weak.length; second++) {
      const [a, b] = [weak[first] ?? FREE, weak[second] ?? FREE]
      if (a === FREE || b === FREE || !count.isLost(space.at(first, a, second, b))) continue
      const home = roomy.find(
        (row) => takes(row, first, a, task) && takes(row.with(first, a), second, b, task),
      )
      if (home)
        for (const [axis, value] of [
          [first, a],
          [second, b],
        ] as const) {
          if (home[axis] === FREE) count.set(home, axis, value)
        }
      else {
        rest[first] = a
        rest[second] = b
      }
    }
  }
  if (rest.every((value) => value === FREE)) return others
  count.add(rest)
  return [...others, rest]
}

function takes(row: Row, axis: number, value: number, { constraints }: Reduction): boolean {
  if (row[axis] === value) return true
  return (
    row[axis] === FREE && constraints.fits(row, axis, value) && constraints.isPossible(row.with(axis, value))
  )
}

/** Gives free places values at random, which other rows may then go without. */
function scatter(row: Row, task: Reduction, count: Counts): void {
  for (const [axis, there] of row.entries()) {
    if (there !== FREE) continue
    const value = task.random.below(task.space.sizes[axis] ?? 0)
    if (takes(row, axis, value, task)) count.set(row, axis, value)
  }
}

function freeIn(row: Row): number {
  return row.filter((value) => value === FREE).length
}
