import type { Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode, messageOf } from '../core/errors.ts'
import { ImageId, type ImagePlace, placeOf, type Stage, stemOf } from '../core/ids.ts'
import { isCalm, statFile, versionOf } from './file-version.ts'
import type { Folders, Views } from './folders.ts'
import { createMemory } from './memory.ts'
import { fold } from './names.ts'
import { type CategoryOf, isDescription, type Sidecar, sidecarOf } from './sidecar.ts'
import { LARGEST_SIDECAR, readSidecarText } from './sidecar-text.ts'

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

/** Finds descriptions of pictures, and changes nothing. */
export interface SidecarFinder {
  /** Finds a picture's description: in the generation's root first, then beside the picture. */
  lookup(place: ImagePlace, views?: Views): Promise<SidecarLookup>
  /** Reads the sidecar in the same folder as the picture; for one question, which `views` stand for, once. */
  beside(place: ImagePlace, views?: Views): Promise<SidecarFile | undefined>
  /** Reads it again, for who changes files in the course of one question. */
  besideNow(place: ImagePlace, views: Views): Promise<SidecarFile | undefined>
}

interface Deps {
  root: string
  folders: Folders
  categoryOf: CategoryOf
}

/** Makes the part of the library that finds the sidecars below `root`. */
export function createFinder({ root, folders, categoryOf }: Deps): SidecarFinder {
  const read = createReader(categoryOf)
  const asked = new WeakMap<Views, Map<string, ReturnType<Read>>>()

  async function fileBeside(place: ImagePlace, views: Views): Promise<string | undefined> {
    const name = (await views(place.generation, place.stage)).sidecarOf(place.name)
    return name === undefined ? undefined : join(root, ...folderOf(place).split('/'), name)
  }

  async function beside(place: ImagePlace, views = folders.views()): Promise<SidecarFile | undefined> {
    const path = await fileBeside(place, views)
    if (path === undefined) return undefined
    const known = asked.get(views) ?? new Map<string, ReturnType<Read>>()
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
      const path = await sidecarPath(candidate, views)
      lookedIn.push(path)
      const file = await beside(candidate, views)
      if (!file) continue
      if (file.problem !== undefined) return { sidecar: null, path, problem: file.problem, lookedIn }
      if (candidate.stage !== 'raw' && !isDescription(file.sidecar)) continue
      return { sidecar: file.sidecar, path, problem: null, lookedIn }
    }
    return { sidecar: null, path: null, problem: null, lookedIn }
  }

  return { lookup, beside, besideNow }
}

/** Returns where the picture came from, when a sidecar names a picture of the library. */
export function sourceOf(file: SidecarFile | undefined): ImagePlace | undefined {
  const source = file?.sidecar?.source
  if (source === undefined) return undefined
  const id = ImageId.safeParse(source)
  return id.success ? placeOf(id.data) : undefined
}

/** Returns the path, below the library, of the sidecar in the picture's own folder, whether it is there or not. */
export async function sidecarPath(place: ImagePlace, views: Views): Promise<string> {
  const name = (await views(place.generation, place.stage)).sidecarOf(place.name)
  return `${folderOf(place)}/${name ?? `${stemOf(place.name)}.json`}`
}

function folderOf({ generation, stage }: { generation: string; stage: Stage }): string {
  return stage === 'raw' ? generation : `${generation}/${stage}`
}

/** Reads a sidecar file; undefined when there is none. */
type Read = (path: string) => Promise<SidecarFile | undefined>

/** Makes the reading of sidecars, which remembers what it read for as long as the file stays the same. */
function createReader(categoryOf: CategoryOf): Read {
  const memory = createMemory<SidecarFile>(20_000)
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

  return read
}
