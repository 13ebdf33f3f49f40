import { CronExpressionParser } from 'cron-parser'
import { AppError, invalid, messageOf } from '../core/errors.ts'
import type { Logger } from '../core/log.ts'
import type { Changes } from './changes.ts'
import { noteEvent } from './history.ts'
import type { AnyKind } from './job.ts'
import type { Requests } from './requests.ts'
import { and, asc, eq, isNotNull, lte } from './store/drizzle.ts'
import { type ScheduleOutcome, schedules } from './store/schema.ts'
import type { Database, Executor } from './store/store.ts'

/** Jobs that come by the clock. */
export interface Schedule {
  id: string
  kind: string
  /** Minute, hour, day, month, weekday; or with seconds first. */
  cron: string
  /** An IANA name such as `Asia/Seoul`. */
  time_zone: string
  enabled: boolean
  options: Record<string, unknown>
  /** The next times it is due, five at most; none when it is off. */
  next_runs: string[]
  last_run_at: string | null
  last_job: string | null
  last_outcome: ScheduleOutcome | null
  last_reason: string | null
}

/** What of a schedule a person may change. */
export type ScheduleChange = Partial<Pick<Schedule, 'cron' | 'time_zone' | 'enabled' | 'options'>>

/** A schedule as the product comes with it; `time_zone` is this machine's when it is left out. */
export interface UsualSchedule {
  id: string
  kind: string
  cron: string
  enabled: boolean
  options?: Record<string, unknown>
}

/** Keeps the schedules and adds their jobs. */
export interface Schedules {
  list(): Promise<Schedule[]>
  /** Changes a schedule; throws `not_found`, or `invalid` for a cron expression or time zone there is not. */
  change(id: string, change: ScheduleChange): Promise<Schedule>
  /** Adds the job of a schedule now, whatever the clock says. */
  runNow(id: string): Promise<{ job: string } | { nothing: string }>
  /** Enters the usual schedules that are missing. */
  enter(usual: readonly UsualSchedule[]): Promise<void>
  /** Adds the jobs that are due, once for all machines together; those that were missed are noted as skipped. */
  tick(): Promise<void>
}

/** A run that is later than this is skipped: the machine was off, and nobody waits for it any more. */
const LATEST = 10 * 60_000
const SHOWN_RUNS = 5

type Row = typeof schedules.$inferSelect

/** Opens the schedules of a store. */
export function createSchedules(deps: {
  db: Database
  changes: Changes
  requests: Requests
  kinds: Record<string, AnyKind>
  machine: string
  log: Logger
}): Schedules {
  const { db, changes, requests, kinds, machine, log } = deps

  async function rowOf(tx: Executor, id: string): Promise<Row> {
    const [row] = await tx.select().from(schedules).where(eq(schedules.id, id)).for('update')
    if (!row) throw new AppError('not_found', `There is no schedule ${id}.`)
    return row
  }

  /** Looks for work outside of any transaction, since that may take a while. */
  async function planOf({ kind, options }: Row) {
    const plan = await kinds[kind]?.plan?.({ options })
    return plan ?? { nothing: `This version of Stockroom cannot run "${kind}" by the clock.` }
  }

  async function note(
    tx: Executor,
    row: Row,
    outcome: ScheduleOutcome,
    values: { reason?: string; job?: string },
  ): Promise<void> {
    const { reason = null, job = null } = values
    const event = outcome === 'queued' ? ('schedule_ran' as const) : (`schedule_${outcome}` as const)
    await tx
      .update(schedules)
      .set({ lastOutcome: outcome, lastReason: reason, lastJob: job ?? row.lastJob, lastRunAt: new Date() })
      .where(eq(schedules.id, row.id))
    const about = job ? { job: { id: job, kind: row.kind } } : {}
    await noteEvent(tx, { event, ...about, machine, details: { schedule: row.id, reason } })
    await changes.tell(tx, { what: 'schedule' })
  }

  async function addJob(row: Row): Promise<{ job: string } | { nothing: string }> {
    try {
      const plan = await planOf(row)
      return await db.transaction(async (tx) => {
        if ('nothing' in plan) {
          await note(tx, row, 'nothing', { reason: plan.nothing })
          return plan
        }
        const job = await requests.addIn(tx, { ...plan, kind: row.kind, origin: 'schedule', group: row.id })
        await note(tx, row, 'queued', { job })
        return { job }
      })
    } catch (error) {
      log.error({ err: error, schedule: row.id }, 'A schedule could not add its job')
      await db.transaction((tx) => note(tx, row, 'failed', { reason: messageOf(error) }))
      return { nothing: messageOf(error) }
    }
  }

  /** Takes one schedule that is due, so that no other machine does; null when there is none. */
  async function takeDue(now: Date): Promise<{ row: Row; isLate: boolean } | null> {
    return db.transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(schedules)
        .where(
          and(eq(schedules.enabled, true), isNotNull(schedules.nextRunAt), lte(schedules.nextRunAt, now)),
        )
        .orderBy(asc(schedules.nextRunAt))
        .limit(1)
        .for('update', { skipLocked: true })
      if (!row?.nextRunAt) return null
      const isLate = now.getTime() - row.nextRunAt.getTime() > LATEST
      await tx
        .update(schedules)
        .set({ nextRunAt: nextOf(row, now) })
        .where(eq(schedules.id, row.id))
      if (isLate)
        await note(tx, row, 'skipped', {
          reason: `Stockroom was not running at ${row.nextRunAt.toISOString()}.`,
        })
      return { row, isLate }
    })
  }

  return {
    list: async () => (await db.select().from(schedules).orderBy(asc(schedules.id))).map(scheduleOf),
    async change(id, { cron, time_zone, enabled, options }) {
      return db.transaction(async (tx) => {
        const row = await rowOf(tx, id)
        const next = {
          ...row,
          ...(cron !== undefined && { cron }),
          ...(time_zone !== undefined && { timeZone: time_zone }),
          ...(enabled !== undefined && { enabled }),
          ...(options !== undefined && { options }),
        }
        const due = nextOf(next, new Date()) // what is off has to be right, too: it can be turned on
        next.nextRunAt = next.enabled ? due : null
        await tx.update(schedules).set(next).where(eq(schedules.id, id))
        await changes.tell(tx, { what: 'schedule' })
        return scheduleOf(next)
      })
    },
    async runNow(id) {
      const row = await db.transaction((tx) => rowOf(tx, id))
      return addJob(row)
    },
    async enter(usual) {
      const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
      for (const { options = {}, ...one } of usual) {
        const nextRunAt = one.enabled ? nextOf({ ...one, timeZone }, new Date()) : null
        await db
          .insert(schedules)
          .values({ ...one, options, timeZone, nextRunAt })
          .onConflictDoNothing()
      }
    },
    async tick() {
      for (let due = await takeDue(new Date()); due; due = await takeDue(new Date())) {
        if (!due.isLate) await addJob(due.row)
      }
    },
  }
}

/** Works out the next times a schedule would be due; throws `invalid` for what cannot be one. */
export function previewRuns(cron: string, timeZone: string): string[] {
  return runsOf({ cron, timeZone }, new Date(), SHOWN_RUNS).map((date) => date.toISOString())
}

function scheduleOf(row: Row): Schedule {
  return {
    ...{
      id: row.id,
      kind: row.kind,
      cron: row.cron,
      time_zone: row.timeZone,
      enabled: row.enabled,
      options: row.options,
    },
    next_runs: row.enabled ? previewRuns(row.cron, row.timeZone) : [],
    last_run_at: row.lastRunAt?.toISOString() ?? null,
    ...{ last_job: row.lastJob, last_outcome: row.lastOutcome, last_reason: row.lastReason },
  }
}

function nextOf(row: Pick<Row, 'cron' | 'timeZone'>, after: Date): Date | null {
  return runsOf(row, after, 1)[0] ?? null
}

/** Works out when a schedule is due; throws `invalid` with what is wrong. */
function runsOf({ cron, timeZone }: Pick<Row, 'cron' | 'timeZone'>, after: Date, count: number): Date[] {
  checkTimeZone(timeZone)
  try {
    return CronExpressionParser.parse(cron, { currentDate: after, tz: timeZone })
      .take(count)
      .map((date) => date.toDate())
  } catch (error) {
    throw new AppError(
      'invalid',
      `Expected a cron expression such as "0 3 * * *" (minute, hour, day, month, weekday) but received "${cron}": ${messageOf(error)}.`,
      { field: 'cron', cause: error },
    )
  }
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw invalid('time_zone', 'a time zone such as "Asia/Seoul"', timeZone)
  }
}
