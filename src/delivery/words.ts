import { keywordsFromName, titleFromName } from '../metadata/file-name.ts'

/** The words that leave with a picture; the CSV, the picture's own metadata and the ledger all say exactly these. */
export interface Words {
  title: string
  /** What is said about it where an agency has room for more; the title where nobody wrote more. */
  description: string
  keywords: string[]
}

/** A word that was changed, because a spreadsheet would have taken it for a formula. */
export interface Mended {
  field: 'title' | 'keywords'
  before: string
  after: string
}

interface Source {
  /** The name its maker gave it, from which words are read when the sidecar has none. */
  originalName: string
  sidecar: {
    title?: string | undefined
    keywords?: readonly string[] | undefined
    raw?: Record<string, unknown> | undefined
  } | null
}

/** Returns the words that a picture is delivered with, and what was mended in them. */
export function wordsOf({ originalName, sidecar }: Source): { words: Words; mended: Mended[] } {
  const mended: Mended[] = []
  const mend = (field: Mended['field'], before: string): string => {
    const after = mendStart(before, { isTitle: field === 'title' })
    if (after !== before) mended.push({ field, before, after })
    return after
  }
  const ownTitle = plainText(sidecar?.title ?? '')
  const title = (ownTitle && mend('title', ownTitle)) || titleFromName(originalName)
  const own = (sidecar?.keywords ?? []).flatMap((keyword) => keyword.split(/[,;]/)).map(plainText)
  const kept = own.filter(Boolean).map((keyword) => mend('keywords', keyword))
  const keywords = [...new Set(kept.filter(Boolean))]
  const { description } = sidecar?.raw ?? {}
  const said = typeof description === 'string' ? mendStart(plainText(description), { isTitle: true }) : ''
  return {
    words: {
      title,
      description: said || title,
      keywords: keywords.length > 0 ? keywords : keywordsFromName(originalName),
    },
    mended,
  }
}

/**
 * Returns text on one line that XML, IPTC and CSV can all hold: without control characters, lone surrogates and
 * non-characters, with single spaces. Letters, accents, emoji and marks of writing direction stay as they are.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\ufeff\ufffe\uffff]/g, '')
    .trim()
}

/** What Excel, LibreOffice or Sheets may take for the beginning of a formula (OWASP: CSV injection), behind spaces, too. */
const SIGN = /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u

/** Tells whether a spreadsheet could take a cell of this text for a formula. */
export function startsLikeFormula(text: string): boolean {
  return SIGN.test(text)
}

/**
 * Takes the sign away with which a spreadsheet would begin a formula; before a number it is spelled: `minus 20 degrees`.
 *
 * The usual apostrophe before it would reach the agency as part of the title, and quotes do not help: so the words
 * themselves are mended, once, and are the same in the CSV, in the picture and in the sidecar.
 */
export function mendStart(text: string, { isTitle = false } = {}): string {
  let mended = text
  while (startsLikeFormula(mended)) {
    const sign = SIGN.exec(mended)?.[0] ?? ''
    const rest = mended.slice(sign.length).trimStart()
    const isNumber = /^[.,]?\d/.test(mended.slice(sign.length))
    const spelled = /[-－]$/.test(sign) ? 'minus ' : /[+＋]$/.test(sign) ? 'plus ' : ''
    mended = isNumber ? spelled + rest : rest
  }
  return isTitle && mended !== text ? mended.charAt(0).toUpperCase() + mended.slice(1) : mended
}
