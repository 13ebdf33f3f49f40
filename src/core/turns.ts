import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from './errors.ts'
import { holderOf, type Lock, takeLock } from './lock.ts'

/** Whoever has its turn for longer than this and does not get on is waited for no longer (milliseconds). */
const PATIENCE = 30_000
/** Between two looks whether it is somebody's turn still (milliseconds). */
const LOOK = 50

/**
 * Runs a piece of work while no other process of this machine has its turn at the same path, and returns its result.
 *
 * Within one process callers must queue by themselves. The turn ends with the process, however it ends. Work that takes
 * longer than a moment says now and then that it `gotOn`; for as long as it does, others wait. Throws `conflict` when
 * the other one has not got on for half a minute.
 */
export async function inTurn<Result>(
  path: string,
  work: (gotOn: () => void) => Promise<Result>,
): Promise<Result> {
  const lock = await wait(path)
  const turn = randomUUID()
  let steps = 0
  const gotOn = () => lock.describe({ step: `${turn} ${steps++}` })
  gotOn()
  try {
    return await work(gotOn)
  } finally {
    await lock.release()
  }
}

async function wait(path: string): Promise<Lock> {
  let seen: string | null = null
  let until = Date.now() + PATIENCE
  for (;;) {
    try {
      return await takeLock(path)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict')) throw error
      const step: string | null = (await holderOf(path))?.step ?? seen
      if (step !== seen) until = Date.now() + PATIENCE
      else if (Date.now() > until) throw error
      seen = step
      await delay(LOOK)
    }
  }
}
