import pLimit from 'p-limit'
import { placeOf } from '../../core/ids.ts'
import type { Library } from '../../library/library.ts'
import { isPictureName } from '../../library/names.ts'
import type { PastCombination } from '../../prompts/coverage.ts'
import { type Plan, type PlannedPrompt, promptOfPicture, readPlan } from '../../prompts/plan-file.ts'

/** The plan of a generation. */
export interface PastPlan {
  generation: string
  plan: Plan
}

/** A planned prompt. */
export interface PastPrompt {
  generation: string
  prompt: PlannedPrompt
  values: Readonly<Record<string, string>>
}

/** A planned prompt and what became of it. */
export type JudgedPrompt = PastPrompt & PastCombination

/** What earlier generations were planned from. */
export interface PlanHistory {
  /** Returns the plans, the newest generation first; what is no plan is passed over. */
  plans(): Promise<PastPlan[]>
  planOf(generation: string): Promise<Plan | null>
  /** Returns the prompts of a plan whose pictures are there. */
  arrived(generation: string): Promise<Set<PlannedPrompt>>
  /** Returns every planned prompt. */
  prompts(): Promise<PastPrompt[]>
  /** Returns every planned prompt with what became of it: it is rejected when all its pictures are in the trash. */
  judged(): Promise<JudgedPrompt[]>
}

/** The file that a generation's prompts are in. */
export const PROMPTS_FILE = 'prompts.json'
const AT_ONCE = 8

type Reader = Pick<Library, 'generations' | 'readDocument' | 'siblings' | 'trash'>

/** Reads the plans from disk whenever it is asked; one whose text is the same is not parsed again. */
export function createPlanHistory(library: Reader): PlanHistory {
  const known = new Map<string, { text: string; plan: Plan | null }>()

  async function planOf(generation: string): Promise<Plan | null> {
    const text = await library.readDocument(generation, 'raw', PROMPTS_FILE)
    if (text === null) return null
    const before = known.get(generation)
    if (before?.text === text) return before.plan
    const plan = readPlan(text)
    known.set(generation, { text, plan })
    return plan
  }

  async function plans(): Promise<PastPlan[]> {
    const all = await library.generations()
    const found = await pLimit(AT_ONCE).map(all, async ({ id }) => ({
      generation: id,
      plan: await planOf(id),
    }))
    return found.flatMap(({ generation, plan }) => (plan ? [{ generation, plan }] : []))
  }

  async function judged(): Promise<JudgedPrompt[]> {
    const [all, thrown] = await Promise.all([plans(), thrownAway(library)])
    const told = await pLimit(AT_ONCE).map(all, async ({ generation, plan }) => {
      const names = thrown.get(generation) ?? []
      const live = names.length > 0 ? await picturesOf(library, generation) : []
      const rejected = promptsOf(plan, names)
      for (const prompt of promptsOf(plan, live)) rejected.delete(prompt)
      return pastOf({ generation, plan }).map((past) => ({ ...past, isRejected: rejected.has(past.prompt) }))
    })
    return told.flat()
  }

  async function arrived(generation: string): Promise<Set<PlannedPrompt>> {
    const plan = await planOf(generation)
    return plan ? promptsOf(plan, await picturesOf(library, generation)) : new Set()
  }

  const prompts = async () => (await plans()).flatMap(pastOf)
  return { plans, planOf, prompts, judged, arrived }
}

function pastOf({ generation, plan }: PastPlan): PastPrompt[] {
  return plan.prompts.map((prompt) => ({ generation, prompt, values: prompt.values ?? {} }))
}

function promptsOf(plan: Plan, names: readonly string[]): Set<PlannedPrompt> {
  return new Set(names.map((name) => promptOfPicture(plan, name)).filter((prompt) => prompt !== null))
}

async function thrownAway({ trash }: Reader): Promise<Map<string, string[]>> {
  const places = (await trash.list()).map(({ id }) => placeOf(id))
  const groups = Map.groupBy(places, ({ generation }) => generation)
  return new Map([...groups].map(([generation, entries]) => [generation, entries.map(({ name }) => name)]))
}

async function picturesOf(library: Reader, generation: string): Promise<string[]> {
  const stages = await Promise.all([
    library.siblings(generation, 'raw'),
    library.siblings(generation, 'upscaled'),
  ])
  return stages.flat().filter(isPictureName)
}
