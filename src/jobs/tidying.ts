import { and, asc, count, eq, inArray, isNotNull, lt } from 'drizzle-orm'
import { forgetEvents } from './history.ts'
import type { JobStatus } from './job.ts'
import { forgetLines } from './lines.ts'
import { forgetMachines } from './machines.ts'
import { jobs } from './store/schema.ts'
import type { Store } from './store/store.ts'

/** So many ended jobs are kept at most, however young. */
const MOST_JOBS = 5_000

/** Forgets what is older than so many days, and all but the newest of what could grow without end; returns how many jobs that were. */
export async function tidy({ db }: Pick<Store, 'db'>, days: number): Promise<number> {
  const before = new Date(Date.now() - days * 86_400_000)
  const old = await prune({ db }, { days })
  const [ended] = await db.select({ count: count() }).from(jobs).where(isNotNull(jobs.finishedAt))
  const surplus = Math.max(0, (ended?.count ?? 0) - MOST_JOBS)
  if (surplus > 0) {
    const oldest = await db
      .select({ id: jobs.id })
      .from(jobs)
      .where(isNotNull(jobs.finishedAt))
      .orderBy(asc(jobs.finishedAt))
      .limit(surplus)
    await db.delete(jobs).where(
      inArray(
        jobs.id,
        oldest.map(({ id }) => id),
      ),
    )
  }
  await forgetEvents(db, before)
  await forgetLines(db)
  await forgetMachines(db, before)
  return old + surplus
}

/** Forgets jobs that ended more than so many days ago, those of one status when it is named; returns how many. */
export async function prune(
  { db }: Pick<Store, 'db'>,
  { days, status }: { days: number; status?: JobStatus | undefined },
): Promise<number> {
  const before = new Date(Date.now() - days * 86_400_000)
  const isOld = and(lt(jobs.finishedAt, before), status && eq(jobs.status, status))
  return (await db.delete(jobs).where(isOld).returning({ id: jobs.id })).length
}
