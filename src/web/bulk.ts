import { z } from 'zod'
import { type App, type BulkEdit, type EditReport, rankKeywords, splitKeywords } from '../app.ts'
import { placeOf } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { assetTypeOptions, categoryOptions, type Option } from './details.ts'
import { ImageList } from './form.ts'
import type { Translate } from './i18n.ts'

/** A part of a value, marked where the other side does not have it. */
export interface Piece {
  text: string
  isMarked: boolean
  /** Whether it begins the keywords that count less: those behind the first ten. */
  isBelowLine: boolean
}

/** What an edit changes in one sidecar. */
interface ChangedRow {
  names: string
  fields: { label: string; before: Piece[]; after: Piece[] }[]
}

/** What an edit would do, or did. */
export interface BulkPreview {
  rows: ChangedRow[]
  /** How many sidecars change, the rows that are not shown included. */
  changed: number
  unchanged: number
  failed: { name: string; reason: string }[]
  /** The edit this is the preview of, to be held against what is applied. */
  seen: string
}

/** The dialog that edits the details of many pictures. */
export interface BulkModel {
  images: string[]
  form: BulkTexts
  categories: Option[]
  assetTypes: Option[]
  preview: BulkPreview | null
}

/** What an applied edit did. */
export interface BulkResultModel {
  count: number
  failed: { name: string; reason: string }[]
  /** What to take it back by; null when it changed nothing. */
  edit: string | null
}

/** So many rows are shown; the others are counted. */
const SHOWN = 200

const words = z.preprocess(
  (value) => (typeof value === 'string' ? splitKeywords(value) : value),
  z.array(z.string().trim().min(1).max(200)).max(500).optional(),
)
const flag = z.preprocess(
  (value) => (value === '' ? undefined : value === 'true' ? true : value === 'false' ? false : value),
  z.boolean().optional(),
)
const blank = (value: unknown) => (value === '' ? undefined : value)

const Edit = z.object({
  add: words,
  first: flag,
  remove: words,
  find: z.preprocess(blank, z.string().trim().max(200).optional()),
  replace: words,
  category: z.preprocess(blank, z.coerce.number().int().min(1).max(21).optional()),
  asset_type: z.preprocess(blank, z.string().trim().max(100).optional()),
  is_ai_generated: flag,
  is_fictional: flag,
  fill: z.preprocess(blank, z.enum(['missing', 'replace']).optional()),
  repair: flag,
})

const NAMES = Edit.keyof().options

/** The fields of the form as they were sent, to be shown again. */
export type BulkTexts = Record<(typeof NAMES)[number] | 'seen', string>

/** What a form or a program asks for. */
export interface BulkRequest {
  images: string[]
  edit: BulkEdit
  texts: BulkTexts
}

/** Reads an edit of many pictures. */
export function readBulk(body: unknown): BulkRequest {
  const { images } = parse(ImageList, body, 'Edit')
  const sent = z.record(z.string(), z.unknown()).parse(body)
  const texts = Object.fromEntries(
    [...NAMES, 'seen' as const].map((name) => [name, typeof sent[name] === 'string' ? sent[name] : '']),
  ) as BulkTexts
  return { images, edit: parse(Edit, body, 'Edit'), texts }
}

/** Tells what an edit is, to hold one against another. */
export function fingerprintOf(edit: BulkEdit): string {
  return JSON.stringify(NAMES.map((name) => edit[name] ?? null))
}

/** Gathers the dialog, with a preview where there is one. */
export function bulkModel(
  { categories }: Pick<App, 'categories'>,
  {
    images,
    texts,
    preview,
    t,
  }: Pick<BulkRequest, 'images' | 'texts'> & { preview: BulkPreview | null; t: Translate },
): BulkModel {
  return {
    images,
    form: texts,
    categories: categoryOptions(categories, t),
    assetTypes: assetTypeOptions(t, texts.asset_type),
    preview,
  }
}

/** Writes what an edit changes for a person. */
export function previewOf(
  { changed, unchanged, failed }: Omit<EditReport, 'edit'>,
  { edit, categories, t }: { edit: BulkEdit; categories: Record<number, string>; t: Translate },
): BulkPreview {
  const options = { category: categoryOptions(categories, t), asset_type: assetTypeOptions(t) }
  const say = (field: string, value: unknown) => {
    if (typeof value === 'boolean') return t(value ? 'details.yes' : 'details.no')
    const known = field === 'category' || field === 'asset_type' ? options[field] : []
    return known.find((option) => option.value === String(value))?.label ?? String(value)
  }
  const pieces = (field: string, value: unknown, other: unknown): Piece[] => {
    const texts = valuesOf(value).map((one) => say(field, one))
    const ranked = field === 'keywords' ? rankKeywords(texts) : []
    return texts.map((text, index) => ({
      text,
      isMarked: !valuesOf(other).includes(valuesOf(value)[index]),
      isBelowLine: ranked[index - 1]?.isLeading === true && ranked[index]?.isLeading === false,
    }))
  }
  return {
    rows: changed.slice(0, SHOWN).map(({ ids, changes }) => ({
      names: ids.map(nameOf).join(', '),
      fields: changes.map(({ field, before, after }) => ({
        label: t(`details.${field}`),
        before: pieces(field, before, after),
        after: pieces(field, after, before),
      })),
    })),
    changed: changed.length,
    unchanged: unchanged.length,
    failed: failed.map(({ id, reason }) => ({ name: nameOf(id), reason })),
    seen: fingerprintOf(edit),
  }
}

/** Returns the name of a picture. */
export function nameOf(id: string): string {
  return placeOf(id).name
}

function valuesOf(value: unknown): unknown[] {
  if (value === null || value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
