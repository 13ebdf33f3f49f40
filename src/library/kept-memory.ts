import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'
import { hasCode } from '../core/errors.ts'
import { writeWhole } from '../core/files.ts'
import { createMemory, type Memory } from './memory.ts'

/** A memory that lasts over restarts. */
export interface KeptMemory<Value> extends Memory<Value> {
  /** Reads what an earlier run kept, once; to be awaited before anything is asked. */
  ready(): Promise<void>
  /** Writes what is new, now. */
  flush(): Promise<void>
}

interface Deps<Value> {
  /** The file it is kept in, which may be deleted at any time. */
  path: string
  /** What paths are kept in relation to, so that the folder can be moved. */
  root: string
  /** A value as it must look; kept ones that do not are forgotten all together. */
  schema: z.ZodType<Value>
  /** Changes when the same file would be described differently. */
  format: number
  most: number
  log: Logger
}

/** So long news is gathered before it is written. */
const GATHER_MS = 10_000

/**
 * Makes a memory of at most `most` files that is kept in one file, written whole.
 *
 * A file that is damaged, or from another version of ours, is as good as none: everything in it can be
 * found out again.
 */
export function createKeptMemory<Value>(deps: Deps<Value>): KeptMemory<Value> {
  const { path, root, schema, format, most, log } = deps
  const memory = createMemory<Value>(most)
  const File = z.object({
    format: z.literal(format),
    entries: z.array(z.tuple([z.string(), z.string(), schema])).max(most),
  })
  let loading: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let hasWarned = false

  async function load(): Promise<void> {
    try {
      const { entries } = File.parse(JSON.parse(await readFile(path, 'utf8')))
      for (const [name, version, value] of entries) memory.set(join(root, name), version, value)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) log.info({ path }, 'An index could not be read; it is made anew')
    }
  }

  async function flush(): Promise<void> {
    if (!timer) return
    clearTimeout(timer)
    timer = undefined
    const entries = memory
      .entries()
      .map(([file, ...rest]) => [relative(root, file).replaceAll(sep, '/'), ...rest])
    try {
      await writeWhole(path, JSON.stringify({ format, entries }))
    } catch (error) {
      if (!hasWarned) log.warn({ err: error, path }, 'An index cannot be kept')
      hasWarned = true
    }
  }

  return {
    get: memory.get,
    entries: memory.entries,
    set(file, version, value) {
      memory.set(file, version, value)
      timer ??= setTimeout(() => void flush(), GATHER_MS).unref()
    },
    ready() {
      loading ??= load()
      return loading
    },
    flush,
  }
}
