import { z } from 'zod'
import { DIALECT_IDS } from './dialects.ts'

/** What a rights rule found in a prompt, as it is written down. */
const Finding = z.looseObject({ rule: z.string(), level: z.enum(['warn', 'block']), message: z.string() })

/** One prompt of a plan. Plans of other tools may have less; what is there is used. */
export const PlannedPrompt = z.looseObject({
  number: z.number().int().min(1).optional(),
  /** The name its picture is to have. */
  file: z.string().max(255).optional(),
  prompt: z.string(),
  negative_prompt: z.string().optional(),
  /** The concrete subject. */
  subject: z.string().optional(),
  /** The name of the value of each axis. */
  values: z.record(z.string(), z.string()).optional(),
  findings: z.array(Finding).optional(),
  /** Why it is planned though a rule blocks it. */
  override: z.object({ reason: z.string() }).optional(),
})

/** What `prompts.json` holds. */
export const Plan = z.looseObject({
  about: z.string().optional(),
  format: z.number().optional(),
  created_at: z.string().optional(),
  seed: z.string().optional(),
  dialect: z.enum(DIALECT_IDS).catch('plain').optional(),
  axes: z.array(z.looseObject({ id: z.string(), name: z.string(), values: z.array(z.string()) })).optional(),
  /** Prompts that a rule kept out. */
  left_out: z.array(z.looseObject({ prompt: z.string(), findings: z.array(Finding) })).optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  prompts: z.array(
    z.union([PlannedPrompt, z.string().transform((prompt) => ({ prompt }))]).pipe(PlannedPrompt),
  ),
})

export type PlannedPrompt = z.output<typeof PlannedPrompt>
export type Plan = z.output<typeof Plan>

/** What is said at the top of every `prompts.json`, so that whoever opens it needs no other text. */
export const ABOUT =
  'Planned by Stockroom. Give each "prompt" (and "negative_prompt", where it is not empty) to an image generator and save the picture in this folder under the name in "file"; another picture format and its extension (png, jpg, webp, avif, tif) will do. Further pictures of the same prompt are called like image_01-2.png. A sidecar (image_01.json) is optional: Stockroom knows a picture\'s prompt by its name. "values" names the choice made on each axis, "findings" what a rights rule found in the prompt. docs/prompts-json.md explains every field.'

/** Reads a `prompts.json`; null when it is none. */
export function readPlan(text: string): Plan | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return Plan.safeParse(Array.isArray(value) ? { prompts: value } : value).data ?? null
  } catch {
    return null
  }
}

/** Writes a `prompts.json`. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`
}

/** Returns the name that the picture of a prompt is to have: `image_01.png`; with more digits where there are more prompts. */
export function pictureName(number: number, count: number): string {
  return `image_${String(number).padStart(Math.max(2, String(count).length), '0')}.png`
}

/** Finds the prompt a picture was made from by its name: `image_07.jpg` and `image_07-2.png` belong to `image_07.png`. */
export function promptOfPicture(plan: Plan, name: string): PlannedPrompt | null {
  const stem = stemOf(name)
  const named = plan.prompts.flatMap((prompt) => (prompt.file ? [{ prompt, own: stemOf(prompt.file) }] : []))
  const exact = named.find(({ own }) => own === stem)
  if (exact) return exact.prompt
  const close = named.filter(
    ({ own }) => own !== '' && stem.startsWith(own) && /^[-_ (.]/.test(stem.slice(own.length)),
  )
  return close.sort((a, b) => b.own.length - a.own.length)[0]?.prompt ?? null
}

function stemOf(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.[^.]*$/, '')
}
