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

/**
 * Makes the judge of what may not meet; `isPossible` goes through the axes with the fewest values left first, and back where none is left.
 *
 * A free axis that has a value without any ban can always be filled, so only the others are searched: mostly none.
 */
export function createConstraints(space: PairSpace, forbidden: readonly Pair[]): Constraints {
  const { sizes } = space
  const banned = new Uint8Array(space.count)
  const partners = sizes.map((size) =>
    Array.from({ length: size }, (): { axis: number; value: number }[] => []),
  )
  const involved = new Set<number>()
  for (const { first, a, second, b } of forbidden) {
    const pair = space.at(first, a, second, b)
    if (banned[pair] === 1) continue
    banned[pair] = 1
    involved.add(first).add(second)
    partners[first]?.[a]?.push({ axis: second, value: b })
    partners[second]?.[b]?.push({ axis: first, value: a })
  }
  const axes = [...involved]
  const tight = axes.filter((axis) => partners[axis]?.every((others) => others.length > 0))

  function fits(row: Row, axis: number, value: number): boolean {
    const others = partners[axis]?.[value] ?? []
    return others.every((other) => row[other.axis] !== other.value)
  }

  function choices(row: Row, axis: number): number[] {
    return Array.from({ length: sizes[axis] ?? 0 }, (_, value) => value).filter((value) =>
      fits(row, axis, value),
    )
  }

  function fill(row: Row, tries: { left: number }): boolean {
    let narrowest: { axis: number; values: number[] } | undefined
    for (const axis of tight) {
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
      const isSound = axes.every((axis) => row[axis] === FREE || fits(row, axis, row[axis] ?? FREE))
      if (!isSound || tight.every((axis) => row[axis] !== FREE)) return isSound
      return fill([...row], { left: MOST_TRIES })
    },
  }
}
