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
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase() // most are
  return text
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
}

/** Cuts a text into words: runs of letters and digits, with an apostrophe inside. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)].map((match) => ({
    word: fold(match[0]).replaceAll('’', "'"),
    start: match.index,
    end: match.index + match[0].length,
  }))
}
