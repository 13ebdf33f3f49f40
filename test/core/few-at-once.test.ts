import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { fewAtOnce } from '../../src/core/few-at-once.ts'
import { countTurns, hold } from '../support/thread.ts'

it('does everything once, a few at a time, and keeps the order', async () => {
  let [running, most] = [0, 0]
  const found = await fewAtOnce([...Array(50).keys()], 4, async (item, index) => {
    expect(index).toBe(item)
    most = Math.max(most, ++running)
    for (let n = 0; n < item % 3; n++) await setImmediate()
    running--
    return item * 2
  })
  expect(found).toEqual([...Array(50).keys()].map((n) => n * 2))
  expect(most).toBe(4)
  expect(await fewAtOnce([], 4, async () => 1)).toEqual([])
})

it('ends with the first error and begins nothing after it', async () => {
  const begun: number[] = []
  const work = fewAtOnce([1, 2, 3, 4, 5, 6], 2, async (item) => {
    begun.push(item)
    await setImmediate()
    if (item === 2) throw new Error('two')
  })
  await expect(work).rejects.toThrow('two')
  for (let n = 0; n < 5; n++) await setImmediate()
  expect(begun).toEqual([1, 2, 3])
})

it('lets others in while work that waits for nothing goes on, however few its items', async () => {
  const turns = countTurns()
  let done = 0
  await fewAtOnce([...Array(100)], 16, async () => {
    hold(4)
    done++
  })
  expect(done).toBe(100)
  expect(turns()).toBeGreaterThan(20)
})
