import type { Changes } from './changes.ts'
import { noteEvent } from './history.ts'
import { and, eq, gt, isNull, lt, sql } from './store/drizzle.ts'
import { jobs, machines } from './store/schema.ts'
import type { Database } from './store/store.ts'

/** A program that shares the store. */
export interface Machine {
  id: string
  name: string
  role: 'dashboard' | 'worker'
  pid: number
  version: string
  kinds: string[]
  device: string | null
  started_at: string
  seen_at: string
  /** Whether it was heard of lately and has not said goodbye. */
  is_alive: boolean
  is_self: boolean
}

/** What a program says about itself. */
export interface Self {
  id: string
  name: string
  /** A `command` comes and goes, and is not entered. */
  role: Machine['role'] | 'command'
  version: string
  kinds: string[]
}

/** The programs that share the store. */
export interface Machines {
  list(): Promise<Machine[]>
  /** Says what this one computes on. */
  device(name: string): void
  /** Enters this one, and from then on `beat` keeps it alive. */
  enter(): Promise<void>
  beat(): Promise<void>
  leave(): Promise<void>
}

/** A program that was silent for so many seconds is gone. */
const SILENCE = 15
/** So long it is shown that a program was there. */
const SHOWN = '1 day'

/** Keeps track of the programs that share the store. */
export function createMachines({
  db,
  changes,
  self,
}: {
  db: Database
  changes: Changes
  self: Self
}): Machines {
  const { id, name, role, version, kinds } = self
  let device: string | null = null

  return {
    device(given) {
      device = given
    },
    async enter() {
      if (role === 'command') return
      await db.transaction(async (tx) => {
        await tx.insert(machines).values({ id, name, role, version, kinds, pid: process.pid })
        await noteEvent(tx, { event: 'machine_came', machine: name, details: { role, version } })
        await changes.tell(tx, { what: 'machine' })
      })
    },
    async beat() {
      await db
        .update(machines)
        .set({ seenAt: sql`now()`, stoppedAt: null, device })
        .where(eq(machines.id, id))
      const silent = sql`${machines.seenAt} < now() - make_interval(secs => ${SILENCE})`
      await db.transaction(async (tx) => {
        const lost = await tx
          .update(machines)
          .set({ stoppedAt: sql`${machines.seenAt}` })
          .where(and(isNull(machines.stoppedAt), silent))
          .returning({ name: machines.name })
        for (const one of lost) await noteEvent(tx, { event: 'machine_lost', machine: one.name })
        if (lost.length > 0) await changes.tell(tx, { what: 'machine' })
      })
    },
    async leave() {
      if (role === 'command') return
      await db.transaction(async (tx) => {
        await tx.update(machines).set({ stoppedAt: sql`now()` }).where(eq(machines.id, id))
        await noteEvent(tx, { event: 'machine_went', machine: name })
        await changes.tell(tx, { what: 'machine' })
      })
    },
    async list() {
      const rows = await db
        .select()
        .from(machines)
        .where(gt(machines.seenAt, sql`now() - interval '${sql.raw(SHOWN)}'`))
      const all = rows.map(
        (row): Machine => ({
          ...{
            id: row.id,
            name: row.name,
            role: row.role,
            pid: row.pid,
            version: row.version,
            kinds: row.kinds,
          },
          ...{
            device: row.device,
            started_at: row.startedAt.toISOString(),
            seen_at: row.seenAt.toISOString(),
          },
          ...{ is_alive: row.stoppedAt === null, is_self: row.id === id },
        }),
      )
      return all.sort((a, b) => Number(b.is_alive) - Number(a.is_alive) || a.name.localeCompare(b.name))
    },
  }
}

/** Forgets programs that are long gone and that no job remembers. */
export async function forgetMachines(db: Database, before: Date): Promise<void> {
  const remembered = db.select({ id: jobs.machine }).from(jobs).where(sql`${jobs.machine} is not null`)
  await db.delete(machines).where(and(lt(machines.seenAt, before), sql`${machines.id} not in ${remembered}`))
}
