import pLimit from 'p-limit'
import { GenerationId, ImageId, type ImagePlace, idOf, placeOf, STAGES, type Stage } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import type { Folders, Views } from './folders.ts'
import { byName } from './names.ts'
import type { Describe, Image } from './pictures.ts'
import { matches, wordsOf } from './search.ts'
import type { Settling } from './settling.ts'
import type { Sidecars } from './sidecars.ts'

/** What to list. */
export interface ImageQuery {
  generation?: string | undefined
  stage?: Stage | 'all' | undefined
  /** Words that must all be found in the name, title, keywords or prompt. */
  q?: string | undefined
  /** The id after which to go on. */
  cursor?: string | undefined
  limit: number
  /** Ids to leave out, such as those of the selection. */
  without?: ReadonlySet<string> | undefined
}

/** One page of a listing. */
export interface ImagePage {
  images: Image[]
  /** How many there are on all pages. */
  total: number
  /** The cursor of the next page; null on the last. */
  next: string | null
}

interface Deps {
  folders: Folders
  describe: Describe
  sidecars: Sidecars
  settling: Settling
}

const FILES_AT_ONCE = 16

/**
 * Lists pictures: the newest generation first, then raw, processed, upscaled, then by name.
 *
 * Names are sorted from the folders alone; only the files of the page itself are opened, so the
 * first page of 10,000 costs what the first page of 100 does.
 */
export function createListing({ folders, describe, sidecars, settling }: Deps) {
  async function placesOf(
    { generation, stage = 'all' }: Pick<ImageQuery, 'generation' | 'stage'>,
    views: Views,
  ): Promise<ImagePlace[]> {
    const generations =
      generation === undefined ? await folders.generations() : [parse(GenerationId, generation, 'Generation')]
    const stages = STAGES.filter((one) => stage === 'all' || one === stage)
    const found: ImagePlace[] = []
    for (const id of generations) {
      for (const one of stages) {
        const { pictures } = await views(id, one)
        for (const name of pictures) found.push({ generation: id, stage: one, name })
      }
    }
    return found
  }

  async function search(places: ImagePlace[], q: string, views: Views): Promise<ImagePlace[]> {
    const words = wordsOf(q)
    if (words.length === 0) return places
    const hits = await pLimit(FILES_AT_ONCE).map(places, async (place) => {
      if (matches(words, place.name)) return true
      return matches(words, place.name, (await sidecars.lookup(place, views)).sidecar)
    })
    return places.filter((_, index) => hits[index])
  }

  async function page(places: ImagePlace[], { cursor, limit }: ImageQuery, views: Views) {
    const images: Image[] = []
    let at = cursor === undefined ? 0 : positionAfter(places, cursor)
    while (images.length < limit && at < places.length) {
      const batch = places.slice(at, at + limit - images.length)
      at += batch.length
      const found = await pLimit(FILES_AT_ONCE).map(batch, (place) => describe(place, views))
      images.push(...found.flatMap((one) => (one && !one.isHeld ? [one.image] : [])))
    }
    const last = places[at - 1]
    return { images, next: last && at < places.length ? idOf(last) : null }
  }

  async function wanted(query: Omit<ImageQuery, 'cursor' | 'limit'>, views: Views): Promise<ImagePlace[]> {
    const all = await placesOf(query, views)
    const { without, q } = query
    const left = without?.size ? all.filter((place) => !without.has(idOf(place))) : all
    return q === undefined ? left : search(left, q, views)
  }

  return {
    async page(query: ImageQuery): Promise<ImagePage> {
      const views = folders.views()
      const places = await wanted(query, views)
      const { images, next } = await page(places, query, views)
      return { images, total: places.length - countIn(places, settling.held()), next }
    },
    async order(query: Omit<ImageQuery, 'cursor' | 'limit'>): Promise<string[]> {
      const held = new Set(settling.held())
      return (await wanted(query, folders.views())).map(idOf).filter((id) => !held.has(id))
    },
  }
}

/** Returns where to go on after a picture, also when that one has gone meanwhile. */
function positionAfter(places: ImagePlace[], cursor: string): number {
  const last = placeOf(parse(ImageId, cursor, 'Cursor'))
  const position = places.findIndex((place) => compare(place, last) > 0)
  return position === -1 ? places.length : position
}

function compare(a: ImagePlace, b: ImagePlace): number {
  return (
    byName(b.generation, a.generation) ||
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    byName(a.name, b.name)
  )
}

function countIn(places: ImagePlace[], held: string[]): number {
  if (held.length === 0) return 0
  const ids = new Set(held)
  return places.filter((place) => ids.has(idOf(place))).length
}
