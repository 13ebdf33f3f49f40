import { z } from 'zod'
import {
  AGENCIES,
  type App,
  LEDGER_STATES,
  type LedgerEntry,
  type LedgerState,
  type Quota,
} from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { pathOfId, queryOf } from '../addresses.ts'
import { type Moment, momentOf, type Words } from '../jobs/words.ts'
import { saidAgency } from './agency-name.ts'

/** Which entries; the same words in the address of the page and of the programs' listing. */
export const LedgerQuery = z.object({
  agency: z.string().max(50).default(''),
  state: z.enum(LEDGER_STATES).or(z.literal('')).default(''),
  batch: z.string().max(100).default(''),
  q: z.string().max(200).default(''),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
})

/** What an import that was just made left in the address. */
const Imported = z.object({
  imported: z.coerce.number().int().min(0).optional(),
  change: z.string().max(100).optional(),
})

/** A batch in the list. */
export interface BatchRow {
  id: string
  href: string
  agency: string
  when: Moment
  count: number
  states: { state: LedgerState; count: number }[]
  generations: string[]
  left: number
  canMark: boolean
}

/** An entry in the table. */
export interface LedgerRow extends LedgerEntry {
  agencyName: string
  when: Moment
  href: string | null
  sheet: string | null
  /** The picture that can be made ready once more under a changed name; null unless it was rejected, and not yet made again. */
  again: string | null
  /** What usually comes next. */
  next: readonly LedgerState[]
}

/** The page of what was submitted. */
export interface SubmissionsModel {
  query: z.output<typeof LedgerQuery>
  /** Where the page's content is fetched anew. */
  part: string
  batches: BatchRow[]
  /** How many more batches there are than are shown. */
  moreBatches: number
  quota: Quota | null
  rows: LedgerRow[]
  total: number
  tabs: { id: LedgerState | ''; href: string; count: number; isCurrent: boolean }[]
  agencies: { id: string; name: string }[]
  pages: { page: number; last: number; previous: string | null; next: string | null }
  /** How many lines of the ledger's file cannot be read. */
  problems: number
  imported: { count: number; change: string | null } | null
}

const NEXT: Record<LedgerState, readonly LedgerState[]> = {
  prepared: ['submitted'],
  submitted: ['accepted', 'rejected'],
  accepted: ['sold'],
  rejected: [],
  sold: [],
}

/** So many batches are listed. */
const BATCHES = 8

/** Gathers what the page shows. */
export async function submissionsModel(
  { delivery }: Pick<App, 'delivery'>,
  given: unknown,
  words: Words,
): Promise<SubmissionsModel> {
  const query = parse(LedgerQuery, given, 'Filter')
  const { ledger } = delivery
  const { state, limit, ...others } = query
  const { page: asked, ...narrowed } = others
  const inAll = await ledger.entries(narrowed)
  const entries = state ? inAll.filter((entry) => entry.state === state) : inAll
  const batches = await ledger.batches()
  const all = await ledger.all()
  const last = Math.max(1, Math.ceil(entries.length / limit))
  const page = Math.min(asked, last)
  const newest = newestIn(all)
  const href = (changes: Partial<typeof query>) => `/submissions${addressOf({ ...query, ...changes })}`
  return {
    query,
    part: `/parts/submissions${addressOf(query)}`,
    batches: batches.slice(0, BATCHES).map((batch) => batchRow(batch, words)),
    moreBatches: Math.max(0, batches.length - BATCHES),
    quota: await delivery.quota(),
    rows: entries.slice((page - 1) * limit, page * limit).map((entry) => rowOf(entry, { newest, words })),
    total: entries.length,
    tabs: (['', ...LEDGER_STATES] as const).map((id) => ({
      id,
      href: href({ state: id, page: 1 }),
      count: id ? inAll.filter((entry) => entry.state === id).length : inAll.length,
      isCurrent: id === state,
    })),
    agencies: agenciesIn(all, words),
    pages: {
      ...{ page, last },
      previous: page > 1 ? href({ page: page - 1 }) : null,
      next: page < last ? href({ page: page + 1 }) : null,
    },
    problems: await ledger.problems(),
    imported: importedIn(given),
  }
}

function importedIn(given: unknown): SubmissionsModel['imported'] {
  const { imported, change } = parse(Imported, given, 'Import')
  return imported === undefined ? null : { count: imported, change: change || null }
}

function addressOf({ page, limit, ...query }: z.output<typeof LedgerQuery>): string {
  return queryOf({ ...query, page: page > 1 ? page : '', limit: limit === 50 ? '' : limit })
}

function agenciesIn(entries: readonly LedgerEntry[], words: Words): { id: string; name: string }[] {
  const ids = new Set([...AGENCIES.map(({ id }) => id), ...entries.map(({ agency }) => agency)])
  return [...ids].map((id) => ({ id, name: saidAgency(id, words.t) }))
}

type FullBatch = Awaited<ReturnType<App['delivery']['ledger']['batches']>>[number]

function batchRow({ id, agency, at, entries, files, left }: FullBatch, words: Words): BatchRow {
  const states = LEDGER_STATES.map((state) => ({
    state,
    count: entries.filter((entry) => entry.state === state).length,
  }))
  return {
    ...{ id, href: `/submissions/${encodeURIComponent(id)}`, agency: saidAgency(agency, words.t) },
    when: momentOf(at, words),
    count: entries.length,
    states: states.filter(({ count }) => count > 0),
    generations: [...new Set(files.map(({ generation }) => generation))],
    left: left.length,
    canMark: entries.some(({ state }) => state === 'prepared'),
  }
}

/** The newest delivery of each picture to each agency. */
function newestIn(entries: readonly LedgerEntry[]): ReadonlySet<string> {
  const newest = new Map(entries.map(({ id, agency, picture }) => [`${agency}\n${picture ?? id}`, id]))
  return new Set(newest.values())
}

function rowOf(
  entry: LedgerEntry,
  { newest, words }: { newest: ReadonlySet<string>; words: Words },
): LedgerRow {
  const picture = entry.file ?? entry.picture
  const isOffered = AGENCIES.some(({ id }) => id === entry.agency)
  const canAgain = entry.state === 'rejected' && isOffered && newest.has(entry.id)
  return {
    ...entry,
    agencyName: saidAgency(entry.agency, words.t),
    when: momentOf(entry.changed, words),
    href: picture ? `/images/${pathOfId(picture)}` : null,
    again: canAgain ? picture : null,
    sheet: entry.batch ? `/submissions/${encodeURIComponent(entry.batch)}` : null,
    next: NEXT[entry.state],
  }
}
