import { categoryName } from './categories.ts'
import { CATEGORY_WORDS } from './category-words.ts'
import { tokensOf } from './fold.ts'
import { onceByStem } from './keyword-forms.ts'
import { LEADING_KEYWORDS } from './keywords.ts'
import { koreanNoun } from './korean.ts'
import { stem } from './stems.ts'

/** The words that a category is read from. */
export interface ClassifiedText {
  title?: string | undefined
  keywords?: readonly string[] | undefined
  prompt?: string | undefined
}

/** A category, how sure it is, and why. */
export interface CategoryGuess {
  /** Adobe Stock's code, 1-21. */
  category: number
  name: string
  /** From 0 to 1: how far ahead of the next one it is, and on how much it rests. */
  confidence: number
  /** The words that decided, the weightiest first. */
  because: readonly string[]
}

const WEIGHTS = { strong: 6, plain: 3, weak: 1 } as const

/** A title is written about the subject; what comes behind its first preposition is around the subject. */
const FIELDS = { subject: 3, title: 1.5, leading: 1.2, keyword: 0.6, prompt: 1 } as const

/** What is made for being built upon. */
const GRAPHIC = [
  'pattern',
  'seamless',
  'texture',
  'background',
  'backdrop',
  'wallpaper',
  'mockup',
  'template',
  '패턴',
  '배경',
  '텍스처',
  '질감',
]

/** A word of the title that settles the matter, whatever stands beside it. */
const SETTLING = [
  { category: 8, weight: 40, words: GRAPHIC },
  { category: 12, weight: 15, words: ['yoga', 'pilates', '요가', '필라테스'] },
]

/** Common among keywords of any picture, where it says nothing. */
const COMMON_KEYWORDS = new Set(
  ['background', 'wallpaper', 'texture', 'backdrop', 'food', 'people', 'travel', '배경'].map(stem),
)

interface Weighted {
  category: number
  weight: number
  word: string
}

const SPLIT =
  /\b(?:with|in|on|at|by|near|under|over|beside|holding|wearing|against|through|surrounded|and|for|from)\b|[,;]/iu

let table: Map<string, Weighted[]> | undefined
let longest = 1

/**
 * Tells a category from the words of a picture, or undefined where none of them speaks for any.
 *
 * Weighted tables of words and phrases: the subject of the title counts most, keywords by their place, the prompt
 * where there is no title. Each word counts once for a category.
 */
export function classify(text: ClassifiedText): CategoryGuess | undefined {
  const scores = new Map<number, Map<string, number>>()
  for (const { words, factor, isKeyword } of partsOf(text)) {
    for (const { category, weight, word } of matches(words)) {
      if (isKeyword && COMMON_KEYWORDS.has(stem(word))) continue
      const known = scores.get(category) ?? new Map<string, number>()
      known.set(word, Math.max(known.get(word) ?? 0, weight * factor))
      scores.set(category, known)
    }
  }
  settle(text, scores)
  return guessFrom(scores)
}

function guessFrom(scores: Map<number, Map<string, number>>): CategoryGuess | undefined {
  const ranked = [...scores].map(([category, words]) => ({ category, words, score: sum(words.values()) }))
  ranked.sort((a, b) => b.score - a.score || a.category - b.category)
  const [best, next] = ranked
  if (!best) return undefined
  const lead = best.score / (best.score + (next?.score ?? 0))
  const confidence = Math.round(lead * Math.min(1, best.score / 12) * 100) / 100
  const because = onceByStem([...best.words].sort(([, a], [, b]) => b - a).map(([word]) => word)).slice(0, 4)
  return { category: best.category, name: categoryName(best.category) ?? '', confidence, because }
}

interface Word {
  /** What it is known by. */
  key: string
  /** As it stands in the text. */
  as: string
}

interface Part {
  words: Word[]
  factor: number
  isKeyword?: boolean
}

function partsOf({ title = '', keywords = [], prompt = '' }: ClassifiedText): Part[] {
  const [subject = '', ...around] = title.split(SPLIT)
  const promptParts = title ? [] : prompt.split(/[,;.]/).slice(0, 6)
  return [
    { words: wordsOf(subject), factor: FIELDS.subject },
    ...around.map((part) => ({ words: wordsOf(part), factor: FIELDS.title })),
    ...promptParts.map((part, at) => ({ words: wordsOf(part), factor: FIELDS.prompt * (at === 0 ? 2 : 1) })),
    ...keywords.map((keyword, at) => ({
      ...{ words: wordsOf(keyword), isKeyword: true },
      factor: at < LEADING_KEYWORDS ? FIELDS.leading : FIELDS.keyword,
    })),
  ]
}

/** A holiday's pattern, a flower's texture: what it is made for decides, not what is on it. */
function settle({ title = '' }: ClassifiedText, scores: Map<number, Map<string, number>>): void {
  const there = new Map(wordsOf(title).map(({ key, as }) => [key, as]))
  for (const { category, weight, words } of SETTLING) {
    const found = words.flatMap((word) => there.get(stem(word)) ?? [])
    if (found.length === 0) continue
    const known = scores.get(category) ?? new Map<string, number>()
    for (const word of found) known.set(word, (known.get(word) ?? 0) + weight)
    scores.set(category, known)
  }
}

function wordsOf(text: string): Word[] {
  return tokensOf(text).map(({ word, start, end }) => {
    const isKorean = /\p{Script=Hangul}/u.test(word)
    const key = isKorean ? koreanNoun(word) || word : stem(word)
    return { key, as: isKorean ? key : text.slice(start, end).toLowerCase() }
  })
}

function matches(words: readonly Word[]): Weighted[] {
  table ??= build()
  const found: Weighted[] = []
  for (let at = 0; at < words.length; ) {
    const { hits, size } = longestAt(table, words, at)
    found.push(...hits)
    at += size
  }
  return found
}

function longestAt(
  known: Map<string, Weighted[]>,
  words: readonly Word[],
  at: number,
): { hits: Weighted[]; size: number } {
  for (let size = Math.min(longest, words.length - at); size >= 1; size--) {
    const piece = words.slice(at, at + size)
    const hits = known.get(piece.map(({ key }) => key).join(' '))
    if (hits)
      return { hits: hits.map((hit) => ({ ...hit, word: piece.map(({ as }) => as).join(' ') })), size }
  }
  return { hits: [], size: 1 }
}

function build(): Map<string, Weighted[]> {
  const built = new Map<string, Weighted[]>()
  for (const [code, words] of Object.entries(CATEGORY_WORDS)) {
    for (const degree of ['strong', 'plain', 'weak'] as const) {
      for (const word of words[degree]) {
        const key = wordsOf(word)
          .map((part) => part.key)
          .join(' ')
        longest = Math.max(longest, key.split(' ').length)
        const there = built.get(key) ?? []
        if (there.every(({ category }) => category !== Number(code))) {
          built.set(key, [...there, { category: Number(code), weight: WEIGHTS[degree], word }])
        }
      }
    }
  }
  return built
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
