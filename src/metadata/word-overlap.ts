import { stem } from './stems.ts'

/** The words about a picture that tell whether two show the same. */
export interface SceneWords {
  title?: string | undefined
  keywords?: readonly string[] | undefined
  prompt?: string | undefined
}

/** Two of a list, by their places in it, and what they share of 0 to 1. */
export interface WordPair {
  a: number
  b: number
  overlap: number
}

/** Agencies weigh the first ten; those behind them are often the same in a whole batch. */
const LEADING = 10
/** Fewer words than this say nothing. */
const LEAST_WORDS = 4

/** Returns the stems of a picture's prompt, title and first ten keywords. */
export function sceneStems({ title = '', keywords = [], prompt = '' }: SceneWords): ReadonlySet<string> {
  const words = [title, prompt, ...keywords.slice(0, LEADING)].flatMap((text) =>
    text.split(/[^\p{L}\p{N}]+/u),
  )
  return new Set(words.filter((word) => word.length > 2 || /[^\p{Script=Latin}\d]/u.test(word)).map(stem))
}

/** Returns what two sets of words share of all their words (Jaccard's index). */
export function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size < LEAST_WORDS || b.size < LEAST_WORDS) return 0
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const word of small) if (large.has(word)) shared++
  return shared / (a.size + b.size - shared)
}

/**
 * Finds every pair that shares at least `least` of its words.
 *
 * Two sets with so much in common share one of their rarest words, so only those that do are compared (R. J. Bayardo, Y. Ma
 * and R. Srikant, "Scaling up all pairs similarity search", WWW 2007): no pair is missed.
 */
export function wordPairs(sets: readonly ReadonlySet<string>[], least: number): WordPair[] {
  const frequency = new Map<string, number>()
  for (const set of sets) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const byWord = new Map<string, number[]>()
  const pairs: WordPair[] = []
  for (const [index, set] of sets.entries()) {
    const rarest = [...set].sort(
      (a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || (a < b ? -1 : 1),
    )
    const prefix = rarest.slice(0, set.size - Math.ceil(least * set.size) + 1)
    const seen = new Set(prefix.flatMap((word) => byWord.get(word) ?? []))
    for (const other of seen) {
      const overlap = overlapOf(set, sets[other] ?? new Set())
      if (overlap >= least) pairs.push({ a: other, b: index, overlap })
    }
    for (const word of prefix) {
      const places = byWord.get(word)
      if (places) places.push(index)
      else byWord.set(word, [index])
    }
  }
  return pairs
}
