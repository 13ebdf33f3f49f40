import type { Stats } from 'node:fs'
import pLimit from 'p-limit'
import { z } from 'zod'
import { messageOf } from '../core/errors.ts'
import { isCalm, statFile, versionOf } from './file-version.ts'
import type { KeptMemory } from './kept-memory.ts'

/** What the library must know of a picture's content; `complete` is false when the file ends too early. */
export const PictureFacts = z.discriminatedUnion('ok', [
  z.object({
    ...{ ok: z.literal(true), format: z.string(), mime: z.string() },
    ...{ width: z.number(), height: z.number(), pages: z.number(), complete: z.boolean() },
  }),
  z.object({ ok: z.literal(false), problem: z.string(), complete: z.boolean() }),
])

/** The facts of one picture; `imaging/inspection.ts` provides them. */
export type PictureFacts = z.output<typeof PictureFacts>

/** Looks into a picture's file, once for each version of it. */
export type FactsOf = (path: string, stats: Stats) => Promise<PictureFacts>

const AT_ONCE = 8

/** Remembers what `inspect` found out; a file that fails to open is a picture with a problem, never an error. */
export function createFacts(
  inspect: (path: string) => Promise<PictureFacts>,
  memory: KeptMemory<PictureFacts>,
): FactsOf {
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

  /** What is looked into just now: two pages that ask for the same picture look once. */
  const looking = new Map<string, Promise<PictureFacts>>()

  return async (path, stats) => {
    await memory.ready()
    const version = versionOf(stats)
    const known = memory.get(path, version)
    if (known) return known
    if (!isCalm(stats)) return limit(look, path, version)
    const key = `${version} ${path}`
    const begun = looking.get(key) ?? limit(look, path, version).finally(() => looking.delete(key))
    looking.set(key, begun)
    return begun
  }
}
