import type { Stats } from 'node:fs'
import { invalid } from '../core/errors.ts'
import { ImageId, type ImagePlace, idOf, placeOf, STAGES } from '../core/ids.ts'
import { byName } from './names.ts'

/** What pictures are sorted by: `date` is when the file was last changed, `size` its bytes. */
export const SORTS = ['generation', 'name', 'date', 'size'] as const

export type Sort = (typeof SORTS)[number]

/** The directions: `asc` is A to Z, oldest first, smallest first. */
export const ORDERS = ['asc', 'desc'] as const

export type Order = (typeof ORDERS)[number]

/** The direction that each sort has when none is asked for. */
export const USUAL_ORDER: Record<Sort, Order> = {
  generation: 'desc',
  name: 'asc',
  date: 'desc',
  size: 'desc',
}

/** A picture and the number it is sorted by, when it is sorted by one. */
export interface Ranked {
  place: ImagePlace
  rank: number
}

/** One order of pictures, in which no two are equal. */
export interface ImageOrder {
  /** The number of a file that it is sorted by; null where names are enough. */
  rankOf: ((stats: Stats) => number) | null
  /** Whether it is the order that the folders have anyway: the newest generation first, then by stage and name. */
  isUsual: boolean
  compare(a: Ranked, b: Ranked): number
  /** Writes down where a page ends, so that the next begins there whatever comes or goes meanwhile. */
  cursorOf(last: Ranked): string
  /** Reads what {@link cursorOf} wrote; throws `invalid` for anything else. */
  positionOf(cursor: string): Ranked
}

type Compare = (a: Ranked, b: Ranked) => number

const byRank: Compare = (a, b) => a.rank - b.rank

const COMPARE: Record<Sort, Compare> = {
  generation: ({ place: a }, { place: b }) => byName(a.generation, b.generation),
  name: ({ place: a }, { place: b }) => byName(a.name, b.name),
  date: byRank,
  size: byRank,
}

const RANK: Record<Sort, ((stats: Stats) => number) | null> = {
  generation: null,
  name: null,
  date: ({ mtimeMs }) => mtimeMs,
  size: ({ size }) => size,
}

/** Returns an order; pictures that are equal in it stay as usual, whichever way it goes. */
export function orderBy(sort: Sort, order: Order = USUAL_ORDER[sort]): ImageOrder {
  const rankOf = RANK[sort]
  const sign = order === 'asc' ? 1 : -1
  return {
    rankOf,
    isUsual: sort === 'generation' && order === 'desc',
    compare: (a, b) => sign * COMPARE[sort](a, b) || usual(a.place, b.place),
    cursorOf: ({ place, rank }) => (rankOf ? `${rank}:${idOf(place)}` : idOf(place)),
    positionOf(cursor) {
      const [, rank = '0', id] = (rankOf ? /^(\d+(?:\.\d+)?):(.+)$/s : /^()(.+)$/s).exec(cursor) ?? []
      if (!ImageId.safeParse(id).success || id === undefined) {
        throw invalid('cursor', 'what the page before gave as its next', cursor)
      }
      return { place: placeOf(id), rank: Number(rank) }
    },
  }
}

/** Returns where to go on after a position in pictures that are in this order. */
export function indexAfter(pictures: readonly Ranked[], position: Ranked, { compare }: ImageOrder): number {
  let [low, high] = [0, pictures.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const one = pictures[middle]
    if (one && compare(one, position) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The newest generation first, then raw, processed, upscaled, then by name. */
function usual(a: ImagePlace, b: ImagePlace): number {
  return (
    byName(b.generation, a.generation) ||
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    byName(a.name, b.name)
  )
}
