import { createHash } from 'node:crypto'
import { isPlainName } from '../core/files.ts'
import { stemOf } from '../core/ids.ts'

/** Knows which names are taken; asked in lower case. */
export type Taken = Pick<ReadonlySet<string>, 'has'>

/** Adobe Stock matches a CSV row to a file by a name of at most this many characters, extension included. */
export const LONGEST_NAME = 30

/**
 * Returns the name under which a picture is delivered: at most 30 plain ASCII characters, readable, legal on every
 * system, and unlike every name in `taken` (lower case, since Windows and agencies compare without case).
 *
 * A name that is short and plain is kept. Any other is shortened at a word and gets four characters that
 * stand for the whole original name, so that the same picture gets the same name again.
 */
export function deliveryName(name: string, extension: string, taken: Taken): string {
  const stem = stemOf(name)
  const kept = `${stem}.${extension}`
  if (isDeliverable(kept) && !has(taken, kept)) return kept

  const plain = plainStem(stem)
  const room = LONGEST_NAME - extension.length - 1
  for (let n = 0; ; n++) {
    const mark = createHash('sha256').update(`${name}\n${n}`).digest('hex').slice(0, 4)
    const candidate = `${shorten(plain, room - 5) || 'image'}-${mark}.${extension}`
    if (!has(taken, candidate)) return candidate
  }
}

/** Returns another name for a picture that is submitted once more: `harbour.jpg`, `harbour-r2.jpg`, `harbour-r3.jpg`, ... */
export function changedName(name: string, taken: Taken): string {
  const stem = stemOf(name)
  const extension = name.slice(stem.length + 1)
  const [, base = stem] = /^(.+)-r\d{1,3}$/.exec(stem) ?? []
  for (let n = 2; ; n++) {
    const room = LONGEST_NAME - extension.length - 1 - `-r${n}`.length
    const candidate = `${shorten(plainStem(base), room) || 'image'}-r${n}.${extension}`
    if (candidate.toLowerCase() !== name.toLowerCase() && !has(taken, candidate)) return candidate
  }
}

/** Tells whether a file can be delivered under the name it has. */
export function isDeliverable(name: string): boolean {
  const stem = stemOf(name)
  const isPlain = stem !== '' && stem === plainStem(stem) && /^\.[A-Za-z]{3,5}$/.test(name.slice(stem.length))
  return isPlain && name.length <= LONGEST_NAME && isPlainName(name)
}

/** Puts a name into letters, digits, `-` and `_`, none of the signs at its ends: no spreadsheet takes it for a formula. */
function plainStem(stem: string): string {
  return stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/__+/g, '_')
    .replace(/^[_-]+|[_-]+$/g, '')
}

/** Cuts at a word, and drops the long number that many tools append. */
function shorten(stem: string, room: number): string {
  const withoutNumber = stem.length > room ? stem.replace(/[_-]?\d{8,}$/, '') : stem
  if (withoutNumber.length <= room) return withoutNumber
  const cut = withoutNumber.slice(0, room + 1)
  const word = cut.search(/[_-][^_-]*$/)
  const short = word >= room / 2 ? cut.slice(0, word) : withoutNumber.slice(0, room)
  return short.replace(/[_-]+$/, '')
}

function has(taken: Taken, name: string): boolean {
  return taken.has(name.toLowerCase())
}
