import { describe, expect, it, onTestFinished } from 'vitest'
import { combine } from '../../src/prompts/combinations.ts'
import { createCombiner } from '../../src/prompts/combiner.ts'

const LARGE = { weights: Array(8).fill(Array(20).fill(1)), count: 30, seed: 'a' }
const SMALL = {
  weights: [
    [1, 1],
    [6, 3, 1],
    [1, 1],
  ],
  count: 5,
  seed: 'a',
}

describe('the combiner', () => {
  it('makes large plans in a thread and small ones at once, all as they are', async () => {
    const combiner = open()
    expect(await combiner.combine(SMALL)).toEqual(combine(SMALL))
    expect(await combiner.combine(LARGE)).toEqual(combine(LARGE))
  }, 60_000)

  it('lets everything else go on while a large plan is made', async () => {
    const done: string[] = []
    const large = open()
      .combine(LARGE)
      .then(() => done.push('large'))
    for (let turn = 0; turn < 50; turn++) await new Promise((next) => setImmediate(next))
    done.push('others')
    await large
    expect(done).toEqual(['others', 'large'])
  }, 60_000)

  it('ends a plan that nobody waits for, and makes the next one', async () => {
    const combiner = open()
    const gone = new AbortController()
    const plans = [
      combiner.combine(LARGE, gone.signal),
      combiner.combine({ ...LARGE, seed: 'b' }, gone.signal),
    ]
    setImmediate(() => gone.abort(new Error('Nobody waits.')))
    for (const plan of plans) await expect(plan).rejects.toThrow('Nobody waits.')
    await expect(combiner.combine(SMALL, gone.signal)).rejects.toThrow('Nobody waits.')
    expect((await combiner.combine(LARGE)).rows).toHaveLength(30)
  }, 60_000)

  it('tells why a plan cannot be made, and makes the next one', async () => {
    const combiner = open()
    const first = Array(20).fill(1)
    await expect(combiner.combine({ ...LARGE, weights: [first, first, null as never] })).rejects.toThrow()
    await expect(combiner.combine({ ...LARGE, past: [null as never] })).rejects.toThrow(
      'The plan could not be made',
    )
    expect((await combiner.combine(LARGE)).rows).toHaveLength(30)
  }, 60_000)

  it('stops what runs, twice if need be, and makes no more', async () => {
    const combiner = open()
    const plan = expect(combiner.combine(LARGE)).rejects.toThrow('Stockroom ends, and makes no more plans.')
    await Promise.all([combiner.stop(), combiner.stop()])
    await plan
    await expect(combiner.combine(SMALL)).rejects.toThrow('Stockroom ends')
  })
})

function open() {
  const combiner = createCombiner()
  onTestFinished(combiner.stop)
  return combiner
}
