import { createRandom } from '../random.ts'
import { binaryRows } from './binary.ts'
import { type Constraints, createConstraints } from './constraints.ts'
import { fillRow, greedyRow, type Workshop } from './greedy.ts'
import { orthogonalRows } from './orthogonal.ts'
import { createPairSpace, FREE, type Pair, type PairSpace, type Row } from './pairs.ts'
import { reduceRows } from './reduction.ts'
import { createRemaining } from './remaining.ts'

/** Axes of so many values each, what may not meet, and what need not be covered any more. */
export interface CoveringTask {
  sizes: readonly number[]
  forbidden?: readonly Pair[]
  covered?: readonly Pair[]
}

/** Rows that cover every pair that is to be covered. */
export interface CoveringArray {
  /** Values by their places; where a value is free, nothing depends on it. */
  rows: Row[]
  /** Pairs that are allowed but in no row that is: something else they would need is forbidden. */
  impossible: Pair[]
}

/** About how many steps a construction may take: well under a second. */
const EFFORT = 1e7
/** An array this near to the lower bound is good enough to leave the other construction out. */
const NEAR = 1.1
const MOST_TRIES = 40
const MOST_ROUNDS = 300

/**
 * Covers every allowed pair of values of two axes with few rows (a mixed covering array of strength 2).
 *
 * Axes of two values have an array of the fewest rows there can be (Kleitman and Spencer, 1973; see `binaryRows`). Of others
 * two constructions are made, the second where the first is not near the lower bound, and the smaller is kept. One begins
 * with an orthogonal array (Bush, 1952; see
 * `orthogonalRows`), whose rows lose what may not meet; AETG's greedy rows (Cohen et al., 1997) cover the rest.
 * The other is AETG alone, which is better for many axes of few values. Both are then reduced by randomized
 * post-optimization (Nayeri, Colbourn, Konjevod, 2013).
 *
 * No array is smaller than the product of the two largest axes. The same task always gives the same rows, whatever the
 * seed of a plan: so plans that follow each other take from one array, and together need no more than it has.
 */
export function coveringArray(task: CoveringTask): CoveringArray {
  const space = createPairSpace(task.sizes)
  const constraints = createConstraints(space, task.forbidden ?? [])
  const { wanted, impossible } = pairsToCover(space, constraints, task.covered ?? [])
  const left = wanted.reduce((sum, flag) => sum + flag, 0)
  if (left === 0) return { rows: [], impossible }
  const starts = [task.sizes.every((size) => size <= 2) ? binaryRows(task.sizes) : orthogonalRows(task.sizes)]
  if (isQuick(task.sizes)) starts.push([])
  const least = leastRows(space, wanted)
  let best: Row[] | null = null
  for (const start of starts) {
    const rows = construct({ space, constraints, wanted, least }, start)
    if (!best || rows.length < best.length) best = rows
    if (best.length <= least * NEAR) break
  }
  return { rows: best ?? [], impossible }
}

/** Returns the pairs that are allowed but in no row that is. */
export function impossiblePairs({ sizes, forbidden = [] }: CoveringTask): Pair[] {
  const space = createPairSpace(sizes)
  return pairsToCover(space, createConstraints(space, forbidden), []).impossible
}

/** Makes arrays and remembers the last few: a page that shows what would be planned asks for the same again and again. */
export function createArrays(most = 20): typeof coveringArray {
  const known = new Map<string, CoveringArray>()
  return (task) => {
    const key = JSON.stringify(task)
    const made = known.get(key) ?? coveringArray(task)
    known.delete(key)
    known.set(key, made)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return made
  }
}

/** Returns how many rows are needed at least: two axes whose pairs are all open need one for each. */
function leastRows(space: PairSpace, wanted: Uint8Array): number {
  const open = new Map<string, number>()
  for (const [number, { first, second }] of space.all().entries()) {
    if (wanted[number] === 1) open.set(`${first} ${second}`, (open.get(`${first} ${second}`) ?? 0) + 1)
  }
  return Math.max(0, ...open.values())
}

interface Build {
  space: PairSpace
  constraints: Constraints
  wanted: Uint8Array
  least: number
}

function construct({ space, constraints, wanted, least }: Build, start: readonly Row[]): Row[] {
  const random = createRandom('covering array')
  const remaining = createRemaining(space, wanted.slice())
  const shop: Workshop = { space, constraints, remaining, random }
  const rows: Row[] = []
  const values = space.sizes.reduce((sum, size) => sum + size, 0)
  const width = space.sizes.length
  const tries = clamp(EFFORT / (Math.max(least, 20) * width * values), MOST_TRIES)
  const take = (row: Row | null) => {
    if (!row) return
    remaining.cover(row)
    rows.push(row)
  }
  for (const row of start) {
    const sound = withoutConflicts(row, constraints)
    if (remaining.gain(sound) > 0) take(fillRow(shop, sound))
  }
  while (remaining.count() > 0) take(greedyRow(shop, tries))
  const rounds = clamp(EFFORT / (rows.length * width * width), MOST_ROUNDS)
  return reduceRows(rows, { space, constraints, wanted, random, rounds, least })
}

/** Frees one value after the other until nothing in a row may not meet, those with the most conflicts first. */
function withoutConflicts(row: Row, constraints: Constraints): Row {
  const sound = [...row]
  while (!constraints.isPossible(sound)) {
    const conflicts = sound.map((value, axis) =>
      value === FREE
        ? -1
        : constraints.fits(sound, axis, value)
          ? 0
          : 1 + conflictsOf(sound, axis, constraints),
    )
    sound[conflicts.indexOf(Math.max(...conflicts))] = FREE
  }
  return sound
}

function conflictsOf(row: Row, axis: number, constraints: Constraints): number {
  const value = row[axis] ?? FREE
  return row.filter((there, other) => {
    if (other === axis || there === FREE) return false
    const alone = row.map((_, at) => (at === other ? there : FREE))
    return !constraints.fits(alone, axis, value)
  }).length
}

function pairsToCover(space: PairSpace, constraints: Constraints, covered: readonly Pair[]) {
  const wanted = new Uint8Array(space.count).fill(1)
  const impossible: Pair[] = []
  const blank: Row = space.sizes.map(() => FREE)
  for (const [number, pair] of space.all().entries()) {
    if (!constraints.allows(pair)) wanted[number] = 0
    else if (!constraints.isPossible(blank.with(pair.first, pair.a).with(pair.second, pair.b))) {
      wanted[number] = 0
      impossible.push(pair)
    }
  }
  for (const { first, a, second, b } of covered) wanted[space.at(first, a, second, b)] = 0
  return { wanted, impossible }
}

/** Greedy rows of large axes take long, and are not better there than those that begin with an orthogonal array. */
function isQuick(sizes: readonly number[]): boolean {
  const [largest = 0, second = 0] = sizes.toSorted((a, b) => b - a)
  const values = sizes.reduce((sum, size) => sum + size, 0)
  return largest * second * 1.5 * sizes.length * values < EFFORT
}

function clamp(value: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(value)))
}
