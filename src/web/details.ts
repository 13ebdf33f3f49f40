import {
  type App,
  type DescriptionReport,
  KEYWORD_COUNTS,
  LEADING_KEYWORDS,
  type OpenSidecar,
  type SaveResult,
} from '../app.ts'
import { pathOfId } from './addresses.ts'
import {
  changesIn,
  checkTitle,
  DETAIL_FIELDS,
  type DetailField,
  type DetailsForm,
  type DetailTexts,
  TITLE_LENGTHS,
  textOf,
  textsOf,
} from './detail-fields.ts'
import { type WordsModel, wordsModel } from './findings.ts'
import type { Translate } from './i18n.ts'

/** What an agency takes a picture for. */
const ASSET_TYPES = ['photo', 'illustration', 'vector']

/** A choice in a list, by its name in the page's language. */
export interface Option {
  value: string
  label: string
}

/** A field that somebody else changed while it was being edited, both values in words. */
export interface CollisionModel {
  field: DetailField
  mine: string
  theirs: string
  /** What the file says now, as a form holds it. */
  seen: string
}

/** The form that edits a sidecar. */
export interface DetailsModel {
  id: string
  action: string
  version: string
  texts: DetailTexts
  base: DetailTexts
  /** How the last save ended. */
  state: 'clean' | 'saved' | 'refused'
  /** Why a save was refused. */
  problem: string | null
  collisions: CollisionModel[]
  categories: Option[]
  assetTypes: Option[]
  title: typeof TITLE_LENGTHS
  keywords: typeof KEYWORD_COUNTS & { leading: number }
  /** What is wrong with the words, and what could be said. */
  words: WordsModel
  /** Where decisions against a rule go. */
  overrides: string
  prompts: { name: 'prompt' | 'negative_prompt'; text: string }[]
  /** The sidecar's path; null where the first save makes one. */
  path: string | null
  /** Why the sidecar cannot be read, and so not be edited. */
  unreadable: string | null
  lookedIn: string[]
}

type Source = Pick<App, 'library' | 'categories' | 'describe'>

/** Gathers the form of a picture as its sidecar is on disk. */
export async function detailsModel(app: Source, id: string, t: Translate): Promise<DetailsModel> {
  const opened = await app.library.openSidecar(id)
  const report = await app.describe.report(id, opened)
  return formOf(app, { id, opened, report, t })
}

/**
 * Saves what a form sent, and returns the form as it is then.
 *
 * Fields that nobody else changed are written at once; those that collide stay as they were typed, with
 * what they held before, so that they are asked about until somebody decides.
 */
export async function saveDetails(
  app: Source,
  { id, form, t }: { id: string; form: DetailsForm; t: Translate },
): Promise<DetailsModel> {
  const { changes, base } = changesIn(form)
  checkTitle(changes)
  const version = form.version ?? 'none'
  const result = await app.library.saveSidecar(id, { changes, base, version })
  if (result.saved) return { ...(await detailsModel(app, id, t)), state: 'saved' }

  const open = result.collisions.map(({ field }) => field)
  const rest = Object.fromEntries(
    Object.entries(changes).filter(([field]) => !open.some((one) => one === field)),
  )
  if (Object.keys(rest).length > 0) await app.library.saveSidecar(id, { changes: rest, base, version })
  const fresh = await detailsModel(app, id, t)
  return withCollisions(fresh, { form, result, t })
}

/** Returns a form that could not be saved, with what was typed. */
export async function refusedDetails(
  app: Source,
  { id, form, problem, t }: { id: string; form: DetailsForm; problem: string; t: Translate },
): Promise<DetailsModel> {
  const { texts, base, version } = form
  const fresh = await detailsModel(app, id, t)
  return { ...fresh, texts, base, version: version ?? fresh.version, state: 'refused', problem }
}

function withCollisions(
  fresh: DetailsModel,
  { form, result, t }: { form: DetailsForm; result: SaveResult; t: Translate },
): DetailsModel {
  const model: DetailsModel = {
    ...fresh,
    texts: { ...fresh.texts },
    base: { ...fresh.base },
    state: 'refused',
  }
  // the old version stays, so that the next save is held against the file again
  model.version = form.version ?? 'none'
  model.collisions = result.collisions.flatMap(({ field: name, mine, theirs }) => {
    const field = DETAIL_FIELDS.find((one) => one === name)
    if (!field) return []
    model.texts[field] = form.texts[field]
    model.base[field] = form.base[field]
    const seen = textOf(theirs)
    const say = (text: string) => inWords(field, text, fresh, t)
    return [{ field, mine: say(textOf(mine)), theirs: say(seen), seen }]
  })
  return model
}

function inWords(field: DetailField, text: string, { categories, assetTypes }: DetailsModel, t: Translate) {
  if (field.startsWith('is_')) return t(text ? 'details.yes' : 'details.no')
  const options = field === 'category' ? categories : field === 'asset_type' ? assetTypes : []
  const named = options.find(({ value }) => value === text)?.label ?? text
  return named === '' ? t('details.nothing') : named.replaceAll('\n', ', ')
}

function formOf(
  { categories }: Source,
  { id, opened, report, t }: { id: string; opened: OpenSidecar; report: DescriptionReport; t: Translate },
): DetailsModel {
  const { sidecar, version, path, problem, lookedIn } = opened
  const texts = textsOf(sidecar)
  return {
    id,
    action: `/api/images/${pathOfId(id)}/sidecar`,
    version,
    texts,
    base: texts,
    state: 'clean',
    problem: null,
    collisions: [],
    categories: categoryOptions(categories, t),
    assetTypes: assetTypeOptions(t, texts.asset_type),
    title: TITLE_LENGTHS,
    keywords: { ...KEYWORD_COUNTS, leading: LEADING_KEYWORDS },
    words: wordsModel(report, { texts, t }),
    overrides: `/api/images/${pathOfId(id)}/overrides`,
    prompts: (['prompt', 'negative_prompt'] as const).flatMap((name) => {
      const text = sidecar?.[name]
      return text ? [{ name, text }] : []
    }),
    path,
    unreadable: problem,
    lookedIn,
  }
}

/** Returns the categories by their names in a language. */
export function categoryOptions(categories: Record<number, string>, t: Translate): Option[] {
  return Object.entries(categories).map(([value, name]) => ({
    value,
    label: `${value} · ${t(`categories.${value}`, { defaultValue: name })}`,
  }))
}

/** Returns what pictures are delivered as; what else a sidecar says is kept as it is. */
export function assetTypeOptions(t: Translate, present = ''): Option[] {
  const known = ASSET_TYPES.map((value) => ({ value, label: t(`details.assetTypes.${value}`) }))
  if (present === '' || ASSET_TYPES.includes(present)) return known
  return [...known, { value: present, label: present }]
}
