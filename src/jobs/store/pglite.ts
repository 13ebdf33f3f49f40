import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fromPglite } from 'pg-boss'
import { AppError, messageOf } from '../../core/errors.ts'
import { type Lock, takeLock } from '../../core/lock.ts'
import type { Logger } from '../../core/log.ts'
import { onPglite } from './drizzle.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import {
  copyTemplate,
  makeDatabase,
  markClosed,
  markOpen,
  moveAside,
  stateOf,
  sweepUnfinished,
} from './folder.ts'
import { bringUpToDate, MIGRATIONS } from './migrating.ts'
import { probe } from './probe.ts'
import type { Store } from './store.ts'

interface Place {
  folder: string
  template: string | undefined
}

/**
 * Opens PostgreSQL inside this process, with its data in a folder of this process alone; throws `conflict`
 * for a folder that another process has, and for one that a newer program has made.
 *
 * Nothing is sent to the disk itself after each query, so a power cut may damage it. A damaged folder is
 * moved aside and an empty database takes its place: the history of jobs is lost, and not a single picture.
 */
export async function openPglite(place: Place, log: Logger): Promise<Store> {
  await mkdir(dirname(place.folder), { recursive: true })
  const lock = await takeLock(place.folder)
  try {
    await sweepUnfinished(place.folder)
    const left = await openExisting(place.folder, log)
    const client = left.client ?? (await openNew(place, log))
    return storeOf(client, { lock, folder: place.folder, movedAside: left.movedAside })
  } catch (error) {
    await lock.release()
    throw error
  }
}

function storeOf(
  client: Embedded,
  { lock, folder, movedAside }: { lock: Lock; folder: string; movedAside: string | null },
): Store {
  let closed: Promise<void> | undefined
  return {
    engine: 'pglite',
    db: onPglite.drizzle({ client }),
    boss: { db: fromPglite(client), backend: 'pglite' },
    movedAside,
    describe: lock.describe,
    care: () => careFor(client),
    close() {
      closed ??= closeFolder(client, folder).finally(lock.release)
      return closed
    },
  }
}

const TABLES = `select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname like 'stockroom%' or (schemaname = 'pg_catalog' and tablename in ('pg_statistic', 'pg_class'))`

/** Table by table, so that others run in between: all at once they would wait for most of a second. */
async function careFor(client: Embedded): Promise<void> {
  await client.exec('checkpoint')
  const { rows } = await client.query<{ name: string }>(TABLES)
  for (const { name } of rows) await client.exec(`vacuum (analyze) ${name}`)
}

async function closeFolder(client: Embedded, folder: string): Promise<void> {
  await client.close()
  await markClosed(folder, client.damage)
}

interface Opened {
  client: Embedded | null
  movedAside: string | null
}

async function openExisting(folder: string, log: Logger): Promise<Opened> {
  const found = await stateOf(folder)
  if (found.state === 'missing') return { client: null, movedAside: null }
  let why = found.state === 'damaged' ? found.why : null
  if (found.state === 'cut short') why = await probe(folder)
  try {
    if (why === null) return { client: await openWhole(folder), movedAside: null }
  } catch (error) {
    if (error instanceof AppError) throw error
    why = messageOf(error)
  }
  const movedAside = await moveAside(folder)
  log.error({ why, movedAside }, 'The database of the jobs is damaged; an empty one takes its place')
  return { client: null, movedAside }
}

async function openNew({ folder, template }: Place, log: Logger): Promise<Embedded> {
  try {
    if (template && (await copyTemplate(template, folder))) return await openWhole(folder)
  } catch (error) {
    log.warn({ reason: messageOf(error) }, 'The ready-made database is of no use; a new one is made')
    await rm(folder, { recursive: true, force: true })
  }
  await makeDatabase(folder)
  return openWhole(folder)
}

async function openWhole(folder: string): Promise<Embedded> {
  await markOpen(folder)
  const client = await startEmbedded(folder)
  try {
    const db = onPglite.drizzle({ client })
    const remedy = `move the folder ${folder} away to begin with an empty one`
    await bringUpToDate({
      db,
      migrate: (config) => onPglite.migrate(db, config),
      migrations: MIGRATIONS,
      remedy,
    })
    return client
  } catch (error) {
    await closeFolder(client, folder)
    throw error
  }
}
