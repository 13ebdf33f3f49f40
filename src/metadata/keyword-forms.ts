import { FUNCTION_WORDS } from './filler.ts'
import { tokensOf } from './fold.ts'
import { KEYWORD_COUNTS, LEADING_KEYWORDS, splitKeywords, tidyKeywords } from './keywords.ts'
import { koreanNoun } from './korean.ts'
import { remembered } from './remembered.ts'
import { singular, stem } from './stems.ts'

/**
 * Brings keywords into the form an agency asks for: single, singular, each once by its stem, at most 49.
 *
 * The order stays, nothing is invented, and doing it again changes nothing.
 */
export function normalKeywords(words: readonly string[]): string[] {
  const single = words.flatMap((word) => splitKeywords(word))
  return onceByStem(tidyKeywords(single.map((word) => singular(word)))).slice(0, KEYWORD_COUNTS.ceiling)
}

/** Keeps the first of those that have a stem in common. */
export function onceByStem(words: readonly string[]): string[] {
  const seen = new Set<string>()
  return words.filter((word) => {
    const root = stem(word) || word
    return !seen.has(root) && seen.add(root)
  })
}

/** Returns the words that repeat an earlier one's stem. */
export function repeatedKeywords(words: readonly string[]): string[] {
  const kept = new Set(onceByStem(words))
  if (kept.size === words.length) return []
  return words.filter((word, at) => !kept.has(word) || words.indexOf(word) !== at)
}

/** Returns the words of a title that mean something, as they stand there and each once by its stem. */
export const titleWords = remembered((title: string): string[] => {
  const words = tokensOf(title).map(({ start, end, word }) => ({ word, as: title.slice(start, end) }))
  const meant = words.filter(({ word }) => !FUNCTION_WORDS.has(word) && isWord(word))
  return onceByStem(meant.flatMap(({ as }) => bareWord(as) || []))
})

/** Returns the words of a title that no keyword holds, not even as part of a phrase. */
export function titleWordsMissing(title: string, keywords: readonly string[]): string[] {
  const there = new Set<string>()
  for (const word of keywords) for (const root of rootsOf(word)) there.add(root)
  return titleWords(title)
    .filter((word) => !there.has(stem(word)) && !isInKorean(word, keywords))
    .map((word) => singular(word))
}

/** Returns the stem of a phrase, and of each of its words. */
const rootsOf = remembered((phrase: string): readonly string[] => {
  const root = stem(phrase)
  return root.includes(' ') ? [root, ...root.split(' ')] : [root]
})

/** Puts the keywords that hold words of the title first; all others keep their order. */
export function titleWordsFirst(title: string, keywords: readonly string[]): string[] {
  const roots = new Set(titleWords(title).map((word) => stem(word)))
  const isOfTitle = (word: string) =>
    stem(word)
      .split(' ')
      .some((root) => roots.has(root))
  return [...keywords.filter(isOfTitle), ...keywords.filter((word) => !isOfTitle(word))]
}

/** Counts the words of the title among the keywords that count most. */
export function leadingTitleWords(title: string, keywords: readonly string[]): number {
  const leading = keywords.slice(0, LEADING_KEYWORDS)
  return titleWords(title).length - titleWordsMissing(title, leading).length
}

/** A single Latin letter or a bare number is no keyword; a single Han or Hangul letter is. */
function isWord(word: string): boolean {
  return /\p{L}/u.test(word) && ([...word].length > 1 || /[^\p{Script=Latin}]/u.test(word))
}

function bareWord(word: string): string {
  return /\p{Script=Hangul}/u.test(word) ? koreanNoun(word) : word.toLowerCase().replace(/['’]s?$/, '')
}

/** Korean words carry their particles along: 벽난로가 is 벽난로 to whoever searches. */
function isInKorean(word: string, keywords: readonly string[]): boolean {
  if (!/\p{Script=Hangul}/u.test(word)) return false
  return keywords.some(
    (keyword) => keyword.length > 0 && (word.startsWith(keyword) || keyword.includes(word)),
  )
}
