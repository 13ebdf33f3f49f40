import { capitalized } from './phrases.ts'
import type { VisualSchema } from './visual-schema.ts'

/** What a generator wants to be told, and how. */
export interface Dialect {
  /** Its name on pages; a proper name, the same in every language, or a word of the catalogues. */
  name: string
  /** Writes the prompt; `negative` is what is to be kept out, joined by commas. */
  write(prompt: string, negative: string, output: VisualSchema['output']): string
  /** Whether what is to be kept out goes into a field of its own. */
  hasNegativeField: boolean
}

/**
 * The ways prompts are written.
 *
 * Midjourney's parameters follow its documentation (`--ar`, `--v`, `--no`, after the text and without commas before
 * them); Stable Diffusion's interfaces have a second field for the negative prompt; everything else takes a sentence.
 */
export const DIALECTS = {
  plain: {
    name: 'plain',
    write: (prompt) => `${capitalized(prompt)}.`,
    hasNegativeField: true,
  },
  midjourney: {
    name: 'Midjourney',
    write: (prompt, negative, { aspect, midjourney }) => {
      const version = midjourney.startsWith('niji ') ? `--niji ${midjourney.slice(5)}` : `--v ${midjourney}`
      // Two hyphens in a row would begin a parameter.
      const text = capitalized(prompt).replaceAll(/-{2,}/g, '-')
      return `${text} --ar ${aspect} ${version}${negative ? ` --no ${negative.replaceAll(/-{2,}/g, '-')}` : ''}`
    },
    hasNegativeField: false,
  },
  'stable-diffusion': {
    name: 'Stable Diffusion',
    write: (prompt) => prompt,
    hasNegativeField: true,
  },
} as const satisfies Record<string, Dialect>

export type DialectId = keyof typeof DIALECTS

/** The dialects by their ids. */
export const DIALECT_IDS = ['plain', 'midjourney', 'stable-diffusion'] as const satisfies readonly DialectId[]
