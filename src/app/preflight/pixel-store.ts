import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { hasCode } from '../../core/errors.ts'
import { writeWhole } from '../../core/files.ts'
import { CHECKS_VERSION, PixelFindings } from '../../imaging/artefacts/check.ts'
import type { Image } from '../../library/library.ts'

/** What is known about a picture's pixels: what was found, or why that was impossible. */
const Known = z.union([z.object({ findings: PixelFindings }), z.object({ problem: z.string() })])

export type KnownPixels = z.infer<typeof Known>

/** What names a picture in one version of its file. */
export type PictureVersion = Pick<Image, 'id' | 'version' | 'source'>

/** What was found in pixels, kept for each version of a file, so that it is found once. */
export interface PixelStore {
  get(picture: PictureVersion): Promise<KnownPixels | null>
  set(picture: PictureVersion, known: KnownPixels): Promise<void>
}

const MOST = 50_000

/**
 * Keeps a file for each picture below `folder`, so that several machines can add to it; it may be deleted at any time.
 *
 * A file counts as the same while its place, size and time stay, as everywhere in the library. What an older version of the
 * checks found is found again.
 */
export function createPixelStore(folder: string): PixelStore {
  const memory = new Map<string, KnownPixels>()

  return {
    async get(picture) {
      const key = keyOf(picture)
      const known = memory.get(key) ?? (await read(pathOf(folder, key)))
      if (known) remember(memory, key, known)
      return known
    },
    async set(picture, known) {
      const key = keyOf(picture)
      remember(memory, key, known)
      await writeWhole(pathOf(folder, key), JSON.stringify(known))
    },
  }
}

function remember(memory: Map<string, KnownPixels>, key: string, known: KnownPixels): void {
  memory.set(key, known)
  if (memory.size <= MOST) return
  const [oldest] = memory.keys()
  if (oldest !== undefined) memory.delete(oldest)
}

function keyOf({ id, version, source }: PictureVersion): string {
  return createHash('sha1')
    .update(JSON.stringify([CHECKS_VERSION, id, version, source]))
    .digest('hex')
}

function pathOf(folder: string, key: string): string {
  return join(folder, key.slice(0, 2), `${key}.json`)
}

async function read(path: string): Promise<KnownPixels | null> {
  try {
    return Known.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null
    throw error
  }
}
