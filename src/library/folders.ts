import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '../core/errors.ts'
import { isPlainName } from '../core/files.ts'
import { GenerationId, type Stage, stemOf } from '../core/ids.ts'
import { byName, fold, isPictureName } from './names.ts'

/** The files of one stage of one generation, as they were when it was read. */
interface FolderView {
  /** Names of the pictures, in natural order. */
  pictures: readonly string[]
  /** How many pictures there are, which needs no sorting. */
  count: number
  /** Names of all files that do not start with a dot. */
  files: readonly string[]
  /** Tells whether there is a picture of exactly this name. */
  has(picture: string): boolean
  /** Returns the names of the pictures that differ from this name in the extension or in case at most. */
  sameStem(picture: string): readonly string[]
  /** Returns the name of the sidecar that belongs to a picture's name, when it is there. */
  sidecarOf(picture: string): string | undefined
}

/** Reads each folder at most once, for the length of one question. */
export type Views = (generation: string, stage: Stage) => Promise<FolderView>

/** Knows what folders there are and what lies in them. */
export interface Folders {
  /** Returns the names of all generations, newest first. */
  generations(): Promise<string[]>
  views(): Views
}

/** The prompts a generation was planned from lie in its folder and are no picture's sidecar. */
export const PROMPTS = 'prompts.json'

const EMPTY: FolderView = {
  pictures: [],
  count: 0,
  files: [],
  has: () => false,
  sameStem: () => [],
  sidecarOf: () => undefined,
}
const MOST_VIEWS = 2000

/**
 * Reads the folders below `root`; links are left out, and what they lead to is never looked at.
 *
 * Every question reads the folder again (some milliseconds for 10,000 files), so listings are true
 * whatever the clock of a disk says; only the sorting is spared when the names are the same as before.
 */
export function createFolders(root: string): Folders {
  const known = new Map<string, { names: string[]; view: FolderView }>()

  async function read(generation: string, stage: Stage): Promise<FolderView> {
    const top = join(root, generation)
    const folder = stage === 'raw' ? top : join(top, stage)
    if (!(await isFolder(top)) || (stage !== 'raw' && !(await isFolder(folder)))) return EMPTY
    const names = (await entriesOf(folder)).filter(isPlainFile).map(({ name }) => name)
    const before = known.get(folder)
    if (before && sameNames(before.names, names)) return before.view
    const view = viewOf(names, stage)
    if (known.size >= MOST_VIEWS) known.clear()
    known.set(folder, { names, view })
    return view
  }

  return {
    async generations() {
      const entries = await entriesOf(root)
      const folders = entries.filter(
        (entry) => entry.isDirectory() && GenerationId.safeParse(entry.name).success,
      )
      return folders.map(({ name }) => name).sort((a, b) => byName(b, a))
    },
    views() {
      const asked = new Map<string, Promise<FolderView>>()
      return (generation, stage) => {
        const key = `${generation}/${stage}`
        const view = asked.get(key) ?? read(generation, stage)
        asked.set(key, view)
        return view
      }
    },
  }
}

/** Tells whether a real folder, not a link to one, is at the path. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory()
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false
    throw error
  }
}

/** Returns what lies in a folder; nothing when it is not there. */
export async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}

function isPlainFile(entry: Dirent): boolean {
  return entry.isFile() && !entry.name.startsWith('.') && isPlainName(entry.name)
}

function sameNames(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index])
}

/** Each answer is worked out when it is asked for first: an upload to 10,000 pictures has no use for their order. */
function viewOf(files: string[], stage: Stage): FolderView {
  const unsorted = files.filter(isPictureName)
  const sidecars = files.filter((name) => isSidecarName(name, stage))
  const sorted = once(() => unsorted.toSorted(byName))
  const names = once(() => new Set(unsorted))
  const byStem = once(() => Map.groupBy(unsorted, (name) => fold(stemOf(name))))
  const exact = once(() => new Map(sidecars.map((name) => [stemOf(name), name])))
  const alike = once(() => new Map(sidecars.map((name) => [fold(stemOf(name)), name])))
  return {
    files,
    count: unsorted.length,
    get pictures() {
      return sorted()
    },
    has: (picture) => names().has(picture),
    sameStem: (picture) => byStem().get(fold(stemOf(picture))) ?? [],
    sidecarOf: (picture) => exact().get(stemOf(picture)) ?? alike().get(fold(stemOf(picture))),
  }
}

function isSidecarName(name: string, stage: Stage): boolean {
  return /\.json$/i.test(name) && !(stage === 'raw' && fold(name) === PROMPTS)
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
