import { fold, type Token, tokensOf } from '../fold.ts'
import { remembered } from '../remembered.ts'
import { stem } from '../stems.ts'
import type { RightsEntry } from './entry.ts'
import { isBesideProduct, KOREAN_PRODUCTS } from './products.ts'

/** An entry found in a text, in its place. */
export interface RightsHit {
  entry: RightsEntry
  /** The words as they stand in the text. */
  found: string
  start: number
  /** Behind its last character. */
  end: number
}

/** Finds entries in texts. */
export interface Matcher {
  /** Returns what stands in a text, in its order and without overlaps; `around` is all that is said about the picture. */
  find(text: string, around?: Context): RightsHit[]
}

/** Tells whether words stand in a description. */
export type Context = (words: readonly string[]) => boolean

interface Spelling {
  entry: RightsEntry
  words: readonly string[]
}

/** What may follow a Korean noun within the same word: particles, plural, "style", "like". */
const PARTICLE =
  '(?:은|는|이|가|을|를|의|에|에서|에게|한테|께|로|으로|와|과|랑|이랑|하고|도|만|까지|부터|보다|마다|처럼|같은|같이|들|님|씨|풍|풍의|식|식의|스타일|스타일의|화풍|화풍의|작품|그림|캐릭터|로고|이다|입니다|인|적인)'

/**
 * Builds the search for a table of entries.
 *
 * Latin, Greek and Cyrillic spellings match whole words in whatever case, diacritics, plural or possessive. Korean
 * ones match at the beginning of a word, with particles behind; Chinese and Japanese ones anywhere, but never
 * inside a longer run of katakana.
 */
export function createMatcher(entries: readonly RightsEntry[]): Matcher {
  const byFirst = new Map<string, Spelling[]>()
  const hangul: { entry: RightsEntry; text: string }[] = []
  const cjk: { entry: RightsEntry; text: string }[] = []
  for (const entry of entries) {
    for (const spelling of entry.spellings) {
      if (/\p{Script=Hangul}/u.test(spelling)) hangul.push({ entry, text: spelling })
      else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(spelling)) {
        cjk.push({ entry, text: spelling })
      } else for (const words of wordings(spelling)) push(byFirst, words, entry)
    }
  }
  const patterns = entries.flatMap((entry) => (entry.pattern ? [{ entry, pattern: entry.pattern }] : []))
  const korean = scripted(hangul, koreanNoun)
  const eastern = scripted(cjk, katakanaAlone)

  const candidates = remembered((text: string) => [
    ...inWords(text, tokensOf(text), byFirst),
    ...patterns.flatMap(({ entry, pattern }) => byPattern(text, entry, pattern)),
    ...(/\p{Script=Hangul}/u.test(text) ? korean(text) : []),
    ...(/[\p{Script=Han}\p{Script=Katakana}]/u.test(text) ? eastern(text) : []),
  ])

  return {
    find(text, around = contextOf([text])) {
      const found = candidates(text)
      return found.length === 0 ? [] : longest(found.filter((hit) => isMeant(hit, text, around)))
    },
  }
}

/** Lets one ask which words stand in texts; each word counts in whatever form, phrases word by word. */
export function contextOf(texts: readonly string[]): Context {
  let whole: string | undefined
  let single: ReadonlySet<string> | undefined
  const known = new Map<readonly string[], boolean>()
  return (words) => {
    const before = known.get(words)
    if (before !== undefined) return before
    whole ??= ` ${texts.map(stemmed).join(' | ')} `
    single ??= new Set(whole.split(' '))
    const [all, apart] = [whole, single]
    const isThere = words.some((word) => {
      const { key, isWord } = soughtAs(word)
      return isWord ? apart.has(key) : all.includes(key)
    })
    known.set(words, isThere)
    return isThere
  }
}

/** How a word is looked for: among the words, or, being a phrase or the beginning of a Korean word, in the text. */
const soughtAs = remembered((word) => {
  if (/\p{Script=Hangul}/u.test(word)) return { key: ` ${word}`, isWord: false }
  const key = stem(word)
  return key === '' || key.includes(' ') ? { key: ` ${key} `, isWord: false } : { key, isWord: true }
})

const stemmed = remembered((text) =>
  tokensOf(text)
    .map(({ word }) => stem(word))
    .join(' '),
)

/** A hyphen stands for a hyphen, a space or nothing. */
function wordings(spelling: string): string[][] {
  const apart = tokensOf(spelling).map(({ word }) => word)
  const joined = tokensOf(spelling.replaceAll('-', '')).map(({ word }) => word)
  return spelling.includes('-') ? [apart, joined] : [apart]
}

function push(index: Map<string, Spelling[]>, words: readonly string[], entry: RightsEntry): void {
  const [first] = words
  if (first === undefined) return
  const there = index.get(first)
  if (there) there.push({ entry, words })
  else index.set(first, [{ entry, words }])
}

function inWords(text: string, tokens: readonly Token[], index: Map<string, Spelling[]>): RightsHit[] {
  return tokens.flatMap((token, at) => {
    const candidates = formsOf(token.word).flatMap((form) => index.get(form) ?? [])
    return candidates.flatMap(({ entry, words }) => {
      const last = tokens[at + words.length - 1]
      const isThere = words.every((word, n) => isForm(tokens[at + n]?.word, word, n === words.length - 1))
      if (!last || !isThere) return []
      const end = last.end
      return [{ entry, found: text.slice(token.start, end), start: token.start, end }]
    })
  })
}

/** Only the last word of a name takes a plural; any may own something. */
function isForm(token: string | undefined, word: string, isLast: boolean): boolean {
  if (token === undefined) return false
  return token === word || token === `${word}'s` || (isLast && formsOf(token).includes(word))
}

/** The words that a token may be a form of: itself, and what it is the plural or the possessive of. */
function formsOf(token: string): string[] {
  const bare = token.replace(/'s?$/, '')
  const forms = [token, bare]
  if (bare.length > 3 && bare.endsWith('s') && !bare.endsWith('ss')) {
    forms.push(bare.slice(0, -1))
    if (bare.endsWith('es')) forms.push(bare.slice(0, -2))
    if (bare.endsWith('ies')) forms.push(`${bare.slice(0, -3)}y`)
  }
  const like = /^(.{4,}?)(?:esque|core)$/.exec(bare)?.[1] // Picassoesque, ghiblicore
  if (like) forms.push(like)
  return [...new Set(forms)]
}

function byPattern(text: string, entry: RightsEntry, pattern: RegExp): RightsHit[] {
  if (text.search(pattern) < 0) return [] // nearly always; matchAll compiles the pattern anew
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    ...{ entry, found, start: index, end: index + found.length },
  }))
}

function scripted(
  spellings: readonly { entry: RightsEntry; text: string }[],
  around: (escaped: string) => string,
): (text: string) => RightsHit[] {
  // by their first letter, and compiled when that is met: there are thousands, and most texts hold none
  const byLetter = Map.groupBy(spellings, ({ text }) => text.charAt(0))
  const patternOf = remembered((text) => new RegExp(around(escaped(text)), 'giu'))
  return (text) =>
    [...new Set(text)].flatMap((letter) =>
      (byLetter.get(letter) ?? []).flatMap((one) => byPattern(text, one.entry, patternOf(one.text))),
    )
}

/** Names are written with and without the spaces. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s·-]*')
}

/** `로` follows a vowel or ㄹ; behind another consonant it is a street: 삼성로. A product may follow without a space. */
function koreanNoun(text: string): string {
  const last = text.charCodeAt(text.length - 1) - 0xac00
  const isClosed = last >= 0 && last % 28 > 0 && last % 28 !== 8
  const behind = `(?:${KOREAN_PRODUCTS.join('|')})?${isClosed ? `(?!로${PARTICLE}{0,2}(?!\\p{Script=Hangul}))` : ''}${PARTICLE}{0,3}`
  return `(?<!\\p{Script=Hangul})${text}(?=${behind}(?!\\p{Script=Hangul}))`
}

function katakanaAlone(text: string): string {
  const edge = (at: string) => (/\p{Script=Katakana}/u.test(at) ? '[\\p{Script=Katakana}ー]' : '(?!)')
  return `(?<!${edge(text.charAt(0))})${text}(?!${edge(text.at(-1) ?? '')})`
}

function isMeant({ entry, end }: RightsHit, text: string, around: Context): boolean {
  if (entry.needs && !around(entry.needs)) return false
  if (entry.unless && around(entry.unless)) return false
  if (entry.beside && !isBesideProduct(text, end, entry.beside)) return false
  if (!entry.notBefore) return true
  const next = fold(text.slice(end)).trimStart()
  return !entry.notBefore.some((word) => beginningWith(word).test(next))
}

const beginningWith = remembered((word) => new RegExp(`^${word}(?![\\p{L}\\p{N}])`, 'u'))

/** Of names that share words the longest counts, and of equally long ones the surest. */
function longest(hits: RightsHit[]): RightsHit[] {
  const rank = (hit: RightsHit) => (hit.end - hit.start) * 2 - (isAmbiguous(hit.entry) ? 1 : 0)
  const kept: RightsHit[] = []
  const taken = new Set<number>()
  for (const hit of hits.toSorted((a, b) => rank(b) - rank(a))) {
    const places = Array.from({ length: hit.end - hit.start }, (_, n) => hit.start + n)
    if (places.some((place) => taken.has(place))) continue
    for (const place of places) taken.add(place)
    kept.push(hit)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** Tells whether an entry's word may well mean something harmless, so that it is a warning at most. */
export function isAmbiguous({ needs, mild }: RightsEntry): boolean {
  return needs !== undefined || mild === true
}
