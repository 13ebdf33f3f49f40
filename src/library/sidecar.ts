import { z } from 'zod'
import { isObject, type JsonObject } from './sidecar-text.ts'

/** What a sidecar says, each field in one form whatever form the file has it in; absent when it says nothing. */
export interface Sidecar {
  title?: string
  keywords?: string[]
  /** Adobe Stock's code, 1-21. */
  category?: number
  category_name?: string
  releases?: string[]
  asset_type?: string
  prompt?: string
  negative_prompt?: string
  model?: string
  seed?: string
  is_ai_generated?: boolean
  is_fictional?: boolean
  created_at?: string
  filename?: string
  /** The id of the picture that this one was derived from. */
  source?: string
  caption?: string
  /** Decisions against a rule for this picture, by the rule's name. */
  overrides?: Record<string, SidecarOverride>
  /** The file's object as it is, unknown fields included. */
  raw: JsonObject
}

/** Why a rule does not hold for a picture; see `metadata/overrides.ts`. */
const SidecarOverride = z.object({
  reason: z.string().trim().min(1).max(1000),
  at: z.string().max(100),
  text: z.string().max(10_000),
})

/** As a person may have written it by hand. */
const WrittenOverride = SidecarOverride.extend({ at: z.string().catch(''), text: z.string().catch('') })

type SidecarOverride = z.output<typeof SidecarOverride>

/** Reads a code (1-21) from a sidecar's `category` and `category_name`; `metadata/categories.ts` provides it. */
export type CategoryOf = (category: unknown, name: unknown) => number | undefined

const Text = z.string().max(10_000)
const Word = z.string().trim().min(1).max(200)

/** What may be changed in a sidecar; null takes a field out. */
export const SidecarChanges = z
  .strictObject({
    title: Text.nullable(),
    keywords: z.array(Word).max(500).nullable(),
    category: z.int().min(1).max(21).nullable(),
    category_name: Text.nullable(),
    releases: z.array(Word).max(100).nullable(),
    asset_type: Text.nullable(),
    prompt: Text.nullable(),
    negative_prompt: Text.nullable(),
    model: Text.nullable(),
    seed: z.union([z.int(), Text]).nullable(),
    is_ai_generated: z.boolean().nullable(),
    is_fictional: z.boolean().nullable(),
    created_at: Text.nullable(),
    filename: Text.nullable(),
    caption: Text.nullable(),
    overrides: z.record(z.string().max(100), SidecarOverride).nullable(),
  })
  .partial()

/** The fields that may be changed. */
export const SIDECAR_FIELDS = SidecarChanges.keyof().options

/** Fields of a sidecar with their new values. */
export type SidecarChanges = z.input<typeof SidecarChanges>

/** What the library itself writes beside a derived picture: where it came from and how it was made. */
const PROVENANCE = ['source', 'processed', 'upscaled', 'delivered']

const DESCRIPTION = [
  ...[
    'title',
    'keywords',
    'category',
    'category_name',
    'releases',
    'asset_type',
    'prompt',
    'negative_prompt',
  ],
  ...['model', 'seed', 'is_ai_generated', 'is_fictional', 'created_at', 'filename', 'caption', 'overrides'],
]

/** Reads a sidecar's object forgivingly: what has no sense in a known field is left out of it, but stays in `raw`. */
export function sidecarOf(raw: JsonObject, categoryOf: CategoryOf): Sidecar {
  return {
    ...present('title', text(raw.title)),
    ...present('keywords', list(raw.keywords)),
    ...present('category', categoryOf(raw.category, raw.category_name)),
    ...present('category_name', text(raw.category_name)),
    ...present('releases', list(raw.releases)),
    ...present('asset_type', text(raw.asset_type)),
    ...present('prompt', text(raw.prompt)),
    ...present('negative_prompt', text(raw.negative_prompt)),
    ...present('model', text(raw.model)),
    ...present('seed', text(raw.seed)),
    ...present('is_ai_generated', flag(raw.is_ai_generated)),
    ...present('is_fictional', flag(raw.is_fictional)),
    ...present('created_at', text(raw.created_at)),
    ...present('filename', text(raw.filename)),
    ...present('source', text(raw.source)),
    ...present('caption', text(raw.caption)),
    ...present('overrides', overrides(raw.overrides)),
    raw,
  }
}

/** Tells whether a sidecar describes its picture, or only says where it came from. */
export function isDescription({ raw }: Sidecar): boolean {
  return Object.keys(raw).some((key) => !PROVENANCE.includes(key))
}

/** Tells whether two sidecars say the same about a picture, wherever it came from. */
export function sameDescription(a: Sidecar, b: Sidecar): boolean {
  return JSON.stringify(without(a.raw, PROVENANCE)) === JSON.stringify(without(b.raw, PROVENANCE))
}

/** Returns what was noted when a derived picture was placed: everything that neither describes it nor is `source`. */
export function factsOf({ raw }: Sidecar): JsonObject {
  return without(raw, [...DESCRIPTION, 'source'])
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}

function present<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value }
function present(key: string, value: unknown): object {
  return value === undefined ? {} : { [key]: value }
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}

/** Takes an array, or one string with commas (also the Chinese and Japanese ones), semicolons or lines between. */
function list(value: unknown): string[] | undefined {
  const parts = typeof value === 'string' ? value.split(/[,;，、\r\n]/) : value
  if (!Array.isArray(parts)) return undefined
  return parts.flatMap((part: unknown) => text(part)?.trim() || [])
}

/** An entry without a reason is no decision. */
function overrides(value: unknown): Record<string, SidecarOverride> | undefined {
  if (!isObject(value)) return undefined // as nearly always
  const entries = Object.entries(value).flatMap(([rule, entry]) => {
    const { data } = WrittenOverride.safeParse(entry)
    return data ? [[rule, data] as const] : []
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

function flag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 1 || value === 0) return value === 1
  if (typeof value !== 'string') return undefined
  const word = value.trim().toLowerCase()
  if (['true', 'yes', '1'].includes(word)) return true
  return ['false', 'no', '0'].includes(word) ? false : undefined
}
