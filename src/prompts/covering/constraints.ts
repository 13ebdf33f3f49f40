import { FREE, type Pair, type PairSpace, type Row } from './pairs.ts'

/** What may not meet. */
export interface Constraints {
  /** Tells whether two values may meet at all. */
  allows(pair: Pair): boolean
  /** Tells whether a value meets none in the row that it may not meet. */
  fits(row: Row, axis: number, value: number): boolean
  /** Tells whether the free places of a row can be filled without two values that may not meet. */
  isPossible(row: Row): boolean
}

/** So many tries are made before a row counts as one that cannot be filled; rows that people forbid take a few. */
const MOST_TRIES = 20_000

/** Makes the judge of what may not meet; `isPossible` goes through the axes with the fewest values left first, and back where none is left. */
export function createConstraints(space: PairSpace, forbidden: readonly Pair[]): Constraints {
  const banned = new Uint8Array(space.count)
  const involved = new Set<number>()
  for (const { first, a, second, b } of forbidden) {
    banned[space.at(first, a, second, b)] = 1
    involved.add(first).add(second)
  }
  const axes = [...involved]

  function fits(row: Row, axis: number, value: number): boolean {
    if (!involved.has(axis)) return true
    return axes.every((other) => {
      const there = row[other] ?? FREE
      return other === axis || there === FREE || banned[space.at(axis, value, other, there)] === 0
    })
  }

  function choices(row: Row, axis: number): number[] {
    return Array.from({ length: space.sizes[axis] ?? 0 }, (_, value) => value).filter((value) =>
      fits(row, axis, value),
    )
  }

  function fill(row: Row, tries: { left: number }): boolean {
    let narrowest: { axis: number; values: number[] } | undefined
    for (const axis of axes) {
      if (row[axis] !== FREE) continue
      const values = choices(row, axis)
      if (values.length === 0) return false
      if (!narrowest || values.length < narrowest.values.length) narrowest = { axis, values }
    }
    if (!narrowest) return true
    for (const value of narrowest.values) {
      if (tries.left-- <= 0) return false
      row[narrowest.axis] = value
      if (fill(row, tries)) return true
    }
    row[narrowest.axis] = FREE
    return false
  }

  return {
    allows: ({ first, a, second, b }) => banned[space.at(first, a, second, b)] === 0,
    fits,
    isPossible(row) {
      if (axes.length === 0) return true
      const isSound = axes.every((axis) => row[axis] === FREE || fits(row, axis, row[axis] ?? FREE))
      return isSound && fill([...row], { left: MOST_TRIES })
    },
  }
}
