import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { z } from 'zod'
import { AppError, hasCode, messageOf } from '../core/errors.ts'
import { writeWhole } from '../core/files.ts'
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
  /** Reads the sidecar in the same folder as the picture. */
  beside(place: ImagePlace, views?: Views): Promise<SidecarFile | undefined>
  /** Changes fields of a picture's description where it lies, and keeps everything else in it. */
  write(id: string, changes: SidecarChanges): Promise<Sidecar>
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
  const oneWriter = pLimit(1) // reading, changing and writing again must not overlap

  async function read(path: string): Promise<SidecarFile | undefined> {
    const stats = await statFile(path)
    if (!stats) return undefined
    const version = versionOf(stats)
    const known = memory.get(path, version)
    if (known) return known
    if (stats.size > LARGEST_SIDECAR) return { problem: 'it is larger than 1 MB' }
    try {
      const result = readSidecarText(await readFile(path))
      const file: SidecarFile =
        'problem' in result ? result : { sidecar: sidecarOf(result.object, categoryOf) }
      if (isCalm(stats)) memory.set(path, version, file)
      return file
    } catch (error) {
      return hasCode(error, 'ENOENT') ? undefined : { problem: `it cannot be opened (${messageOf(error)})` }
    }
  }

  async function beside(place: ImagePlace, views = folders.views()): Promise<SidecarFile | undefined> {
    const name = (await views(place.generation, place.stage)).sidecarOf(place.name)
    return name === undefined ? undefined : read(join(root, ...folderOf(place).split('/'), name))
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

  async function write(id: string, wanted: SidecarChanges): Promise<Sidecar> {
    const changes = parse(SidecarChanges, wanted, 'Sidecar')
    await places.locate(id)
    const { path, lookedIn } = await lookup(placeOf(id))
    const target = path ?? lookedIn[0] ?? id
    if (/^[^/]+\/prompts\.json$/i.test(target)) {
      throw new AppError(
        'conflict',
        `${PROMPTS} holds the prompts of the generation; rename the picture to describe it.`,
      )
    }
    const file = join(root, ...target.split('/'))
    const before = (await statFile(file)) ? await readExactFile(file) : { object: {} }
    if ('problem' in before) throw unreadable(target, before.problem)
    const after = apply(before.object, changes, { categoryOf, categoryName })
    const text = sidecarText(after)
    await writeWhole(file, text)
    const again = readSidecarText(Buffer.from(text))
    return sidecarOf('object' in again ? again.object : after, categoryOf)
  }

  return { lookup, beside, write: (id, changes) => oneWriter(write, id, changes) }
}

/** Returns where the picture came from, when a sidecar names a picture of the library. */
export function sourceOf(file: SidecarFile | undefined): ImagePlace | undefined {
  const id = ImageId.safeParse(file?.sidecar?.source)
  return id.success ? placeOf(id.data) : undefined
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
