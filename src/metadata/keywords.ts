/** Adobe weighs this many keywords more than those behind them. */
export const LEADING_KEYWORDS = 10

/** How many keywords are advised, and how many an agency takes at most. */
export const KEYWORD_COUNTS = { least: 25, most: 45, ceiling: 49 } as const

/** A keyword in its place. */
export interface RankedKeyword {
  word: string
  /** Whether it is among the first ten, which count most. */
  isLeading: boolean
}

/** Splits what somebody typed or pasted into keywords: at commas (also the Chinese and Japanese ones), semicolons, tabs and lines. */
export function splitKeywords(text: string): string[] {
  // composed first: the Greek question mark becomes a semicolon by that
  return tidyKeywords(text.normalize('NFC').split(/[,;，、；\t\r\n]/))
}

/** Trims keywords, drops empty ones and those that are there already in whatever case, and keeps the order. */
export function tidyKeywords(words: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const word of words) {
    const tidy = word.normalize('NFC').replace(/\s+/g, ' ').trim()
    if (tidy !== '' && !seen.has(fold(tidy))) seen.set(fold(tidy), tidy)
  }
  return [...seen.values()]
}

/** Marks the keywords that count most. */
export function rankKeywords(words: readonly string[]): RankedKeyword[] {
  return words.map((word, index) => ({ word, isLeading: index < LEADING_KEYWORDS }))
}

/** Adds the keywords that are not there yet, behind the others or before them. */
export function addKeywords(
  words: readonly string[],
  more: readonly string[],
  at: 'start' | 'end' = 'end',
): string[] {
  return tidyKeywords(at === 'start' ? [...more, ...words] : [...words, ...more])
}

/** Takes keywords out, in whatever case they stand there. */
export function removeKeywords(words: readonly string[], gone: readonly string[]): string[] {
  const folded = new Set(tidyKeywords(gone).map(fold))
  return words.filter((word) => !folded.has(fold(word.trim())))
}

/** Puts other keywords in the place of one; what is there already is not there twice afterwards. */
export function replaceKeyword(
  words: readonly string[],
  find: string,
  replacement: readonly string[],
): string[] {
  const wanted = fold(find.trim())
  if (!words.some((word) => fold(word.trim()) === wanted)) return [...words]
  return tidyKeywords(words.flatMap((word) => (fold(word.trim()) === wanted ? replacement : [word])))
}

function fold(word: string): string {
  return word.normalize('NFC').toLowerCase()
}
