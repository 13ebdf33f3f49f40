import { type App, DIALECT_IDS } from '../../app.ts'
import { type Moment, momentOf, type Words } from '../jobs/words.ts'
import { allText, dialectName } from './plan-page.ts'

/** A planned prompt and the pictures that came of it. */
export interface PlannedRow {
  number: number
  file: string
  prompt: string
  values: string[]
  findings: { level: string; message: string }[]
  reason: string
  /** Whether a picture of its name is in the folder. */
  hasPicture: boolean
}

/** The page of a plan that was written. */
export interface PlanResultModel {
  generation: string
  created: Moment | null
  dialect: string
  seed: string
  rows: PlannedRow[]
  negative: string
  all: string
  arrived: number
  leftOut: { prompt: string; findings: { level: string; message: string }[] }[]
}

/** Gathers the page of a generation's plan; throws `not_found` where nothing was planned. */
export async function planResultModel(
  { planning }: Pick<App, 'planning'>,
  generation: string,
  words: Words,
): Promise<PlanResultModel> {
  const plan = await planning.planOf(generation)
  const arrived = await planning.arrived(generation)
  const rows = plan.prompts.map(
    (prompt, index): PlannedRow => ({
      number: prompt.number ?? index + 1,
      file: prompt.file ?? '',
      prompt: prompt.prompt,
      values: Object.values(prompt.values ?? {}),
      findings: prompt.findings ?? [],
      reason: prompt.override?.reason ?? '',
      hasPicture: arrived.has(prompt),
    }),
  )
  const dialect = DIALECT_IDS.find((id) => id === plan.dialect)
  return {
    ...{ generation, rows, seed: plan.seed ?? '' },
    created:
      plan.created_at && !Number.isNaN(Date.parse(plan.created_at)) ? momentOf(plan.created_at, words) : null,
    dialect: dialect ? dialectName(dialect, words.t) : '',
    negative: plan.prompts[0]?.negative_prompt ?? '',
    all: allText(rows),
    arrived: rows.filter(({ hasPicture }) => hasPicture).length,
    leftOut: plan.left_out ?? [],
  }
}
