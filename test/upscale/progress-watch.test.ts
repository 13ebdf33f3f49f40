import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchProgress } from '../../src/upscale/progress-watch.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('waits the least time at first, and twenty times the slowest step afterwards', () => {
  const stalls: number[] = []
  const watch = watchProgress(1000, (ms) => stalls.push(ms))
  vi.advanceTimersByTime(900)
  watch.step()
  vi.advanceTimersByTime(17_900)
  expect(stalls).toEqual([])
  vi.advanceTimersByTime(200)
  expect(stalls).toEqual([18_000])
})

it('says nothing when it is stopped', () => {
  const stalls: number[] = []
  watchProgress(1000, (ms) => stalls.push(ms)).stop()
  vi.advanceTimersByTime(5000)
  expect(stalls).toEqual([])
})
