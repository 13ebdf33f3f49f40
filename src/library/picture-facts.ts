import type { Stats } from 'node:fs'
import pLimit from 'p-limit'
import { messageOf } from '../core/errors.ts'
import { isCalm, statFile, versionOf } from './file-version.ts'
import { createMemory } from './memory.ts'

/** What the library must know of a picture's content; `imaging/inspection.ts` provides it. */
export type PictureFacts =
  | {
      ok: true
      format: string
      mime: string
      width: number
      height: number
      pages: number
      complete: boolean
    }
  /** `complete` is false when the file ends too early. */
  | { ok: false; problem: string; complete: boolean }

/** Looks into a picture's file, once for each version of it. */
export type FactsOf = (path: string, stats: Stats) => Promise<PictureFacts>

const AT_ONCE = 8

/** Remembers what `inspect` found out; a file that fails to open is a picture with a problem, never an error. */
export function createFacts(inspect: (path: string) => Promise<PictureFacts>): FactsOf {
  const memory = createMemory<PictureFacts>(20_000)
  const limit = pLimit(AT_ONCE)

  async function look(path: string, version: string): Promise<PictureFacts> {
    try {
      const facts = await inspect(path)
      const after = await statFile(path)
      if (!after) return { ok: false, problem: 'The file is gone.', complete: false }
      if (versionOf(after) !== version)
        return { ok: false, problem: 'The file is being written.', complete: false }
      if (isCalm(after)) memory.set(path, version, facts)
      return facts
    } catch (error) {
      return { ok: false, problem: `The file cannot be read (${messageOf(error)}).`, complete: true }
    }
  }

  return async (path, stats) => {
    const version = versionOf(stats)
    return memory.get(path, version) ?? limit(look, path, version)
  }
}
