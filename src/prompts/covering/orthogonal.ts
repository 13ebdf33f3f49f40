import { FREE, type Row } from './pairs.ts'

/** Adds and multiplies in a finite field of `order` elements, which are the numbers below it. */
interface Field {
  order: number
  plus(a: number, b: number): number
  times(a: number, b: number): number
}

/** Fields of prime powers: the prime, and what x to the degree equals, from the lowest power up. */
const EXTENSIONS: Record<number, { prime: number; reduced: number[] }> = {
  4: { prime: 2, reduced: [1, 1] },
  8: { prime: 2, reduced: [1, 1, 0] },
  9: { prime: 3, reduced: [2, 0] },
  16: { prime: 2, reduced: [1, 1, 0, 0] },
}

/**
 * Returns the rows in which every pair of values meets exactly once: the orthogonal array of strength 2 over
 * a finite field of q elements (K. A. Bush, 1952), which has q² rows and room for q + 1 axes.
 *
 * q is the smallest prime or small prime power that the largest axis fits in. Values that an axis does not
 * have are free, and so are axes beyond q + 1, the smallest ones.
 */
export function orthogonalRows(sizes: readonly number[]): Row[] {
  const { order, plus, times } = fieldFor(Math.max(2, ...sizes))
  const bySize = sizes.map((_, axis) => axis).sort((x, y) => (sizes[y] ?? 0) - (sizes[x] ?? 0) || x - y)
  const place = new Map(bySize.map((axis, index) => [axis, index]))
  const rows: Row[] = []
  for (let a = 0; a < order; a++) {
    for (let b = 0; b < order; b++) {
      rows.push(
        sizes.map((size, axis) => {
          const column = place.get(axis) ?? 0
          if (column > order) return FREE
          // The two largest axes are written down as they are; the others are lines through them.
          const value = column === 0 ? a : column === 1 ? b : plus(times(column - 1, a), b)
          return value < size ? value : FREE
        }),
      )
    }
  }
  return rows
}

function fieldFor(size: number): Field {
  for (let order = size; ; order++) {
    const extension = EXTENSIONS[order]
    if (extension) return extensionField(order, extension)
    if (isPrime(order)) {
      return { order, plus: (a, b) => (a + b) % order, times: (a, b) => (a * b) % order }
    }
  }
}

function extensionField(order: number, { prime, reduced }: { prime: number; reduced: number[] }): Field {
  const degree = reduced.length
  const digits = (value: number) =>
    Array.from({ length: degree }, (_, power) => Math.floor(value / prime ** power) % prime)
  const number = (coefficients: number[]) =>
    coefficients.reduce((sum, one, power) => sum + one * prime ** power, 0)

  function times(a: number, b: number): number {
    let product: number[] = Array(degree).fill(0)
    let shifted = digits(a)
    for (const factor of digits(b)) {
      product = product.map((one, power) => (one + factor * (shifted[power] ?? 0)) % prime)
      const carry = shifted[degree - 1] ?? 0
      shifted = shifted.map((_, power) => ((shifted[power - 1] ?? 0) + carry * (reduced[power] ?? 0)) % prime)
    }
    return number(product)
  }

  const plus = (a: number, b: number) => {
    const other = digits(b)
    return number(digits(a).map((one, power) => (one + (other[power] ?? 0)) % prime))
  }
  return { order, plus, times }
}

function isPrime(number: number): boolean {
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false
  return number > 1
}
