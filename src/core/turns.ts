import { AppError } from './errors.ts'
import { type Lock, takeLock } from './lock.ts'

/** Whoever has its turn at a file needs it for a moment; one that waits longer than this is told (milliseconds). */
const PATIENCE = 30_000

/**
 * Runs a piece of work while no other process of this machine has its turn at the same path, and returns its result.
 *
 * Within one process callers must queue by themselves. The turn ends with the process, however it ends. Throws
 * `conflict` when the other one takes longer than half a minute.
 */
export async function inTurn<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const lock = await wait(path, Date.now() + PATIENCE)
  try {
    return await work()
  } finally {
    await lock.release()
  }
}

async function wait(path: string, until: number): Promise<Lock> {
  for (;;) {
    try {
      return await takeLock(path)
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === 'conflict'
      if (!isTaken || Date.now() > until) throw error
    }
  }
}
