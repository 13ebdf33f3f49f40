import { forgetEvents } from './history.ts'
import type { JobStatus } from './job.ts'
import { forgetLines } from './lines.ts'
import { forgetMachines } from './machines.ts'
import { and, asc, desc, eq, inArray, isNotNull, lt, sql } from './store/drizzle.ts'
import { history, jobs, lines } from './store/schema.ts'
import type { Database, Store } from './store/store.ts'

/** What of ended jobs is kept at most, however young they are. */
export interface Bounds {
  jobs: number
  items: number
  events: number
}

const BOUNDS: Bounds = { jobs: 5_000, items: 1_000_000, events: 100_000 }
/** So many are looked up at once. */
const PAGE = 200
/** So many jobs and items are deleted at once; more would keep everyone else waiting. */
const PIECE = { jobs: 50, items: 2_000 }

/** Forgets what is older than so many days, and all but the newest of what could grow without end; returns how many jobs that were. */
export async function tidy(
  store: Pick<Store, 'db'>,
  { days, bounds = BOUNDS }: { days: number; bounds?: Bounds },
): Promise<number> {
  const { db } = store
  const before = daysAgo(days)
  const old = await prune(store, { days })
  const surplus = await pruneSurplus(db, bounds)
  await forgetEvents(db, { before, most: bounds.events })
  await forgetLines(db)
  await forgetMachines(db, before)
  return old.jobs + surplus.jobs
}

/** What was forgotten. */
export interface Pruned {
  jobs: number
  items: number
}

/** Forgets jobs that ended more than so many days ago, those of one status when it is named, and all that is known about them. */
export async function prune(
  { db }: Pick<Store, 'db'>,
  { days, status }: { days: number; status?: JobStatus | undefined },
): Promise<Pruned> {
  const isOld = and(lt(jobs.finishedAt, daysAgo(days)), status && eq(jobs.status, status))
  const gone = { jobs: 0, items: 0 }
  for (;;) {
    const rows = await db
      .select({ id: jobs.id, total: jobs.total })
      .from(jobs)
      .where(isOld)
      .orderBy(asc(jobs.finishedAt))
      .limit(PAGE)
    if (rows.length === 0) return gone
    add(gone, await forget(db, rows))
  }
}

/** Forgets the oldest ended jobs where there are too many of them, or too many items in them. */
async function pruneSurplus(db: Database, bounds: Bounds): Promise<Pruned> {
  const newest = sql`order by ${jobs.finishedAt} desc, ${jobs.id}`
  const ranked = db
    .select({
      id: jobs.id,
      total: jobs.total,
      place: sql<number>`row_number() over (${newest})`.as('place'),
      items: sql<number>`sum(${jobs.total}) over (${newest})`.as('items'),
    })
    .from(jobs)
    .where(isNotNull(jobs.finishedAt))
    .as('ranked')
  const rows = await db
    .select({ id: ranked.id, total: ranked.total })
    .from(ranked)
    .where(
      sql`${ranked.place} > ${bounds.jobs} or (${ranked.items} > ${bounds.items} and ${ranked.place} > 1)`,
    )
    .orderBy(desc(ranked.place))
  return forget(db, rows)
}

interface Known {
  id: string
  total: number
}

async function forget(db: Database, rows: readonly Known[]): Promise<Pruned> {
  const gone = { jobs: 0, items: 0 }
  for (const piece of piecesOf(rows)) {
    const wanted = piece.map(({ id }) => id)
    const deleted = await db.transaction(async (tx) => {
      const found = await tx
        .delete(jobs)
        .where(and(inArray(jobs.id, wanted), isNotNull(jobs.finishedAt))) // one may have been retried this moment
        .returning({ id: jobs.id, total: jobs.total })
      const ids = found.map(({ id }) => id)
      await tx.delete(lines).where(inArray(lines.job, ids))
      await tx.delete(history).where(inArray(history.job, ids))
      return found
    })
    add(gone, { jobs: deleted.length, items: deleted.reduce((sum, { total }) => sum + total, 0) })
  }
  return gone
}

function piecesOf(rows: readonly Known[]): Known[][] {
  const pieces: Known[][] = []
  let items = Number.POSITIVE_INFINITY
  for (const row of rows) {
    const last = pieces.at(-1)
    if (last && last.length < PIECE.jobs && items + row.total <= PIECE.items) last.push(row)
    else {
      pieces.push([row])
      items = 0
    }
    items += row.total
  }
  return pieces
}

function add(sum: Pruned, more: Pruned): void {
  sum.jobs += more.jobs
  sum.items += more.items
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000)
}
