import type { SQL } from 'drizzle-orm'
import { AppError } from '../core/errors.ts'
import type { ItemStatus, Job, JobDetail, JobFilter, JobItem, JobStatus } from './job.ts'
import { bandOf } from './order.ts'
import { and, asc, count, desc, eq, exists, gt, ilike, inArray, or, sql } from './store/drizzle.ts'
import { jobItems, jobs, machines } from './store/schema.ts'
import type { Executor } from './store/store.ts'

/** Which jobs a list asks for. */
export interface JobQuery {
  status?: JobFilter | undefined
  kind?: string | undefined
  group?: string | undefined
  /** Part of an item's name, of a reason, or the beginning of an id. */
  q?: string | undefined
  page?: number
  limit?: number
}

/** A page of jobs; those that run come first, then those that wait in their order, then the newest. */
export interface JobList {
  jobs: Job[]
  total: number
  page: number
  limit: number
}

/** Which items of a job a list asks for. */
export interface ItemQuery {
  status?: ItemStatus | undefined
  page?: number
  limit?: number
}

export type JobRow = typeof jobs.$inferSelect

/** So many failures are told with a job; its items have them all. */
const TOLD_FAILURES = 50
/** So many items come with a job. */
const FIRST_ITEMS = 1000

/** Lists jobs. */
export async function listJobs(db: Executor, { page = 1, limit = 20, ...query }: JobQuery): Promise<JobList> {
  const where = conditions(db, query)
  const [total] = await db.select({ count: count() }).from(jobs).where(where)
  const rows = await db
    .select()
    .from(jobs)
    .where(where)
    .orderBy(...inOrder())
    .limit(limit)
    .offset((page - 1) * limit)
  return { jobs: await jobsOf(db, rows), total: total?.count ?? 0, page, limit }
}

/** Running jobs first, then what waits in the order it will be taken, then what ended, newest first. */
function inOrder(): SQL[] {
  const rank = sql`case ${jobs.status} when 'processing' then 0 when 'queued' then 1 else 2 end`
  const waiting = sql`case when ${jobs.status} = 'queued' then ${jobs.priority} end`
  const since = sql`case when ${jobs.status} = 'queued' then ${jobs.createdAt} end`
  return [asc(rank), sql`${waiting} desc nulls last`, sql`${since} asc nulls last`, desc(jobs.createdAt)]
}

function conditions(db: Executor, { status, kind, group, q }: JobQuery): SQL | undefined {
  return and(
    isWhole,
    status && hasStatus(status),
    kind ? eq(jobs.kind, kind) : undefined,
    group ? eq(jobs.group, group) : undefined,
    q ? matches(db, q) : undefined,
  )
}

function hasStatus(filter: JobFilter): SQL | undefined {
  if (filter === 'completed_with_errors') return and(eq(jobs.status, 'completed'), gt(jobs.failed, 0))
  return eq(jobs.status, filter)
}

/** A long job is written piece by piece; it is there when it has its ticket. */
const isWhole = sql`(${jobs.status} <> 'queued' or ${jobs.ticket} is not null)`

function matches(db: Executor, q: string): SQL | undefined {
  const literal = q.replace(/[\\%_]/g, '\\$&')
  const pattern = `%${literal}%`
  const items = db
    .select({ one: sql`1` })
    .from(jobItems)
    .where(and(eq(jobItems.job, jobs.id), or(ilike(jobItems.item, pattern), ilike(jobItems.reason, pattern))))
  return or(
    ilike(jobs.error, pattern),
    sql`${jobs.id}::text like ${`${literal.toLowerCase()}%`}`,
    exists(items),
  )
}

/** Returns a job with its first items; throws `not_found`. */
export async function getJob(db: Executor, id: string): Promise<JobDetail> {
  const row = await rowOf(db, id)
  const [job] = await jobsOf(db, [row])
  if (!job) throw missing(id)
  return { ...job, input: row.input, items: (await listItems(db, id, { limit: FIRST_ITEMS })).items }
}

/** Lists the items of a job in their order. */
export async function listItems(
  db: Executor,
  job: string,
  { status, page = 1, limit = 100 }: ItemQuery,
): Promise<{ items: JobItem[]; total: number; page: number; limit: number }> {
  const where = and(eq(jobItems.job, job), status && eq(jobItems.status, status))
  const [total] = await db.select({ count: count() }).from(jobItems).where(where)
  const rows = await db
    .select()
    .from(jobItems)
    .where(where)
    .orderBy(asc(jobItems.position))
    .limit(limit)
    .offset((page - 1) * limit)
  return { items: rows.map(itemOf), total: total?.count ?? 0, page, limit }
}

/** Returns what a person looks at now: the largest job that runs, else the next, else one that ended in the last hour. */
export async function currentJob(db: Executor): Promise<Job | null> {
  const isRecent = sql`(${jobs.finishedAt} is null or ${jobs.finishedAt} > now() - interval '1 hour')`
  const rank = sql`case ${jobs.status} when 'processing' then 0 when 'queued' then 1 else 2 end`
  const largest = sql`case when ${jobs.status} = 'processing' then ${jobs.total} end`
  const rows = await db
    .select()
    .from(jobs)
    .where(and(isWhole, isRecent))
    .orderBy(
      asc(rank),
      sql`${largest} desc nulls last`,
      desc(sql`coalesce(${jobs.finishedAt}, ${jobs.createdAt})`),
    )
    .limit(1)
  return (await jobsOf(db, rows))[0] ?? null
}

/** What news of a job says. */
export interface JobNews {
  id: string
  kind: string
  status: JobStatus
}

/** Returns what jobs are at; those that are gone are left out. */
export async function newsOf(db: Executor, ids: readonly string[]): Promise<JobNews[]> {
  return db
    .select({ id: jobs.id, kind: jobs.kind, status: jobs.status })
    .from(jobs)
    .where(inArray(jobs.id, [...ids]))
}

/** How much there is to do. */
export interface Load {
  queued: number
  processing: number
}

/** Counts the jobs that wait and that run. */
export async function loadOf(db: Executor): Promise<Load> {
  const rows = await db
    .select({ status: jobs.status, count: count() })
    .from(jobs)
    .where(and(isWhole, inArray(jobs.status, ['queued', 'processing'])))
    .groupBy(jobs.status)
  const found = new Map(rows.map((row) => [row.status, row.count]))
  return { queued: found.get('queued') ?? 0, processing: found.get('processing') ?? 0 }
}

/** Finds the ended jobs in which something failed, oldest first. */
export async function failedJobs(db: Executor, kind: string | undefined): Promise<string[]> {
  const hasEnded = inArray(jobs.status, ['completed', 'failed'])
  const hasFailed = or(gt(jobs.failed, 0), eq(jobs.status, 'failed'))
  const rows = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(hasEnded, hasFailed, kind ? eq(jobs.kind, kind) : undefined))
    .orderBy(asc(jobs.createdAt))
  return rows.map(({ id }) => id)
}

/** Returns a job's row; throws `not_found`. */
export async function rowOf(db: Executor, id: string): Promise<JobRow> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const [row] = isId ? await db.select().from(jobs).where(eq(jobs.id, id)) : []
  if (!row) throw missing(id)
  return row
}

function missing(id: string): AppError {
  return new AppError('not_found', `There is no job ${id}.`)
}

/** Adds to rows what other tables know: what runs, why items failed, and the machines' names. */
async function jobsOf(db: Executor, rows: JobRow[]): Promise<Job[]> {
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

function itemOf(row: typeof jobItems.$inferSelect): JobItem {
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
