import type { SQL } from 'drizzle-orm'
import { type JobFilter, type JobStatus, STATUSES } from './job.ts'
import { and, count, eq, gt, sql } from './store/drizzle.ts'
import { jobs, overview } from './store/schema.ts'
import { type Executor, rowsOf } from './store/store.ts'

/** What the monitoring page shows at the top. */
export interface Overview {
  /** Jobs by status; those that completed with errors are among the completed ones, too. */
  counts: JobCounts
  kinds: { kind: string; counts: JobCounts; oldest_queued_at: string | null }[]
  /** Items that ended, by hour, for the last day; empty hours included. */
  throughput: { hour: string; done: number; failed: number }[]
  /** How long items took, the newest 200, oldest first. */
  durations: Duration[]
}

/** How many jobs there are of everything that a list can be narrowed to. */
export type JobCounts = Record<JobFilter, number>

/** How long one item took. */
export interface Duration {
  at: string
  kind: string
  item: string
  ms: number
  /** By stage, where the kind tells. */
  stages: Record<string, number> | null
  machine: string | null
}

const DURATIONS = 200

/** Reads what the monitoring page shows. */
export async function overviewOf(db: Executor): Promise<Overview> {
  const [rows, partly, throughput, durations] = await Promise.all([
    db.select().from(overview),
    readPartly(db),
    readThroughput(db),
    readDurations(db),
  ])
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort()
  return {
    counts: countsOf(rows, partly),
    kinds: kinds.map((kind) => {
      const own = rows.filter((row) => row.kind === kind)
      const oldest = own.find(({ status }) => status === 'queued')?.oldest
      const counts = countsOf(
        own,
        partly.filter((row) => row.kind === kind),
      )
      return { kind, counts, oldest_queued_at: oldest ? new Date(oldest).toISOString() : null }
    }),
    throughput,
    durations,
  }
}

function countsOf(rows: { status: JobStatus; jobs: number }[], partly: { jobs: number }[]): JobCounts {
  const sum = (some: { jobs: number }[]) => some.reduce((all, { jobs }) => all + jobs, 0)
  const byStatus = STATUSES.map((status) => [status, sum(rows.filter((row) => row.status === status))])
  return { ...(Object.fromEntries(byStatus) as JobCounts), completed_with_errors: sum(partly) }
}

async function readPartly(db: Executor): Promise<{ kind: string; jobs: number }[]> {
  return db
    .select({ kind: jobs.kind, jobs: count() })
    .from(jobs)
    .where(and(eq(jobs.status, 'completed'), gt(jobs.failed, 0)))
    .groupBy(jobs.kind)
}

async function readThroughput(db: Executor): Promise<Overview['throughput']> {
  const rows = await query<{ hour: Date | string; done: number; failed: number }>(
    db,
    sql`select hour, count(item.status) filter (where item.status = 'done')::int as done,
          count(item.status) filter (where item.status = 'failed')::int as failed
        from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') as hour
        left join stockroom.job_items item on item.finished_at >= hour and item.finished_at < hour + interval '1 hour'
        group by hour order by hour`,
  )
  return rows.map((row) => ({ ...row, hour: new Date(row.hour).toISOString() }))
}

async function readDurations(db: Executor): Promise<Duration[]> {
  const rows = await query<Omit<Duration, 'at'> & { at: Date | string }>(
    db,
    sql`select item.finished_at as at, job.kind, item.item, item.ms, item.result -> 'ms' as stages, machine.name as machine
        from stockroom.job_items item
        join stockroom.jobs job on job.id = item.job_id
        left join stockroom.machines machine on machine.id = job.machine_id
        where item.status = 'done' and item.finished_at is not null and item.ms > 0
        order by item.finished_at desc limit ${DURATIONS}`,
  )
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })).reverse()
}

async function query<Row>(db: Executor, statement: SQL): Promise<Row[]> {
  return rowsOf<Row>(await db.execute(statement)).rows
}
