import type { Row } from './pairs.ts'

/**
 * Returns the fewest rows in which every pair of values of axes with two values (or one) meets (D. J. Kleitman and
 * J. Spencer, 1973; the bound is Sperner's).
 *
 * The first row is all zeros. Below it each axis has another set of half the n - 1 rows, rounded up, that hold a one: no such set
 * lies within another, so all of 01, 10 and 11 stand somewhere. n rows are enough for as many axes as there are sets.
 */
export function binaryRows(sizes: readonly number[]): Row[] {
  let rows = 4
  while (choose(rows - 1, Math.ceil(rows / 2)) < sizes.length) rows++
  const sets = subsets(rows - 1, Math.ceil(rows / 2), sizes.length)
  const below = Array.from({ length: rows - 1 }, (_, at) =>
    sizes.map((size, axis) => (size === 2 && sets[axis]?.includes(at) ? 1 : 0)),
  )
  return [sizes.map(() => 0), ...below]
}

function choose(from: number, many: number): number {
  let count = 1
  for (let step = 1; step <= many; step++) count = (count * (from - many + step)) / step
  return count
}

/** Lists the first `most` sets of so many numbers below `from`, in order of their numbers. */
function subsets(from: number, many: number, most: number): number[][] {
  const found: number[][] = []
  const extend = (set: number[], next: number) => {
    if (found.length >= most) return
    if (set.length === many) found.push(set)
    else for (let one = next; one <= from - (many - set.length); one++) extend([...set, one], one + 1)
  }
  extend([], 0)
  return found
}
