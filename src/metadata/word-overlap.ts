import { each, type Pieces } from '../core/pieces.ts'
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
export function* wordPairs(sets: readonly ReadonlySet<string>[], least: number): Pieces<WordPair[]> {
  const ranked = yield* rankedWords(sets)
  const byWord = new Map<number, number[]>()
  const lastSeen = new Int32Array(sets.length).fill(-1)
  const pairs: WordPair[] = []
  for (const [index, words] of ranked.entries()) {
    yield
    if (words.length < LEAST_WORDS) continue
    for (const word of words.subarray(0, words.length - Math.ceil(least * words.length) + 1)) {
      const places = byWord.get(word) ?? []
      if (places.length === 0) byWord.set(word, places)
      for (const other of places) {
        if (lastSeen[other] === index) continue
        lastSeen[other] = index
        const overlap = overlapOfRanked(ranked[other] ?? words, words, least)
        if (overlap >= least) pairs.push({ a: other, b: index, overlap })
      }
      places.push(index)
    }
  }
  return pairs
}

/** Turns words into numbers, the rarest first, so that two sets are compared in one go along both. */
function* rankedWords(sets: readonly ReadonlySet<string>[]): Pieces<Int32Array[]> {
  const frequency = new Map<string, number>()
  for (const set of sets) {
    yield
    for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  }
  const order = [...frequency].sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1))
  const ranks = new Map(order.map(([word], rank) => [word, rank]))
  return yield* each(sets, (set) => Int32Array.from(set, (word) => ranks.get(word) ?? 0).sort())
}

/** Returns the overlap, or 0 as soon as it can no longer come to `least`. */
function overlapOfRanked(a: Int32Array, b: Int32Array, least: number): number {
  const [small, large] = a.length < b.length ? [a, b] : [b, a]
  if (small.length < least * large.length) return 0
  // shared / (a + b - shared) >= least, as a number of words that may be missing
  let spare = small.length - Math.ceil((least * (a.length + b.length)) / (1 + least) - 1e-9)
  let [shared, at] = [0, 0]
  for (const word of small) {
    while (at < large.length && (large[at] ?? 0) < word) at++
    if (large[at] === word) shared++
    else if (--spare < 0) return 0
  }
  return shared / (a.length + b.length - shared)
}
