import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
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

/** The name of a library, which lies in it. */
export interface LibraryIdentity {
  read(): Promise<string | null>
  write(id: string): Promise<void>
}

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
  library: LibraryIdentity | null
  /** What tells the data folder of this program from all others: letters, digits and dashes. */
  home: string
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
  const queueOf = (kind: string) => (kinds[kind]?.isLocal ? `${kind}.${part.home}` : kind)
  const store = await openStore(place, log)
  const { db } = store
  try {
    const tickets = await startTickets(store, Object.keys(kinds).map(queueOf), log)
    if (part.library) await checkLibrary(store, part.library, self.role)
    const requests = createRequests({ queueOf, db, tickets, changes, machine: self.name, backoff })
    const schedules = createSchedules({ db, changes, requests, kinds, machine: self.name, log })
    const machines = createMachines({ db, changes, self })
    const pauses = createPauses({ db, changes, kinds: Object.keys(kinds), machine: self.name })
    if (store.engine === 'pglite') await takeBackAll({ db, tickets, changes, machine: self, backoff, log })
    await schedules.enter(part.schedules)
    await machines.enter()
    await changes.start(tickets)
    const { slots, onTrouble } = part
    const runner = startRunner({
      queueOf,
      db,
      tickets,
      changes,
      kinds,
      slots,
      machine: self,
      backoff,
      log,
      onTrouble,
    })
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

/**
 * Makes sure that everyone means the same pictures: jobs name them by their place in a library.
 *
 * A dashboard may have lost the file with its library's name; a worker without it has, most likely, nothing mounted.
 */
async function checkLibrary({ db }: Store, library: LibraryIdentity, role: Self['role']): Promise<void> {
  const here = await library.read()
  const [fact] = await db.select().from(facts).where(eq(facts.name, 'library'))
  const known = fact?.value
  if (here !== null && here === known) return
  if (here !== null && known !== undefined) {
    throw new AppError(
      'conflict',
      'The jobs in this database are about another library. Mount the same generations folder on every machine, or use another database.',
    )
  }
  if (role === 'worker') {
    throw new AppError(
      'conflict',
      'The generations folder here is not the library of the dashboard. Mount it (STOCKROOM_HOME names the folder above it), and start the dashboard first.',
    )
  }
  const id = known ?? here ?? randomUUID()
  await library.write(id)
  await db.insert(facts).values({ name: 'library', value: id }).onConflictDoNothing()
}
