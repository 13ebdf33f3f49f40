import type { Logger } from '../core/log.ts'
import type { Changes } from './changes.ts'
import { countLoss } from './claims.ts'
import { endAttempt, requeue } from './endings.ts'
import { type JobRow, lockJob } from './job-row.ts'
import { and, eq, inArray, isNull, lt, notExists, sql } from './store/drizzle.ts'
import { jobs } from './store/schema.ts'
import type { Database, Executor } from './store/store.ts'
import type { Tickets } from './tickets.ts'

interface Deps {
  db: Database
  tickets: Tickets
  changes: Changes
  machine: { id: string; name: string }
  backoff: number
  log: Logger
}

/**
 * Puts every job that runs back into the queue: for a store that only this program can have open, which
 * has just been started.
 */
export async function takeBackAll({ db, ...deps }: Deps): Promise<number> {
  const left = await db.select().from(jobs).where(eq(jobs.status, 'processing'))
  for (const { id } of left) {
    await db.transaction(async (tx) => {
      const row = await lockJob(tx, id)
      if (row) await takeBack(tx, row, deps)
    })
  }
  return left.length
}

async function takeBack(tx: Executor, row: JobRow, deps: Omit<Deps, 'db'>): Promise<void> {
  const machine = deps.machine.name
  if (row.cancelAskedAt) return void (await endAttempt(tx, row, { type: 'cancelled' }, { ...deps, machine }))
  if (await countLoss(tx, row, deps)) return
  if (row.ticket) await deps.tickets.withdraw(tx, { queue: row.queue, id: row.ticket })
  await requeue(tx, row, { attempts: Math.max(0, row.attempts - 1), after: null }, deps.tickets)
}

/**
 * Finds jobs whose ticket is gone, which no machine would ever take, and puts them right: those that were
 * cancelled while their machine died, and those that were cut short while they were written.
 */
export async function mend({ db, changes, ...deps }: Deps): Promise<void> {
  await db
    .delete(jobs)
    .where(
      and(
        eq(jobs.status, 'queued'),
        isNull(jobs.ticket),
        lt(jobs.createdAt, sql`now() - interval '10 minutes'`),
      ),
    )
  const ticket = sql`select 1 from stockroom_queue.job ticket where ticket.id = ${jobs.ticket} and ticket.state in ('created', 'retry', 'active')`
  const isQuiet = lt(jobs.updatedAt, sql`now() - interval '15 seconds'`)
  const stranded = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        inArray(jobs.status, ['queued', 'processing']),
        sql`${jobs.ticket} is not null`,
        isQuiet,
        notExists(sql`(${ticket})`),
      ),
    )
  for (const { id } of stranded) {
    await db.transaction(async (tx) => {
      const row = await lockJob(tx, id)
      if (!row) return
      deps.log.warn({ job: id }, 'A job had no ticket any more and is put back into the queue')
      await takeBack(tx, row, { ...deps, changes })
      await changes.tell(tx, { what: 'ticket', job: id })
    })
  }
}
