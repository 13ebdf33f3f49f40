import type { SQL } from 'drizzle-orm'
import type { ItemStatus, Job, JobDetail, JobFilter, JobItem, JobStatus } from './job.ts'
import { missingJob, rowOf } from './job-row.ts'
import { and, asc, count, desc, eq, exists, gt, ilike, inArray, or, sql } from './store/drizzle.ts'
import { jobItems, jobs } from './store/schema.ts'
import type { Executor } from './store/store.ts'
import { itemOf, jobsOf } from './views.ts'

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

/** Running jobs first, then those that wait. */
const rank = sql`case ${jobs.status} when 'processing' then 0 when 'queued' then 1 else 2 end`

/** Running jobs first, then what waits in the order it will be taken, then what ended, newest first. */
function inOrder(): SQL[] {
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
  if (!job) throw missingJob(id)
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
