import { randomUUID } from 'node:crypto'
import { AppError } from '../core/errors.ts'
import type { Logger } from '../core/log.ts'
import type { Changes } from './changes.ts'
import type { AnyKind } from './job.ts'
import { createMachines, type Machines, type Self } from './machines.ts'
import { createPauses, EVERYTHING, type Pauses } from './pauses.ts'
import { createRequests, type Requests } from './requests.ts'
import { type Runner, startRunner } from './runner.ts'
import { createSchedules, type Schedules, type UsualSchedule } from './schedules.ts'
import { eq } from './store/drizzle.ts'
import { facts } from './store/schema.ts'
import { openStore, type Store, type StorePlace } from './store/store.ts'
import { startTickets, type Tickets } from './tickets.ts'
import { takeBackAll } from './upkeep.ts'

/** The name of a library, which lies in it. */
export interface LibraryIdentity {
  read(): Promise<string | null>
  write(id: string): Promise<void>
  isEmpty(): Promise<boolean>
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
  let tickets: Tickets | undefined
  try {
    tickets = await startTickets(store, Object.keys(kinds).map(queueOf), log)
    if (part.library) await checkLibrary(store, part.library, self.role)
    const isReachable = reachOf(part)
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
      isReachable,
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
    const parts = { store, tickets, requests, pauses, machines, schedules, runner }
    return { ...parts, heedPauses, close: () => closeParts(parts, changes, onTrouble) }
  } catch (error) {
    await tickets?.stop().catch(() => {}) // its connections would keep the program from ending
    await store.close()
    throw error
  }
}

async function closeParts(
  { runner, machines, tickets, store }: Pick<OpenJobs, 'runner' | 'machines' | 'tickets' | 'store'>,
  changes: Changes,
  onTrouble: (error: unknown) => void,
): Promise<void> {
  await runner.stop()
  await machines.leave().catch(onTrouble)
  await changes.stop()
  await tickets.stop()
  await store.close()
}

/**
 * Makes sure that everyone means the same pictures: jobs name them by their place in a library.
 *
 * A dashboard may have lost the file with its library's name; a worker without it has, most likely, nothing
 * mounted, and a command does no work.
 */
async function checkLibrary({ db }: Store, library: LibraryIdentity, role: Self['role']): Promise<void> {
  const here = await library.read()
  const known = await knownLibrary(db)
  if (here !== null && here === known) return
  if (here !== null && known !== null) throw new AppError('conflict', ANOTHER)
  if (role === 'command') return
  if (role === 'worker') throw new AppError('conflict', NOT_MOUNTED)
  if (known !== null && (await library.isEmpty())) throw new AppError('conflict', EMPTY)
  await db
    .insert(facts)
    .values({ name: 'library', value: here ?? randomUUID() })
    .onConflictDoNothing()
  const id = (await knownLibrary(db)) ?? '' // another dashboard may have been faster
  if (here === null) await library.write(id)
  else if (here !== id) throw new AppError('conflict', ANOTHER)
}

async function knownLibrary(db: Store['db']): Promise<string | null> {
  const [fact] = await db.select().from(facts).where(eq(facts.name, 'library'))
  return fact?.value ?? null
}

const ANOTHER =
  'The jobs in this database are about another library. Mount the same generations folder on every machine, or use another database.'
const NOT_MOUNTED =
  'The generations folder here is not the library of the dashboard. Mount it (STOCKROOM_HOME names the folder above it), and start the dashboard first.'
const EMPTY =
  'The jobs in this database are about a library with pictures, and the generations folder here is empty. Mount it (STOCKROOM_HOME names the folder above it), or use another database.'

/**
 * Tells whether the library is still where it was at the start: a mount that is gone looks like a library
 * without pictures, and a machine that went on would fail one job after another.
 */
function reachOf({ library, log }: Pick<Participation, 'library' | 'log'>): () => Promise<boolean> {
  let wasThere = true
  return async () => {
    if (!library) return true
    const isThere = (await library.read().catch(() => null)) !== null
    if (wasThere && !isThere)
      log.warn('The library is gone: this machine takes no jobs until its generations folder is back')
    if (!wasThere && isThere) log.warn('The library is back, and so is this machine')
    wasThere = isThere
    return isThere
  }
}
