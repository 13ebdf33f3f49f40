import { sql } from 'drizzle-orm'
import { AppError } from '../core/errors.ts'
import type { Logger } from '../core/log.ts'
import type { Changes } from './changes.ts'
import { createMachines, type Machines, type Self } from './machines.ts'
import { createPauses, EVERYTHING, type Pauses } from './pauses.ts'
import { createRequests, type Requests } from './requests.ts'
import { type AnyKind, type Runner, startRunner } from './runner.ts'
import { createSchedules, type Schedules, type UsualSchedule } from './schedules.ts'
import { facts } from './store/schema.ts'
import { openStore, type Store, type StorePlace } from './store/store.ts'
import { startTickets, type Tickets } from './tickets.ts'
import { takeBackAll } from './upkeep.ts'

/** How a program takes part in the jobs. */
export interface Participation {
  place: StorePlace
  self: Self
  kinds: Record<string, AnyKind>
  /** How many jobs of a kind run here at once; 0 leaves them to others. */
  slots: (kind: string) => number
  schedules: readonly UsualSchedule[]
  /** Milliseconds before the second attempt. */
  backoff: number
  /** Which library the jobs are about; a database that knows another one is refused. */
  library: string | null
  log: Logger
  onTrouble: (error: unknown) => void
}

/** Everything that works once the store is open. */
export interface OpenJobs {
  store: Store
  tickets: Tickets
  requests: Requests
  pauses: Pauses
  machines: Machines
  schedules: Schedules
  runner: Runner
  /** Follows what is paused, as the store says. */
  heedPauses(): Promise<void>
  close(): Promise<void>
}

/** Opens the store, enters this machine, and starts to work. */
export async function openJobs(part: Participation, changes: Changes): Promise<OpenJobs> {
  const { place, self, kinds, log, backoff } = part
  const store = await openStore(place, log)
  const { db } = store
  try {
    const tickets = await startTickets(store, Object.keys(kinds), log)
    await checkLibrary(store, part.library)
    const requests = createRequests({ db, tickets, changes, machine: self.name, backoff })
    const schedules = createSchedules({ db, changes, requests, kinds, machine: self.name, log })
    const machines = createMachines({ db, changes, self })
    const pauses = createPauses({ db, changes, kinds: Object.keys(kinds), machine: self.name })
    if (store.engine === 'pglite') await takeBackAll({ db, tickets, changes, machine: self, backoff, log })
    await schedules.enter(part.schedules)
    await machines.enter()
    await changes.start(tickets)
    const { slots, onTrouble } = part
    const runner = startRunner({ db, tickets, changes, kinds, slots, machine: self, backoff, log, onTrouble })
    const heedPauses = async () => {
      const scopes = await pauses.list()
      runner.setPaused((kind) => scopes.includes(EVERYTHING) || scopes.includes(kind))
    }
    await heedPauses()
    return {
      ...{ store, tickets, requests, pauses, machines, schedules, runner, heedPauses },
      async close() {
        await runner.stop()
        await machines.leave().catch(onTrouble)
        await changes.stop()
        await tickets.stop()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Jobs name pictures by their place in a library; on another library they would be about other pictures. */
async function checkLibrary({ db }: Store, library: string | null): Promise<void> {
  if (library === null) return
  await db.insert(facts).values({ name: 'library', value: library }).onConflictDoNothing()
  const [known] = await db.select().from(facts).where(sql`${facts.name} = 'library'`)
  if (known?.value === library) return
  throw new AppError(
    'conflict',
    'The jobs in this database are about another library. Mount the same generations folder on every machine, or use another database.',
  )
}
