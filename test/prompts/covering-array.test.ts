import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coveringArray } from '../../src/prompts/covering/covering-array.ts'
import { createPairSpace, FREE, type Pair, type Row } from '../../src/prompts/covering/pairs.ts'

const Sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 7 })

/** Axes, and some pairs of their values. */
const Task = Sizes.chain((sizes) => {
  const pairs = createPairSpace(sizes).all()
  const some = (most: number) =>
    pairs.length > 0
      ? fc.subarray(pairs, { maxLength: Math.min(most, pairs.length) })
      : fc.constant<Pair[]>([])
  return fc.record({ sizes: fc.constant(sizes), forbidden: some(8), covered: some(30) })
})

describe('a covering array', () => {
  it('covers every pair that may meet, whatever the axes, the constraints and what is covered already', () => {
    fc.assert(
      fc.property(Task, ({ sizes, forbidden, covered }) => {
        const { rows, impossible } = coveringArray({ sizes, forbidden, covered })
        const space = createPairSpace(sizes)
        const numbers = (pairs: readonly Pair[]) =>
          pairs.map(({ first, a, second, b }) => space.at(first, a, second, b))
        const done = new Set([
          ...rows.flatMap(space.of),
          ...numbers(forbidden),
          ...numbers(impossible),
          ...numbers(covered),
        ])
        expect(done.size).toBe(space.count)
        const banned = new Set(numbers(forbidden))
        expect(rows.flatMap(space.of).filter((pair) => banned.has(pair))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('calls a pair impossible only when no row could hold it', () => {
    fc.assert(
      fc.property(Task, ({ sizes, forbidden }) => {
        const space = createPairSpace(sizes)
        const banned = new Set(forbidden.map(({ first, a, second, b }) => space.at(first, a, second, b)))
        const held = new Set(
          everyRow(sizes)
            .filter((row) => !space.of(row).some((pair) => banned.has(pair)))
            .flatMap(space.of),
        )
        for (const { first, a, second, b } of coveringArray({ sizes, forbidden }).impossible) {
          expect(held.has(space.at(first, a, second, b))).toBe(false)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is the same every time', () => {
    const task = { sizes: [5, 4, 4, 3, 3], forbidden: [{ first: 0, a: 1, second: 2, b: 3 }] }
    expect(coveringArray(task)).toEqual(coveringArray(task))
  })

  /** PICT's counts as published at pairwise.org ("Efficiency in terms of test cases"); the lower bound is the product of the two largest axes. */
  it.each([
    { name: '3^4', sizes: many(4, 3), known: 9 },
    { name: '3^13', sizes: many(13, 3), known: 18 },
    { name: '4^15 3^17 2^29', sizes: [...many(15, 4), ...many(17, 3), ...many(29, 2)], known: 37 },
    { name: '4 3^39 2^35', sizes: [4, ...many(39, 3), ...many(35, 2)], known: 27 },
    { name: '2^100', sizes: many(100, 2), known: 15 },
    { name: '10^20', sizes: many(20, 10), known: 210 },
    { name: 'the shipped axes', sizes: [11, 11, 11, 10, 10, 10], known: 121 },
    { name: '5^6, which a field has room for', sizes: many(6, 5), known: 25 },
    { name: '4^5, over a field of a prime power', sizes: many(5, 4), known: 16 },
    { name: '9^10, over a field of a prime power', sizes: many(10, 9), known: 81 },
  ])(
    'needs no more rows for $name than the best that is public and a tenth',
    ({ sizes, known }) => {
      const { rows } = coveringArray({ sizes })
      expect(new Set(rows.flatMap(createPairSpace(sizes).of)).size).toBe(createPairSpace(sizes).count)
      expect(rows.length).toBeLessThanOrEqual(Math.floor(known * 1.1))
    },
    30_000,
  )

  /** Known exactly: n rows are enough for C(n - 1, ceil(n / 2)) axes of two values (Kleitman and Spencer, 1973). */
  it.each([
    [3, 4],
    [4, 5],
    [10, 6],
    [15, 7],
    [35, 8],
    [56, 9],
    [126, 10],
  ])('needs as few rows for %i axes of two values as there can be: %i', (axes, least) => {
    const { rows } = coveringArray({ sizes: many(axes, 2) })
    expect(new Set(rows.flatMap(createPairSpace(many(axes, 2)).of)).size).toBe(2 * axes * (axes - 1))
    expect(rows).toHaveLength(least)
  })
})

function many(count: number, size: number): number[] {
  return Array(count).fill(size)
}

function everyRow(sizes: readonly number[]): Row[] {
  return sizes.reduce<Row[]>(
    (rows, size, axis) =>
      rows.flatMap((row) => Array.from({ length: size }, (_, value) => row.with(axis, value))),
    [sizes.map(() => FREE)],
  )
}
