import { randomUUID } from 'node:crypto'
import { AppError } from '../core/errors.ts'
import { each, inPieces } from '../core/pieces.ts'
import { createLedgerFile, type Decide, type Decision } from './ledger-file.ts'
import {
  type Batch,
  type Deed,
  type LedgerEntry,
  type LedgerOrigin,
  type LedgerState,
  type NewLine,
  STATES,
} from './ledger-lines.ts'

/** Which entries: those that all given words are true of. */
export interface LedgerQuery {
  agency?: string | undefined
  state?: LedgerState | undefined
  batch?: string | undefined
  /** Words that name, title, reason or keywords hold. */
  q?: string | undefined
}

/** What changed, and how to take it back. */
export interface LedgerChange {
  /** Null when nothing changed. */
  change: string | null
  changed: number
}

/** What was submitted where, under which name and with which words, and what became of it. */
export interface Ledger {
  /** The entries, the newest first. */
  entries(query?: LedgerQuery): Promise<LedgerEntry[]>
  /** All entries, in the order in which they were delivered; the same list until the ledger grows. */
  all(): Promise<readonly LedgerEntry[]>
  /** The batches that something is left of, the newest first, each with its entries. */
  batches(): Promise<(Batch & { entries: LedgerEntry[] })[]>
  /** Throws `not_found`. */
  batch(id: string): Promise<Batch & { entries: LedgerEntry[] }>
  counts(agency?: string): Promise<Record<LedgerState, number>>
  /** How many pictures were submitted to an agency in the last seven days, which is what its limits count. */
  submittedLately(agency: string, now?: Date): Promise<number>
  /** Writes down what became of deliveries; those that are so already are passed over. */
  mark(request: MarkRequest): Promise<LedgerChange>
  /**
   * Takes a change or a whole import back; one that was taken back already, perhaps in another tab, stays so.
   *
   * Throws `not_found` for what is neither, and `conflict` where one of its entries was changed again since.
   */
  undo(change: string, by: LedgerOrigin): Promise<void>
  /** Adds lines after looking at what is there, while nobody else does. */
  add<Result>(decide: Decide<Result>): Promise<Result>
  /** How many lines of the file could not be read. */
  problems(): Promise<number>
}

/** What became of which deliveries. */
export interface MarkRequest {
  entries: readonly string[]
  state: LedgerState
  reason?: string | undefined
  by: LedgerOrigin
}

const WEEK_MS = 7 * 24 * 3_600_000

/** Opens the ledger in the file at `path`, which need not be there. */
export function createLedger(path: string, now: () => Date = () => new Date()): Ledger {
  const file = createLedgerFile(path)

  async function batches() {
    const { entries, batches } = await file.read()
    const byBatch = Map.groupBy(entries, ({ batch }) => batch)
    const full = batches.map((batch) => ({ ...batch, entries: byBatch.get(batch.id) ?? [] }))
    return full.filter((batch) => batch.entries.length > 0).toReversed()
  }

  return {
    async entries(query = {}) {
      const { entries } = await file.read()
      const isMeant = await inPieces(each(entries, (entry) => matches(entry, query)))
      return entries.filter((_, place) => isMeant[place]).toSorted(byChange)
    },
    all: async () => (await file.read()).entries,
    batches,
    async batch(id) {
      const batch = (await batches()).find((one) => one.id === id)
      if (!batch)
        throw new AppError(
          'not_found',
          `There is no batch ${id}, or all of it was made again in a newer one.`,
        )
      return batch
    },
    async counts(agency) {
      const { entries } = await file.read()
      const own = agency ? entries.filter((entry) => entry.agency === agency) : entries
      return countsOf(own)
    },
    async submittedLately(agency, at = now()) {
      const { entries } = await file.read()
      const since = at.getTime() - WEEK_MS
      return entries.filter((entry) => entry.agency === agency && submittedSince(entry, since)).length
    },
    mark: ({ entries: ids, state, reason = '', by }) =>
      file.add(async ({ entries }): Promise<Decision<LedgerChange>> => {
        const known = new Map(entries.map((entry) => [entry.id, entry]))
        const changing = ids.map((id) => known.get(id) ?? missing(id))
        const other = changing.filter((entry) => entry.state !== state || entry.reason !== reason)
        if (other.length === 0) return { lines: [], result: { change: null, changed: 0 } }
        const line = changeLine({ deliveries: other.map(({ id }) => id), state, reason, by, at: now() })
        return { lines: [line], result: { change: line.id, changed: other.length } }
      }),
    undo: (change, by) =>
      file.add(async ({ deeds }) => {
        const line = { line: 'undo' as const, id: randomUUID(), at: now().toISOString(), by, undoes: change }
        return { lines: isToUndo(deeds, change) ? [line] : [], result: undefined }
      }),
    add: file.add,
    problems: async () => (await file.read()).problems,
  }
}

/** Only the newest change of an entry can be taken back: under a newer one, nobody would see what it did. */
function isToUndo(deeds: readonly Deed[], id: string): boolean {
  const at = deeds.findIndex((deed) => deed.id === id)
  const deed = deeds[at]
  if (!deed) throw new AppError('not_found', `There is no change ${id} in the ledger to take back.`)
  if (deed.isUndone) return false
  const touched = [...deed.entries]
  const newer = deeds.slice(at + 1).find(({ entries }) => touched.some((entry) => entries.has(entry)))
  if (!newer) return true
  const message = 'Something of this was changed again since. Take the newer change back first.'
  throw new AppError('conflict', message)
}

/** Writes a change; `at` may lie in the past, as an import tells. */
export function changeLine({
  at,
  group = null,
  ...rest
}: {
  deliveries: string[]
  state: LedgerState
  reason: string
  by: LedgerOrigin
  at: Date
  group?: string | null
}): Extract<NewLine, { line: 'change' }> & { id: string } {
  return { line: 'change', id: randomUUID(), at: at.toISOString(), group, ...rest }
}

/** Counts entries by their state. */
function countsOf(entries: readonly LedgerEntry[]): Record<LedgerState, number> {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<LedgerState, number>
  for (const { state } of entries) counts[state] += 1
  return counts
}

function matches(entry: LedgerEntry, { agency, state, batch, q = '' }: LedgerQuery): boolean {
  if (agency && entry.agency !== agency) return false
  if (state && entry.state !== state) return false
  if (batch && entry.batch !== batch) return false
  if (q === '') return true
  const text = [entry.name, entry.original, entry.title, entry.reason, entry.picture ?? '', ...entry.keywords]
    .join('\n')
    .toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const collator = new Intl.Collator()

function byChange(a: LedgerEntry, b: LedgerEntry): number {
  if (a.changed !== b.changed) return a.changed < b.changed ? 1 : -1
  return collator.compare(a.name, b.name)
}

function submittedSince({ state, history }: LedgerEntry, since: number): boolean {
  if (state === 'prepared') return false
  const first = history.find((one) => one.state !== 'prepared')
  return first !== undefined && Date.parse(first.at) >= since
}

function missing(id: string): never {
  throw new AppError('not_found', `There is no entry ${id} in the ledger.`)
}
