import { and, asc, eq, gt } from 'drizzle-orm'
import { history, jobItems, jobs, schedules } from './store/schema.ts'
import type { Executor } from './store/store.ts'

/** One line of an export: a schedule, a job with all of its items, or something that happened. */
export type ExportRecord =
  | { type: 'schedule'; schedule: typeof schedules.$inferSelect }
  | { type: 'job'; job: typeof jobs.$inferSelect; items: Omit<typeof jobItems.$inferSelect, 'job'>[] }
  | { type: 'event'; event: typeof history.$inferSelect }

const PAGE = 200

/** Yields all that is known about jobs, the oldest first; never more than one job at a time is in memory. */
export async function* exportAll(db: Executor): AsyncGenerator<ExportRecord> {
  for (const schedule of await db.select().from(schedules).orderBy(asc(schedules.id)))
    yield { type: 'schedule', schedule }
  const ids = await db.select({ id: jobs.id }).from(jobs).orderBy(asc(jobs.createdAt))
  for (const { id } of ids) {
    const [job] = await db.select().from(jobs).where(eq(jobs.id, id))
    if (job) yield { type: 'job', job, items: await itemsOf(db, id) }
  }
  yield* eventsOf(db)
}

async function itemsOf(db: Executor, job: string) {
  const rows = await db.select().from(jobItems).where(eq(jobItems.job, job)).orderBy(asc(jobItems.position))
  return rows.map(({ job: _, ...item }) => item)
}

async function* eventsOf(db: Executor): AsyncGenerator<ExportRecord> {
  let after = 0
  for (;;) {
    const events = await db
      .select()
      .from(history)
      .where(and(gt(history.id, after)))
      .orderBy(asc(history.id))
      .limit(PAGE)
    for (const event of events) yield { type: 'event', event }
    if (events.length < PAGE) return
    after = events.at(-1)?.id ?? after
  }
}
