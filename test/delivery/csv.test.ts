import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AGENCIES } from '../../src/delivery/agencies/agencies.ts'
import { csvFiles, LARGEST_CSV, partName } from '../../src/delivery/csv.ts'
import { describeFor } from '../../src/delivery/submission.ts'
import { plainText, startsLikeFormula, wordsOf } from '../../src/delivery/words.ts'

const dialect = { delimiter: ',', quotesAll: false } as const
const header = ['Filename', 'Title', 'Keywords']

/** What people write: any script, emoji, quotes, separators, signs and spaces at any place. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '겨울 풍경, "첫눈"',
    'Señor; café',
    'مرحبا بالعالم',
    '😀👨‍👩‍👧 family',
    'a\tb\r\nc',
    '=1+1',
    ' -5',
    '@a',
    '"',
  ),
)

describe('a CSV', () => {
  it('says exactly the words of a sidecar to csv-parse and to a reader written by RFC 4180', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, fc.array(text, { maxLength: 12 })), { maxLength: 20 }),
        (pictures) => {
          const words = pictures.map(([title, keywords]) => wordsFor(title, keywords))
          const rows = words.map(({ title, keywords }, n) => [`image_${n}.jpg`, title, keywords.join(', ')])
          const [file] = csvFiles(header, rows, { dialect, bom: false })
          const read = parse(file?.text ?? '', { columns: false, relax_column_count: false })
          expect(read).toEqual([header, ...rows])
          expect(byRfc4180(file?.text ?? '', ',')).toEqual([header, ...rows])
          for (const [index, { keywords }] of words.entries()) {
            const cell = read[index + 1]?.[2] ?? ''
            expect(cell === '' ? [] : cell.split(', ')).toEqual(keywords)
          }
        },
      ),
    )
  })

  it('has the words of every sidecar in the tables of all agencies, whatever their separators', () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 8 }), text, (title, keywords, prompt) => {
        for (const agency of AGENCIES) {
          const { picture } = describeFor(agency, deliverable({ title, keywords, prompt }))
          const cells = agency.columns.map(({ cell }) => cell(picture))
          const [file] = csvFiles(
            agency.columns.map(({ head }) => head),
            [cells],
            { dialect: agency.dialect, bom: true },
          )
          const [, read = []] = parse(file?.text ?? '', { delimiter: agency.dialect.delimiter, bom: true })
          const at = agency.columns.findIndex(({ head }) => /^(title|description)$/i.test(head))
          expect(read[at]).toContain(picture.words.title.replace(/[.\s]+$/, ''))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never holds a cell that a spreadsheet takes for a formula, whatever came in', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { maxLength: 10 }), (rows) => {
        const [file] = csvFiles(header, rows, { dialect, bom: false })
        const cells = byRfc4180(file?.text ?? '', ',').flat()
        expect(cells.filter((cell) => /^[\s\p{Cf}]*[=+\-@\t\r]/u.test(cell) && cell.trim() !== '')).toEqual(
          [],
        )
      }),
    )
  })

  it('is cut so that no file is over its limits, and nothing is lost or out of order', () => {
    const limits = fc.record({
      rows: fc.integer({ min: 1, max: 7 }),
      bytes: fc.integer({ min: 120, max: 600 }),
    })
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map(plainText)
      .filter((one) => !startsLikeFormula(one))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell)), limits, fc.boolean(), (rows, limits, bom) => {
        const files = csvFiles(header, rows, { dialect, bom, limits })
        for (const { text, rows } of files) {
          expect(rows).toBeLessThanOrEqual(limits.rows)
          if (rows > 1) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limits.bytes)
          expect(text.startsWith(`${bom ? '\ufeff' : ''}Filename,Title,Keywords\n`)).toBe(true)
        }
        expect(files.flatMap(({ text }) => parse(text, { bom: true }).slice(1))).toEqual(rows)
        expect(files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows.length)
      }),
    )
  })

  it('is cut at 5,000 rows and at a million bytes', () => {
    expect(LARGEST_CSV).toEqual({ rows: 5000, bytes: 1_000_000 })
    const short = Array.from({ length: 5001 }, (_, n) => [`${n}.jpg`, 't', 'k'])
    expect(csvFiles(header, short, { dialect, bom: false }).map(({ rows }) => rows)).toEqual([5000, 1])
    const long = Array.from({ length: 4000 }, (_, n) => [`${n}.jpg`, '가'.repeat(70), 'keyword, '.repeat(40)])
    const files = csvFiles(header, long, { dialect, bom: true })
    expect(files.length).toBeGreaterThan(1)
    expect(files.every(({ text }) => Buffer.byteLength(text) <= 1_000_000)).toBe(true)
  })

  it('is named by its part', () => {
    expect([0, 1, 9].map((part) => partName('submission.csv', part))).toEqual([
      'submission.csv',
      'submission_2.csv',
      'submission_10.csv',
    ])
  })
})

function wordsFor(title: string, keywords: string[]) {
  return wordsOf({ originalName: 'image.png', sidecar: { title, keywords } }).words
}

function deliverable({ title, keywords, prompt }: { title: string; keywords: string[]; prompt: string }) {
  return {
    ...{ name: 'image.jpg', originalName: 'a boat.png', sidecar: { title, keywords, prompt } },
    ...{
      problem: null,
      lookedIn: [],
      model: null,
      width: 3840,
      height: 2160,
      bytes: 2_000_000,
      mime: 'image/jpeg',
    },
  }
}

/** Reads a CSV character by character as RFC 4180 describes it, with line feeds. */
function byRfc4180(csv: string, delimiter: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < csv.length; at++) {
    const sign = csv[at] ?? ''
    if (isQuoted && sign === '"' && csv[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (sign === '"') isQuoted = !isQuoted
    else if (isQuoted || (sign !== delimiter && sign !== '\n')) cell += sign
    else {
      row.push(cell)
      cell = ''
      if (sign === '\n') {
        rows.push(row)
        row = []
      }
    }
  }
  return rows
}
