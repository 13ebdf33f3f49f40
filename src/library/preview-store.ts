import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pLimit from 'p-limit'
import type { Logger } from 'pino'
import { writeWhole } from '../core/files.ts'
import { entriesOf } from './folders.ts'

/** Previews on disk, each under the hash of the picture it shows. */
export interface PreviewStore {
  /** Returns a preview; undefined when there is none. */
  read(hash: string): Promise<Buffer | undefined>
  /** Keeps a preview; where that cannot be done it is logged once, and nobody need know. */
  write(hash: string, data: Buffer): Promise<void>
  /** Deletes those of pictures that are gone or that nobody has looked at for a month, and the oldest of too many. */
  sweep(isThere: (hash: string) => boolean): Promise<void>
}

const DAY = 86_400_000
const KEPT_UNUSED = 30 * DAY
/** A picture may be on its way from one folder to another, or in the hands of a second dashboard. */
const KEPT_GONE = DAY

/** Makes the store in `folder`, which may be deleted at any time, for at most `mostBytes`. */
export function createPreviewStore(folder: string, mostBytes: number, log: Logger): PreviewStore {
  const pathOf = (hash: string) => join(folder, `${hash}.webp`)
  let hasWarned = false

  /** The time of a file's last use, to the day: every use would be a write. */
  async function markUsed(path: string): Promise<void> {
    const { mtimeMs } = await stat(path)
    const now = new Date()
    if (now.getTime() - mtimeMs > DAY) await utimes(path, now, now)
  }

  async function list() {
    const names = (await entriesOf(folder)).filter((entry) => entry.isFile()).map(({ name }) => name)
    const found = await pLimit(16).map(names, async (name) => {
      const stats = await stat(join(folder, name)).catch(() => undefined)
      return stats ? [{ name, bytes: stats.size, used: stats.mtimeMs }] : []
    })
    return found.flat().sort((a, b) => b.used - a.used)
  }

  return {
    async read(hash) {
      const data = await readFile(pathOf(hash)).catch(() => undefined)
      if (!data?.length) return undefined
      await markUsed(pathOf(hash)).catch(() => undefined)
      return data
    },
    async write(hash, data) {
      try {
        await writeWhole(pathOf(hash), data)
      } catch (error) {
        if (!hasWarned) log.warn({ err: error, folder }, 'Previews cannot be kept')
        hasWarned = true
      }
    },
    async sweep(isThere) {
      let bytes = 0
      for (const one of await list()) {
        const unused = Date.now() - one.used
        const isNeeded = isThere(one.name.replace(/\.webp$/, ''))
        const isKept = unused < (isNeeded ? KEPT_UNUSED : KEPT_GONE) && bytes + one.bytes <= mostBytes
        if (isKept) bytes += one.bytes
        else await rm(join(folder, one.name), { force: true })
      }
    },
  }
}

/** Returns the SHA-256 of a file's content, in hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 262_144 }), hash)
  return hash.digest('hex')
}
