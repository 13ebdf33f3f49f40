import { DIALECTS, type DialectId } from './dialects.ts'
import { fillSubject, joinPhrases } from './phrases.ts'
import type { VisualSchema } from './visual-schema.ts'

/** A prompt as a generator gets it. */
export interface WrittenPrompt {
  /** The whole text, with the dialect's parameters. */
  prompt: string
  /** What is to be kept out, for the field that the generator has for it. */
  negative_prompt: string
}

/** What a prompt is written from: for each axis what its chosen value says. */
export interface PromptParts {
  schema: Pick<VisualSchema, 'axes' | 'base' | 'boosters' | 'safety' | 'negatives' | 'output'>
  texts: Readonly<Record<string, string>>
  dialect: DialectId
}

/**
 * Writes a prompt as "[Subject], [Style/Trend], [Lighting], [Composition], [Colour palette]".
 *
 * The subject goes into the trend's text where that has `{subject}`; axes of a person's own follow the palette, then come
 * base style, boosters and IP safety. Nothing is added that the config does not say.
 */
export function writePrompt({ schema, texts, dialect }: PromptParts): WrittenPrompt {
  const { write, hasNegativeField } = DIALECTS[dialect]
  const { subject = '', trend = '' } = texts
  const isAround = trend.includes('{subject}')
  const rest = schema.axes
    .filter(({ id }) => id !== 'subject' && id !== 'trend')
    .map(({ id }) => texts[id] ?? '')
  const phrases = [isAround ? trend : subject, isAround ? '' : trend, ...rest]
  const tail = [...schema.base, ...schema.boosters, ...schema.safety]
  const text = joinPhrases([...phrases, ...tail].map((phrase) => fillSubject(phrase, subject)))
  const negative = joinPhrases(Object.values(schema.negatives).flat(), { keepsGeneral: true })
  return {
    prompt: write(text, negative, schema.output),
    negative_prompt: hasNegativeField ? negative : '',
  }
}
