import type { RuleId } from '../rules.ts'
import type { ProductClass } from './products.ts'

/** What kind of right, or which rule of an agency, a word touches. */
export type RightsKind =
  | 'artist'
  | 'style-of'
  | 'person'
  | 'character'
  | 'brand'
  | 'landmark'
  | 'agency'
  | 'news'
  | 'camera'
  | 'file-type'
  | 'ai-words'
  | 'own'

/** The rule that each kind is checked by; a {@link RULES | rule} carries the source. */
export const RULE_OF_KIND = {
  artist: 'rights-artist',
  'style-of': 'rights-style-of',
  person: 'rights-person',
  character: 'rights-character',
  brand: 'rights-brand',
  landmark: 'rights-landmark',
  agency: 'rights-agency',
  news: 'rights-news',
  camera: 'rights-camera',
  'file-type': 'rights-file-type',
  'ai-words': 'rights-ai-words',
  own: 'rights-own',
} as const satisfies Record<RightsKind, RuleId>

/** One thing that must not be named, with every way to write it that is known. */
export interface RightsEntry {
  kind: RightsKind
  /** The name people know it by. */
  term: string
  /** What it is: a few English words with their article, as in `"Nike" is a sports brand`. */
  what: string
  /** Its spellings in whatever script; a hyphen stands for a hyphen, a space or nothing. */
  spellings: readonly string[]
  /** More about it, in somebody's own words. */
  why?: string
  /** For what no list of words can hold (`f/1.8`); looked for besides the spellings. */
  pattern?: RegExp
  /** Where the word is ambiguous: some of these must stand in the description too, and it is a warning at most. */
  needs?: readonly string[]
  /** Where one of these stands in the description, the word means something harmless. */
  unless?: readonly string[]
  /** What may follow directly without harm: `inspired by nature`. */
  notBefore?: readonly string[]
  /** Where the word is harmless unless a product of one of these classes follows it directly. */
  beside?: readonly ProductClass[]
  /** Asks for attention, never for more. */
  mild?: boolean
}

type Common = Omit<RightsEntry, 'term' | 'spellings'>

/**
 * Reads a table of names: one a line, its other spellings behind bars.
 *
 * The first spelling is the name people know it by.
 */
export function named(common: Common, table: string): RightsEntry[] {
  return table
    .split('\n')
    .map((line) => line.split('|').map((spelling) => spelling.trim()))
    .flatMap(([term, ...others]) => (term ? [{ ...common, term, spellings: [term, ...others] }] : []))
}

/**
 * Reads a table of ambiguous names: `Name = spelling | spelling ? words it needs, ... ! words that make it harmless, ...`.
 *
 * Without a name and `=`, the first spelling is the name.
 */
export function ambiguous(common: Common, table: string): RightsEntry[] {
  return table.split('\n').flatMap((line) => {
    const [, name, spellings, needs, unless] =
      /^\s*(?:([^=?]+)=)?([^?]+)\?([^!]+)(?:!(.*))?$/.exec(line) ?? []
    if (!spellings || !needs) return []
    const known = named(common, name ? `${name}` : spellings)
    const words = spellings.split('|').map((spelling) => spelling.trim())
    const harmless = unless ? { unless: listed(unless) } : {}
    return known.map((entry) => ({ ...entry, spellings: words, needs: listed(needs), ...harmless }))
  })
}

function listed(words: string): string[] {
  return words.split(',').map((word) => word.trim())
}
