import { and, asc, eq, gt } from './store/drizzle.ts'
import { history, jobItems, jobs, schedules } from './store/schema.ts'
import type { Executor } from './store/store.ts'

/** One line of an export: a schedule, a job with all of its items, or something that happened; the last tells that all is there. */
export type ExportRecord =
  | { type: 'schedule'; schedule: typeof schedules.$inferSelect }
  | { type: 'job'; job: typeof jobs.$inferSelect; items: ExportItem[] }
  | { type: 'event'; event: typeof history.$inferSelect }
  | { type: 'end'; at: string; schedules: number; jobs: number; items: number; events: number }

type ExportItem = Omit<typeof jobItems.$inferSelect, 'job'>

const PAGE = 500

/** Yields all that is known about jobs, the oldest first; never more than one job at a time is in memory. */
export async function* exportAll(db: Executor): AsyncGenerator<ExportRecord> {
  const count = { schedules: 0, jobs: 0, items: 0, events: 0 }
  for await (const record of recordsOf(db)) {
    if (record.type === 'schedule') count.schedules++
    if (record.type === 'event') count.events++
    if (record.type === 'job') {
      count.jobs++
      count.items += record.items.length
    }
    yield record
  }
  yield { type: 'end', at: new Date().toISOString(), ...count }
}

async function* recordsOf(db: Executor): AsyncGenerator<Exclude<ExportRecord, { type: 'end' }>> {
  for (const schedule of await db.select().from(schedules).orderBy(asc(schedules.id)))
    yield { type: 'schedule', schedule }
  const ids = await db.select({ id: jobs.id }).from(jobs).orderBy(asc(jobs.createdAt), asc(jobs.id))
  for (const { id } of ids) {
    const [job] = await db.select().from(jobs).where(eq(jobs.id, id))
    if (job) yield { type: 'job', job, items: await itemsOf(db, id) }
  }
  for await (const event of eventsOf(db)) yield { type: 'event', event }
}

async function itemsOf(db: Executor, job: string): Promise<ExportItem[]> {
  const items: ExportItem[] = []
  for (;;) {
    const after = items.at(-1)?.position ?? -1
    const rows = await db
      .select()
      .from(jobItems)
      .where(and(eq(jobItems.job, job), gt(jobItems.position, after)))
      .orderBy(asc(jobItems.position))
      .limit(PAGE)
    items.push(...rows.map(({ job: _, ...item }) => item))
    if (rows.length < PAGE) return items
  }
}

async function* eventsOf(db: Executor): AsyncGenerator<typeof history.$inferSelect> {
  for (let after = 0; ; ) {
    const events = await db
      .select()
      .from(history)
      .where(gt(history.id, after))
      .orderBy(asc(history.id))
      .limit(PAGE)
    yield* events
    if (events.length < PAGE) return
    after = events.at(-1)?.id ?? after
  }
}
