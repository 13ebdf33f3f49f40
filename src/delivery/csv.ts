import { stringify } from 'csv-stringify/sync'
import { mendStart } from './words.ts'

/** How an agency wants its table written. */
export interface Dialect {
  delimiter: ',' | ';'
  /** Whether every cell is in quotes, and not only one that needs them. */
  quotesAll: boolean
}

/** One file of a table, and how many rows it holds besides the header. */
export interface CsvPart {
  text: string
  rows: number
}

/** Where a table is cut into several files; bytes count the header and a BOM. */
export interface SplitLimits {
  rows: number
  bytes: number
}

/** What Adobe Stock takes in one file: 5,000 rows and 1 MB (csv-requirements, read 2026-06). */
export const LARGEST_CSV: SplitLimits = { rows: 5000, bytes: 1_000_000 }

/** The byte order mark, by which Excel knows UTF-8. */
const BOM = '\ufeff'

/**
 * Writes a table as one or more CSV files (UTF-8, line feeds), each with the header, none over the limits.
 *
 * Rows keep their order and none is lost; a single row larger than the limit gets a file of its own. No cell begins
 * as a formula does, whatever came in.
 */
export function csvFiles(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { dialect, bom, limits = LARGEST_CSV }: { dialect: Dialect; bom: boolean; limits?: SplitLimits },
): CsvPart[] {
  const head = (bom ? BOM : '') + line(header, dialect)
  const files: { lines: string[]; bytes: number }[] = []
  const begin = () => {
    const file = { lines: [head], bytes: Buffer.byteLength(head) }
    files.push(file)
    return file
  }
  let file = begin()
  for (const row of rows) {
    const text = line(row.map(safeCell), dialect)
    const bytes = Buffer.byteLength(text)
    const isFull = file.lines.length > limits.rows || file.bytes + bytes > limits.bytes
    if (isFull && file.lines.length > 1) file = begin()
    file.lines.push(text)
    file.bytes += bytes
  }
  return files.map(({ lines }) => ({ text: lines.join(''), rows: lines.length - 1 }))
}

/** Names the parts of a table: `submission.csv`, `submission_2.csv`, ... */
export function partName(name: string, part: number): string {
  return part === 0 ? name : name.replace(/(\.[^.]+)?$/, `_${part + 1}$1`)
}

/**
 * The last guard: words were mended before, but a prompt or a model's name may come from anywhere.
 *
 * A tab or a carriage return at the start is as good as a sign (OWASP: CSV injection), so no cell begins with one; marks of
 * writing direction stay.
 */
function safeCell(text: string): string {
  const start = /^[\s\p{Cc}\p{Cf}]+/u
  return mendStart(text.replace(start, (run) => run.replace(/[\s\p{Cc}]/gu, '')))
}

function line(cells: readonly string[], { delimiter, quotesAll }: Dialect): string {
  return stringify([[...cells]], { delimiter, quoted: quotesAll, quoted_match: /[\r\n]/ })
}
