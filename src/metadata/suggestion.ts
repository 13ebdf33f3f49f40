import { type CategoryGuess, classify } from './classifier.ts'
import { COMPOUNDS } from './compounds.ts'
import { keywordsFromName, titleFromName } from './file-name.ts'
import { FUNCTION_WORDS, GENERIC_WORDS, WEAK_WORDS } from './filler.ts'
import { tokensOf } from './fold.ts'
import { normalKeywords, titleWordsFirst } from './keyword-forms.ts'
import { KEYWORD_COUNTS, tidyKeywords } from './keywords.ts'
import { koreanNoun } from './korean.ts'
import { subjectPieces } from './prompt-text.ts'
import { findRights, type OwnLists, withoutReferences } from './rights.ts'
import { singular, stem } from './stems.ts'
import { lengthOf, plainTitle, shortTitle, TITLE_LENGTHS } from './title.ts'

/** What a description is read from. */
export interface Sources {
  /** What the picture was made from. */
  prompt?: string | undefined
  fileName: string
  /** What is said already; it is the base of what is missing. */
  title?: string | undefined
  keywords?: readonly string[] | undefined
}

/** So many characters of a prompt are read: what is behind them makes no difference to 45 keywords. */
const MOST_READ = 10_000

/** Where suggested words come from. */
export type Origin = 'sidecar' | 'prompt' | 'file name'

/** A title, keywords and a category for a picture; what cannot be told is not there. */
export interface Suggestion {
  origin: Origin
  title?: string
  keywords: string[]
  category?: CategoryGuess
  /** What was left out because it must not be named. */
  leftOut: string[]
}

/**
 * Suggests a title (at most 70 characters, plain), keywords (single, singular, each once, the title's first, at most 45)
 * and a category.
 *
 * Every word stands in the prompt, or else in the file name; nothing is invented and nothing filled up, so a
 * short prompt gives few keywords. What the rights firewall bars is left out.
 */
export function suggestDescription(given: Sources, own?: OwnLists): Suggestion {
  const sources = {
    ...given,
    prompt: given.prompt?.slice(0, MOST_READ),
    title: given.title?.slice(0, MOST_READ),
  }
  const { pieces, leftOut } = cleaned(sources.prompt ? subjectPieces(sources.prompt) : [], own)
  const origin: Origin = pieces.length > 0 ? 'prompt' : 'file name'
  const title = pieces.length > 0 ? titleOf(pieces) : titleFromName(sources.fileName)
  const raw = (pieces.length > 0 ? pieces : [keywordsFromName(sources.fileName).join(' ')]).flatMap(
    keywordsOf,
  )
  const said = sources.title?.trim() || title
  const ofTitle = sources.title ? keywordsOf(cleaned([sources.title], own).pieces[0] ?? '') : []
  const keywords = titleWordsFirst(said, normalKeywords(allowed([...ofTitle, ...raw], own)))
  const kept = keywords.slice(0, KEYWORD_COUNTS.most)
  const category = classify({
    title: said,
    keywords: sources.keywords?.length ? sources.keywords : kept,
    prompt: sources.prompt,
  })
  return { origin, ...(title && { title }), keywords: kept, ...(category && { category }), leftOut }
}

/** Takes what must not be named out of the pieces, and tells what that was. */
function cleaned(pieces: readonly string[], own?: OwnLists): { pieces: string[]; leftOut: string[] } {
  const leftOut: string[] = []
  const left = pieces.map((piece) => {
    const hits = findRights(piece, own).filter(({ entry }) => !entry.needs)
    leftOut.push(...hits.map(({ found }) => found))
    return withoutReferences(piece, hits)
  })
  return {
    pieces: left.filter((piece) => /\p{L}{2}|[^\p{Script=Latin}\P{L}]/u.test(piece)),
    leftOut: tidyKeywords(leftOut),
  }
}

function allowed(words: readonly string[], own?: OwnLists): string[] {
  return words.filter((word) => findRights(word, own).every(({ entry }) => entry.needs))
}

/** What a description does not begin with. */
const PRAISE =
  /^(?:(?:an?|the|beautifully|beautiful|stunning|amazing|gorgeous|breathtaking|lovely|perfect|perfectly|wonderful|detailed|realistic|professional|cinematic|elegantly)\s+)+/iu

/** The first piece is the subject; where it is short, the next one says more about it. */
function titleOf(pieces: readonly string[]): string {
  const [first = '', ...others] = pieces.map(plainTitle)
  let title = first
  for (const piece of others) {
    const longer = `${title} ${piece}`
    if (tokensOf(title).length >= 4 || lengthOf(longer) > TITLE_LENGTHS.usual) break
    title = longer
  }
  const short = shortTitle(title.replace(PRAISE, ''))
  return short.charAt(0).toUpperCase() + short.slice(1)
}

/** The words of a piece that mean something; what belongs together stays together (`living room`). */
function keywordsOf(piece: string): string[] {
  const tokens = tokensOf(piece).map(({ word, start, end }) => ({
    word,
    as: piece.slice(start, end).toLowerCase(),
  }))
  const found: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    const pair = `${singular(tokens[at]?.word ?? '')} ${singular(tokens[at + 1]?.word ?? '')}`
    const open = `${tokens[at]?.word} ${singular(tokens[at + 1]?.word ?? '')}`
    if (COMPOUNDS.has(pair) || COMPOUNDS.has(open)) {
      found.push(COMPOUNDS.has(open) ? open : pair)
      at++
      continue
    }
    const word = wordOf(tokens[at]?.as ?? '', tokens[at]?.word ?? '')
    if (word) found.push(word)
  }
  return found
}

function wordOf(as: string, folded: string): string {
  if (/\p{Script=Hangul}/u.test(as)) return koreanNoun(as)
  const bare = as.replace(/['’]s?$/, '')
  const isNothing = FUNCTION_WORDS.has(folded) || GENERIC_WORDS.has(folded) || WEAK_WORDS.has(folded)
  const isTooShort = [...bare].length < 2 && /\p{Script=Latin}/u.test(bare)
  return isNothing || isTooShort || /^\d+$/.test(bare) || stem(bare) === '' ? '' : singular(bare)
}
