import { setImmediate } from 'node:timers/promises'

/** Who has held the thread for so long lets others in (milliseconds). */
const HOLD = 8

/**
 * Lets others in now and then during long work; what it returns is to be awaited, and is nothing where it is too early.
 *
 * All who ask while others are let in wait for the same moment: sixteen that take turns must not hold on sixteen times
 * as long.
 */
export type Breathe = () => Promise<void> | undefined

/** Begins to watch how long a piece of work holds the thread. */
export function createBreath(): Breathe {
  let since = performance.now()
  let breath: Promise<void> | undefined

  async function take(): Promise<void> {
    await setImmediate()
    breath = undefined
    since = performance.now()
  }

  return () => {
    if (!breath && performance.now() - since >= HOLD) breath = take()
    return breath
  }
}
