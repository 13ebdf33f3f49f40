import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { z } from 'zod'
import { hasCode } from '../../core/errors.ts'
import { writeWhole } from '../../core/files.ts'
import { CHECKS_VERSION, PixelFindings, type PixelRequest } from '../../imaging/artefacts/check.ts'
import type { Image } from '../../library/library.ts'

/** What is known about a picture's pixels: what was found, or why that was impossible. */
const Known = z.union([z.object({ findings: PixelFindings }), z.object({ problem: z.string() })])

export type KnownPixels = z.infer<typeof Known>

/** What names a picture in one version of its file. */
export type PictureVersion = Pick<Image, 'id' | 'version' | 'source'>

/** What findings are about: the bytes of a picture, and of what it is compared with. */
export interface PixelContent {
  sha256: string
  source: { sha256: string; region: NonNullable<PixelRequest['source']>['region'] } | null
}

/** What was found in pixels, kept by content, so that a picture that was moved, renamed or copied is not looked at again. */
export interface PixelStore {
  /** Returns what is remembered for this version of a file, without a look at the picture. */
  get(picture: PictureVersion): Promise<KnownPixels | null>
  /** Does so for many, in their order. */
  getAll(pictures: readonly PictureVersion[]): Promise<(KnownPixels | null)[]>
  /** Returns what was found in the same content, and remembers it for this picture. */
  recognise(picture: PictureVersion, content: PixelContent): Promise<KnownPixels | null>
  /** Keeps what was found: findings by content, a problem for this version of the file alone. */
  set(picture: PictureVersion, content: PixelContent, known: KnownPixels): Promise<void>
  /** Makes what is known of one version of a file known of another, which has other words and the same pixels. */
  carry(from: PictureVersion, to: PictureVersion): Promise<void>
  /** Returns the SHA-256 of a file, which `hash` finds once for each version of it. */
  sha256(file: Omit<PictureVersion, 'source'>, hash: () => Promise<string>): Promise<string>
}

/** What is remembered for a version of a file: where its findings lie, or why there are none. */
const Place = z.union([z.object({ content: z.hash('sha1') }), z.object({ problem: z.string() })])
const Hash = z.object({ sha256: z.hash('sha256') })

const MOST = 50_000
/** From so many unknown ones on, the folders are listed: most pictures are asked for before they were ever looked at. */
const LISTED = 64
const AT_ONCE = 16

/**
 * Keeps small files below `folder`, so that several machines can add to it; it may be deleted at any time.
 *
 * Pages ask by place, size and time, as everywhere in the library, and are led from there to the content. What an older
 * version of the checks found is found again.
 */
export function createPixelStore(folder: string): PixelStore {
  const places = createShelf(folder, Place)
  const found = createShelf(folder, z.object({ findings: PixelFindings }))
  const hashes = createShelf(folder, Hash)

  return {
    async get(picture) {
      const place = await places.get(placeKey(picture))
      return place && 'content' in place ? found.get(place.content) : place
    },
    async getAll(pictures) {
      const known = await places.getAll(pictures.map(placeKey))
      const contents = known.flatMap((place) => (place && 'content' in place ? [place.content] : []))
      const findings = new Map(zip(contents, await found.getAll(contents)))
      return known.map((place) =>
        place && 'content' in place ? (findings.get(place.content) ?? null) : place,
      )
    },
    async recognise(picture, content) {
      const key = contentKey(content)
      const known = await found.get(key)
      if (known) await places.set(placeKey(picture), { content: key })
      return known
    },
    async set(picture, content, known) {
      if ('problem' in known) return places.set(placeKey(picture), { problem: known.problem })
      const key = contentKey(content)
      await found.set(key, known)
      await places.set(placeKey(picture), { content: key })
    },
    async carry(from, to) {
      const place = await places.get(placeKey(from))
      if (place && 'content' in place) await places.set(placeKey(to), place)
    },
    async sha256({ id, version }, hash) {
      const key = keyOf('file', id, version)
      const { sha256 } = (await hashes.get(key)) ?? { sha256: await hash() }
      await hashes.set(key, { sha256 })
      return sha256
    },
  }
}

function placeKey({ id, version, source }: PictureVersion): string {
  return keyOf('place', CHECKS_VERSION, id, version, source)
}

function contentKey({ sha256, source }: PixelContent): string {
  return keyOf('content', CHECKS_VERSION, sha256, source)
}

function keyOf(...facts: unknown[]): string {
  return createHash('sha1').update(JSON.stringify(facts)).digest('hex')
}

interface Shelf<Value> {
  get(key: string): Promise<Value | null>
  getAll(keys: readonly string[]): Promise<(Value | null)[]>
  set(key: string, value: Value): Promise<void>
}

/** Keeps a file for each value, and those asked for lately in memory. */
function createShelf<Value>(folder: string, schema: z.ZodType<Value>): Shelf<Value> {
  const memory = new Map<string, Value>()
  const pathOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`)

  function remember(key: string, value: Value): void {
    memory.set(key, value)
    if (memory.size <= MOST) return
    const [oldest] = memory.keys()
    if (oldest !== undefined) memory.delete(oldest)
  }

  async function get(key: string): Promise<Value | null> {
    const known = memory.get(key) ?? (await read(pathOf(key), schema))
    if (known !== null) remember(key, known)
    return known
  }

  return {
    get,
    async getAll(keys) {
      const unknown = keys.filter((key) => !memory.has(key))
      if (unknown.length < LISTED) return Promise.all(keys.map(get))
      const there = await listed(folder, new Set(unknown.map((key) => key.slice(0, 2))))
      return pLimit(AT_ONCE).map(keys, async (key) =>
        memory.has(key) || there.has(`${key}.json`) ? get(key) : null,
      )
    },
    async set(key, value) {
      if (memory.has(key) && JSON.stringify(memory.get(key)) === JSON.stringify(value)) return
      remember(key, value)
      await writeWhole(pathOf(key), JSON.stringify(value))
    },
  }
}

/** Returns the names of the files in some of the folders below `folder`. */
async function listed(folder: string, shelves: ReadonlySet<string>): Promise<Set<string>> {
  const there = (await namesIn(folder)).filter((name) => shelves.has(name))
  return new Set((await pLimit(AT_ONCE).map(there, (name) => namesIn(join(folder, name)))).flat())
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return []
    throw error
  }
}

function zip<A, B>(first: readonly A[], second: readonly B[]): [A, B | undefined][] {
  return first.map((one, index) => [one, second[index]])
}

async function read<Value>(path: string, schema: z.ZodType<Value>): Promise<Value | null> {
  try {
    return schema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null
    throw error
  }
}
