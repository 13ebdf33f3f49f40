import { keywordsFromName } from '../file-name.ts'
import type { Finding, Fix } from '../findings.ts'
import {
  leadingTitleWords,
  onceByStem,
  repeatedKeywords,
  titleWords,
  titleWordsFirst,
  titleWordsMissing,
} from '../keyword-forms.ts'
import { KEYWORD_COUNTS, splitKeywords } from '../keywords.ts'
import { findRights } from '../rights.ts'
import { singular } from '../stems.ts'
import { lengthOf } from '../title.ts'
import type { Described, DescribedFile } from './described.ts'

/** An agency needs at least so many. */
const FEWEST = 5

/** IPTC's `Keywords` holds so many characters each (IPTC-IIM 4.2, dataset 2:25). */
const LONGEST_KEYWORD = 64

/** Checks keywords: how many, each once, single and singular, and in agreement with the title. */
export function checkKeywords(
  { title = '', keywords = [] }: Described,
  { fileName }: DescribedFile,
): Finding[] {
  return [
    ...counts(keywords, fileName),
    ...duplicates(keywords),
    ...hidden(keywords),
    ...empty(keywords),
    ...forms(keywords),
    ...agreement(nameable(title), keywords),
  ]
}

function counts(keywords: readonly string[], fileName: string): Finding[] {
  const count = keywords.length
  const { least, most, ceiling } = KEYWORD_COUNTS
  if (count > ceiling) {
    const fix = set(`Keep the first ${ceiling}`, keywords.slice(0, ceiling))
    return [
      found('keyword-count', 'block', `There are ${count} keywords; ${ceiling} are taken at most.`, fix),
    ]
  }
  if (count === 0) {
    const fromName = keywordsFromName(fileName)
    const fix = fromName.length > 0 ? [set('Take them from the file name', fromName)] : []
    if (fromName.length >= FEWEST) {
      const message = `There are no keywords; the file name gives ${fromName.length}.`
      return [found('keyword-target', 'warn', message, ...fix)]
    }
    return [found('keyword-count', 'block', `There are no keywords; at least ${FEWEST} are needed.`, ...fix)]
  }
  if (count < FEWEST) {
    const message =
      count === 1
        ? `There is 1 keyword; at least ${FEWEST} are needed.`
        : `There are ${count} keywords; at least ${FEWEST} are needed.`
    return [found('keyword-count', 'block', message)]
  }
  if (count < least) {
    const message = `There are ${count} keywords; ${least} to ${most} are advised. Add only what is in the picture.`
    return [found('keyword-target', 'warn', message)]
  }
  if (count <= most) return []
  const fix = set(`Keep the first ${most}`, keywords.slice(0, most))
  return [
    found('keyword-target', 'warn', `There are ${count} keywords; ${least} to ${most} are advised.`, fix),
  ]
}

function duplicates(keywords: readonly string[]): Finding[] {
  const repeated = repeatedKeywords(keywords)
  if (repeated.length === 0) return []
  const message = `Said more than once: ${quoted(repeated)}`
  return [
    found('keyword-duplicate', 'warn', message, set('Keep each once', onceByStem([...new Set(keywords)]))),
  ]
}

/** Nobody who types the word finds it: spaces of no width, marks of writing direction, soft hyphens. */
const HIDDEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu

function hidden(keywords: readonly string[]): Finding[] {
  const without = (word: string) => word.replace(HIDDEN, '').trim()
  const odd = keywords.filter((word) => without(word) !== word.trim())
  if (odd.length === 0) return []
  const fix = set('Take them out', onceByStem(keywords.map(without).filter(Boolean)))
  return [found('keyword-form', 'warn', `Characters that cannot be seen: ${quoted(odd.map(without))}`, fix)]
}

/** Small words by themselves, single letters and addresses. */
const NOTHING = /^(?:[a-z]|an|the|of|with|and|or|in|on|at|by|for|from|to|is|are|(?:https?:|www\.).*)$/i

function empty(keywords: readonly string[]): Finding[] {
  const words = keywords.filter((word) => NOTHING.test(word.trim()))
  if (words.length === 0) return []
  const left = keywords.filter((word) => !words.includes(word))
  const message = `Nobody looks for these by themselves: ${quoted(words)}`
  return [found('keyword-form', 'warn', message, set('Leave them out', left))]
}

function forms(keywords: readonly string[]): Finding[] {
  const joined = keywords.filter((word) => /[,;，、；\t\r\n]/.test(word) || word.trim() !== word)
  if (joined.length > 0) {
    const apart = onceByStem(keywords.flatMap((word) => splitKeywords(word)))
    return [
      found(
        'keyword-form',
        'warn',
        `Several keywords in one: ${quoted(joined)}`,
        set('Take them apart', apart),
      ),
    ]
  }
  const long = keywords.filter((word) => lengthOf(word) > LONGEST_KEYWORD)
  const plural = keywords.filter((word) => singular(word) !== word)
  return [
    ...(plural.length > 0
      ? [
          found(
            'keyword-form',
            'warn',
            `Plurals: ${quoted(plural)}`,
            set('Make them singular', onceByStem(keywords.map((word) => singular(word)))),
          ),
        ]
      : []),
    ...(long.length > 0
      ? [found('keyword-form', 'warn', `Longer than ${LONGEST_KEYWORD} characters: ${quoted(long)}`)]
      : []),
  ]
}

function agreement(title: string, keywords: readonly string[]): Finding[] {
  if (keywords.length === 0) return []
  const missing = titleWordsMissing(title, keywords)
  if (missing.length > 0) {
    const all = titleWordsFirst(title, [...missing, ...keywords])
    const fix = all.length <= KEYWORD_COUNTS.ceiling ? [set('Add them', all)] : []
    return [
      found(
        'keyword-title-words',
        'warn',
        `Words of the title that are no keywords: ${quoted(missing)}`,
        ...fix,
      ),
    ]
  }
  if (leadingTitleWords(title, keywords) >= Math.min(2, titleWords(title).length)) return []
  const message = 'The words of the title are not among the first ten keywords, which count most.'
  return [found('keyword-leading', 'warn', message, set('Put them first', titleWordsFirst(title, keywords)))]
}

/** A name that must not stand in the title must not be added to the keywords either. */
function nameable(title: string): string {
  const hits = findRights(title)
  const ends = [0, ...hits.map(({ end }) => end)]
  return ends.map((end, n) => title.slice(end, hits[n]?.start)).join(' ')
}

function quoted(words: readonly string[]): string {
  const shown = words
    .slice(0, 6)
    .map((word) => `"${word}"`)
    .join(', ')
  return words.length > 6 ? `${shown}, ...` : shown
}

function found(rule: Finding['rule'], level: Finding['level'], message: string, ...fixes: Fix[]): Finding {
  return { rule, level, message, field: 'keywords', ...(fixes.length > 0 && { fixes }) }
}

function set(label: string, keywords: readonly string[]): Fix {
  return { label, changes: { keywords } }
}
