import { desc, eq, lt, or, sql } from './store/drizzle.ts'
import { type HistoryEvent, history } from './store/schema.ts'
import type { Executor } from './store/store.ts'

/** Something that happened. */
export interface HistoryEntry {
  id: number
  at: string
  event: HistoryEvent
  job: string | null
  kind: string | null
  machine: string | null
  details: Record<string, string | number | null>
}

/** Writes down that something happened. */
export async function noteEvent(
  tx: Executor,
  {
    event,
    job,
    machine,
    details = {},
  }: {
    event: HistoryEvent
    job?: { id: string; kind: string }
    machine?: string | null
    details?: HistoryEntry['details']
  },
): Promise<void> {
  await tx
    .insert(history)
    .values({ event, job: job?.id ?? null, kind: job?.kind ?? null, machine: machine ?? null, details })
}

/** Returns the newest events, of one job when it is named. */
export async function newestEvents(
  db: Executor,
  { job, limit = 20 }: { job?: string; limit?: number },
): Promise<HistoryEntry[]> {
  const rows = await db
    .select()
    .from(history)
    .where(job ? eq(history.job, job) : undefined)
    .orderBy(desc(history.id))
    .limit(limit)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Forgets what is older, and all but the newest. */
export async function forgetEvents(
  db: Executor,
  { before, most }: { before: Date; most: number },
): Promise<void> {
  const surplus = sql`${history.id} <= (select coalesce(max(id), 0) - ${most} from stockroom.history)`
  await db.delete(history).where(or(lt(history.at, before), surplus))
}
