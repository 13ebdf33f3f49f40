import { z } from 'zod'
import { type Sidecar, type SidecarChanges, splitKeywords } from '../app.ts'
import { AppError } from '../core/errors.ts'

/** The fields of the form that edits a sidecar, in its order. */
export const DETAIL_FIELDS = [
  'title',
  'keywords',
  'category',
  'asset_type',
  'releases',
  'is_ai_generated',
  'is_fictional',
] as const

/** The name of a field of the form. */
export type DetailField = (typeof DETAIL_FIELDS)[number]

/** Every field as text, which is how a form holds it: lists by line, flags as `true` or nothing. */
export type DetailTexts = Record<DetailField, string>

/** What is advised for a title, in characters, and what an agency takes at most. */
export const TITLE_LENGTHS = { advised: 70, ceiling: 200 } as const

/** What a form sends: each field, what it held when the form was made, and what was decided about a collision. */
export interface DetailsForm {
  texts: DetailTexts
  base: DetailTexts
  version: string | undefined
}

const Fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

/** Reads what a form sent. A field that is not in it is as it was, but a flag that is not in it was taken away. */
export function readDetails(body: unknown): DetailsForm {
  const sent = Fields.safeParse(body ?? {}).data ?? {}
  const one = (name: string) => [sent[name]].flat()[0]?.replaceAll('\r\n', '\n')
  const fix = fixIn(one('fix'))
  const decisions = [sent.choice ?? []].flat().map((choice) => choice.split(':'))
  const texts = emptyTexts()
  const base = emptyTexts()
  for (const field of DETAIL_FIELDS) {
    base[field] = one(`base.${field}`) ?? ''
    const typed = one(field) ?? (field.startsWith('is_') ? '' : base[field])
    texts[field] = typed === base[field] ? (fix[field] ?? typed) : typed
    const seen = one(`seen.${field}`)
    const choice = decisions.findLast(([name]) => name === field || name === '*')?.[1]
    if (seen === undefined || !choice) continue
    base[field] = seen
    if (choice === 'theirs') texts[field] = seen
  }
  return { texts, base, version: one('version') || undefined }
}

/** A button that mends something sends what fields are to hold in which nothing was typed since. */
function fixIn(sent: string | undefined): Record<string, string> {
  if (sent === undefined) return {}
  try {
    return z.record(z.string(), z.string().max(20_000)).parse(JSON.parse(sent))
  } catch {
    return {}
  }
}

/** Returns what was changed in a form, and what the changed fields held before. */
export function changesIn({ texts, base }: DetailsForm): { changes: SidecarChanges; base: SidecarChanges } {
  const [wanted, before] = [valuesOf(texts), valuesOf(base)]
  const changed = DETAIL_FIELDS.filter(
    (field) => JSON.stringify(wanted[field]) !== JSON.stringify(before[field]),
  )
  const pick = (values: SidecarChanges) => Object.fromEntries(changed.map((field) => [field, values[field]]))
  return { changes: pick(wanted), base: pick(before) }
}

/** Refuses a title that no agency takes, by code points as agencies count. */
export function checkTitle({ title }: SidecarChanges): void {
  const length = [...(title ?? '')].length
  if (length > TITLE_LENGTHS.ceiling) {
    const say = `The title has ${length} characters; agencies take ${TITLE_LENGTHS.ceiling} at most.`
    throw new AppError('invalid', say, { field: 'title' })
  }
}

/** Writes what a sidecar says as a form holds it. */
export function textsOf(sidecar: Sidecar | null): DetailTexts {
  const { title, keywords, category, asset_type, releases, is_ai_generated, is_fictional } = sidecar ?? {}
  return {
    title: title ?? '',
    keywords: keywords?.join('\n') ?? '',
    category: category === undefined ? '' : String(category),
    asset_type: asset_type ?? '',
    releases: releases?.join('\n') ?? '',
    is_ai_generated: is_ai_generated ? 'true' : '',
    is_fictional: is_fictional ? 'true' : '',
  }
}

/** Writes one field's value, as a collision tells it, as a form holds it. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join('\n')
  return value === null || value === undefined || value === false ? '' : String(value)
}

function valuesOf(texts: DetailTexts): Record<DetailField, unknown> & SidecarChanges {
  const category = Number(texts.category)
  return {
    title: texts.title.replace(/\s+/g, ' ').trim() || null,
    keywords: someOf(texts.keywords),
    category: Number.isInteger(category) && category > 0 ? category : null,
    asset_type: texts.asset_type.trim() || null,
    releases: someOf(texts.releases),
    is_ai_generated: texts.is_ai_generated === 'true',
    is_fictional: texts.is_fictional === 'true',
  }
}

function someOf(text: string): string[] | null {
  const list = splitKeywords(text)
  return list.length > 0 ? list : null
}

function emptyTexts(): DetailTexts {
  return textsOf(null)
}
