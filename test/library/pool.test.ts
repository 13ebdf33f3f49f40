import { expect, it } from 'vitest'
import { createPool } from '../../src/library/pool.ts'

const never = new AbortController().signal

it('does at most so many at once, and what was asked for last before the others', async () => {
  const pool = createPool(2)
  const begun: number[] = []
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const all = gates.map(({ promise }, n) =>
    pool.run(async () => {
      begun.push(n)
      await promise
      return n
    }, never),
  )

  expect(begun).toEqual([0, 1])
  gates[1]?.resolve()
  expect(await all[1]).toBe(1)
  expect(begun).toEqual([0, 1, 4])
  for (const gate of gates) gate.resolve()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4])
  expect(begun).toEqual([0, 1, 4, 3, 2])
})

it('leaves out what nobody wants any more, and lets what has begun end', async () => {
  const pool = createPool(1)
  const gate = Promise.withResolvers<string>()
  const leaving = new AbortController()
  const begun = pool.run(() => gate.promise, leaving.signal)
  const waiting = pool.run(async () => 'late', leaving.signal)
  const other = pool.run(async () => 'other', never)
  leaving.abort()
  gate.resolve('done')

  expect(await Promise.all([begun, waiting, other])).toEqual(['done', null, 'other'])
  expect(await pool.run(async () => 'never', leaving.signal)).toBeNull()
})

it('goes on after a task that fails', async () => {
  const pool = createPool(1)
  const failing = pool.run(() => Promise.reject(new Error('broken')), never)
  const next = pool.run(async () => 'fine', never)

  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('fine')
})
