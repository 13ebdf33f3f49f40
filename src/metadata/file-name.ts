import { stemOf } from '../core/ids.ts'

/** Words of file names that say nothing about the picture. */
const noise = new Set([
  'image',
  'img',
  'picture',
  'pic',
  'photo',
  'untitled',
  'final',
  'copy',
  'output',
  'result',
  'upscaled',
  'processed',
  'render',
  'dsc',
])

/**
 * Reads the words of a file name: `christmas_tree_gifts_1765549150437.png` gives `christmas tree gifts`.
 *
 * Numbers, hashes and words that say nothing are left out; camel case is taken apart.
 */
function wordsOf(name: string): string[] {
  return stemOf(name)
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /\p{L}/u.test(word) && !isHash(word))
    .map((word) => word.toLowerCase())
    .filter((word) => !noise.has(word))
}

/** Returns a title read from a file name (at most 70 characters), or an empty one when the name says nothing. */
export function titleFromName(name: string): string {
  let title = ''
  for (const word of wordsOf(name)) {
    if (title.length + 1 + word.length > 70) break
    title = title ? `${title} ${word}` : word
  }
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** Returns the keywords a file name gives, in its order and each once. */
export function keywordsFromName(name: string): string[] {
  return [...new Set(wordsOf(name))].filter(
    (word) => [...word].length > 1 || /[^\p{Script=Latin}]/u.test(word),
  )
}

function isHash(word: string): boolean {
  return /\d/.test(word) && (word.length >= 6 || /^\d/.test(word))
}
