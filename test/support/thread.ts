import { onTestFinished } from 'vitest'
import type { Pieces } from '../../src/core/pieces.ts'

/** Counts how often others got the thread since; whatever goes on without a pause leaves the count as it is. */
export function countTurns(): () => number {
  let [turns, isOver] = [0, false]
  const turn = () => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  onTestFinished(() => {
    isOver = true
  })
  return () => turns
}

/** Holds the thread for so many milliseconds, as hard work does. */
export function hold(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

/** Does work that comes in pieces without letting others in. */
export function atOnce<Result>(work: Pieces<Result>): Result {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
