import type { Axis, Place, VisualSchema } from './visual-schema.ts'

/** What is known about two values meeting. */
export type PairState = 'covered' | 'missing' | 'rejected' | 'excluded'

/** A planned combination, and whether its pictures were all thrown away. */
export interface PastCombination {
  values: Readonly<Record<string, string>>
  isRejected: boolean
}

/** Two values that somebody marked as rejected. */
export type Mark = [Place, Place]

/** One cell of a matrix. */
export interface Cell {
  state: PairState
  /** How many combinations have the pair. */
  count: number
  /** Of these, those whose pictures were all thrown away. */
  rejected: number
  /** Whether a person marked the pair as rejected. */
  isMarked: boolean
}

/** All pairs of two axes: a row for each value of the first, a column for each of the second. */
export interface PairMatrix {
  first: string
  second: string
  cells: Cell[][]
  /** How many pairs are in each state. */
  totals: Record<PairState, number>
}

/** What coverage is worked out from. */
export interface CoverageTask {
  schema: Pick<VisualSchema, 'axes' | 'constraints'>
  past: readonly PastCombination[]
  marks: readonly Mark[]
  /** Pairs that no combination can have, since what else they would need is ruled out. */
  impossible: readonly Mark[]
}

/** Works out the matrix of every two axes, in their order. */
export function coverageOf({ schema, past, marks, impossible }: CoverageTask): PairMatrix[] {
  const excluded = new Set(schema.constraints.map(([a, b]) => keyOf(a, b)))
  const hopeless = new Set(impossible.map(([a, b]) => keyOf(a, b)))
  const marked = new Set(marks.map(([a, b]) => keyOf(a, b)))
  const counts = countPairs(past)
  return schema.axes.flatMap((first, index) =>
    schema.axes.slice(index + 1).map((second) => {
      const cells = first.values.map(({ name: a }) =>
        second.values.map(({ name: b }): Cell => {
          const key = keyOf({ axis: first.id, value: a }, { axis: second.id, value: b })
          const { count = 0, rejected = 0 } = counts.get(key) ?? {}
          const isMarked = marked.has(key)
          const isExcluded = excluded.has(key) || (count === 0 && hopeless.has(key))
          return {
            count,
            rejected,
            isMarked,
            state: stateOf({ count, rejected, isMarked, isExcluded }),
          }
        }),
      )
      return { first: first.id, second: second.id, cells, totals: totalsOf(cells) }
    }),
  )
}

/** Returns what share of the pairs that may meet is covered or was tried, 0 to 1. */
export function shareOf({ covered, missing, rejected }: Record<PairState, number>): number {
  const possible = covered + missing + rejected
  return possible === 0 ? 1 : (covered + rejected) / possible
}

/** Returns the key of a pair, whichever way round it comes. */
export function keyOf(a: Place, b: Place): string {
  const [one, other] = [a, b].map(({ axis, value }) => JSON.stringify([axis, value])).sort()
  return `${one} ${other}`
}

/** Tells the place of a value of an axis, -1 where it is no more. */
export function placeOf(axis: Axis, value: string | undefined): number {
  return axis.values.findIndex(({ name }) => name === value)
}

function stateOf({
  count,
  rejected,
  isMarked,
  isExcluded,
}: Omit<Cell, 'state'> & { isExcluded: boolean }): PairState {
  if (isExcluded) return 'excluded'
  if (isMarked || (count > 0 && rejected === count)) return 'rejected'
  return count > 0 ? 'covered' : 'missing'
}

function countPairs(past: readonly PastCombination[]): Map<string, { count: number; rejected: number }> {
  const counts = new Map<string, { count: number; rejected: number }>()
  for (const { values, isRejected } of past) {
    const places = Object.entries(values).map(([axis, value]) => ({ axis, value }))
    for (const [index, a] of places.entries()) {
      for (const b of places.slice(index + 1)) {
        const key = keyOf(a, b)
        const before = counts.get(key) ?? { count: 0, rejected: 0 }
        counts.set(key, { count: before.count + 1, rejected: before.rejected + (isRejected ? 1 : 0) })
      }
    }
  }
  return counts
}

function totalsOf(cells: readonly Cell[][]): Record<PairState, number> {
  const totals = { covered: 0, missing: 0, rejected: 0, excluded: 0 }
  for (const { state } of cells.flat()) totals[state]++
  return totals
}
