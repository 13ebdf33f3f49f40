import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { z } from 'zod'
import { AppError, hasCode, messageOf } from '../core/errors.ts'
import { inside, writeWhole } from '../core/files.ts'
import { ImageId, type ImagePlace, placeOf, type Stage, stemOf } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { isCalm, statFile, versionOf } from './file-version.ts'
import { type Folders, PROMPTS, type Views } from './folders.ts'
import { createMemory } from './memory.ts'
import { fold } from './names.ts'
import type { Places } from './places.ts'
import { type CategoryOf, isDescription, type Sidecar, SidecarChanges, sidecarOf } from './sidecar.ts'
import {
  type JsonObject,
  LARGEST_SIDECAR,
  readExactly,
  readSidecarText,
  sidecarText,
} from './sidecar-text.ts'

/** Where a picture's description was looked for, and what was found. */
export interface SidecarLookup {
  sidecar: Sidecar | null
  /** The file's path below the library, with slashes. */
  path: string | null
  /** Why the file cannot be read. */
  problem: string | null
  lookedIn: string[]
}

/** A sidecar file that is there: what it says, or why it cannot be read. */
export type SidecarFile = { sidecar: Sidecar; problem?: never } | { problem: string; sidecar?: never }

/** What the other parts of the library ask about sidecars. */
export interface Sidecars {
  /** Finds a picture's description: in the generation's root first, then beside the picture. */
  lookup(place: ImagePlace, views?: Views): Promise<SidecarLookup>
  /** Reads the sidecar in the same folder as the picture; for one question, which `views` stand for, once. */
  beside(place: ImagePlace, views?: Views): Promise<SidecarFile | undefined>
  /** Reads it again, for who changes files in the course of one question. */
  besideNow(place: ImagePlace, views: Views): Promise<SidecarFile | undefined>
  /** Returns a picture's description as it is on disk now, with its version. */
  open(id: string): Promise<OpenSidecar>
  /**
   * Changes fields of a picture's description where it lies, and keeps everything else in it.
   *
   * `decide` sees what is there and says what to change; null changes nothing. Nobody else writes between
   * the two. Throws `conflict` when the file cannot be read.
   */
  change(
    id: string,
    decide: Decide,
    record?: (written: WrittenSidecar) => Promise<void>,
  ): Promise<OpenSidecar>
  /** Lays facts over what the sidecar in the picture's own folder says; makes one when there is none, and leaves one that cannot be read. */
  note(place: ImagePlace, facts: JsonObject): Promise<void>
  /** Puts a sidecar's former bytes back, unless it says something else by now; returns whether it did. */
  putBack(written: WrittenSidecar): Promise<boolean>
}

/** A picture's description as it was read, and what to hold against it later. */
export interface OpenSidecar extends SidecarLookup {
  /** Changes with the bytes of the file; `none` where there is no file. */
  version: string
  /** The path, below the library, of the file that a change would go into. */
  target: string
}

/** Says what to change in what is there; null for nothing. */
export type Decide = (present: OpenSidecar) => SidecarChanges | null

/** What a change did to a file. */
export interface WrittenSidecar {
  /** Below the library, with slashes. */
  path: string
  /** The bytes it had; null where it was not there. */
  before: Buffer | null
  /** The version it was given. */
  after: string
}

type Changes = z.output<typeof SidecarChanges>

/** How categories are read and named. */
interface Naming {
  categoryOf: CategoryOf
  categoryName?: ((code: number) => string | undefined) | undefined
}

interface Deps extends Naming {
  root: string
  folders: Folders
  places: Places
}

/** Reads and writes the sidecars below `root`. */
export function createSidecars({ root, folders, places, categoryOf, categoryName }: Deps): Sidecars {
  const memory = createMemory<SidecarFile>(20_000)
  const asked = new WeakMap<Views, Map<string, ReturnType<typeof read>>>()
  const oneWriter = pLimit(1) // reading, changing and writing again must not overlap

  /** What is read just now: two pages that ask for the same file read it once. */
  const reading = new Map<string, ReturnType<typeof read>>()

  async function read(path: string): Promise<SidecarFile | undefined> {
    const stats = await statFile(path)
    if (!stats) return undefined
    const version = versionOf(stats)
    const known = memory.get(path, version)
    if (known) return known
    if (!isCalm(stats)) return readNow(path, stats)
    const key = `${version} ${path}`
    const begun = reading.get(key) ?? readNow(path, stats).finally(() => reading.delete(key))
    reading.set(key, begun)
    return begun
  }

  async function readNow(path: string, stats: Stats): Promise<SidecarFile | undefined> {
    if (stats.size > LARGEST_SIDECAR) return { problem: 'it is larger than 1 MB' }
    try {
      const result = readSidecarText(await readFile(path))
      const file: SidecarFile =
        'problem' in result ? result : { sidecar: sidecarOf(result.object, categoryOf) }
      if (isCalm(stats)) memory.set(path, versionOf(stats), file)
      return file
    } catch (error) {
      return hasCode(error, 'ENOENT') ? undefined : { problem: `it cannot be opened (${messageOf(error)})` }
    }
  }

  async function fileBeside(place: ImagePlace, views: Views): Promise<string | undefined> {
    const name = (await views(place.generation, place.stage)).sidecarOf(place.name)
    return name === undefined ? undefined : join(root, ...folderOf(place).split('/'), name)
  }

  async function beside(place: ImagePlace, views = folders.views()): Promise<SidecarFile | undefined> {
    const path = await fileBeside(place, views)
    if (path === undefined) return undefined
    const known = asked.get(views) ?? new Map<string, ReturnType<typeof read>>()
    asked.set(views, known)
    const file = known.get(path) ?? read(path)
    known.set(path, file)
    return file
  }

  async function besideNow(place: ImagePlace, views: Views): Promise<SidecarFile | undefined> {
    const path = await fileBeside(place, views)
    return path === undefined ? undefined : read(path)
  }

  async function placesOf(place: ImagePlace, views: Views): Promise<ImagePlace[]> {
    if (place.stage === 'raw') return [place]
    const own = { ...place, stage: 'raw' as const }
    const source = sourceOf(await beside(place, views))
    if (!source || fold(stemOf(source.name)) === fold(stemOf(place.name))) return [own, place]
    // its name was shortened on the way: another picture may go by that name in the root
    return [{ ...source, stage: 'raw' }, place, own]
  }

  async function lookup(place: ImagePlace, views = folders.views()): Promise<SidecarLookup> {
    const lookedIn: string[] = []
    for (const candidate of await placesOf(place, views)) {
      const path = await pathOf(candidate, views)
      lookedIn.push(path)
      const file = await beside(candidate, views)
      if (!file) continue
      if (file.problem !== undefined) return { sidecar: null, path, problem: file.problem, lookedIn }
      if (candidate.stage !== 'raw' && !isDescription(file.sidecar)) continue
      return { sidecar: file.sidecar, path, problem: null, lookedIn }
    }
    return { sidecar: null, path: null, problem: null, lookedIn }
  }

  const fileOf = (path: string) => inside(root, path)

  async function load(id: string): Promise<{ present: OpenSidecar; bytes: Buffer | null }> {
    await places.locate(id)
    const { path, lookedIn } = await lookup(placeOf(id))
    const target = path ?? lookedIn[0] ?? id
    const none = { sidecar: null, path, problem: null, lookedIn, version: NO_FILE, target }
    const bytes = await bytesOf(fileOf(target))
    if (!bytes) return { present: none, bytes }
    const result = readSidecarText(bytes)
    const found = { ...none, path: target, version: versionOfBytes(bytes) }
    if ('problem' in result) return { present: { ...found, problem: result.problem }, bytes }
    return { present: { ...found, sidecar: sidecarOf(result.object, categoryOf) }, bytes }
  }

  async function change(
    id: string,
    decide: Decide,
    record?: (written: WrittenSidecar) => Promise<void>,
  ): Promise<OpenSidecar> {
    const { present, bytes } = await load(id)
    const { target } = present
    if (/^[^/]+\/prompts\.json$/i.test(target)) {
      throw new AppError(
        'conflict',
        `${PROMPTS} holds the prompts of the generation; rename the picture to describe it.`,
      )
    }
    if (present.problem !== null) throw unreadable(target, present.problem)
    const wanted = decide(present)
    if (!wanted) return present
    const changes = parse(SidecarChanges, wanted, 'Sidecar')
    const read = bytes ? readExactly(bytes) : { object: {} }
    if ('problem' in read) throw unreadable(target, read.problem)
    const text = sidecarText(apply(read.object, changes, { categoryOf, categoryName }))
    const version = versionOfBytes(Buffer.from(text))
    await record?.({ path: target, before: bytes, after: version })
    await writeWhole(fileOf(target), text)
    const again = readSidecarText(Buffer.from(text))
    const raw = 'object' in again ? again.object : read.object
    return { ...present, path: target, sidecar: sidecarOf(raw, categoryOf), version }
  }

  async function putBack({ path, before, after }: WrittenSidecar): Promise<boolean> {
    const bytes = await bytesOf(fileOf(path))
    if (!bytes || versionOfBytes(bytes) !== after) return false
    if (before) await writeWhole(fileOf(path), before)
    else await rm(fileOf(path))
    return true
  }

  async function note(place: ImagePlace, facts: JsonObject): Promise<void> {
    const path = fileOf(await pathOf(place, folders.views()))
    const read = (await statFile(path)) ? await readExactFile(path) : { object: {} }
    if (!('object' in read)) return
    const text = sidecarText({ ...read.object, ...facts })
    if (text !== sidecarText(read.object)) await writeWhole(path, text)
  }

  return {
    lookup,
    beside,
    besideNow,
    note: (place, facts) => oneWriter(note, place, facts),
    open: async (id) => (await load(id)).present,
    change: (id, decide, record) => oneWriter(change, id, decide, record),
    putBack: (written) => oneWriter(putBack, written),
  }
}

/** Returns where the picture came from, when a sidecar names a picture of the library. */
export function sourceOf(file: SidecarFile | undefined): ImagePlace | undefined {
  const source = file?.sidecar?.source
  if (source === undefined) return undefined
  const id = ImageId.safeParse(source)
  return id.success ? placeOf(id.data) : undefined
}

/** The version of a sidecar that is not there. */
const NO_FILE = 'none'

/** Two writes in one tick of the disk's clock may leave the same size and time, so the bytes decide. */
function versionOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

async function bytesOf(path: string): Promise<Buffer | null> {
  if (!(await statFile(path))) return null
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Reads a sidecar file that will be written again; see {@link readExactly}. */
export async function readExactFile(path: string): Promise<ReturnType<typeof readExactly>> {
  return readExactly(await readFile(path))
}

async function pathOf(place: ImagePlace, views: Views): Promise<string> {
  const name = (await views(place.generation, place.stage)).sidecarOf(place.name)
  return `${folderOf(place)}/${name ?? `${stemOf(place.name)}.json`}`
}

function folderOf({ generation, stage }: { generation: string; stage: Stage }): string {
  return stage === 'raw' ? generation : `${generation}/${stage}`
}

function unreadable(path: string, problem: string): AppError {
  return new AppError(
    'conflict',
    `${path} cannot be read, so it was left as it is: ${problem}. Repair or remove it.`,
  )
}

/** Lays changes over a sidecar's object: its order and its unknown fields stay. */
function apply(before: JsonObject, changes: Changes, deps: Naming): JsonObject {
  const all: JsonObject = { ...changes, ...nameFor(before, changes, deps) }
  return Object.fromEntries(Object.entries({ ...before, ...all }).filter(([key]) => all[key] !== null))
}

/** A name wins over a number when a sidecar is read, so one that says something else may not stay. */
function nameFor(before: JsonObject, { category, category_name }: Changes, deps: Naming): JsonObject {
  if (category === undefined || category_name !== undefined || !('category_name' in before)) return {}
  if (category === null) return { category_name: null }
  if (deps.categoryOf(category, before.category_name) === category) return {}
  return { category_name: deps.categoryName?.(category) ?? null }
}
