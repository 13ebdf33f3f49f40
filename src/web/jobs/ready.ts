import type { App } from '../../app.ts'
import { AppError } from '../../core/errors.ts'

/** Asks the jobs when they can be asked; null while their database is being opened, away or closed. */
export async function ifReady<Answer>(
  jobs: Pick<App['jobs'], 'state'>,
  ask: () => Promise<Answer>,
): Promise<Answer | null> {
  if (jobs.state().status !== 'ready') return null
  try {
    return await ask()
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return null
    throw error
  }
}
