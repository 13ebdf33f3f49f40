import {
  type App,
  DIALECT_IDS,
  DIALECTS,
  type PlanDraft,
  type PromptConfig,
  type Upcoming,
} from '../../app.ts'
import { AppError } from '../../core/errors.ts'
import type { Translate } from '../i18n.ts'
import type { Words } from '../jobs/words.ts'
import type { Say } from '../sentences.ts'
import { type AskedPlan, askedPlan } from './request.ts'

/** A prompt as a page shows it. */
export interface PromptRow {
  number: number
  /** Names the field of its reason. */
  id: string
  prompt: string
  negative: string
  values: string[]
  findings: { level: string; message: string }[]
  isBlocked: boolean
  /** Why it is planned all the same. */
  reason: string
}

/** What would be planned now. */
export interface PreviewModel {
  rows: PromptRow[]
  /** What to keep out, which all prompts share. */
  negative: string
  /** How many prompts, pairs and so on, in words. */
  facts: string[]
  seed: string
  isExhausted: boolean
  blocked: number
  all: string
  /** Why nothing can be planned. */
  problem: string | null
}

/** The state of the config. */
export interface ConfigModel {
  path: string
  version: string
  isShipped: boolean
  inUse: PromptConfig['inUse']
  problems: { line: number; heading: string | null; message: string; isMistake: boolean }[]
}

/** The form that plans. */
export interface PlanFormModel {
  count: number
  seed: string
  dialect: string
  generation: string
  occasion: string
  dialects: { id: string; name: string }[]
  occasions: { id: string; name: string }[]
  axes: { id: string; name: string; isUsed: boolean; isFixed: boolean; only: string; values: string[] }[]
  /** Whether the axes are looked at: something about them is not as usual. */
  isNarrowed: boolean
}

/** The page on which prompts are planned. */
export interface PlanPageModel {
  form: PlanFormModel
  preview: PreviewModel
  config: ConfigModel
  plans: { generation: string; count: number }[]
}

type Source = Pick<App, 'planning'>
type Speaking = Words & { say: Say }

/** So many earlier plans are listed. */
const PLANS = 8

/** Gathers the page from what its address asks for. */
export async function planPageModel(
  { planning }: Source,
  query: unknown,
  { signal, ...words }: Speaking & { signal: AbortSignal },
): Promise<PlanPageModel> {
  const asked = askedPlan(query)
  const [config, plans, preview] = await Promise.all([
    planning.config(),
    planning.plans(),
    previewModel({ planning }, asked, { ...words, signal }),
  ])
  return {
    form: formModel(asked, { config, calendar: planning.calendar(), seed: preview.seed, words }),
    preview,
    config: configModel(config),
    plans: plans.slice(0, PLANS).map(({ generation, plan }) => ({ generation, count: plan.prompts.length })),
  }
}

/** Says what would be planned; what cannot be is told in place of the prompts. */
export async function previewModel(
  { planning }: Source,
  asked: AskedPlan,
  { t, language, say, signal }: Speaking & { signal: AbortSignal },
): Promise<PreviewModel> {
  try {
    const draft = await planning.draft(asked, signal)
    return previewOf(draft, { t, language })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const nothing = { rows: [], negative: '', facts: [], isExhausted: false, blocked: 0, all: '' }
    return { ...nothing, seed: asked.seed ? String(asked.seed) : '', problem: say(error.message) }
  }
}

/** Gathers the state of the config. */
export function configModel({ path, version, isShipped, inUse, problems }: PromptConfig): ConfigModel {
  return {
    ...{ path, version, isShipped, inUse },
    problems: problems.map(({ severity, ...problem }) => ({ ...problem, isMistake: severity === 'mistake' })),
  }
}

function previewOf(
  { prompts, pairs, needed, seed, isExhausted }: PlanDraft,
  { t, language }: Words,
): PreviewModel {
  const number = new Intl.NumberFormat(language)
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const share = (covered: number) => percent.format(pairs.possible === 0 ? 1 : covered / pairs.possible)
  const rows = prompts.map(({ findings, override, values, negative_prompt, ...prompt }) => ({
    ...prompt,
    negative: negative_prompt,
    values: Object.values(values),
    findings,
    reason: override?.reason ?? '',
  }))
  return {
    ...{ rows, seed, isExhausted, problem: null },
    negative: rows[0]?.negative ?? '',
    facts: [
      t('prompts.factPrompts', { count: rows.length }),
      t('prompts.factNew', {
        count: pairs.after - pairs.before,
        text: number.format(pairs.after - pairs.before),
      }),
      t('prompts.factShare', { before: share(pairs.before), after: share(pairs.after) }),
      t('prompts.factNeeded', { count: needed, text: number.format(needed) }),
    ],
    blocked: rows.filter(({ isBlocked }) => isBlocked).length,
    all: allText(rows.filter(({ isBlocked }) => !isBlocked)),
  }
}

/** Joins prompts for a clipboard or a file: an empty line between them, the negative prompt once below. */
export function allText(rows: readonly { prompt: string }[]): string {
  return rows.map(({ prompt }) => prompt).join('\n\n')
}

interface FormSource {
  config: PromptConfig
  calendar: Upcoming[]
  seed: string
  words: Words
}

function formModel(asked: AskedPlan, { config, calendar, seed, words: { t } }: FormSource): PlanFormModel {
  const used = asked.axes ?? []
  const only = asked.only ?? {}
  return {
    count: Number(asked.count),
    seed,
    dialect: asked.dialect ?? 'plain',
    generation: asked.generation ?? '',
    occasion: asked.occasion ?? '',
    dialects: DIALECT_IDS.map((id) => ({ id, name: dialectName(id, t) })),
    occasions: calendar.map(({ id }) => ({ id, name: t(`calendar.occasion.${id}`) })),
    axes: (config.schema?.axes ?? []).map(({ id, name, values }) => ({
      ...{ id, name: axisName({ id, name }, t) },
      isFixed: id === 'subject',
      isUsed: id === 'subject' || used.length === 0 || used.includes(id),
      only: only[id]?.[0] ?? '',
      values: values.map((value) => value.name),
    })),
    isNarrowed: used.length > 0 || Object.keys(only).length > 0,
  }
}

/** Names an axis: one that is known in the reader's language, one of somebody's own as they do. */
export function axisName({ id, name }: { id: string; name: string }, t: Translate): string {
  return t(`prompts.axis.${id}`, { defaultValue: name })
}

/** Names a dialect. */
export function dialectName(id: (typeof DIALECT_IDS)[number], t: Translate): string {
  return id === 'plain' ? t('prompts.plain') : DIALECTS[id].name
}
