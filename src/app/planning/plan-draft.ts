import { createHash } from 'node:crypto'
import { AppError } from '../../core/errors.ts'
import type { Finding } from '../../metadata/findings.ts'
import type { Combinations } from '../../prompts/combinations.ts'
import type { Combiner } from '../../prompts/combiner.ts'
import { type Mark, placeOf } from '../../prompts/coverage.ts'
import { impossiblePairs } from '../../prompts/covering/covering-array.ts'
import type { Pair } from '../../prompts/covering/pairs.ts'
import { writePrompt } from '../../prompts/engine.ts'
import { OCCASIONS } from '../../prompts/occasions.ts'
import { createRandom } from '../../prompts/random.ts'
import type { Axis, VisualSchema } from '../../prompts/visual-schema.ts'
import type { PastPrompt } from './plan-history.ts'
import type { PlanRequest } from './plan-request.ts'

/** A prompt that would be planned. */
export interface DraftPrompt {
  /** Its number in this draft. */
  number: number
  /** Made of its words, whatever the dialect; it is overridden by this, since another plan shifts the numbers. */
  id: string
  prompt: string
  negative_prompt: string
  subject: string
  values: Record<string, string>
  /** What the rights rules found. */
  findings: Finding[]
  /** Whether a rule blocks it and nobody gave a reason why it is planned all the same. */
  isBlocked: boolean
  override: { reason: string } | null
}

/** Prompts that would be planned, and what they cover. */
export interface Draft {
  seed: string
  dialect: PlanRequest['dialect']
  axes: { id: string; name: string; values: string[] }[]
  prompts: DraftPrompt[]
  pairs: Combinations['pairs']
  /** How many prompts would cover all pairs that are open. */
  needed: number
  /** Whether there are fewer prompts than asked for, because there are no other combinations. */
  isExhausted: boolean
}

/** What a draft is made from. */
export interface DraftSource {
  schema: VisualSchema
  past: readonly PastPrompt[]
  marks: readonly Mark[]
  /** Finds what must not be named in a prompt. */
  findRights(prompt: string): Finding[]
  combine: Combiner['combine']
}

/** Values that suit the occasion come this many times as often. */
const SUITS = 3

/** Plans prompts without writing anything; throws the reason of `signal` when it aborts. */
export async function draftPlan(
  source: DraftSource,
  request: PlanRequest & { seed: string },
  signal?: AbortSignal,
): Promise<Draft> {
  const axes = axesFor(source.schema, request)
  const schema = { ...source.schema, axes }
  const task = {
    weights: axes.map((axis) =>
      axis.values.map(({ weight, seasons }) => weight * (suits(seasons, request) ? SUITS : 1)),
    ),
    forbidden: [...source.schema.constraints, ...source.marks].flatMap((pair) => pairIn(axes, pair)),
    past: source.past.map(({ values }) => axes.map((axis) => placeOf(axis, values[axis.id]))),
    ...{ count: request.count, seed: request.seed },
  }
  const { rows, pairs, needed } = await source.combine(task, signal)
  if (rows.length === 0 && pairs.possible === 0 && axes.length > 1) {
    throw new AppError(
      'invalid',
      'The constraints leave no combination of these values. Allow more of them.',
      { field: 'only' },
    )
  }
  const turns = createTurns(source.past, request.seed)
  const prompts = rows.map((row, index): DraftPrompt => {
    const chosen = axes.flatMap((axis, at) => {
      const value = axis.values[row[at] ?? 0]
      return value ? [{ id: axis.id, value, text: turns.next(axis.id, value) }] : []
    })
    const texts = Object.fromEntries(chosen.map(({ id, text }) => [id, text]))
    const values = Object.fromEntries(chosen.map(({ id, value }) => [id, value.name]))
    const written = writePrompt({ schema, texts, dialect: request.dialect })
    const words = writePrompt({ schema, texts, dialect: 'plain' }).prompt
    const findings = source.findRights(words)
    const id = promptId(words)
    const reason = request.overrides[id]
    const isBarred = findings.some(({ level }) => level === 'block')
    return {
      ...{ number: index + 1, id, ...written, subject: texts.subject ?? '', values, findings },
      isBlocked: isBarred && reason === undefined,
      override: isBarred && reason !== undefined ? { reason } : null,
    }
  })
  return {
    ...{ seed: request.seed, dialect: request.dialect, prompts, pairs, needed },
    axes: axes.map(({ id, name, values }) => ({ id, name, values: values.map((value) => value.name) })),
    isExhausted: rows.length < request.count,
  }
}

function promptId(words: string): string {
  return createHash('sha256').update(words).digest('hex').slice(0, 12)
}

/** Returns the pairs that no prompt can have, since what else they would need is ruled out by constraints or marks. */
export function impossibleIn({ axes, constraints }: VisualSchema, marks: readonly Mark[]): Mark[] {
  const forbidden = [...constraints, ...marks].flatMap((pair) => pairIn(axes, pair))
  const placeAt = (axis: number, value: number) => ({
    axis: axes[axis]?.id ?? '',
    value: axes[axis]?.values[value]?.name ?? '',
  })
  const found = impossiblePairs({ sizes: axes.map(({ values }) => values.length), forbidden })
  return found.map(({ first, a, second, b }) => [placeAt(first, a), placeAt(second, b)])
}

/** Narrows the axes to what is asked for. */
function axesFor(schema: VisualSchema, { axes, only, occasion }: PlanRequest): Axis[] {
  const ids = schema.axes.map(({ id }) => id)
  const unknown = [...axes, ...Object.keys(only)].find((id) => !ids.includes(id))
  if (unknown !== undefined)
    throw new AppError('invalid', `There is no axis "${unknown}"; these are: ${ids.join(', ')}.`, {
      field: 'axes',
    })
  const used = schema.axes.filter(
    ({ id }) => axes.length === 0 || id === 'subject' || axes.includes(id) || id in only,
  )
  return used.map((axis) => {
    if (axis.id === 'subject' && occasion) return occasionAxis(axis, occasion)
    const names = only[axis.id]
    if (!names) return axis
    const missing = names.find((name) => placeOf(axis, name) < 0)
    if (missing !== undefined) {
      const there = axis.values.map(({ name }) => name).join(', ')
      const message = `There is no "${missing}" on the axis "${axis.id}"; these are: ${there}.`
      throw new AppError('invalid', message, { field: 'only' })
    }
    return { ...axis, values: axis.values.filter(({ name }) => names.includes(name)) }
  })
}

function occasionAxis(axis: Axis, id: NonNullable<PlanRequest['occasion']>): Axis {
  const { name, scenes } = OCCASIONS[id]
  return { ...axis, values: [{ name, texts: [...scenes], weight: 1, seasons: [id] }] }
}

function suits(seasons: readonly string[], { occasion }: PlanRequest): boolean {
  return occasion !== undefined && seasons.includes(occasion)
}

function pairIn(axes: readonly Axis[], [one, other]: Mark): Pair[] {
  const [a, b] = [one, other].map(({ axis, value }) => {
    const index = axes.findIndex(({ id }) => id === axis)
    const found = axes[index]
    return { index, place: found ? placeOf(found, value) : -1 }
  })
  if (!a || !b || a.place < 0 || b.place < 0 || a.index === b.index) return []
  return [{ first: a.index, a: a.place, second: b.index, b: b.place }]
}

/** Takes the texts of a value in turn: the one that was used least so far, those used equally often in an order of the seed. */
function createTurns(past: readonly PastPrompt[], seed: string) {
  const used = new Map<string, number>()
  const count = (key: string) => used.set(key, (used.get(key) ?? 0) + 1)
  for (const { prompt } of past) if (prompt.subject) count(`subject ${prompt.subject}`)
  return {
    next(axis: string, { name, texts }: { name: string; texts: readonly string[] }): string {
      const order = createRandom(`${seed} ${axis} ${name}`).shuffle(texts)
      const usedOf = (text: string) => used.get(`${axis} ${text}`) ?? 0
      const text = order.reduce((least, one) => (usedOf(one) < usedOf(least) ? one : least))
      count(`${axis} ${text}`)
      return text
    },
  }
}
