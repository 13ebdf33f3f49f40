import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { AppError, messageOf } from '../core/errors.ts'
import { writeWhole } from '../core/files.ts'
import { isCalm, statFile, versionOf } from './file-version.ts'
import { entriesOf } from './folders.ts'

/** A small WebP of a picture. */
export interface Thumbnail {
  data: Buffer
  etag: string
}

/** Makes previews when they are asked for, and keeps them. */
export interface Thumbnails {
  /** Returns the preview of the file; `id` is what it is kept under. Throws `unsupported` for what is no picture. */
  of(id: string, path: string): Promise<Thumbnail>
  /** Deletes the oldest previews when there are too many. */
  sweep(): Promise<void>
}

interface Deps {
  folder: string
  thumbnail: (path: string, edge: number) => Promise<Buffer>
  log: Logger
}

/** Cards are up to 240 pixels wide; twice that is sharp on dense screens. */
const EDGE = 480
const AT_ONCE = 3
/** About half a gigabyte. Previews of files that have gone are the ones nobody makes anew. */
const MOST_KEPT = 20_000

/** Keeps previews in `folder`, which may be deleted at any time or not be writable at all. */
export function createThumbnails({ folder, thumbnail, log }: Deps): Thumbnails {
  const limit = pLimit(AT_ONCE)
  const underWay = new Map<string, Promise<Buffer>>()
  let hasWarned = false

  async function keep(path: string, data: Buffer): Promise<void> {
    try {
      await writeWhole(path, data)
    } catch (error) {
      if (!hasWarned) log.warn({ err: error, folder }, 'Previews cannot be kept')
      hasWarned = true
    }
  }

  async function make(path: string, cached: string, version: string): Promise<Buffer> {
    const data = await limit(() => decode(path))
    const after = await statFile(path)
    if (after && versionOf(after) === version && isCalm(after)) await keep(cached, data)
    return data
  }

  async function decode(path: string): Promise<Buffer> {
    try {
      return await thumbnail(path, EDGE)
    } catch (error) {
      if (error instanceof AppError) throw error
      const reason = messageOf(error).split('\n')[0]
      throw new AppError('unsupported', `There is no preview: the file cannot be decoded (${reason}).`, {
        cause: error,
      })
    }
  }

  return {
    async of(id, path) {
      const stats = await statFile(path)
      if (!stats) throw new AppError('not_found', `There is no picture ${id}.`)
      const version = versionOf(stats)
      const key = createHash('sha256').update(`${id}\n${version}\n${EDGE}`).digest('hex').slice(0, 40)
      const cached = join(folder, `${key}.webp`)
      const etag = `"${version}-${EDGE}"`
      const kept = await readFile(cached).catch(() => undefined)
      if (kept && kept.length > 0) return { data: kept, etag }

      const making = underWay.get(key) ?? make(path, cached, version).finally(() => underWay.delete(key))
      underWay.set(key, making)
      return { data: await making, etag }
    },

    async sweep() {
      const names = (await entriesOf(folder)).filter((entry) => entry.isFile()).map(({ name }) => name)
      if (names.length <= MOST_KEPT) return
      const timed = await pLimit(16).map(names, async (name) => ({
        name,
        time: await timeOf(join(folder, name)),
      }))
      const oldest = timed.sort((a, b) => a.time - b.time).slice(0, names.length - MOST_KEPT)
      for (const { name } of oldest) await rm(join(folder, name), { force: true })
    },
  }
}

async function timeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0
}
