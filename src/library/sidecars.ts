import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import pLimit from 'p-limit'
import type { z } from 'zod'
import { AppError, hasCode } from '../core/errors.ts'
import { inside, writeWhole } from '../core/files.ts'
import { type ImagePlace, placeOf } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { statFile } from './file-version.ts'
import { type Folders, PROMPTS } from './folders.ts'
import type { Places } from './places.ts'
import { type CategoryOf, SidecarChanges, sidecarOf } from './sidecar.ts'
import { createFinder, type SidecarFinder, type SidecarLookup, sidecarPath } from './sidecar-lookup.ts'
import { type JsonObject, readExactly, readSidecarText, sidecarText } from './sidecar-text.ts'

/** What the other parts of the library ask about sidecars. */
export interface Sidecars extends SidecarFinder {
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
  const finder = createFinder({ root, folders, categoryOf })
  const oneWriter = pLimit(1) // reading, changing and writing again must not overlap

  const fileOf = (path: string) => inside(root, path)

  async function load(id: string): Promise<{ present: OpenSidecar; bytes: Buffer | null }> {
    await places.locate(id)
    const { path, lookedIn } = await finder.lookup(placeOf(id))
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
    const path = fileOf(await sidecarPath(place, folders.views()))
    const read = (await statFile(path)) ? await readExactFile(path) : { object: {} }
    if (!('object' in read)) return
    const text = sidecarText({ ...read.object, ...facts })
    if (text !== sidecarText(read.object)) await writeWhole(path, text)
  }

  return {
    ...finder,
    note: (place, facts) => oneWriter(note, place, facts),
    open: async (id) => (await load(id)).present,
    change: (id, decide, record) => oneWriter(change, id, decide, record),
    putBack: (written) => oneWriter(putBack, written),
  }
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
