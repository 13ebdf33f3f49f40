import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { importLines, type KnownPicture, planImport } from '../../src/delivery/ledger-import.ts'
import { contentOf, LedgerLine, type NewLine } from '../../src/delivery/ledger-lines.ts'
import { readTable, writeTable } from '../../src/delivery/ledger-table.ts'
import { atOnce, countTurns } from '../support/thread.ts'

const NOW = new Date('2026-11-25T12:00:00Z')

describe('a table of submitted pictures', () => {
  it.each([
    ['commas', 'Filename,Status,Rejection reason\na.jpg,Rejected,"Similar, content"\n'],
    ['semicolons and a BOM', '\ufeffstatus;file name;reason\r\nREJECTED;a.jpg;Similar, content\r\n'],
    ['tabs and Korean heads', '파일명\t상태\t사유\na.jpg\t거절\tSimilar, content\n'],
    ['a path before the name', 'File Name,State,Note\nC:\\out\\a.jpg,declined,"Similar, content"'],
  ])('is read with %s', async (_, csv) => {
    expect((await readTable(csv)).rows).toMatchObject([
      { line: 2, name: 'a.jpg', state: 'rejected', reason: 'Similar, content' },
    ])
  })

  it.each([
    ['Approved', 'accepted'],
    ['Not accepted', 'rejected'],
    ['In review', 'submitted'],
    ['3 downloads', 'sold'],
    ['Sales', 'sold'],
    ['Awaiting approval', 'submitted'],
    ['Waiting to be published', 'submitted'],
    ['Delivered', 'submitted'],
    ['Disapproved', 'rejected'],
    ['Not yet accepted', 'rejected'],
    ['Inactive', null],
    ['Unpublished', null],
    ['Not sold', null],
    ['0 downloads', null],
    ['승인 대기', 'submitted'],
    ['미승인', 'rejected'],
    ['게시 중단', null],
    ['승인됨', 'accepted'],
    ['whatever', null],
  ])('understands %s', async (said, state) => {
    expect((await readTable(`Filename,Status\na.jpg,${said}\n`)).rows[0]).toMatchObject({ said, state })
  })

  it('reads days as days, and tells columns that it does not use', async () => {
    const { rows, columns } = await readTable(
      'Filename,Date,Price\na.jpg,2026-03-01,0.99\nb.jpg,nonsense,1\n',
    )
    expect(rows.map(({ at }) => at?.toISOString() ?? null)).toEqual(['2026-03-01T12:00:00.000Z', null])
    expect(columns.at(-1)).toEqual({ head: 'Price', field: null })
  })

  it('tells the line that a row begins on, whatever line ends, empty lines and cells of several lines there are', async () => {
    const csv = 'Filename,Note\r\na.jpg,"two\r\nlines"\r\n\r\nb.jpg,x\r\n\n\nc.jpg,"un"closed" y\nd.jpg,z\n'
    expect((await readTable(csv)).rows.map(({ line, name }) => [line, name])).toEqual([
      [2, 'a.jpg'],
      [5, 'b.jpg'],
      [8, 'c.jpg'],
      [9, 'd.jpg'],
    ])
  })

  it('is read bit by bit as it is in one go, wherever a bit ends', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '한', '🏔', ' '), maxLength: 6 })
    const plain = fc.tuple(fc.nat(99), cell).map(([n, note]) => `${n}.jpg,"${note.replaceAll('"', '""')}"\n`)
    const loose = fc.tuple(fc.nat(99), cell).map(([n, note]) => `${n}.jpg,x${note}\n`)
    const rows = fc.array(fc.oneof(plain, loose, fc.constant('\n')), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(50), async (some, shift) => {
        const text = `Filename,Note\n${'x'.repeat(shift)}.jpg,\n${some.join('').repeat(Math.ceil(70_000 / some.join('').length))}`
        expect(await readTable(text).catch(() => null)).toEqual(readAtOnce(text))
      }),
      { numRuns: 10 },
    )
  })

  it('lets others in while ten megabytes are read, planned and written down', async () => {
    const words = Array.from({ length: 20 }, (_, n) => `quiet lake ${n}`).join(', ')
    const rows = Array.from({ length: 34_000 }, (_, n) => `picture-${n}.jpg,Approved,"${words}"\n`)
    const text = `Filename,Status,Keywords\n${rows.join('')}`
    expect(text.length).toBeGreaterThan(10_000_000)
    const turns = countTurns()
    const table = await readTable(text)
    expect(table.rows).toHaveLength(34_000)
    expect(turns()).toBeGreaterThan(300)
    const plan = planImport({ agency: 'adobe', state: 'submitted', keep: true }, { entries: [], table }, [])
    expect([...plan].length).toBeGreaterThanOrEqual(34_000)
  })

  it('is refused rather than read in part', async () => {
    await expect(readTable('Filename,Note\na.jpg,"never closed\nb.jpg,x\n')).rejects.toThrow(
      /Quote Not Closed/,
    )
    await expect(readTable(`Filename\n${'a.jpg\n'.repeat(50_001)}`)).rejects.toThrow(
      'The table has 50001 rows; 50000 are the most. Import it in parts.',
    )
  })

  it('takes no day that a ledger could not keep', async () => {
    const { rows } = await readTable('Filename,Date\na.jpg,1/1/12345\nb.jpg,1700-01-01\nc.jpg,2125-01-01\n')
    expect(rows.map(({ at }) => at)).toEqual([null, null, null])
  })

  it('is refused with a sentence where no column holds file names', async () => {
    await expect(readTable('a,b\n1,2\n')).rejects.toThrow(/no column with file names/)
    await expect(readTable('')).rejects.toThrow(/no column with file names/)
  })
})

describe('an import', () => {
  const entries = entriesOf([
    delivery({ id: '1', name: 'boat-1a2b.jpg', original: 'a long name of a boat.png' }),
    delivery({ id: '2', name: 'tree.jpg' }),
    { ...change('2', 'sold') },
  ])

  it('finds entries by the delivered name, else by the original one', async () => {
    const plan = await planFor('Filename,Status\nBOAT-1A2B.jpg,Approved\na long name of a boat.png,Sold\n')
    expect(plan.rows.map(({ fate, entry }) => [fate, entry?.id])).toEqual([
      ['update', '1'],
      ['update', '1'],
    ])
  })

  it('does not take back what an earlier row of the same table says', async () => {
    const plan = await planFor(
      'Filename,Status\nboat-1a2b.jpg,Sold\nboat-1a2b.jpg,Approved\nboat-1a2b.jpg,Submitted\n',
    )
    expect(plan.rows.map(({ fate }) => fate)).toEqual(['update', 'same', 'same'])
  })

  it('does not take back what is known by now', async () => {
    expect((await planFor('Filename,Status\ntree.jpg,Approved\n')).counts).toMatchObject({
      same: 1,
      update: 0,
    })
  })

  it('finds pictures of the library, guesses none of several, and reports what does not match', async () => {
    const pictures = [
      picture('g/lake.png', ['lake.png', 'lake-1.jpg']),
      picture('g/x.png', ['same.jpg']),
      picture('h/x.png', ['same.jpg']),
    ]
    const plan = await planFor('Filename\nlake-1.jpg\nsame.jpg\nnobody.jpg\n', pictures)
    expect(plan.rows.map(({ fate }) => fate)).toEqual(['new', 'ambiguous', 'unknown'])
    expect(plan.counts).toMatchObject({ new: 1, ambiguous: 1, unknown: 1 })
    expect((await planFor('Filename\nnobody.jpg\n', pictures, true)).rows[0]?.fate).toBe('add')
  })

  it('becomes lines that can be taken back together', async () => {
    const plan = await planFor(
      'Filename,Status,Reason\nboat-1a2b.jpg,Rejected,Noise\nnew.jpg,Approved,\n',
      [],
      true,
    )
    const { lines, group } = atOnce(importLines(plan, { by: 'import', now: NOW }))
    const all = [delivery({ id: '1', name: 'boat-1a2b.jpg' }), ...lines]
    expect(entriesOf(all).map(({ name, state, reason }) => [name, state, reason])).toEqual([
      ['boat-1a2b.jpg', 'rejected', 'Noise'],
      ['new.jpg', 'accepted', ''],
    ])
    const undo: NewLine = { line: 'undo', id: 'u', at: NOW.toISOString(), by: 'page', undoes: group }
    expect(entriesOf([...all, undo])).toMatchObject([{ name: 'boat-1a2b.jpg', state: 'prepared' }])
  })

  it('of our own export changes nothing, and restores everything elsewhere', async () => {
    const rich = entriesOf([
      delivery({ id: '1', name: 'a.jpg', title: '겨울, "첫눈"', keywords: ['눈', 'red dress'] }),
      delivery({ id: '2', name: 'b.jpg', agency: 'dreamstime' }),
      change('1', 'rejected', '=Noise'),
      change('2', 'sold'),
    ])
    const csv = atOnce(writeTable(rich))
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m)
    const table = await readTable(csv)
    const how = { agency: 'adobe', state: 'submitted', keep: true } as const
    const same = atOnce(planImport(how, { entries: rich, table }, []))
    expect(same.rows.map(({ fate }) => fate)).toEqual(['update', 'same']) // the reason lost its sign
    const plan = atOnce(planImport(how, { entries: [], table }, []))
    const { lines } = atOnce(importLines(plan, { by: 'import', now: NOW }))
    expect(entriesOf(lines)).toMatchObject([
      {
        agency: 'adobe',
        name: 'a.jpg',
        state: 'rejected',
        reason: 'Noise',
        title: '겨울, "첫눈"',
        keywords: ['눈', 'red dress'],
      },
      { agency: 'dreamstime', name: 'b.jpg', state: 'sold' },
    ])
  })

  async function planFor(csv: string, pictures: KnownPicture[] = [], keep = false) {
    const table = await readTable(csv)
    return atOnce(planImport({ agency: 'adobe', state: 'submitted', keep }, { entries, table }, pictures))
  }
})

/** What the parser says of a whole table. */
function readAtOnce(text: string) {
  try {
    const records: unknown = parse(text, {
      ...{ delimiter: ',', relax_column_count: true, relax_quotes: true },
      ...{ skip_empty_lines: true, info: true, raw: true },
    })
    const [, ...body] = Records.parse(records)
    const rows = body.map(({ record, raw, info }) => ({
      ...{
        line: info.lines - raw.trim().split('\n').length + 1,
        agency: null,
        state: null,
        said: '',
        at: null,
      },
      ...{ name: record[0]?.trim() ?? '', reason: record[1]?.trim() ?? '', title: '', keywords: [] },
    }))
    const columns = [
      { head: 'Filename', field: 'name' },
      { head: 'Note', field: 'reason' },
    ]
    return { rows: rows.filter(({ name }) => name !== ''), columns }
  } catch {
    return null
  }
}

const Records = z.array(
  z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.number() }) }),
)

function entriesOf(lines: readonly NewLine[]) {
  return atOnce(contentOf(lines.map((line) => LedgerLine.parse(line)))).entries
}

function delivery(own: { id: string; name: string; [field: string]: unknown }): NewLine {
  return {
    ...{ line: 'delivery', at: NOW.toISOString(), by: 'page', agency: 'adobe', picture: `g/${own.name}` },
    ...own,
  } as NewLine
}

function change(id: string, state: 'sold' | 'rejected', reason = ''): NewLine {
  return { line: 'change', id: `c${id}`, at: NOW.toISOString(), by: 'page', state, reason, deliveries: [id] }
}

function picture(id: string, names: string[]): KnownPicture {
  return { picture: id, file: null, names, title: 'T', keywords: [], prompt: '' }
}
