import type { Job, JobItem } from './job.ts'
import type { JobRow } from './job-row.ts'
import { bandOf } from './order.ts'
import { and, asc, count, eq, inArray } from './store/drizzle.ts'
import { jobItems, machines } from './store/schema.ts'
import type { Executor } from './store/store.ts'

/** So many failures are told with a job; its items have them all. */
const TOLD_FAILURES = 50

/** Shows jobs as everyone sees them: their rows, and what other tables know of what runs, why items failed, and the machines' names. */
export async function jobsOf(db: Executor, rows: JobRow[]): Promise<Job[]> {
  if (rows.length === 0) return []
  const [running, failures, names] = await Promise.all([
    countRunning(db, rows),
    failuresOf(
      db,
      rows.filter(({ failed }) => failed > 0),
    ),
    namesOf(db, rows),
  ])
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    status: row.status,
    priority: bandOf(row.priority),
    origin: row.origin,
    group: row.group,
    attempts: row.attempts,
    progress: { ...row.progress, steps: row.total },
    counts: countsOf(row, running.get(row.id) ?? 0),
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    next_attempt_at: row.status === 'queued' ? (row.nextAttemptAt?.toISOString() ?? null) : null,
    is_cancelling: row.status === 'processing' && row.cancelAskedAt !== null,
    error: row.error,
    error_log: failures.get(row.id) ?? [],
    notes: row.notes,
    machine: row.machine
      ? { id: row.machine, name: names.get(row.machine) ?? row.machine, device: row.device }
      : null,
  }))
}

function countsOf({ total, done, skipped, failed, cancelled }: JobRow, processing: number): Job['counts'] {
  const waiting = Math.max(0, total - done - skipped - failed - cancelled - processing)
  return { waiting, processing, done, skipped, failed, cancelled }
}

async function countRunning(db: Executor, rows: JobRow[]): Promise<Map<string, number>> {
  const ids = rows.filter(({ status }) => status === 'processing').map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const found = await db
    .select({ job: jobItems.job, count: count() })
    .from(jobItems)
    .where(and(inArray(jobItems.job, ids), eq(jobItems.status, 'processing')))
    .groupBy(jobItems.job)
  return new Map(found.map((row) => [row.job, row.count]))
}

async function failuresOf(
  db: Executor,
  rows: JobRow[],
): Promise<Map<string, { id: string; reason: string }[]>> {
  const logs = rows.map(async ({ id }) => {
    const found = await db
      .select({ id: jobItems.item, reason: jobItems.reason })
      .from(jobItems)
      .where(and(eq(jobItems.job, id), eq(jobItems.status, 'failed')))
      .orderBy(asc(jobItems.position))
      .limit(TOLD_FAILURES)
    return [id, found.map((item) => ({ id: item.id, reason: item.reason ?? NO_REASON }))] as const
  })
  return new Map(await Promise.all(logs))
}

/** What is said of a failure that came without a reason. */
export const NO_REASON = 'It failed without a reason.'

async function namesOf(db: Executor, rows: JobRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ machine }) => machine ?? []))]
  if (ids.length === 0) return new Map()
  const found = await db
    .select({ id: machines.id, name: machines.name })
    .from(machines)
    .where(inArray(machines.id, ids))
  return new Map(found.map(({ id, name }) => [id, name]))
}

/** Shows an item of a job as everyone sees it. */
export function itemOf(row: typeof jobItems.$inferSelect): JobItem {
  return {
    id: row.item,
    status: row.status,
    attempts: row.attempts,
    reason: row.reason,
    log: row.log,
    result: row.result,
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    ms: row.ms,
    peak_memory: row.peakMemory,
  }
}
