import { z } from 'zod'
import { type PlanRequest, PromptCount } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { listOrNone } from '../form.ts'

/** A plan as a form sends it: an axis that is used, a value it is kept to (`only_style`), a reason for a prompt by its id (`reason_0a1b2c3d4e5f`). */
const PlanForm = z.looseObject({
  count: z.preprocess((value) => (value === '' ? undefined : value), PromptCount.optional()),
  axes: listOrNone(z.string().max(100), 50).optional(),
})

/** Two values of two axes in one field, as a cell of the coverage page sends them. */
const PairText = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(z.tuple([z.string(), z.string(), z.string(), z.string()]))

const USUAL_COUNT = 20

/** What a page asks for, still to be checked by the plan itself. */
export type AskedPlan = { count: number } & Partial<z.input<typeof PlanRequest>>

/** Reads a plan from a form or an address; programs may send the fields of a plan as they are. */
export function askedPlan(body: unknown): AskedPlan {
  const form = parse(PlanForm, body ?? {}, 'Prompts')
  const given = Object.entries(form).filter(([, value]) => value !== '' && value !== undefined)
  const fields = Object.fromEntries(given)
  const named = (prefix: string) =>
    given.flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    )
  const only = Object.fromEntries(named('only_').map(([axis, value]) => [axis, [value].flat()]))
  const overrides = Object.fromEntries(named('reason_'))
  const unmeant = fields.another ? /^(only_|reason_|pair$|another$|seed$)/ : /^(only_|reason_|pair$)/
  const known = Object.fromEntries(given.filter(([key]) => !unmeant.test(key)))
  return {
    ...known,
    count: form.count ?? USUAL_COUNT,
    ...(Object.keys(only).length > 0 && { only: parse(Only, only, 'Prompts') }),
    ...(Object.keys(overrides).length > 0 && { overrides: parse(Reasons, overrides, 'Prompts') }),
    ...(typeof fields.pair === 'string' && pairOnly(fields.pair)),
  }
}

const Only = z.record(z.string(), z.array(z.string()))
const Reasons = z.record(z.string(), z.string())

/** Reads a pair of values out of one field. */
export function pairOf(text: string): { axis: string; value: string }[] {
  const [first, a, second, b] = parse(z.object({ pair: PairField }), { pair: text }, 'Pair').pair
  return [
    { axis: first, value: a },
    { axis: second, value: b },
  ]
}

const PairField = z.string().max(2000).refine(isJson, 'expected two values of two axes').pipe(PairText)

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function pairOnly(text: string): { count: number; only: Record<string, string[]> } {
  return { count: 1, only: Object.fromEntries(pairOf(text).map(({ axis, value }) => [axis, [value]])) }
}
