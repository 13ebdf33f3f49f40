import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { combine } from '../../src/prompts/combinations.ts'
import { createPairSpace, FREE, type Pair } from '../../src/prompts/covering/pairs.ts'

const Weights = fc.array(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 5,
})

const Task = Weights.chain((weights) => {
  const pairs = createPairSpace(weights.map(({ length }) => length)).all()
  const row = fc.tuple(...weights.map(({ length }) => fc.integer({ min: FREE, max: length - 1 })))
  return fc.record({
    weights: fc.constant(weights),
    forbidden:
      pairs.length > 0
        ? fc.subarray(pairs, { maxLength: Math.min(4, pairs.length) })
        : fc.constant<Pair[]>([]),
    past: fc.array(row, { maxLength: 12 }),
    count: fc.integer({ min: 1, max: 40 }),
    seed: fc.string(),
  })
})

describe('combinations', () => {
  it('are whole, allowed, never twice and never one of before, and the same for the same seed', () => {
    fc.assert(
      fc.property(Task, (task) => {
        const { rows } = combine(task)
        const space = createPairSpace(task.weights.map(({ length }) => length))
        const banned = new Set(task.forbidden.map(({ first, a, second, b }) => space.at(first, a, second, b)))
        const texts = rows.map(String)
        expect(rows.length).toBeLessThanOrEqual(task.count)
        expect(rows.flat().filter((value) => value === FREE)).toEqual([])
        expect(rows.flatMap(space.of).filter((pair) => banned.has(pair))).toEqual([])
        expect(new Set([...texts, ...task.past.map(String)]).size).toBe(
          texts.length + new Set(task.past.map(String)).size,
        )
        expect(combine(task).rows).toEqual(rows)
      }),
      { numRuns: 40 },
    )
  })

  it('cover every pair that is left when there are enough of them', () => {
    fc.assert(
      fc.property(Task, (task) => {
        const enough = combine({ ...task, count: 60 })
        expect(enough.pairs.after).toBe(enough.pairs.possible)
      }),
      { numRuns: 40 },
    )
  })

  it('are all there are when more are asked for', () => {
    const { rows } = combine({
      weights: [
        [1, 1],
        [1, 1, 1],
      ],
      count: 20,
      seed: 1,
    })
    expect(rows.map(String).sort()).toEqual(['0,0', '0,1', '0,2', '1,0', '1,1', '1,2'])
  })

  it('of few prompts bring nothing but new pairs, and so do those of the next plans', () => {
    const weights = [11, 11, 11, 10, 10, 10].map((size) => Array<number>(size).fill(1))
    const past: number[][] = []
    for (let plan = 0; plan < 4; plan++) {
      const { rows, pairs } = combine({ weights, past: [...past], count: 20, seed: plan })
      expect(pairs.after - pairs.before).toBe(20 * 15)
      past.push(...rows)
    }
    const rest = combine({ weights, past, count: 60, seed: 9 })
    expect(rest.pairs.after).toBe(rest.pairs.possible)
    expect(rest.needed).toBe(41)
  })

  it('follow the weights as far as covering leaves them free', () => {
    const weights = [
      [60, 30, 10],
      [1, 1, 1, 1],
      [1, 1, 1],
    ]
    const { rows, pairs } = combine({ weights, count: 30, seed: 'shares' })
    expect(pairs.after).toBe(pairs.possible)
    const shares = [0, 1, 2].map((value) => rows.filter((row) => row[0] === value).length)
    // Each value must meet four others; after that, only the weights count: 12 places of 36 are all that 60 % can get.
    expect(shares).toEqual([12, 11, 7])
  })

  it('regard what is settled as covered', () => {
    const settled = createPairSpace([2, 2]).all().slice(0, 3)
    const { pairs, needed } = combine({
      weights: [
        [1, 1],
        [1, 1],
      ],
      settled,
      count: 1,
      seed: 1,
    })
    expect([pairs.before, pairs.after, needed]).toEqual([3, 4, 1])
  })
})
