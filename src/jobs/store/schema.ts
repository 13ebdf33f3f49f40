import type { ItemStatus, JobNote, JobProgress, JobStatus, Origin } from '../job.ts'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  sql,
  text,
  timestamp,
  uuid,
} from './drizzle.ts'

/** The schema of the queue's own tables. */
export const QUEUE_SCHEMA = 'stockroom_queue'

/** The schema that holds our tables. */
export const stockroom = pgSchema('stockroom')

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** One row for each job. Its `ticket` is what the queue hands to machines; `run` is the attempt that may write. */
export const jobs = stockroom.table(
  'jobs',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    /** Where its tickets wait: the kind's queue, or that of one place for kinds that work only there. */
    queue: text().notNull(),
    status: text().$type<JobStatus>().notNull(),
    priority: integer().notNull().default(0),
    origin: text().$type<Origin>().notNull(),
    group: text('group_name'),
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    attempts: integer().notNull().default(0),
    /** How often a machine died with it since it last got anywhere. */
    losses: integer().notNull().default(0),
    progress: jsonb().$type<JobProgress>().notNull(),
    notes: jsonb().$type<JobNote[]>().notNull().default([]),
    total: integer().notNull(),
    done: integer().notNull().default(0),
    skipped: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    cancelled: integer().notNull().default(0),
    error: text(),
    ticket: uuid(),
    run: text(),
    machine: uuid('machine_id'),
    device: text(),
    cancelAskedAt: at('cancel_asked_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
    nextAttemptAt: at('next_attempt_at'),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('jobs_by_time').on(table.createdAt),
    index('jobs_by_status').on(table.status, table.kind, table.createdAt),
    index('jobs_by_ticket').on(table.ticket),
  ],
)

/** What the jobs work on, in order. */
export const jobItems = stockroom.table(
  'job_items',
  {
    job: uuid('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    item: text().notNull(),
    status: text().$type<ItemStatus>().notNull().default('waiting'),
    attempts: integer().notNull().default(0),
    reason: text(),
    isPassing: boolean('is_passing').notNull().default(false),
    log: text(),
    result: jsonb().$type<Record<string, unknown>>(),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
    ms: integer(),
    peakMemory: doublePrecision('peak_memory'),
  },
  (table) => [
    primaryKey({ columns: [table.job, table.position] }),
    index('job_items_by_item').on(table.job, table.item),
    index('job_items_by_status').on(table.job, table.status),
    index('job_items_by_time').on(table.finishedAt),
  ],
)

/** What happened, newest kept for a set time. */
export const history = stockroom.table(
  'history',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    at: at('at').notNull().defaultNow(),
    event: text().$type<HistoryEvent>().notNull(),
    job: uuid('job_id'),
    kind: text(),
    machine: text('machine_name'),
    details: jsonb().$type<Record<string, string | number | null>>().notNull().default({}),
  },
  (table) => [index('history_by_job').on(table.job), index('history_by_time').on(table.at)],
)

/** What jobs said while they ran, for watchers on other machines; only the newest lines are kept. */
export const lines = stockroom.table(
  'lines',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    at: at('at').notNull().defaultNow(),
    job: uuid('job_id').notNull(),
    machine: uuid('machine_id').notNull(),
    level: text().$type<'info' | 'error'>().notNull(),
    text: text().notNull(),
  },
  (table) => [index('lines_by_job').on(table.job)],
)

/** Jobs that come by the clock. */
export const schedules = stockroom.table('schedules', {
  id: text().primaryKey(),
  kind: text().notNull(),
  cron: text().notNull(),
  timeZone: text('time_zone').notNull(),
  enabled: boolean().notNull(),
  options: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  nextRunAt: at('next_run_at'),
  lastRunAt: at('last_run_at'),
  lastJob: uuid('last_job_id'),
  /** What became of the last run: `queued`, `nothing`, `skipped` or `failed`. */
  lastOutcome: text('last_outcome').$type<ScheduleOutcome>(),
  lastReason: text('last_reason'),
})

/** What is paused: a kind, or everything under the name `*`. */
export const pauses = stockroom.table('pauses', {
  scope: text().primaryKey(),
  pausedAt: at('paused_at').notNull().defaultNow(),
})

/** The programs that share this database, and when each was last heard of. */
export const machines = stockroom.table('machines', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  role: text().$type<'dashboard' | 'worker'>().notNull(),
  pid: integer().notNull(),
  version: text().notNull(),
  kinds: jsonb().$type<string[]>().notNull(),
  device: text(),
  startedAt: at('started_at').notNull().defaultNow(),
  seenAt: at('seen_at').notNull().defaultNow(),
  stoppedAt: at('stopped_at'),
})

/** Facts about the database itself, such as which library its jobs are about. */
export const facts = stockroom.table('facts', { name: text().primaryKey(), value: text().notNull() })

/** What the monitoring page reads: jobs and items by kind and status. */
export const overview = stockroom.view('overview').as((query) =>
  query
    .select({
      kind: jobs.kind,
      status: jobs.status,
      jobs: sql<number>`count(*)::int`.as('jobs'),
      items: sql<number>`coalesce(sum(${jobs.total}), 0)::int`.as('items'),
      done: sql<number>`coalesce(sum(${jobs.done}), 0)::int`.as('done'),
      failed: sql<number>`coalesce(sum(${jobs.failed}), 0)::int`.as('failed'),
      oldest: sql<Date>`min(${jobs.createdAt})`.as('oldest'),
      newest: sql<Date>`max(${jobs.finishedAt})`.as('newest'),
    })
    .from(jobs)
    .groupBy(jobs.kind, jobs.status),
)

/** What can happen. */
export type HistoryEvent =
  | 'added'
  | 'started'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'retried'
  | 'again'
  | 'lost'
  | 'held'
  | 'paused'
  | 'resumed'
  | 'schedule_ran'
  | 'schedule_skipped'
  | 'schedule_nothing'
  | 'schedule_failed'
  | 'machine_came'
  | 'machine_went'
  | 'machine_lost'

export type ScheduleOutcome = 'queued' | 'nothing' | 'skipped' | 'failed'
