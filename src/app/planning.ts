import { randomInt } from 'node:crypto'
import pLimit from 'p-limit'
import { AppError } from '../core/errors.ts'
import { placeOf } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import type { Library } from '../library/library.ts'
import type { Finding } from '../metadata/findings.ts'
import { type Upcoming, upcoming } from '../prompts/calendar.ts'
import { createCombiner } from '../prompts/combiner.ts'
import { coverageOf, type Mark, type PairMatrix } from '../prompts/coverage.ts'
import { ABOUT, type Plan, pictureName, planText, promptOfPicture } from '../prompts/plan-file.ts'
import type { VisualSchema } from '../prompts/visual-schema.ts'
import { type ConfigFile, type ConfigState, createConfigFile } from './planning/config-file.ts'
import { createPairMarks } from './planning/pair-marks.ts'
import { type Draft, type DraftPrompt, draftPlan, impossibleIn } from './planning/plan-draft.ts'
import { createPlanHistory, type JudgedPrompt, type PastPlan, PROMPTS_FILE } from './planning/plan-history.ts'
import { type GivenRequest, PlanRequest } from './planning/plan-request.ts'

/** A plan that was written. */
export interface PlanReport extends Draft {
  generation: string
  /** The path of `prompts.json` below the library. */
  path: string
  /** What was planned; the draft's prompts also have those that a rule keeps out. */
  planned: Plan['prompts']
}

/** Where prompts meet and where they do not, over all generations. */
export interface Coverage {
  axes: VisualSchema['axes']
  matrices: PairMatrix[]
  prompts: JudgedPrompt[]
}

/** A picture's prompt, known by its name. */
export interface KnownPrompt {
  prompt: string
  negative_prompt: string
  /** The concrete subject, and the names of the values by the ids of their axes. */
  subject: string
  values: Record<string, string>
}

/** Plans prompts. */
export interface Planning {
  config(): Promise<ConfigState>
  /** Puts a copy of the shipped config where it can be edited, and returns its path. */
  copyConfig: ConfigFile['copy']
  /** Plans without writing anything; throws the reason of `signal` when it aborts, as `plan` does before it writes. */
  draft(request: GivenRequest, signal?: AbortSignal): Promise<Draft>
  /** Plans into a new generation. */
  plan(request: GivenRequest, signal?: AbortSignal): Promise<PlanReport>
  /** Returns the generations that were planned, the newest first. */
  plans(): Promise<PastPlan[]>
  /** Returns what a generation was planned from; throws `not_found`. */
  planOf(generation: string): Promise<Plan>
  /** Returns the prompts of a generation whose pictures are there, as `planOf` returns them. */
  arrived(generation: string): Promise<Set<Plan['prompts'][number]>>
  coverage(): Promise<Coverage>
  /** Marks a pair of values as rejected, so that no prompt has it again, or takes the mark away. */
  mark(pair: Mark, isRejected: boolean): Promise<void>
  /** Says what to upload for which season or holiday, and when. */
  calendar(): Upcoming[]
  /** Finds the prompt that a picture was planned from, whatever stage it is in; null where nobody planned it. */
  promptFor(image: string): Promise<KnownPrompt | null>
  /** Ends the plans that are being made; may be called twice. */
  stop(): Promise<void>
}

interface Deps {
  library: Library
  files: { own: string; shipped: string; earlier: string; marks: string }
  /** Returns the search for what must not be named, as the user's own lists have it now. */
  rightsSearch(): Promise<(prompt: string) => Finding[]>
  now?: () => Date
}

/** Joins config, history and rights to what plans prompts. */
export function createPlanning({ library, files, rightsSearch, now = () => new Date() }: Deps): Planning {
  const config = createConfigFile(files)
  const marks = createPairMarks(files.marks)
  const history = createPlanHistory(library)
  const combiner = createCombiner()
  const oneAtATime = pLimit(1) // two plans at once would cover the same pairs

  async function draft(
    given: GivenRequest,
    signal?: AbortSignal,
  ): Promise<{ request: PlanRequest; state: ConfigState; draft: Draft }> {
    const request = parse(PlanRequest, given, 'Prompts')
    const [state, past, marked, findRights] = await Promise.all([
      ...([config.state(), history.prompts(), marks.list()] as const),
      rightsSearch(),
    ])
    const schema = usable(state)
    const seed = request.seed ?? String(randomInt(100_000, 1_000_000))
    const source = { schema, past, marks: marked, findRights, combine: combiner.combine }
    return { request, state, draft: await draftPlan(source, { ...request, seed }, signal) }
  }

  async function plan(given: GivenRequest, signal?: AbortSignal): Promise<PlanReport> {
    const { request, state, draft: made } = await draft(given, signal)
    const free = made.prompts.filter(({ isBlocked }) => !isBlocked)
    if (free.length === 0) {
      const why =
        made.prompts.length === 0
          ? 'Every combination of these values was planned before.'
          : 'A rule on rights blocks every prompt. Change the config, or give a reason for each.'
      throw new AppError('conflict', why)
    }
    const planned = free.map((prompt, index) => plannedOf(prompt, { number: index + 1, count: free.length }))
    const generation = await library.addGeneration(request.generation ?? folderName(now()))
    const text = planText(planOf({ request, state, made, planned, when: now() }))
    const path = await library.writeDocument(generation, 'raw', PROMPTS_FILE, text)
    return { ...made, generation, path, planned }
  }

  return {
    config: config.state,
    copyConfig: config.copy,
    draft: async (request, signal) => (await draft(request, signal)).draft,
    plan: (request, signal) => oneAtATime(plan, request, signal),
    plans: history.plans,
    async planOf(generation) {
      const found = await history.planOf(generation)
      if (!found) throw new AppError('not_found', `Nothing was planned in ${generation}.`)
      return found
    },
    arrived: history.arrived,
    async coverage() {
      const [state, prompts, marked] = await Promise.all([config.state(), history.judged(), marks.list()])
      const schema = usable(state)
      const impossible = impossibleIn(schema, marked)
      const matrices = coverageOf({ schema, past: prompts, marks: marked, impossible })
      return { axes: schema.axes, prompts, matrices }
    },
    mark: marks.set,
    calendar: () => upcoming(now()),
    async promptFor(image) {
      const { generation, name } = placeOf(image)
      const found = await history.planOf(generation)
      if (!found) return null
      const [picture] = await library.find([image])
      const raw = picture?.source ? placeOf(picture.source).name : name
      const prompt = promptOfPicture(found, raw)
      if (!prompt) return null
      const { negative_prompt = '', subject = '', values = {} } = prompt
      return { prompt: prompt.prompt, negative_prompt, subject, values }
    },
    stop: combiner.stop,
  }
}

function usable({ schema, problems, path }: ConfigState): VisualSchema {
  if (schema) return schema
  const [first] = problems.filter(({ severity }) => severity === 'mistake')
  throw new AppError(
    'unavailable',
    `The prompt config cannot be used, and there is no earlier version: line ${first?.line ?? 1} of ${path}: ${first?.message ?? ''}`,
  )
}

function plannedOf(
  { prompt, negative_prompt, subject, values, findings, override }: DraftPrompt,
  { number, count }: { number: number; count: number },
): Plan['prompts'][number] {
  const found = findings.map(({ rule, level, message }) => ({ rule, level, message }))
  const file = pictureName(number, count)
  return {
    number,
    file,
    prompt,
    negative_prompt,
    subject,
    values,
    findings: found,
    ...(override && { override }),
  }
}

interface Writing {
  request: PlanRequest
  state: ConfigState
  made: Draft
  planned: Plan['prompts']
  when: Date
}

function planOf({ request, state, made, planned, when }: Writing): Plan {
  const { seed, dialect, axes, pairs } = made
  const { count, only, occasion } = request
  const overrides = Object.fromEntries(
    made.prompts.flatMap(({ id, override }) => (override ? [[id, override.reason]] : [])),
  )
  const blocked = made.prompts.filter(({ isBlocked }) => isBlocked)
  return {
    about: ABOUT,
    format: 1,
    created_at: when.toISOString(),
    ...{ seed, dialect },
    config: { path: state.path, in_use: state.inUse, sha256: state.sha256 },
    options: { count, axes: request.axes, only, ...(occasion && { occasion }), overrides },
    coverage: { strength: 2, ...pairs },
    axes,
    prompts: planned,
    left_out: blocked.map(({ number, prompt, findings }) => ({
      number,
      prompt,
      findings: findings.map(({ rule, level, message }) => ({ rule, level, message })),
    })),
  }
}

/** Names a generation after the time, as a person reads it: `2026-11-25_10-30-00`. */
function folderName(when: Date): string {
  const local = new Date(when.getTime() - when.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')
}
