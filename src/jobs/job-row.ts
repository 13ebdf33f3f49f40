import { AppError } from '../core/errors.ts'
import { eq } from './store/drizzle.ts'
import { jobs } from './store/schema.ts'
import type { Executor } from './store/store.ts'

/** A job as the store has it. */
export type JobRow = typeof jobs.$inferSelect

/** Returns a job's row; throws `not_found`. */
export async function rowOf(db: Executor, id: string): Promise<JobRow> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const [row] = isId ? await db.select().from(jobs).where(eq(jobs.id, id)) : []
  if (!row) throw missingJob(id)
  return row
}

/** Says that there is no such job. */
export function missingJob(id: string): AppError {
  return new AppError('not_found', `There is no job ${id}.`)
}

/** Locks a job's row for the rest of a transaction; null when there is none. */
export async function lockJob(tx: Executor, id: string): Promise<JobRow | null> {
  const [row] = await tx.select().from(jobs).where(eq(jobs.id, id)).for('update')
  return row ?? null
}
