import type { Sidecar } from './sidecar.ts'

/** One thing to look for, or to do without. */
interface Term {
  text: string
  isExcluded: boolean
}

/** What somebody looks for, ready to be held against many pictures. */
export interface Search {
  /** True when nothing is looked for. */
  isEmpty: boolean
  /** Tells whether a name alone is enough, so that the sidecar need not be read. */
  isFoundIn(name: string): boolean
  /** Tells whether a picture's name and what its sidecar says hold every word, and none that is excluded. */
  matches(name: string, sidecar: Sidecar | null): boolean
}

/** A quoted phrase, which may be left open at the end, or a word; `-` in front of either excludes it. */
const TERM = /([-−–]?)(?:"([^"]*)"?|([^\s"]+))/g

/**
 * Reads a query such as `harbour -night "red boat"`; whatever is typed means something.
 *
 * Case and width are ignored, and Korean is found whichever way it is written in bytes: NFKC makes one of
 * syllables in pieces, of full-width Latin and of half-width kana.
 */
export function searchFor(q: string): Search {
  const terms = termsOf(q)
  const wanted = terms.filter(({ isExcluded }) => !isExcluded)
  const isIn = (text: string) => (term: Term) => text.includes(term.text)
  return {
    isEmpty: terms.length === 0,
    isFoundIn: (name) => wanted.length === terms.length && wanted.every(isIn(plain(name))),
    matches(name, sidecar) {
      const text = plain([name, ...said(sidecar)].join('\n'))
      return terms.every((term) => isIn(text)(term) !== term.isExcluded)
    },
  }
}

function termsOf(q: string): Term[] {
  const quoted = plain(q).replace(/[“”„«»「」『』]/g, '"')
  return [...quoted.matchAll(TERM)].flatMap(([, minus, phrase, word]) => {
    const text = (phrase ?? word ?? '').replace(/\s+/g, ' ').trim()
    if (text === '' || /^[-−–]+$/.test(text)) return []
    return [{ text, isExcluded: minus !== '' }]
  })
}

function said(sidecar: Sidecar | null): string[] {
  if (!sidecar) return []
  return [sidecar.title ?? '', ...(sidecar.keywords ?? []), sidecar.prompt ?? '']
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
