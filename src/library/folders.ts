import type { Dirent, Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '../core/errors.ts'
import { isPlainName } from '../core/files.ts'
import { GenerationId, type Stage, stemOf } from '../core/ids.ts'
import { isCalm } from './file-version.ts'
import { byName, fold, isPictureName } from './names.ts'

/** The files of one stage of one generation, as they were when it was read. */
interface FolderView {
  /** Names of the pictures, in natural order. */
  pictures: readonly string[]
  /** How many pictures there are, which needs no sorting. */
  count: number
  /** Names of all files that do not start with a dot. */
  files: readonly string[]
  /** When something was last added or taken away, in milliseconds; 0 where there is no folder. */
  modified: number
  /** Tells whether there is a picture of exactly this name. */
  has(picture: string): boolean
  /** Returns the names of the pictures that differ from this name in the extension or in case at most. */
  sameStem(picture: string): readonly string[]
  /** Returns the name of the sidecar that belongs to a picture's name, when it is there. */
  sidecarOf(picture: string): string | undefined
}

/** Looks at each folder at most once, for the length of one question. */
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
  modified: 0,
  has: () => false,
  sameStem: () => [],
  sidecarOf: () => undefined,
}
const MOST_KNOWN = 2000

/** A folder as it was read. */
interface Known {
  modified: number
  /** Whether it had been left alone so long that its time tells of every change since. */
  isCalm: boolean
  lists: Lists
  /** Names of the folders in it, folded. */
  folders: ReadonlySet<string>
  /** Names of those that can be generations, newest first. */
  generations(): string[]
  view: FolderView
}

/**
 * Looks at the folders below `root`; links are left out, and what they lead to is never looked at.
 *
 * Every question asks the disk for each folder's time, and a folder that was read when it had been left
 * alone for a while is not read again before that changes: what is in it can come and go only with it. So
 * 200 generations cost 200 looks, and a folder of 10,000 pictures is sorted once.
 */
export function createFolders(root: string): Folders {
  const known = new Map<string, Known>()

  async function look(folder: string, stage: Stage): Promise<Known | undefined> {
    const stats = await folderStats(folder)
    if (!stats) return undefined
    const before = known.get(folder)
    if (before?.isCalm && before.modified === stats.mtimeMs) return before
    const now = read(await entriesOf(folder), { stats, stage, before })
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(folder, now)
    return now
  }

  /** A generation without a folder for a stage is known to have none by its own time. */
  async function viewIn(generation: string, stage: Stage, top: Known | undefined): Promise<FolderView> {
    if (stage === 'raw') return top?.view ?? EMPTY
    if (!top?.folders.has(stage)) return EMPTY
    return (await look(join(root, generation, stage), stage))?.view ?? EMPTY
  }

  return {
    async generations() {
      return [...((await look(root, 'raw'))?.generations() ?? [])]
    },
    views() {
      const tops = new Map<string, Promise<Known | undefined>>()
      const asked = new Map<string, Promise<FolderView>>()
      const topOf = (generation: string) => {
        const top = tops.get(generation) ?? look(join(root, generation), 'raw')
        tops.set(generation, top)
        return top
      }
      return (generation, stage) => {
        const key = `${generation}/${stage}`
        const view = asked.get(key) ?? topOf(generation).then((top) => viewIn(generation, stage, top))
        asked.set(key, view)
        return view
      }
    },
  }
}

/** Tells whether a real folder, not a link to one, is at the path. */
export async function isFolder(path: string): Promise<boolean> {
  return (await folderStats(path)) !== undefined
}

async function folderStats(path: string): Promise<Stats | undefined> {
  try {
    const stats = await lstat(path)
    return stats.isDirectory() ? stats : undefined
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined
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

/** What was worked out before is kept where the names are the same. */
function read(
  entries: readonly Dirent[],
  { stats, stage, before }: { stats: Stats; stage: Stage; before: Known | undefined },
): Known {
  const files = entries.filter(isPlainFile).map(({ name }) => name)
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const modified = stats.mtimeMs
  const lists = before && sameNames(before.lists.files, files) ? before.lists : listsOf(files, stage)
  return {
    ...{ modified, isCalm: isCalm(stats), lists, view: viewOf(lists, modified) },
    folders: new Set(folders.map(fold)),
    generations: once(() =>
      folders.filter((name) => GenerationId.safeParse(name).success).sort((a, b) => byName(b, a)),
    ),
  }
}

function isPlainFile(entry: Dirent): boolean {
  return entry.isFile() && !entry.name.startsWith('.') && isPlainName(entry.name)
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index])
}

/** The names in a folder, looked at in every way that is asked for. */
interface Lists {
  files: readonly string[]
  pictures: readonly string[]
  sorted(): readonly string[]
  names(): ReadonlySet<string>
  byStem(): ReadonlyMap<string, string[]>
  /** Sidecars by the stems of their names, as they are and folded. */
  exact(): ReadonlyMap<string, string>
  alike(): ReadonlyMap<string, string>
}

/** Each list is worked out when it is asked for first: an upload to 10,000 pictures has no use for their order. */
function listsOf(files: readonly string[], stage: Stage): Lists {
  const pictures = files.filter(isPictureName)
  const sidecars = files.filter((name) => isSidecarName(name, stage))
  return {
    files,
    pictures,
    sorted: once(() => pictures.toSorted(byName)),
    names: once(() => new Set(pictures)),
    byStem: once(() => Map.groupBy(pictures, (name) => fold(stemOf(name)))),
    exact: once(() => new Map(sidecars.map((name) => [stemOf(name), name]))),
    alike: once(() => new Map(sidecars.map((name) => [fold(stemOf(name)), name]))),
  }
}

function viewOf(lists: Lists, modified: number): FolderView {
  const { files, pictures, sorted, names, byStem, exact, alike } = lists
  return {
    files,
    count: pictures.length,
    modified,
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
