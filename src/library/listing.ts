import { join } from 'node:path'
import { fewAtOnce } from '../core/few-at-once.ts'
import { GenerationId, type ImagePlace, idOf, STAGES, type Stage } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { statFile } from './file-version.ts'
import type { Folders, Views } from './folders.ts'
import { FILTERS, type ImageFilter } from './image-filters.ts'
import { type ImageOrder, indexAfter, type Order, orderBy, type Ranked, type Sort } from './image-order.ts'
import type { Describe, Image } from './pictures.ts'
import { searchFor } from './search.ts'
import type { Settling } from './settling.ts'
import type { SidecarFinder } from './sidecar-lookup.ts'

/** What to list. */
export interface ImageQuery {
  generation?: string | undefined
  stage?: Stage | 'all' | undefined
  /** What to find in names, titles, keywords and prompts: words, `-word` and `"a phrase"`. */
  q?: string | undefined
  /** What must be left to do about a picture: all of these. */
  only?: readonly ImageFilter[] | undefined
  sort?: Sort | undefined
  order?: Order | undefined
  /** Where to go on: the `next` of the page before, of the same sort and order. */
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

/** Which pictures, whatever their order and pages. */
type Wanted = Omit<ImageQuery, 'cursor' | 'limit'>

interface Deps {
  root: string
  folders: Folders
  describe: Describe
  sidecars: SidecarFinder
  settling: Settling
  filters: Record<ImageFilter, (place: ImagePlace, views: Views) => Promise<boolean>>
}

const FILES_AT_ONCE = 16

/**
 * Lists pictures: unless told otherwise the newest generation first, then raw, processed, upscaled, then by name.
 *
 * Names are sorted from the folders alone; only the files of the page itself are opened, so the
 * first page of 10,000 costs what the first page of 100 does. Dates and sizes cost a look at each file's facts.
 */
export function createListing({ root, folders, describe, sidecars, settling, filters }: Deps) {
  async function placesOf({ generation, stage = 'all' }: Wanted, views: Views): Promise<ImagePlace[]> {
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
    const { isEmpty, isFoundIn, matches } = searchFor(q)
    if (isEmpty) return places
    return keep(places, async (place) => {
      if (isFoundIn(place.name)) return true
      return matches(place.name, (await sidecars.lookup(place, views)).sidecar)
    })
  }

  async function wanted(query: Wanted, views: Views): Promise<ImagePlace[]> {
    const all = await placesOf(query, views)
    const { without, q, only = [] } = query
    const left = without?.size ? all.filter((place) => !without.has(idOf(place))) : all
    let places = q === undefined ? left : await search(left, q, views)
    for (const filter of FILTERS.filter((one) => only.includes(one))) {
      places = await keep(places, (place) => filters[filter](place, views))
    }
    return places
  }

  async function sorted(places: ImagePlace[], { rankOf, isUsual, compare }: ImageOrder): Promise<Ranked[]> {
    const unranked = places.map((place) => ({ place, rank: 0 }))
    if (isUsual) return unranked
    if (!rankOf) return unranked.sort(compare)
    const ranked = await Promise.all(
      places.map(async (place) => {
        const stats = await statFile(join(root, ...idOf(place).split('/')))
        return stats ? [{ place, rank: rankOf(stats) }] : []
      }),
    )
    return ranked.flat().sort(compare)
  }

  async function inOrder({ sort = 'generation', order, ...query }: Wanted, views: Views) {
    const by = orderBy(sort, order)
    return { by, pictures: await sorted(await wanted(query, views), by) }
  }

  async function page(query: ImageQuery): Promise<ImagePage> {
    const views = folders.views()
    const { cursor, limit } = query
    const { by, pictures } = await inOrder(query, views)
    const images: Image[] = []
    let at = cursor === undefined ? 0 : indexAfter(pictures, by.positionOf(cursor), by)
    while (images.length < limit && at < pictures.length) {
      const batch = pictures.slice(at, at + limit - images.length)
      at += batch.length
      const found = await fewAtOnce(batch, FILES_AT_ONCE, ({ place }) => describe(place, views))
      images.push(...found.flatMap((one) => (one && !one.isHeld ? [one.image] : [])))
    }
    const last = pictures[at - 1]
    const next = last && at < pictures.length ? by.cursorOf(last) : null
    return { images, total: pictures.length - countIn(pictures, settling.held()), next }
  }

  return {
    page,

    async order(query: Wanted): Promise<string[]> {
      const held = new Set(settling.held())
      const { pictures } = await inOrder(query, folders.views())
      return pictures.map(({ place }) => idOf(place)).filter((id) => !held.has(id))
    },

    /** Counts for each filter how many of the pictures it would leave. */
    async counts(query: Wanted): Promise<Record<ImageFilter, number>> {
      const views = folders.views()
      const places = await wanted(query, views)
      const count = async (filter: ImageFilter) =>
        (await keep(places, (place) => filters[filter](place, views))).length
      return {
        no_sidecar: await count('no_sidecar'),
        findings: await count('findings'),
        not_upscaled: await count('not_upscaled'),
        not_submitted: await count('not_submitted'),
      }
    },
  }
}

/** Returns the places that pass a test, in their order. */
async function keep(
  places: ImagePlace[],
  test: (place: ImagePlace) => Promise<boolean>,
): Promise<ImagePlace[]> {
  const hits = await fewAtOnce(places, FILES_AT_ONCE, test)
  return places.filter((_, index) => hits[index])
}

function countIn(pictures: readonly Ranked[], held: string[]): number {
  if (held.length === 0) return 0
  const ids = new Set(held)
  return pictures.filter(({ place }) => ids.has(idOf(place))).length
}
