import { z } from 'zod'
import { FILTERS, type ImageFilter, ORDERS, SORTS, USUAL_ORDER } from '../app.ts'
import { GenerationId, STAGES } from '../core/ids.ts'
import { queryOf } from './addresses.ts'

const LONGEST_SEARCH = 200

/** What is searched for: taken as far as it goes, since whoever types means no harm. */
const Words = z.preprocess(
  (value) => (Array.isArray(value) ? value.join(' ') : value),
  z.string().transform((text) => text.slice(0, LONGEST_SEARCH)),
)

/** Filters as a form sends them, a field for each, or as a person types them, with commas. */
const Filters = z.preprocess(
  (value) => [value ?? []].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : one)),
  z.array(z.enum(FILTERS)).transform((given) => FILTERS.filter((one) => given.includes(one))),
)

/** Which pictures, and in which order: the same words in the address of the page and of the programs' listing. */
const Which = {
  stage: z.enum(['all', ...STAGES]).default('all'),
  only: Filters,
  sort: z.enum(SORTS).default('generation'),
  order: z.enum(ORDERS).optional(),
  /** Where a page goes on, as the one before it said. */
  cursor: z.string().max(2000).optional(),
}

/** What the address of the page says. */
export const BoardQuery = z.object({
  ...Which,
  generation: GenerationId.or(z.literal('')).default(''),
  q: Words.default(''),
  /** Which list a picture was opened from, where it is not the drafts. */
  from: z.literal('selection').optional(),
  /** How many the page shows already, so that as many come back. */
  shown: z.coerce.number().int().min(0).max(600).default(0),
})

export type BoardQuery = z.output<typeof BoardQuery>

/** What the address of the listing for programs says. */
export const ListingQuery = z.object({
  ...Which,
  generation: GenerationId.optional(),
  q: Words.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** Writes a query into an address, without what goes without saying; `view` is how a picture of the list is looked at. */
export function addressOf(query: Partial<BoardQuery> & { view?: string | undefined }): string {
  const { generation, stage, q, only, sort = 'generation', order, cursor, from, view } = query
  return queryOf({
    ...{ generation, q, only, cursor, from, view },
    stage: stage === 'all' ? undefined : stage,
    sort: sort === 'generation' ? undefined : sort,
    order: order === USUAL_ORDER[sort] ? undefined : order,
  })
}

/** Writes the address that leaves one filter out. */
export function addressWithout(query: BoardQuery, filter: ImageFilter): string {
  const only = query.only.filter((one) => one !== filter)
  return `/${addressOf({ ...query, only, cursor: undefined })}`
}
