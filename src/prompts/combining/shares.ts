import type { Taste } from '../covering/greedy.ts'
import { FREE, type Row } from '../covering/pairs.ts'

/** Keeps the shares of the values, and says which lag behind their weights. */
export interface Shares {
  use(row: Row): void
  /** How much a row would be welcome. */
  fit(row: Row): number
  /** How many uses a value is behind its weight, the next row counted. */
  lag(axis: number, value: number): number
  /** Prefers the value that lags more. */
  taste: Taste
}

/** Begins with no rows; `weights` are those of each axis' values. */
export function createShares(weights: readonly (readonly number[])[]): Shares {
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
