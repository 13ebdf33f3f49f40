import { and, asc, desc, eq, gt, lt, sql } from './store/drizzle.ts'
import { lines, machines } from './store/schema.ts'
import type { Executor } from './store/store.ts'

/** One line that a job said. */
export interface Line {
  n: number
  at: string
  job: string
  machine: { id: string; name: string }
  level: 'info' | 'error'
  text: string
}

/** So many lines are kept, over all jobs. */
const KEPT = 5_000

/** Returns the lines after a number, or the newest ones, oldest first. */
export async function linesAfter(
  db: Executor,
  { job, after, limit = 200 }: { job?: string; after?: number; limit?: number },
): Promise<Line[]> {
  const where = and(
    job ? eq(lines.job, job) : undefined,
    after === undefined ? undefined : gt(lines.id, after),
  )
  const rows = await db
    .select({ line: lines, name: machines.name })
    .from(lines)
    .leftJoin(machines, eq(machines.id, lines.machine))
    .where(where)
    .orderBy(after === undefined ? desc(lines.id) : asc(lines.id))
    .limit(limit)
  const found = rows.map(
    ({ line, name }): Line => ({
      ...{ n: line.id, at: line.at.toISOString(), job: line.job, level: line.level, text: line.text },
      machine: { id: line.machine, name: name ?? line.machine },
    }),
  )
  return after === undefined ? found.reverse() : found
}

/** Forgets all but the newest lines. */
export async function forgetLines(db: Executor): Promise<void> {
  await db
    .delete(lines)
    .where(lt(lines.id, sql`(select coalesce(max(id), 0) - ${KEPT} from stockroom.lines)`))
}
