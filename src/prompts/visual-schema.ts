import { z } from 'zod'

/** The axes every prompt is made of, in the order of the sentence; a person may add others, which follow. */
export const KNOWN_AXES = ['subject', 'trend', 'style', 'lighting', 'composition', 'palette'] as const

/** What is kept out of pictures, by the reason. */
export const NEGATIVES = ['ip', 'quality', 'policy', 'other'] as const

/** A config that goes past these is a mistake: nobody could look through what it plans. */
export const LIMITS = { axes: 12, values: 60, texts: 60, characters: 300, name: 100, seasons: 20 } as const

const Text = z.string().max(LIMITS.characters)
const Texts = z.array(Text).max(LIMITS.texts)
const Name = z.string().min(1).max(LIMITS.name)

/** One value of an axis. */
export const AxisValue = z.object({
  name: Name,
  /** What it says in a prompt; of several one is taken after the other. An empty one says nothing. */
  texts: Texts.min(1),
  /** Its share beside the other values of the axis. */
  weight: z.number().positive().max(1_000_000).default(1),
  /** What seasons and occasions it suits, by the ids of the calendar. */
  seasons: z.array(z.string().max(60)).max(LIMITS.seasons).default([]),
})

/** One question about a picture, and its answers. */
export const Axis = z.object({
  id: z.string().min(1).max(LIMITS.name),
  name: Name,
  values: z.array(AxisValue).min(1).max(LIMITS.values),
})

const Place = z.object({ axis: z.string(), value: z.string() })

/** Everything that pictures are planned from. */
export const VisualSchema = z.object({
  /** What every prompt says at its end. */
  base: Texts,
  boosters: Texts,
  safety: Texts,
  axes: z.array(Axis).min(1).max(LIMITS.axes),
  negatives: z.record(z.enum(NEGATIVES), Texts),
  /** Pairs that may not meet. */
  constraints: z.array(z.tuple([Place, Place])),
  output: z.object({
    aspect: z
      .string()
      .regex(/^\d{1,2}:\d{1,2}$/)
      .default('16:9'),
    midjourney: z
      .string()
      .regex(/^(niji )?\d(\.\d)?$/)
      .default('6.0'),
  }),
})

export type AxisValue = z.output<typeof AxisValue>
export type Axis = z.output<typeof Axis>
export type VisualSchema = z.output<typeof VisualSchema>
/** A value of an axis by their names. */
export type Place = z.output<typeof Place>
