import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, parse as parsePath } from 'node:path'
import { copyWhole, exists, freeName, inside, moveFile, writeWhole } from '../core/files.ts'
import { GenerationId, placeOf, type Stage } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { statFile } from './file-version.ts'
import { type Folders, isFolder } from './folders.ts'
import type { Places } from './places.ts'
import type { Settling } from './settling.ts'

/** A folder of pictures that belong together. */
export interface Generation {
  id: string
  /** Pictures in each stage. */
  counts: Record<Stage, number>
  /** When something was last added to it or taken away, ISO time. */
  modified: string
}

interface Deps {
  root: string
  folders: Folders
  places: Places
  settling: Settling
}

/** Lists and makes the generations below `root`. */
export function createGenerations({ root, folders, places, settling }: Deps) {
  return {
    /** Returns all generations, newest first. */
    async list(): Promise<Generation[]> {
      const views = folders.views()
      const held = settling.held().map(placeOf)
      const found: Generation[] = []
      for (const id of await folders.generations()) {
        const times: number[] = []
        const count = async (stage: Stage) => {
          const waiting = held.filter((place) => place.generation === id && place.stage === stage).length
          const { count, modified } = await views(id, stage)
          times.push(modified)
          return Math.max(0, count - waiting)
        }
        const counts = {
          raw: await count('raw'),
          processed: await count('processed'),
          upscaled: await count('upscaled'),
        }
        found.push({ id, counts, modified: new Date(Math.max(...times)).toISOString() })
      }
      return found
    },

    /** Makes a generation, under another name when there is one of that name, and returns its id. */
    async add(name: string): Promise<string> {
      parse(GenerationId, name, 'Generation')
      const id = await freeName(name, (candidate) => exists(inside(root, candidate)))
      await mkdir(join(root, id), { recursive: true })
      return id
    },

    /**
     * Writes a document such as `submission.csv` whole and returns its path below the library.
     *
     * An older one that says something else is kept beside it, unless it is of no use any more.
     */
    async writeDocument(
      generation: string,
      stage: Stage,
      name: string,
      text: string,
      { keepsEarlier = true }: { keepsEarlier?: boolean } = {},
    ): Promise<string> {
      const folder = await places.open(generation, stage)
      const path = inside(folder, name)
      if (keepsEarlier) await keepEarlier(path, text)
      await writeWhole(path, text)
      return stage === 'raw' ? `${generation}/${name}` : `${generation}/${stage}/${name}`
    },

    /** Gives a document that no longer holds the name of an earlier one; nothing when there is none. */
    async retireDocument(generation: string, stage: Stage, name: string): Promise<void> {
      const path = inside(await places.open(generation, stage), name)
      if (await exists(path)) await moveFile(path, await earlierName(path))
    },

    /** Reads a document such as `prompts.json`; null when there is none, or it is too large to be one or a link. */
    async readDocument(generation: string, stage: Stage, name: string): Promise<string | null> {
      parse(GenerationId, generation, 'Generation')
      const path = inside(root, stage === 'raw' ? `${generation}/${name}` : `${generation}/${stage}/${name}`)
      const parents = [join(root, generation), dirname(path)]
      for (const parent of parents) if (!(await isFolder(parent))) return null
      const file = await statFile(path)
      return file && file.size <= LARGEST_DOCUMENT ? readFile(path, 'utf8') : null
    },
  }
}

/** Documents are a few hundred kilobytes; what is larger was not written here. */
const LARGEST_DOCUMENT = 20_000_000

/** Somebody may have worked on the earlier document: one that says something else stays beside the new one. */
async function keepEarlier(path: string, text: string): Promise<void> {
  if (!(await exists(path)) || (await readFile(path, 'utf8')) === text) return
  await copyWhole(path, await earlierName(path))
}

async function earlierName(path: string): Promise<string> {
  const { mtime } = await stat(path)
  const { dir, name, ext } = parsePath(path)
  const when = mtime.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')
  return join(dir, await freeName(`${name}_${when}${ext}`, (candidate) => exists(join(dir, candidate))))
}
