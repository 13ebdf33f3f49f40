import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { App, Image, TrashEntry } from '../app.ts'
import { GenerationId, ImageId, STAGES } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { pathOfId, queryOf, thumbnailAddress } from './addresses.ts'
import { duration } from './durations.ts'
import type { Translate } from './i18n.ts'

/** So many pictures come at once; the rest follows as the page is scrolled. */
const PAGE = 60
/** So many thrown away pictures are shown; the others are in the folder. */
const SHOWN_TRASH = 100

/** What the address of the page says: which pictures it shows. */
const BoardQuery = z.object({
  generation: GenerationId.or(z.literal('')).default(''),
  stage: z.enum(['all', ...STAGES]).default('all'),
  q: z.string().max(200).default(''),
  cursor: ImageId.optional(),
  /** How many the page shows already, so that a refresh brings as many back. */
  shown: z.coerce.number().int().min(0).max(5000).default(0),
})

type BoardQuery = z.output<typeof BoardQuery>

/** A picture as the panels show it. */
export interface Card {
  id: string
  /** An id for the page's elements. */
  key: string
  name: string
  generation: string
  stage: Image['stage']
  size: string
  bytes: string
  title: string | null
  has_json: boolean
  model: string | null
  issues: string[]
  page: string
  thumbnail: string
  /** Changes with anything above, so that a page can leave alone what has not changed. */
  stamp: string
}

/** A stretch of cards, and where the next one is. */
export interface CardsModel {
  cards: Card[]
  next: string | null
}

/** The three panels. */
export interface BoardModel {
  query: BoardQuery
  generations: { id: string; count: number }[]
  stages: { id: BoardQuery['stage']; href: string }[]
  drafts: CardsModel
  draftsTotal: number
  selection: Card[]
  /** How long the selection will take to enlarge, in words, when earlier jobs tell. */
  expected: string | null
  /** The newest entries, and how many there are. */
  trash: TrashEntry[]
  trashTotal: number
  isEmpty: boolean
}

type Source = Pick<App, 'library' | 'expectedTime'>

/** Gathers what the three panels show. */
export async function boardModel(
  { library, expectedTime }: Source,
  given: unknown,
  t: Translate,
): Promise<BoardModel> {
  const query = parse(BoardQuery, given, 'Filter')
  const [generations, selected, trash] = await Promise.all([
    library.generations(),
    library.selection.get(),
    library.trash.list(),
  ])
  const [drafts, selection] = await Promise.all([
    draftsOf({ library }, query, selected),
    library.find(selected),
  ])
  const toMake = selection.filter(({ stage }) => stage !== 'upscaled')
  const expected = toMake.length > 0 ? await expectedTime(toMake) : null
  return {
    query,
    generations: generations.map(({ id, counts }) => ({
      id,
      count: counts.raw + counts.processed + counts.upscaled,
    })),
    stages: (['all', ...STAGES] as const).map((id) => ({
      id,
      href: `/${filterQuery({ ...query, stage: id })}`,
    })),
    drafts: drafts.cards,
    draftsTotal: drafts.total,
    selection: selection.map(cardOf),
    expected: expected === null ? null : duration(expected, t),
    trash: trash.slice(0, SHOWN_TRASH),
    trashTotal: trash.length,
    isEmpty: generations.every(({ counts }) => counts.raw + counts.processed + counts.upscaled === 0),
  }
}

/** Gathers the stretch of cards after a cursor. */
export async function cardsModel({ library }: Pick<App, 'library'>, given: unknown): Promise<CardsModel> {
  const query = parse(BoardQuery, given, 'Filter')
  const { cards } = await draftsOf({ library }, query, await library.selection.get())
  return cards
}

async function draftsOf({ library }: Pick<App, 'library'>, query: BoardQuery, selected: readonly string[]) {
  const { generation, stage, q, cursor, shown } = query
  const { images, total, next } = await library.images({
    ...(generation && { generation }),
    ...(q && { q }),
    ...(cursor && { cursor }),
    stage,
    limit: Math.max(PAGE, shown),
    without: new Set(selected),
  })
  const more = next ? `/parts/cards${filterQuery({ ...query, cursor: next })}` : null
  return { cards: { cards: images.map(cardOf), next: more }, total }
}

function filterQuery({ generation, stage, q, cursor }: Partial<BoardQuery>): string {
  return queryOf({ generation, stage: stage === 'all' ? undefined : stage, q, cursor })
}

function cardOf(image: Image): Card {
  const { id, name, generation, stage, width, height, title, has_json, model, issues, version } = image
  const card = {
    id,
    key: Buffer.from(id).toString('base64url'),
    name,
    generation,
    stage,
    size: width > 0 ? `${width} × ${height}` : '',
    bytes: formatBytes(image.bytes),
    title,
    has_json,
    model,
    issues,
    page: `/images/${pathOfId(id)}`,
    thumbnail: thumbnailAddress(id, version),
  }
  return { ...card, stamp: createHash('sha1').update(JSON.stringify(card)).digest('base64url') }
}

/** Writes a size for a person: `840 kB`, `3.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
