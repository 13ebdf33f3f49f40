import { createHash } from 'node:crypto'
import { type App, FILTERS, type Image, type ImageFilter, type TrashEntry, USUAL_ORDER } from '../app.ts'
import { BUILT_IN_MODEL, RESAMPLED, STAGES } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { pathOfId, thumbnailAddress } from './addresses.ts'
import { addressOf, addressWithout, BoardQuery } from './board-query.ts'
import { duration } from './durations.ts'
import type { Translate } from './i18n.ts'

/** So many pictures come at once; the rest follows as the page is scrolled. */
const PAGE = 60
/** So many thrown away pictures are shown; the others are in the folder. */
const SHOWN_TRASH = 100

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
  /** Which fall-back enlarged it, in a word; null when a model of the reader's own did. */
  fallback: 'builtIn' | 'lanczos' | null
  issues: string[]
  /** What preflight finds in its file and words. */
  findings: { warn: number; block: number }
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
  /** The direction the pictures are sorted in. */
  order: NonNullable<BoardQuery['order']>
  usualOrder: NonNullable<BoardQuery['order']>
  filters: { id: ImageFilter; isOn: boolean; without: string }[]
  /** The address without the words that are searched for. */
  withoutSearch: string
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
  /** Each changes with what its part shows. */
  stamps: Record<'trash' | 'selection' | 'generations', string>
}

type Source = Pick<App, 'library' | 'expectedTime'>

/** Gathers what the three panels show. */
export async function boardModel(
  { library, expectedTime }: Source,
  given: unknown,
  t: Translate,
  shown = 0,
): Promise<BoardModel> {
  const query = parse(BoardQuery, given, 'Filter')
  const [generations, selected, trash] = await Promise.all([
    library.generations(),
    library.selection.get(),
    library.trash.list(),
  ])
  const [drafts, selection] = await Promise.all([
    draftsOf({ library }, query, selected, Math.max(shown, query.shown)),
    library.find(selected),
  ])
  const toMake = selection.filter(({ stage }) => stage !== 'upscaled')
  const expected = toMake.length > 0 ? await expectedTime(toMake) : null
  const parts = {
    generations: generations.map(({ id, counts }) => ({
      id,
      count: counts.raw + counts.processed + counts.upscaled,
    })),
    selection: selection.map((image) => cardOf(image, addressOf({ from: 'selection' }))),
    expected: expected === null ? null : duration(expected, t),
    trash: trash.slice(0, SHOWN_TRASH),
    trashTotal: trash.length,
  }
  return {
    ...parts,
    query,
    order: query.order ?? USUAL_ORDER[query.sort],
    usualOrder: USUAL_ORDER[query.sort],
    filters: FILTERS.map((id) => ({
      id,
      isOn: query.only.includes(id),
      without: addressWithout(query, id),
    })),
    withoutSearch: `/${addressOf({ ...query, q: '', cursor: undefined })}`,
    stages: (['all', ...STAGES] as const).map((id) => ({
      id,
      href: `/${addressOf({ ...query, stage: id })}`,
    })),
    drafts: drafts.cards,
    draftsTotal: drafts.total,
    isEmpty: parts.generations.every(({ count }) => count === 0),
    stamps: {
      trash: stampOf([parts.trash, parts.trashTotal]),
      selection: stampOf([parts.selection, parts.expected]),
      generations: stampOf(parts.generations),
    },
  }
}

/** Counts what each filter would leave of the pictures that are shown. */
export async function filterCounts({ library }: Pick<App, 'library'>, given: unknown) {
  const query = parse(BoardQuery, given, 'Filter')
  const without = new Set(await library.selection.get())
  return { counts: await library.counts({ ...wantedOf(query), without }) }
}

/** Gathers the stretch of cards after a cursor. */
export async function cardsModel({ library }: Pick<App, 'library'>, given: unknown): Promise<CardsModel> {
  const query = parse(BoardQuery, given, 'Filter')
  const { cards } = await draftsOf({ library }, query, await library.selection.get(), 0)
  return cards
}

/** Returns the ids that a page lists, in its order; `keep` stays in it though it is selected meanwhile. */
export async function boardOrder(
  { library }: Pick<App, 'library'>,
  given: unknown,
  keep: string,
): Promise<string[]> {
  const query = parse(BoardQuery, given, 'Filter')
  const selected = await library.selection.get()
  if (query.from === 'selection') return selected
  const without = new Set(selected.filter((id) => id !== keep))
  return library.order({ ...wantedOf({ ...query, cursor: undefined }), without })
}

/** Writes the part of a page's query that says what it lists, as addresses carry it on. */
export function listQuery(
  given: unknown,
  more: { view?: string | undefined; from?: 'selection' | undefined } = {},
): string {
  return addressOf({ ...parse(BoardQuery, given, 'Filter'), cursor: undefined, ...more })
}

async function draftsOf(
  { library }: Pick<App, 'library'>,
  query: BoardQuery,
  selected: readonly string[],
  shown: number,
) {
  const { images, total, next } = await library.images({
    ...wantedOf(query),
    without: new Set(selected),
    limit: Math.max(PAGE, shown),
  })
  void library.foreseeThumbnails(images)
  const more = next ? `/parts/cards${addressOf({ ...query, cursor: next })}` : null
  const list = addressOf({ ...query, cursor: undefined })
  return { cards: { cards: images.map((image) => cardOf(image, list)), next: more }, total }
}

/** A query as the library takes it: what is empty asks for nothing. */
function wantedOf({ generation, q, ...rest }: BoardQuery) {
  return { ...rest, generation: generation || undefined, q: q || undefined }
}

/** `list` is the query of the list the card stands in, so that its page knows what comes before and after. */
function cardOf(image: Image, list: string): Card {
  const { id, name, generation, stage, width, height, title, has_json, model, issues, findings, version } =
    image
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
    fallback:
      model === BUILT_IN_MODEL ? ('builtIn' as const) : model === RESAMPLED ? ('lanczos' as const) : null,
    issues,
    findings,
    page: `/images/${pathOfId(id)}${list}`,
    thumbnail: thumbnailAddress(id, version),
  }
  return { ...card, stamp: stampOf(card) }
}

function stampOf(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64url').slice(0, 12)
}

/** Writes a size for a person: `840 kB`, `3.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
