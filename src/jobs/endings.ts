import { randomUUID } from 'node:crypto'
import { noteEvent } from './history.ts'
import type { ItemCounts } from './job.ts'
import { ITEM_STATUSES } from './job.ts'
import type { JobRow } from './job-row.ts'
import { and, asc, count, eq, inArray, sql } from './store/drizzle.ts'
import { type HistoryEvent, jobItems, jobs } from './store/schema.ts'
import type { Executor } from './store/store.ts'
import type { Tickets } from './tickets.ts'
import { NO_REASON } from './views.ts'

/** Why an attempt is over. */
export type Ending =
  /** The kind is through with it. */
  | { type: 'returned' }
  /** The whole job failed. */
  | { type: 'threw'; reason: string; isPassing: boolean }
  | { type: 'cancelled' }
  /** The queue was paused, or the program ends: the rest waits. */
  | { type: 'held' }

/** What an ending needs besides the row. */
export interface EndingDeps {
  tickets: Tickets
  machine: string
  /** Milliseconds before the second attempt; the third waits four times as long. */
  backoff: number
}

/** So often a job is tried when its failures may pass. */
const ATTEMPTS = 3
/** So many times in a row a machine may die at the same place. */
export const LOSSES = 10

/**
 * Writes down how an attempt ended, within a transaction that has locked the row; its ticket is withdrawn
 * by this. Returns when another attempt is due, if there will be one.
 */
export async function endAttempt(
  tx: Executor,
  row: JobRow,
  ending: Ending,
  deps: EndingDeps,
): Promise<Date | null> {
  await deps.tickets.withdraw(tx, { queue: row.queue, id: row.ticket ?? row.id })
  if (ending.type === 'held') return hold(tx, row, deps)
  if (ending.type === 'cancelled') {
    await closeItems(tx, row.id, 'cancelled', null)
    return finish(tx, row, { status: 'cancelled', error: null }, deps)
  }
  const mayTryAgain = row.attempts < ATTEMPTS
  if (ending.type === 'threw') {
    if (ending.isPassing && mayTryAgain) return again(tx, row, ending.reason, deps)
    await closeItems(tx, row.id, 'failed', ending.reason)
    return finish(tx, row, { status: 'failed', error: ending.reason }, deps)
  }
  await closeItems(tx, row.id, 'failed', 'It was left out.')
  const passing = await passingReason(tx, row.id)
  if (passing !== null && mayTryAgain) return again(tx, row, passing, deps)
  const counts = await countItems(tx, row.id)
  const allFailed = row.total > 0 && counts.failed === row.total
  const error = allFailed ? await firstReason(tx, row.id) : null
  return finish(tx, row, { status: allFailed ? 'failed' : 'completed', error }, deps)
}

/** Puts a job back as it was, so that it goes on when it may: it did nothing wrong. */
async function hold(tx: Executor, row: JobRow, deps: EndingDeps): Promise<null> {
  await reopenItems(tx, row.id, ['processing'])
  await requeue(tx, row, { attempts: Math.max(0, row.attempts - 1), after: null }, deps.tickets)
  await noteEvent(tx, { event: 'held', job: row, machine: deps.machine })
  return null
}

async function again(tx: Executor, row: JobRow, reason: string, deps: EndingDeps): Promise<Date> {
  const after = new Date(Date.now() + backoffOf(deps.backoff, row.attempts))
  const failed = and(eq(jobItems.job, row.id), eq(jobItems.status, 'failed'), eq(jobItems.isPassing, true))
  await tx.update(jobItems).set({ status: 'waiting', finishedAt: null }).where(failed)
  await reopenItems(tx, row.id, ['processing'])
  await requeue(tx, row, { attempts: row.attempts, after }, deps.tickets)
  const seconds = Math.round((after.getTime() - Date.now()) / 1000)
  await noteEvent(tx, { event: 'again', job: row, machine: deps.machine, details: { reason, seconds } })
  return after
}

/** Exponential, with a fifth of chance, so that many jobs do not come back at once. */
function backoffOf(first: number, attempts: number): number {
  return first * 4 ** (attempts - 1) * (0.9 + Math.random() * 0.2)
}

/** Issues a new ticket for a job that waits (again). */
export async function requeue(
  tx: Executor,
  row: JobRow,
  { attempts, after }: { attempts: number; after: Date | null },
  tickets: Tickets,
): Promise<void> {
  const ticket = randomUUID()
  const counts = await countItems(tx, row.id)
  const { done, skipped, failed, cancelled } = counts
  await tx
    .update(jobs)
    .set({
      ...{
        status: 'queued',
        ticket,
        run: null,
        attempts,
        nextAttemptAt: after,
        finishedAt: null,
        error: null,
      },
      ...{ done, skipped, failed, cancelled, updatedAt: new Date() },
    })
    .where(eq(jobs.id, row.id))
  await tickets.issue(tx, { id: ticket, job: row.id, queue: row.queue, priority: row.priority, after })
}

async function finish(
  tx: Executor,
  row: JobRow,
  { status, error }: { status: 'completed' | 'failed' | 'cancelled'; error: string | null },
  deps: EndingDeps,
): Promise<null> {
  const { done, skipped, failed, cancelled } = await countItems(tx, row.id)
  await tx
    .update(jobs)
    .set({
      ...{ status, error, ticket: null, run: null, finishedAt: new Date(), nextAttemptAt: null },
      ...{ done, skipped, failed, cancelled, updatedAt: new Date() },
    })
    .where(eq(jobs.id, row.id))
  const event: HistoryEvent = status
  await noteEvent(tx, {
    event,
    job: row,
    machine: deps.machine,
    details: { done, skipped, failed, cancelled, error },
  })
  return null
}

/** Ends whatever is open. */
async function closeItems(
  tx: Executor,
  job: string,
  status: 'failed' | 'cancelled',
  reason: string | null,
): Promise<void> {
  await tx
    .update(jobItems)
    .set({ status, reason, finishedAt: new Date() })
    .where(and(eq(jobItems.job, job), inArray(jobItems.status, ['waiting', 'processing'])))
}

/** Lets items wait again. */
export async function reopenItems(
  tx: Executor,
  job: string,
  from: ('processing' | 'failed' | 'cancelled')[],
): Promise<number> {
  const values = { status: 'waiting' as const, reason: null, log: null, finishedAt: null, isPassing: false }
  const open = await tx
    .update(jobItems)
    .set(values)
    .where(and(eq(jobItems.job, job), inArray(jobItems.status, from)))
    .returning({ position: jobItems.position })
  return open.length
}

async function countItems(tx: Executor, job: string): Promise<ItemCounts> {
  const rows = await tx
    .select({ status: jobItems.status, count: count() })
    .from(jobItems)
    .where(eq(jobItems.job, job))
    .groupBy(jobItems.status)
  const found = new Map(rows.map((row) => [row.status, row.count]))
  return Object.fromEntries(ITEM_STATUSES.map((status) => [status, found.get(status) ?? 0])) as ItemCounts
}

async function passingReason(tx: Executor, job: string): Promise<string | null> {
  const where = and(eq(jobItems.job, job), eq(jobItems.status, 'failed'), eq(jobItems.isPassing, true))
  const [item] = await tx.select({ reason: jobItems.reason }).from(jobItems).where(where).limit(1)
  return item ? (item.reason ?? NO_REASON) : null
}

async function firstReason(tx: Executor, job: string): Promise<string> {
  const where = and(eq(jobItems.job, job), eq(jobItems.status, 'failed'))
  const [item] = await tx
    .select({ reason: jobItems.reason })
    .from(jobItems)
    .where(where)
    .orderBy(asc(jobItems.position))
    .limit(1)
  return item?.reason ?? NO_REASON
}

/** Tells whether anything was being worked on when a machine went away. */
export async function wasAtWork(tx: Executor, job: string): Promise<boolean> {
  const where = and(eq(jobItems.job, job), eq(jobItems.status, 'processing'))
  const found = await tx.select({ one: sql`1` }).from(jobItems).where(where).limit(1)
  return found.length > 0
}
