import { readFile, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { AppError, hasCode } from '../core/errors.ts'
import { copyWhole, exists, freeName, inside, isPlainName, moveFile } from '../core/files.ts'
import { idOf, placeOf, stemOf } from '../core/ids.ts'
import { statFile } from './file-version.ts'
import { entriesOf, type Folders, type Views } from './folders.ts'
import { fold } from './names.ts'
import type { Places } from './places.ts'
import type { IsShared } from './sharing.ts'
import {
  describeEntry,
  ENTRY_FILE,
  type EntryRecord,
  entryName,
  isEntryName,
  readEntry,
  type TrashEntry,
  writeEntry,
} from './trash-entry.ts'

/** What became of a restored picture. */
interface Restored {
  entry: string
  /** Its id now. */
  id: string
  /** The id it had. */
  original: string
  /** True when its old name was taken meanwhile. */
  renamed: boolean
}

/** Deleted pictures, each in a folder of its own with its sidecar. */
export interface Trash {
  /**
   * Moves pictures with their sidecars to the trash. Throws before anything is moved when one does not exist.
   *
   * Who throws away again what was restored may name the entries it had: under the same name an earlier
   * step of an undo still finds it. A name that is taken or not ours gives way to a new one.
   */
  add(ids: readonly string[], entries?: readonly string[]): Promise<TrashEntry[]>
  /** Returns what is in the trash, what was deleted last first. */
  list(): Promise<TrashEntry[]>
  /** Puts pictures back; under a free name when theirs was taken meanwhile. */
  restore(entries: readonly string[]): Promise<Restored[]>
  /** Deletes for good what the trash holds, and returns how many pictures that were. */
  empty(): Promise<number>
  /** Returns the path of a picture in the trash. */
  pathOf(entry: string): Promise<string>
  /** Takes away entries that a crash left before their picture was moved. */
  sweep(): Promise<void>
}

/** What throwing several pictures away shares, and the name that the entry of this one had before. */
interface Discarding {
  views: Views
  gone: ReadonlySet<string>
  wanted: string | undefined
}

interface Deps {
  /** The trash folder. */
  folder: string
  folders: Folders
  places: Places
  isShared: IsShared
  now: () => Date
}

/**
 * Makes the trash.
 *
 * The order of steps is such that a crash between any two loses nothing: an entry's record is written
 * before its picture comes and deleted after it has gone, and a sidecar follows its picture into the
 * trash but goes ahead of it, as a copy, on the way back.
 */
export function createTrash({ folder, folders, places, isShared, now }: Deps): Trash {
  const oneAtATime = pLimit(1)

  async function nameFor(id: string, when: Date, wanted = ''): Promise<string> {
    const isFree = isEntryName(wanted) && !(await exists(join(folder, wanted)))
    return isFree ? wanted : entryName(id, when)
  }

  async function discard(id: string, { views, gone, wanted }: Discarding): Promise<TrashEntry | undefined> {
    const from = await places.locate(id)
    const place = placeOf(id)
    const sidecar = (await views(place.generation, place.stage)).sidecarOf(place.name)
    const copied = sidecar !== undefined && (await isShared(place, views, gone))
    const when = now()
    const entry = await nameFor(id, when, wanted)
    const to = join(folder, entry)
    const stored = fold(sidecar ?? '') === ENTRY_FILE ? `sidecar-${ENTRY_FILE}` : sidecar
    await writeEntry(to, {
      id,
      when: when.toISOString(),
      picture: place.name,
      sidecar: sidecar && stored ? { name: sidecar, stored, copied } : null,
    })
    await moveFile(from, join(to, place.name))
    if (sidecar && stored) {
      const move = copied ? copyWhole : moveFile
      await move(join(from, '..', sidecar), join(to, stored))
    }
    return describeEntry(to, entry)
  }

  async function add(ids: readonly string[], entries: readonly string[] = []): Promise<TrashEntry[]> {
    const wanted = [...new Set(ids)]
    for (const id of wanted) await places.locate(id)
    const views = folders.views() // read once: a thousand pictures of one folder are moved in seconds, not minutes
    const gone = new Set<string>()
    const names = new Map(ids.map((id, index) => [id, entries[index]]))
    const added: TrashEntry[] = []
    for (const id of wanted) {
      const entry = await discard(id, { views, gone, wanted: names.get(id) })
      gone.add(id)
      if (entry) added.push(entry)
    }
    return added
  }

  async function find(entry: string): Promise<EntryRecord> {
    const record = isPlainName(entry) ? await readEntry(inside(folder, entry)) : undefined
    if (record && (await statFile(join(folder, entry, record.picture)))) return record
    throw new AppError('not_found', `There is no ${entry} in the trash.`)
  }

  async function putBack(entry: string): Promise<Restored> {
    const record = await find(entry)
    const from = join(folder, entry)
    const place = placeOf(record.id)
    const to = await places.open(place.generation, place.stage, { create: true })
    const sidecar =
      record.sidecar && (await statFile(join(from, record.sidecar.stored))) ? record.sidecar : null
    const sidecarFor = (name: string) =>
      sidecar && name === place.name ? sidecar.name : `${stemOf(name)}.json`

    const name = await freeName(place.name, async (candidate) => {
      if (await exists(join(to, candidate))) return true
      const target = join(to, sidecarFor(candidate))
      if (!(await exists(target))) return false
      if (!sidecar) return candidate !== place.name // another picture's sidecar must not become this one's
      if (sidecar.copied && candidate === place.name) return false // the one that stayed is as new or newer
      return !(await sameText(join(from, sidecar.stored), target))
    })
    const target = join(to, sidecarFor(name))
    if (sidecar && !(await exists(target))) await copyWhole(join(from, sidecar.stored), target)
    await moveFile(join(from, record.picture), join(to, name))
    await remove(from, record)
    const id = idOf({ ...place, name })
    return { entry, id, original: record.id, renamed: id !== record.id }
  }

  async function restore(entries: readonly string[]): Promise<Restored[]> {
    const wanted = [...new Set(entries)]
    for (const entry of wanted) await find(entry)
    const restored: Restored[] = []
    for (const entry of wanted) restored.push(await putBack(entry))
    return restored
  }

  async function empty(): Promise<number> {
    let count = 0
    for (const { name } of await entriesOf(folder)) {
      const record = await readEntry(join(folder, name))
      if (!record) continue
      if (await statFile(join(folder, name, record.picture))) count++
      await remove(join(folder, name), record)
    }
    return count
  }

  async function list(): Promise<TrashEntry[]> {
    const names = (await entriesOf(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const found = await pLimit(16).map(names, (name) => describeEntry(join(folder, name), name))
    const order = (a: TrashEntry, b: TrashEntry) =>
      a.when < b.when ? 1 : a.when > b.when ? -1 : a.entry < b.entry ? 1 : -1
    return found.filter((entry) => entry !== undefined).sort(order)
  }

  async function sweep(): Promise<void> {
    for (const { name } of await entriesOf(folder)) {
      const record = await readEntry(join(folder, name))
      if (!record) continue
      const rest = await entriesOf(join(folder, name))
      if (rest.every((file) => file.name === ENTRY_FILE)) await remove(join(folder, name), record)
    }
  }

  return {
    add: (ids, entries) => oneAtATime(add, ids, entries),
    list,
    restore: (entries) => oneAtATime(restore, entries),
    empty: () => oneAtATime(empty),
    pathOf: async (entry) => join(folder, entry, (await find(entry)).picture),
    sweep: () => oneAtATime(sweep),
  }
}

/** Deletes what an entry is known to hold, its record last; a folder that holds anything else stays. */
async function remove(folder: string, { picture, sidecar }: EntryRecord): Promise<void> {
  await rm(join(folder, picture), { force: true })
  if (sidecar) await rm(join(folder, sidecar.stored), { force: true })
  await rm(join(folder, ENTRY_FILE), { force: true })
  try {
    await rmdir(folder)
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error
  }
}

async function sameText(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([readFile(a), readFile(b)])
  return first.equals(second)
}
