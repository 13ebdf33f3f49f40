import { z } from 'zod'
import { GenerationId } from '../../core/ids.ts'
import { DIALECT_IDS } from '../../prompts/dialects.ts'
import { OCCASIONS, type OccasionId } from '../../prompts/occasions.ts'

/** More prompts at once than these nobody draws before the config changes. */
const MOST_PROMPTS = 500

const COUNT = `expected a whole number from 1 to ${MOST_PROMPTS}`

/** How many prompts. */
export const PromptCount = z.coerce.number(COUNT).int(COUNT).min(1, COUNT).max(MOST_PROMPTS, COUNT)

const Reason = z.string().trim().min(3, 'a reason of at least 3 characters is needed').max(500)

const Occasion = z.custom<OccasionId>(
  (id) => typeof id === 'string' && Object.hasOwn(OCCASIONS, id),
  'expected the id of an occasion of the calendar, such as "christmas" or "seollal"',
)

/** What is to be planned; what is left out is as usual. */
export const PlanRequest = z.object({
  count: PromptCount,
  /** The same seed, config and history give the same prompts. */
  seed: z.coerce.string().trim().min(1).max(60).optional(),
  dialect: z.enum(DIALECT_IDS).default('plain'),
  /** The ids of the axes to use; all where none is named. The subject is always used. */
  axes: z.array(z.string().max(100)).max(50).default([]),
  /** Names of values by the id of their axis: no others are used. */
  only: z.record(z.string().max(100), z.array(z.string().max(300)).min(1).max(100)).default({}),
  /** An occasion of the calendar, whose scenes take the place of the subjects. */
  occasion: Occasion.optional(),
  /** What the new folder is called; the time where nothing is said. */
  generation: GenerationId.optional(),
  /** Reasons why prompts are planned though a rule blocks them, by their ids, which are made of their words. */
  overrides: z
    .record(z.string(), Reason)
    .refine((reasons) => Object.keys(reasons).every((id) => /^[0-9a-f]{12}$/.test(id)), {
      message: 'expected ids of prompts, as a draft tells them',
    })
    .default({}),
})

export type PlanRequest = z.output<typeof PlanRequest>
/** A request as it is given, before what is usual is filled in. */
export type GivenRequest = z.input<typeof PlanRequest>
