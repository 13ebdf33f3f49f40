import { randomUUID } from 'node:crypto'
import { each, type Pieces } from '../core/pieces.ts'
import { changeLine } from './ledger.ts'
import type { LedgerEntry, LedgerOrigin, LedgerState, NewDelivery, NewLine } from './ledger-lines.ts'
import type { ReadTable, TableRow } from './ledger-table.ts'

/** What an import does with a row. */
export type RowFate = 'update' | 'same' | 'new' | 'add' | 'unknown' | 'ambiguous'

/** A row of the preview. */
export interface PlannedRow extends TableRow {
  fate: RowFate
  agency: string
  newState: LedgerState
  /** The entry it is about. */
  entry: LedgerEntry | null
  /** The picture of the library that goes by this name, where the ledger has no entry of it yet. */
  picture: KnownPicture | null
}

/** A picture that a table may mean. */
export interface KnownPicture {
  /** The id of the picture it was made from, or its own. */
  picture: string
  file: string | null
  /** The names it goes by. */
  names: readonly string[]
  title: string
  keywords: readonly string[]
  prompt: string
}

/** What an import would do. */
export interface ImportPlan {
  columns: ReadTable['columns']
  rows: PlannedRow[]
  counts: Record<RowFate, number>
}

/** What is imported, and how. */
export interface ImportRequest {
  csv: string
  /** The agency of rows that name none. */
  agency: string
  /** What became of rows that do not say. */
  state: LedgerState
  /** Whether rows about pictures that are not in the library become entries, too: their names and titles count later. */
  keep: boolean
}

/** Matches the rows of a table with the ledger and the library; a name that several pictures have is not guessed. */
export function* planImport(
  { agency, state, keep }: Omit<ImportRequest, 'csv'>,
  { entries, table }: { entries: readonly LedgerEntry[]; table: ReadTable },
  pictures: readonly KnownPicture[],
): Pieces<ImportPlan> {
  const { rows, columns } = table
  const byName = Map.groupBy(
    pictures.flatMap((picture) => picture.names.map((name) => ({ name: name.toLowerCase(), picture }))),
    ({ name }) => name,
  )
  const known = yield* entryFinder(entries)
  const reached = new Map<string, Pick<LedgerEntry, 'state' | 'reason'>>()
  const planned = yield* each(rows, (row): PlannedRow => {
    const own = { ...row, agency: row.agency ?? agency, newState: row.state ?? state }
    const entry = known(own)
    if (entry) {
      const isSame = isBehind(own, reached.get(entry.id) ?? entry)
      if (!isSame) reached.set(entry.id, { state: own.newState, reason: own.reason })
      return { ...own, fate: isSame ? 'same' : 'update', entry, picture: null }
    }
    const found = new Set(byName.get(row.name.toLowerCase())?.map(({ picture }) => picture) ?? [])
    const [picture = null] = found
    if (found.size > 1) return { ...own, fate: 'ambiguous', entry: null, picture: null }
    return { ...own, fate: picture ? 'new' : keep ? 'add' : 'unknown', entry: null, picture }
  })
  const fates: RowFate[] = ['update', 'same', 'new', 'add', 'unknown', 'ambiguous']
  const counts = Object.fromEntries(
    fates.map((fate) => [fate, planned.filter((row) => row.fate === fate).length]),
  ) as Record<RowFate, number>
  return { columns, rows: planned, counts }
}

/** Writes what a plan says as lines that can be taken back together. */
export function* importLines(
  { rows }: ImportPlan,
  { by, now }: { by: LedgerOrigin; now: Date },
): Pieces<{ lines: NewLine[]; group: string }> {
  const group = randomUUID()
  const deliveries: NewDelivery[] = []
  const changes = new Map<string, { row: PlannedRow; ids: string[] }>()
  for (const row of rows) {
    yield
    if (!['update', 'new', 'add'].includes(row.fate)) continue
    const delivery = row.entry ? null : deliveryOf(row, { group, by, now })
    if (delivery) deliveries.push(delivery)
    const id = row.entry?.id ?? delivery?.id ?? ''
    const key = JSON.stringify([row.newState, row.reason, row.at])
    const before = changes.get(key)
    if (before) before.ids.push(id)
    else changes.set(key, { row, ids: [id] })
  }
  const changed = [...changes.values()].map(({ row, ids }) =>
    changeLine({
      ...{ deliveries: ids, state: row.newState, reason: row.reason, by, group },
      at: row.at ?? now,
    }),
  )
  return { lines: [...deliveries, ...changed], group }
}

/** Finds the newest delivery under a name; the maker's own name does where the delivered one is not in the table. */
function* entryFinder(
  entries: readonly LedgerEntry[],
): Pieces<(row: { agency: string; name: string }) => LedgerEntry | undefined> {
  const key = (agency: string, name: string) => `${agency}\n${name.toLowerCase()}`
  const byOriginal = new Map<string, LedgerEntry>()
  const byName = new Map<string, LedgerEntry>()
  for (const entry of entries) {
    byOriginal.set(key(entry.agency, entry.original), entry)
    byName.set(key(entry.agency, entry.name), entry)
    yield
  }
  return ({ agency, name }) => byName.get(key(agency, name)) ?? byOriginal.get(key(agency, name))
}

const RANKS: Record<LedgerState, number> = { prepared: 0, submitted: 1, accepted: 2, rejected: 2, sold: 3 }

/** A table that was saved earlier must not take back what is known by now. */
function isBehind(
  { newState, reason }: { newState: LedgerState; reason: string },
  entry: Pick<LedgerEntry, 'state' | 'reason'>,
): boolean {
  if (RANKS[newState] < RANKS[entry.state]) return true
  return entry.state === newState && (entry.reason === reason || reason === '')
}

function deliveryOf(
  { picture, name, agency, title, keywords, at }: PlannedRow,
  { group, by, now }: { group: string; by: LedgerOrigin; now: Date },
): NewDelivery {
  return {
    ...{ line: 'delivery', id: randomUUID(), at: (at ?? now).toISOString(), by, agency, group, name },
    picture: picture?.picture ?? null,
    file: picture?.file ?? null,
    original: picture?.names[0] ?? name,
    title: title || (picture?.title ?? ''),
    keywords: keywords.length > 0 ? keywords : [...(picture?.keywords ?? [])],
    prompt: picture?.prompt ?? '',
  }
}
