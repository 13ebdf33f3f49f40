/** Two values of two axes, `first` before `second`, by their places. */
export interface Pair {
  first: number
  a: number
  second: number
  b: number
}

/** One value for each axis, by its place; `FREE` where any will do. */
export type Row = number[]

/** The place of a value that is not decided. */
export const FREE = -1

/** Every pair of values of two different axes, numbered. */
export interface PairSpace {
  /** How many values each axis has. */
  sizes: readonly number[]
  /** How many pairs there are. */
  count: number
  /** Returns the number of a pair; the axes may come in either order. */
  at(first: number, a: number, second: number, b: number): number
  /** Returns the numbers of a row's pairs; those with a free value are left out. */
  of(row: Row): number[]
  /** Returns every pair in the order of the numbers. */
  all(): Pair[]
}

/** Numbers the pairs of axes with so many values each. */
export function createPairSpace(sizes: readonly number[]): PairSpace {
  const width = sizes.length
  const starts = new Int32Array(width * width)
  let count = 0
  for (let first = 0; first < width; first++) {
    for (let second = first + 1; second < width; second++) {
      starts[first * width + second] = count
      count += size(first) * size(second)
    }
  }

  function size(axis: number): number {
    return sizes[axis] ?? 0
  }

  function at(first: number, a: number, second: number, b: number): number {
    return first < second
      ? (starts[first * width + second] ?? 0) + a * size(second) + b
      : (starts[second * width + first] ?? 0) + b * size(first) + a
  }

  return {
    sizes,
    count,
    at,
    of(row) {
      const found: number[] = []
      for (let first = 0; first < width; first++) {
        const a = row[first] ?? FREE
        if (a === FREE) continue
        for (let second = first + 1; second < width; second++) {
          const b = row[second] ?? FREE
          if (b !== FREE) found.push(at(first, a, second, b))
        }
      }
      return found
    },
    all() {
      const pairs: Pair[] = []
      for (let first = 0; first < width; first++)
        for (let second = first + 1; second < width; second++)
          for (let a = 0; a < size(first); a++)
            for (let b = 0; b < size(second); b++) pairs.push({ first, a, second, b })
      return pairs
    },
  }
}
