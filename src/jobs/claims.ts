import type { Changes } from './changes.ts'
import { endAttempt, LOSSES, reopenItems, wasAtWork } from './endings.ts'
import { noteEvent } from './history.ts'
import { type JobRow, lockJob } from './job-row.ts'
import { eq } from './store/drizzle.ts'
import { jobs } from './store/schema.ts'
import type { Executor } from './store/store.ts'
import type { Ticket, Tickets } from './tickets.ts'

/** What a machine needs to claim a job. */
export interface ClaimDeps {
  tickets: Tickets
  changes: Changes
  machine: { id: string; name: string }
  /** Milliseconds before the second attempt. */
  backoff: number
}

/** Makes the job this attempt's own; null when the ticket is not its current one. */
export async function claim(
  tx: Executor,
  ticket: Ticket,
  run: string,
  deps: ClaimDeps,
): Promise<JobRow | null> {
  const row = await lockJob(tx, ticket.job)
  if (!row || row.ticket !== ticket.id || row.finishedAt) {
    await deps.tickets.withdraw(tx, ticket)
    return null
  }
  const machine = deps.machine.name
  if (row.cancelAskedAt) {
    await endAttempt(tx, row, { type: 'cancelled' }, { ...deps, machine })
    await deps.changes.tell(tx, { what: 'job', job: row.id })
    return null
  }
  const wasLost = row.status === 'processing'
  if (wasLost && (await countLoss(tx, row, deps))) return null
  const attempts = wasLost ? row.attempts : row.attempts + 1
  const values = {
    ...{ status: 'processing' as const, run, attempts, machine: deps.machine.id, device: null },
    ...{ startedAt: row.startedAt ?? new Date(), nextAttemptAt: null, updatedAt: new Date() },
  }
  await tx.update(jobs).set(values).where(eq(jobs.id, row.id))
  if (!wasLost) await noteEvent(tx, { event: 'started', job: row, machine, details: { attempt: attempts } })
  await deps.changes.tell(tx, { what: 'job', job: row.id })
  return { ...row, ...values }
}

/** Notes that a machine died with the job; true when that has happened too often at the same place. */
export async function countLoss(tx: Executor, row: JobRow, deps: ClaimDeps): Promise<boolean> {
  const losses = row.losses + ((await wasAtWork(tx, row.id)) ? 1 : 0)
  await tx.update(jobs).set({ losses }).where(eq(jobs.id, row.id))
  await noteEvent(tx, { event: 'lost', job: row, machine: deps.machine.name, details: { losses } })
  if (losses < LOSSES) {
    await reopenItems(tx, row.id, ['processing'])
    return false
  }
  const reason = `Stockroom ended ${losses} times in a row while it worked on this; it is not tried again by itself.`
  await endAttempt(
    tx,
    row,
    { type: 'threw', reason, isPassing: false },
    { ...deps, machine: deps.machine.name },
  )
  await deps.changes.tell(tx, { what: 'job', job: row.id })
  return true
}
