import type { App, Image } from '../app.ts'
import { mediaAddress, pathOfId, queryOf } from './addresses.ts'
import { boardOrder, listQuery } from './board.ts'
import { type DetailsModel, detailsModel } from './details.ts'
import type { Translate } from './i18n.ts'
import { type Parameter, parametersOf, withDifferences } from './parameters.ts'
import { type CheckedPicture, checkedPicture } from './preflight/model.ts'
import { factsOf, type StageModel, sliderStage, stageOf } from './stage.ts'

/** A picture one can go to. */
export interface StepModel {
  id: string
  href: string
  name: string
  /** What to load ahead; null where there is no picture in the file. */
  media: string | null
}

/** Where a picture stands in the list it was opened from. */
interface Steps {
  previous: StepModel | null
  next: StepModel | null
  /** Its place, counted from 1; 0 where it is not in the list. */
  place: number
  total: number
}

/** One picture with all that is known of it. */
export interface InspectorModel extends Steps {
  id: string
  name: string
  facts: string[]
  issues: string[]
  stage: StageModel
  /** The address of this page. */
  here: string
  /** The list it was opened from. */
  back: string
  /** The address with the slider, or without it where it is shown; null where there are no two to compare. */
  slider: string | null
  isSlider: boolean
  compare: { href: string; label: string }[]
  details: DetailsModel
  /** What preflight finds; null where it cannot say. */
  inspected: InspectedModel | null
  /** Whether it is in the selection, so that the button takes it out. */
  isSelected: boolean
  /** What it was made with. */
  parameters: Parameter[]
}

/** What preflight finds in one picture, and where that is asked anew. */
export interface InspectedModel {
  picture: CheckedPicture
  address: string
}

/** Two pictures side by side. */
export interface CompareModel {
  sides: { name: string; facts: string[]; href: string; stage: StageModel; parameters: Parameter[] }[]
  /** The address of the same two the other way round. */
  swapped: string
  back: string
}

type Source = Pick<App, 'library' | 'categories' | 'describe' | 'familyOf' | 'beforeAfter' | 'preflight'>

interface Asked {
  id: string
  /** The query of the page's address: the list it was opened from, and `view=slider`. */
  query: Record<string, unknown>
  t: Translate
  /** The form, where it is not to be as the file is. */
  details?: DetailsModel
}

/** Gathers what the page of one picture shows. */
export async function inspectorModel(app: Source, { id, query, t, details }: Asked): Promise<InspectorModel> {
  const image = await app.library.image(id)
  const [steps, selected, pair, form, inspected] = await Promise.all([
    stepsOf(app, id, query),
    app.library.selection.get(),
    app.beforeAfter(image),
    details ?? detailsModel(app, id, t),
    inspectedModel(app, id, t),
  ])
  const isSlider = query.view === 'slider' && pair !== null
  const page = (view?: string) => `/images/${pathOfId(id)}${listQuery(query, { view })}`
  return {
    id,
    name: image.name,
    facts: factsOf(image, t),
    issues: image.issues,
    stage: isSlider ? sliderStage(pair, t) : stageOf(image),
    ...steps,
    here: page(isSlider ? 'slider' : undefined),
    back: `/${listQuery(query, { from: undefined })}`,
    slider: pair && page(isSlider ? undefined : 'slider'),
    isSlider,
    compare: await comparisons(app, { image, steps, t }),
    details: form,
    inspected,
    isSelected: selected.includes(id),
    parameters: parametersOf(image.sidecar).filter(({ name }) => !name.endsWith('prompt')),
  }
}

/** Gathers what preflight finds in a picture as it is. */
export async function inspectedModel(
  { preflight }: Pick<App, 'preflight'>,
  id: string,
  t: Translate,
): Promise<InspectedModel | null> {
  const { pictures } = await preflight.check([id], { exact: true })
  const [picture] = pictures
  if (!picture) return null
  const all = checkedPicture(picture, t)
  // what is said about the words stands beside each of them
  const findings = all.findings.filter(
    ({ rule }) => !/^(title|keyword|category|sidecar|flag|releases|rights)-/.test(rule.id),
  )
  return { picture: { ...all, findings }, address: `/parts/inspected/${pathOfId(id)}` }
}

/** Gathers two pictures for a comparison. */
export async function compareModel(
  { library }: Pick<App, 'library'>,
  { a, b }: { a: string; b: string },
  t: Translate,
): Promise<CompareModel> {
  const images = await library.find([a, b])
  const made = await Promise.all(
    images.map(async ({ id }) => parametersOf((await library.sidecarOf(id)).sidecar)),
  )
  const sides = images.map((image, index) => ({
    name: image.name,
    facts: factsOf(image, t),
    href: `/images/${pathOfId(image.id)}`,
    stage: stageOf(image),
    parameters: withDifferences(made[index] ?? [], made[1 - index] ?? []),
  }))
  return { sides, swapped: compareAddress(b, a), back: `/images/${pathOfId(a)}` }
}

async function stepsOf(
  { library }: Pick<App, 'library'>,
  id: string,
  query: Record<string, unknown>,
): Promise<Steps> {
  const order = await boardOrder({ library }, query, id)
  const at = order.indexOf(id)
  const step = async (other: string | undefined): Promise<StepModel | null> => {
    const [image] = other === undefined ? [] : await library.find([other]).catch(() => []) // it may just have gone
    if (!image) return null
    const media = image.mime === null ? null : mediaAddress(image.id, image.version)
    return { id: image.id, href: `/images/${pathOfId(image.id)}${listQuery(query)}`, name: image.name, media }
  }
  const [previous, next] = await Promise.all(
    [at - 1, at + 1].map((place) => step(at === -1 ? undefined : order[place])),
  )
  return { previous: previous ?? null, next: next ?? null, place: at + 1, total: order.length }
}

async function comparisons(
  app: Source,
  { image, steps, t }: { image: Image; steps: Steps; t: Translate },
): Promise<{ href: string; label: string }[]> {
  const { raw, processed, upscaled } = await app.familyOf(image)
  const family = [...(raw ? [raw] : []), ...processed, ...upscaled].filter(
    ({ id, width }) => id !== image.id && width > 0,
  )
  const { previous, next } = steps
  return [
    ...(previous ? [{ id: previous.id, label: t('inspect.withPrevious', { name: previous.name }) }] : []),
    ...(next ? [{ id: next.id, label: t('inspect.withNext', { name: next.name }) }] : []),
    ...family.map(({ id, name, stage }) => ({ id, label: `${t(`stage.${stage}`)} · ${name}` })),
  ].map(({ id, label }) => ({ href: compareAddress(image.id, id), label }))
}

function compareAddress(a: string, b: string): string {
  return `/compare${queryOf({ a, b })}`
}
