/** What a title may have at most where nothing else is said, and what no agency takes more of. */
export const TITLE_LENGTHS = { usual: 70, ceiling: 200 } as const

/** Stands for Persian's joiner while everything invisible is taken out. */
const JOINER = '\uE000'

/** Words of letters and digits with single spaces between, as most titles are. */
const PLAIN = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/

/** Words that cannot end a title. */
const LOOSE_END =
  /(?<![\s,;:|/\p{Pd}])[\s,;:|/\p{Pd}]+$|(?:^|\s)(?:a|an|the|like|inspired|hung|placed|set|seen|made|filled|covered|of|with|and|or|in|on|at|by|for|from|to|as|under|over|into|near|between|behind|through|without|against|along|beside|during|its|their|his|her|und|mit|et|avec|y|con)$/iu

/** Counts characters as a person does: an accent or an emoji is no character of its own. */
export function lengthOf(title: string): number {
  return [...title].length
}

/**
 * Returns what of a title an agency takes: letters, digits, spaces, hyphens, apostrophes, and dots in `St.` or `3.5`.
 *
 * `&` becomes `and`; every other mark becomes a space. Letters of whatever script stay, and so does the invisible
 * joiner that Persian words need.
 */
export function plainTitle(title: string): string {
  if (PLAIN.test(title)) return title
  const plain = title
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(
      /(\S?)\s*&\s*(\S?)/gu,
      (_, before: string, after: string) =>
        `${before} ${/\p{Script=Hangul}/u.test(title) ? '' : 'and '}${after}`,
    )
    .replace(/[‐-―−]/gu, '-')
    .replace(/[`´‘ʼ]/gu, "'")
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?<=[\p{L}\p{M}])\u200C(?=\p{L})/gu, JOINER)
    .replace(/[^\p{L}\p{M}\p{N}\p{Co}\s'’.-]/gu, ' ')
    .replaceAll(JOINER, '\u200C')
    .replace(/(?<![\p{L}\p{N}\p{M}])['’-]|(?<![\p{L}\p{N}])['’](?![\p{L}])|-(?![\p{L}\p{N}])/gu, ' ')
    .replace(/(?<=\p{L}{4,})\.(?!\p{L})|\.(?=\s*$)|(?<![\p{L}\p{N}])\./gu, ' ')
  return plain.replace(/\s+/gu, ' ').trim()
}

/** Shortens a title at a word, and drops a word that would be left dangling; a single overlong word is cut. */
export function shortTitle(title: string, most: number = TITLE_LENGTHS.usual): string {
  const tidy = title.replace(/\s+/gu, ' ').trim()
  if (lengthOf(tidy) <= most) return tidy
  const characters = [...tidy]
  const cut = characters.slice(0, most + 1).join('')
  const at = cut.lastIndexOf(' ')
  return withoutLooseEnd(at > 0 ? cut.slice(0, at) : characters.slice(0, most).join(''))
}

/** Takes a piece out of a title and mends what is left around it. */
export function withoutSpan(title: string, start: number, end: number): string {
  const before = withoutLooseEnd(title.slice(0, start))
  const after = title
    .slice(end)
    .replace(/^(?:['’]s?\b)?(?:의|를|을|는|은|이|가)?(?![\p{L}\p{N}])[\s,;:.|/\p{Pd}]*/u, '')
  const rest = before ? after : after.replace(/^(?:of|and|by|with|in|on|at|for)\s+/iu, '')
  const joined = [before, rest].filter(Boolean).join(' ').replace(/\s+/gu, ' ').trim()
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

/** Drops marks and words that a title cannot end with. */
function withoutLooseEnd(title: string): string {
  const shorter = title.replace(LOOSE_END, '')
  return shorter === title ? title : withoutLooseEnd(shorter)
}
