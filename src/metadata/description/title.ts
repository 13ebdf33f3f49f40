import { titleFromName } from '../file-name.ts'
import { FUNCTION_WORDS, GENERIC_TITLE_WORDS } from '../filler.ts'
import type { Finding } from '../findings.ts'
import { tokensOf } from '../fold.ts'
import { lengthOf, plainTitle, shortTitle, TITLE_LENGTHS } from '../title.ts'
import type { Described, DescribedFile } from './described.ts'

/** Checks a title: there, short enough, plain, a phrase, and about the picture. */
export function checkTitle({ title = '' }: Described, { fileName }: DescribedFile): Finding[] {
  if (title.trim() === '') return [missing(fileName)]
  return [...length(title), ...characters(title), ...list(title), ...generic(title)]
}

function missing(fileName: string): Finding {
  const fromName = titleFromName(fileName)
  const about = { rule: 'title-missing', field: 'title' } as const
  if (fromName === '' || isGeneric(fromName)) {
    return { ...about, level: 'block', message: 'There is no title, and the file name gives none.' }
  }
  return {
    ...about,
    level: 'warn',
    message: `There is no title; the file name gives "${fromName}".`,
    fixes: [{ label: 'Take the title from the file name', changes: { title: fromName } }],
  }
}

function length(title: string): Finding[] {
  const characters = lengthOf(title.trim())
  if (characters <= TITLE_LENGTHS.usual) return []
  const short = shortTitle(plainTitle(title))
  const fixes = [{ label: `Shorten to "${short}"`, changes: { title: short } }]
  const about = { level: 'block', field: 'title', fixes } as const
  if (characters > TITLE_LENGTHS.ceiling) {
    return [
      {
        ...about,
        rule: 'title-ceiling',
        message: `The title has ${characters} characters; no more than 200 are ever taken.`,
      },
    ]
  }
  return [
    { ...about, rule: 'title-length', message: `The title has ${characters} characters; 70 are taken.` },
  ]
}

function characters(title: string): Finding[] {
  const plain = plainTitle(title)
  if (plain === title.normalize('NFC').replace(/\s+/gu, ' ').trim()) return []
  const odd = oddCharacters(title, plain)
  const message =
    odd === ''
      ? 'The title holds special characters that cannot be seen.'
      : `The title holds special characters: ${odd}`
  const fixes =
    plain === ''
      ? []
      : [
          {
            label: odd === ',' ? 'Drop the commas' : 'Drop the special characters',
            changes: { title: plain },
          },
        ]
  return [{ rule: 'title-characters', level: 'warn', field: 'title', message, fixes }]
}

/** The characters that plain titles lose, each once; a hyphen or a dot only where nothing else is left to name. */
function oddCharacters(title: string, plain: string): string {
  const gone = [...new Set(title)].filter(
    (letter) => !/[\s\p{Cf}\p{Cc}]/u.test(letter) && !plain.includes(letter),
  )
  const lessOften = [...new Set(title)].filter(
    (letter) => /[.'’-]/.test(letter) && count(title, letter) > count(plain, letter),
  )
  return (gone.length > 0 ? gone : lessOften).slice(0, 12).join(' ')
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1
}

/** Three or more short pieces between commas, semicolons or bars are keywords, not a sentence. */
function list(title: string): Finding[] {
  const pieces = title.split(/[,;|/·]/).map((piece) => piece.trim().split(/\s+/).length)
  const isList = pieces.length >= 4 && pieces.filter((words) => words <= 2).length >= pieces.length - 1
  const again = saidAgain(title)
  if (!isList && again === undefined) return []
  const message = isList
    ? 'The title reads like a list of keywords; write a short phrase about the picture.'
    : `The title says "${again}" three times; once is enough.`
  return [{ rule: 'title-list', level: 'warn', field: 'title', message }]
}

/** A word with a meaning of its own that stands in a title three times. */
function saidAgain(title: string): string | undefined {
  const words = tokensOf(title).filter(({ word }) => !FUNCTION_WORDS.has(word) && /\p{L}{2}/u.test(word))
  return words.find(({ word }, at) => words.slice(0, at).filter((one) => one.word === word).length === 2)
    ?.word
}

function generic(title: string): Finding[] {
  // in other scripts one word may be a sentence
  const isSingle = /^[\p{Script=Latin}\p{M}'’-]+$/u.test(title.trim())
  if (!isGeneric(title) && !isSingle) return []
  const message = isGeneric(title)
    ? `The title "${title.trim()}" says nothing about what is in the picture.`
    : `The title "${title.trim()}" is a single word; say who or what, doing what, and where.`
  return [{ rule: 'title-generic', level: 'warn', field: 'title', message }]
}

function isGeneric(title: string): boolean {
  const words = tokensOf(title).map(({ word }) => word)
  const meant = words.filter(
    (word) => /\p{L}/u.test(word) && !/\d/.test(word) && !GENERIC_TITLE_WORDS.has(word),
  )
  return (
    meant.length === 0 ||
    (words.length <= 2 && words.some((word) => /^(?:img|dsc|dscn|pxl|screenshot)\d*$/.test(word)))
  )
}
