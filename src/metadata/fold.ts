/** Letters that no decomposition turns into plain ones. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

const PLAIN = /^[\x20-\x7e]*$/
const PLAIN_WORD = /[a-z0-9]+(?:'[a-z]+)*/gi
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu

/** A word of a text, in its place. */
export interface Token {
  /** In lower case and without diacritics. */
  word: string
  start: number
  /** Behind its last character. */
  end: number
}

/** Takes case and the diacritics of Latin, Greek and Cyrillic letters away; other scripts stay as they are. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase() // most are
  return text
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
}

/** Cuts a text into words: runs of letters and digits, with an apostrophe inside. */
export function tokensOf(text: string): Token[] {
  // the same words, without the tables of Unicode: thousands of plain texts are cut at a time
  const pattern = PLAIN.test(text) ? PLAIN_WORD : WORD
  const tokens: Token[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const word = fold(match[0]).replaceAll('’', "'")
    tokens.push({ word, start: match.index, end: pattern.lastIndex })
  }
  return tokens
}
