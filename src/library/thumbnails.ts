import { availableParallelism } from 'node:os'
import type { Logger } from 'pino'
import { z } from 'zod'
import { AppError, messageOf } from '../core/errors.ts'
import { isCalm, statFile, versionOf } from './file-version.ts'
import { createKeptMemory } from './kept-memory.ts'
import { createPool } from './pool.ts'
import { createPreviewStore, hashOf } from './preview-store.ts'

/** A small WebP of a picture. */
export interface Thumbnail {
  data: Buffer
  etag: string
}

/** Makes previews when they are asked for, and keeps them. */
export interface Thumbnails {
  /**
   * Returns the preview of a file; `id` is what the caller calls it. Throws `unsupported` for what is no
   * picture, and `cancelled` when nobody wanted it any more before it was made.
   */
  of(id: string, path: string, signal?: AbortSignal): Promise<Thumbnail>
  /** Hears which files, at which versions, are about to be asked for. */
  foresee(files: Iterable<readonly [path: string, version: string]>): Promise<void>
  /** Deletes previews that nobody needs and those that are too many. */
  sweep(): Promise<void>
  /** Writes down which preview belongs to which file. */
  flush(): Promise<void>
}

interface Deps {
  folder: string
  thumbnail: (path: string, edge: number) => Promise<Buffer>
  /** Hears that previews are about to be made. */
  foreseeThumbnails?: () => void
  log: Logger
}

/** What a file holds. */
interface Identity {
  hash: string
  version: string
  /** The hash; more than that while the file may be being written, so that nobody else relies on it. */
  key: string
}

/** A preview in the making, and those who wait for it. */
interface Making {
  data: Promise<Buffer | null>
  waiting: number
  abandon: AbortController
}

/** Cards are up to 240 pixels wide; twice that is sharp on dense screens. */
const EDGE = 480
/** No core needs to stay free, for who makes them stands back; but each takes the memory of a whole picture. */
const AT_ONCE = Math.min(4, availableParallelism())
const MOST_BYTES = 500_000_000
/** So many are made between two sweeps. */
const SWEEP_EVERY = 1000
const NEVER = new AbortController().signal

/**
 * Keeps previews in `folder`, which may be deleted at any time or not be writable at all.
 *
 * A preview is kept under the hash of its picture's content: a picture that is moved, restored from the
 * trash or copied has one already. Which file has which hash is remembered by size and time.
 */
export function createThumbnails({ folder, thumbnail, foreseeThumbnails, log }: Deps): Thumbnails {
  const path = `${folder}.json`
  const hashes = createKeptMemory({ path, root: folder, schema: z.string(), format: EDGE, most: 50_000, log })
  const store = createPreviewStore(folder, MOST_BYTES, log)
  const pool = createPool(AT_ONCE)
  const underWay = new Map<string, Making>()
  let made = 0

  async function identify(file: string): Promise<Identity | undefined> {
    await hashes.ready()
    const stats = await statFile(file)
    if (!stats) return undefined
    const version = versionOf(stats)
    const known = hashes.get(file, version)
    if (known) return { hash: known, version, key: known }
    const hash = await hashOf(file)
    const isCertain = isCalm(stats) && (await isStill(file, version))
    if (isCertain) hashes.set(file, version, hash)
    return { hash, version, key: isCertain ? hash : `${hash} ${file}` }
  }

  function begin({ hash, version, key }: Identity, file: string): Making {
    const abandon = new AbortController()
    const make = async () => {
      const data = await decode(file)
      if (key === hash && (await isStill(file, version))) await store.write(hash, data)
      if (++made % SWEEP_EVERY === 0)
        void sweep().catch((error) => log.warn({ err: error }, 'Sweeping failed'))
      return data
    }
    const data = pool.run(make, abandon.signal).finally(() => underWay.delete(key))
    return { data, waiting: 0, abandon }
  }

  /** Waits with all others; the last who leaves takes the task out of the line. */
  async function wait(making: Making, signal: AbortSignal): Promise<Buffer | null> {
    const leave = () => {
      if (--making.waiting === 0) making.abandon.abort()
    }
    making.waiting++
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
    return making.data.finally(() => signal.removeEventListener('abort', leave))
  }

  async function decode(file: string): Promise<Buffer> {
    try {
      return await thumbnail(file, EDGE)
    } catch (error) {
      if (error instanceof AppError) throw error
      const reason = messageOf(error).split('\n')[0]
      throw new AppError('unsupported', `There is no preview: the file cannot be decoded (${reason}).`, {
        cause: error,
      })
    }
  }

  async function sweep(): Promise<void> {
    await hashes.ready()
    const needed = new Set<string>()
    for (const [file, version, hash] of hashes.entries()) {
      const stats = await statFile(file).catch(() => undefined)
      if (stats && versionOf(stats) === version) needed.add(hash)
    }
    await store.sweep((hash) => needed.has(hash))
  }

  return {
    async of(id, file, signal = NEVER) {
      const found = await identify(file)
      if (!found) throw new AppError('not_found', `There is no picture ${id}.`)
      const { hash, key } = found
      const etag = `"${hash.slice(0, 32)}-${EDGE}"`
      const kept = await store.read(hash)
      if (kept) return { data: kept, etag }
      while (!signal.aborted) {
        const making = underWay.get(key) ?? begin(found, file)
        underWay.set(key, making)
        const data = await wait(making, signal)
        if (data) return { data, etag }
        // others had just given it up
      }
      throw new AppError('cancelled', `Nobody waits for the preview of ${id} any more.`)
    },
    async foresee(files) {
      await hashes.ready()
      for (const file of files) if (!hashes.get(...file)) return foreseeThumbnails?.()
    },
    sweep,
    flush: hashes.flush,
  }
}

async function isStill(file: string, version: string): Promise<boolean> {
  const stats = await statFile(file)
  return stats !== undefined && versionOf(stats) === version
}
