import { createHash } from 'node:crypto'
import { stemOf } from '../core/ids.ts'

/** Adobe Stock matches a CSV row to a file by a name of at most this many characters, extension included. */
export const LONGEST_NAME = 30

/**
 * Returns the name under which a picture is delivered: at most 30 plain ASCII characters, readable, and
 * unlike every name in `taken` (compared without case, as Windows and agencies do).
 *
 * A name that is short and plain is kept. Any other is shortened at a word and gets four characters that
 * stand for the whole original name, so that the same picture gets the same name again.
 */
export function deliveryName(name: string, extension: string, taken: ReadonlySet<string>): string {
  const stem = stemOf(name)
  const room = LONGEST_NAME - extension.length - 1
  const plain = plainStem(stem)
  if (plain === stem && stem.length <= room && !has(taken, `${stem}.${extension}`))
    return `${stem}.${extension}`

  for (let n = 0; ; n++) {
    const mark = createHash('sha256').update(`${name}\n${n}`).digest('hex').slice(0, 4)
    const candidate = `${shorten(plain, room - 5) || 'image'}-${mark}.${extension}`
    if (!has(taken, candidate)) return candidate
  }
}

/** Puts a name into letters, digits, `-` and `_`, and drops the long number that many tools append. */
function plainStem(stem: string): string {
  return stem
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/__+/g, '_')
    .replace(/^[_-]+|[_-]+$/g, '')
}

function shorten(stem: string, room: number): string {
  const withoutNumber = stem.length > room ? stem.replace(/[_-]?\d{8,}$/, '') : stem
  if (withoutNumber.length <= room) return withoutNumber
  const cut = withoutNumber.slice(0, room + 1)
  const word = cut.search(/[_-][^_-]*$/)
  return word >= room / 2 ? cut.slice(0, word) : withoutNumber.slice(0, room)
}

function has(taken: ReadonlySet<string>, name: string): boolean {
  return taken.has(name.toLowerCase())
}
