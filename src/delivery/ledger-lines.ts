import { z } from 'zod'
import type { Pieces } from '../core/pieces.ts'

/** What became of a picture at an agency; `prepared` is written down by us, the others by the person or an import. */
export const STATES = ['prepared', 'submitted', 'accepted', 'rejected', 'sold'] as const

export type LedgerState = (typeof STATES)[number]

/** Who wrote a line. */
export const Origin = z.enum(['page', 'program', 'command', 'import'])

export type LedgerOrigin = z.infer<typeof Origin>

const Time = z.iso.datetime()
const text = z.string().default('')

/** A picture on its way to an agency, with the words it left with. */
export const DeliveryLine = z.object({
  line: z.literal('delivery'),
  id: z.string().min(1),
  at: Time,
  by: Origin,
  agency: z.string().min(1),
  /** The batch it was prepared in; none where it comes from an import. */
  batch: z.string().nullable().default(null),
  /** The import it comes from. */
  group: z.string().nullable().default(null),
  /** The id of the picture it was made from, or of the file itself; none where it is not in the library. */
  picture: z.string().nullable().default(null),
  /** The id of the file that left. */
  file: z.string().nullable().default(null),
  /** The name under which it left, and the one its maker gave it. */
  name: z.string().min(1),
  original: text,
  title: text,
  keywords: z.array(z.string()).default([]),
  prompt: text,
  fingerprint: z.string().nullable().default(null),
  category: z.number().nullable().default(null),
  releases: z.array(z.string()).default([]),
  kind: z.enum(['photo', 'illustration']).nullable().default(null),
  is_ai: z.boolean().nullable().default(null),
  fictional: z.enum(['tick', 'leave', 'decide', 'release']).default('decide'),
})

/** One deed that changed what is known about deliveries, few or many. */
const ChangeLine = z.object({
  line: z.literal('change'),
  id: z.string().min(1),
  at: Time,
  by: Origin,
  group: z.string().nullable().default(null),
  state: z.enum(STATES),
  /** Why it was rejected, or any remark. */
  reason: text,
  deliveries: z.array(z.string()).min(1),
})

/** Takes a change or an import back; the line stays, so nothing that was ever written is lost. */
const UndoLine = z.object({
  line: z.literal('undo'),
  id: z.string().min(1),
  at: Time,
  by: Origin,
  undoes: z.string().min(1),
})

/** What was made in one go for an agency: its files, and what stayed behind. */
export const BatchLine = z.object({
  line: z.literal('batch'),
  id: z.string().min(1),
  at: Time,
  by: Origin,
  agency: z.string().min(1),
  files: z.array(z.object({ generation: z.string(), path: z.string(), rows: z.number() })).default([]),
  left: z.array(z.object({ name: z.string(), reasons: z.array(z.string()) })).default([]),
  /** Blocked pictures that somebody let through, and why they were blocked. */
  overridden: z.array(z.object({ name: z.string(), reasons: z.array(z.string()) })).default([]),
  /** How the words got into the pictures; none where they did not. */
  embedded: z.enum(['exiftool', 'xmp']).nullable().default(null),
})

/** A line of the ledger. */
export const LedgerLine = z.discriminatedUnion('line', [DeliveryLine, ChangeLine, UndoLine, BatchLine])

export type LedgerLine = z.output<typeof LedgerLine>
export type NewLine = z.input<typeof LedgerLine>
export type NewDelivery = z.input<typeof DeliveryLine>
export type Batch = Omit<z.output<typeof BatchLine>, 'line'>

/** A delivery and what became of it. */
export interface LedgerEntry extends Omit<z.output<typeof DeliveryLine>, 'line'> {
  state: LedgerState
  reason: string
  /** When it got that state, ISO time. */
  changed: string
  history: { state: LedgerState; reason: string; at: string; by: LedgerOrigin }[]
}

/** Everything that the lines say together. */
export interface LedgerContent {
  /** In the order in which they were delivered first. */
  entries: LedgerEntry[]
  batches: Batch[]
  /** What can be taken back or was: changes and imports, in their order. */
  deeds: Deed[]
}

/** A change, or all lines of an import, as one thing that can be taken back. */
export interface Deed {
  id: string
  isUndone: boolean
  /** What it was done to, where it still counts. */
  entries: Set<LedgerEntry>
}

/**
 * Reads the lines of a ledger into what they say together.
 *
 * A picture that is prepared again before it was submitted is the same delivery, with its newest words; once
 * submitted, a delivery under the same name keeps its state, since a corrected CSV is no second submission.
 */
export function* contentOf(lines: readonly LedgerLine[]): Pieces<LedgerContent> {
  const undone = new Set(lines.flatMap((one) => (one.line === 'undo' ? [one.undoes] : [])))
  const isUndone = ({ id, group }: { id: string; group?: string | null }) =>
    undone.has(id) || (group !== null && group !== undefined && undone.has(group))
  const byId = new Map<string, LedgerEntry>()
  const byKey = new Map<string, LedgerEntry>()
  const batches: Batch[] = []
  const deeds = new Map<string, Deed>()
  for (const one of lines) {
    yield
    if (one.line === 'batch') batches.push(one)
    if (one.line === 'batch' || one.line === 'undo') continue
    const deed = deedOf(one, deeds, undone)
    if (isUndone(one)) continue
    const touched =
      one.line === 'delivery'
        ? [deliver(one, { byId, byKey })]
        : one.deliveries.flatMap((id) => change(byId.get(id), one))
    for (const entry of touched) deed?.entries.add(entry)
  }
  return { entries: [...new Set(byKey.values())], batches, deeds: [...deeds.values()] }
}

/** What a line is taken back with; a delivery of a batch is not, since its files are there. */
function deedOf(
  { line, id, group }: { line: 'delivery' | 'change'; id: string; group: string | null },
  deeds: Map<string, Deed>,
  undone: ReadonlySet<string>,
): Deed | undefined {
  if (line === 'delivery' && group === null) return undefined
  const name = group ?? id
  const deed = deeds.get(name) ?? { id: name, isUndone: undone.has(name), entries: new Set() }
  deeds.set(name, deed)
  return deed
}

type Delivery = z.output<typeof DeliveryLine>

function deliver(
  { line: _, ...delivery }: Delivery,
  { byId, byKey }: { byId: Map<string, LedgerEntry>; byKey: Map<string, LedgerEntry> },
): LedgerEntry {
  const key = [delivery.agency, delivery.picture ?? '', delivery.name.toLowerCase()].join('\n')
  const before = byKey.get(key)
  const first = { state: 'prepared' as const, reason: '', at: delivery.at, by: delivery.by }
  const entry: LedgerEntry = before
    ? Object.assign(before, { ...delivery, id: before.id, at: before.at })
    : { ...delivery, state: 'prepared', reason: '', changed: delivery.at, history: [first] }
  byId.set(delivery.id, entry)
  byKey.set(key, entry)
  return entry
}

function change(
  entry: LedgerEntry | undefined,
  { state, reason, at, by }: z.output<typeof ChangeLine>,
): LedgerEntry[] {
  if (!entry) return []
  Object.assign(entry, { state, reason, changed: at })
  entry.history.push({ state, reason, at, by })
  return [entry]
}
