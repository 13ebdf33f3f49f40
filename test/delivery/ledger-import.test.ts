import { describe, expect, it } from 'vitest'
import { importLines, type KnownPicture, planImport } from '../../src/delivery/ledger-import.ts'
import { contentOf, LedgerLine, type NewLine } from '../../src/delivery/ledger-lines.ts'
import { readTable, writeTable } from '../../src/delivery/ledger-table.ts'

const NOW = new Date('2026-11-25T12:00:00Z')

describe('a table of submitted pictures', () => {
  it.each([
    ['commas', 'Filename,Status,Rejection reason\na.jpg,Rejected,"Similar, content"\n'],
    ['semicolons and a BOM', '\ufeffstatus;file name;reason\r\nREJECTED;a.jpg;Similar, content\r\n'],
    ['tabs and Korean heads', '파일명\t상태\t사유\na.jpg\t거절\tSimilar, content\n'],
    ['a path before the name', 'File Name,State,Note\nC:\\out\\a.jpg,declined,"Similar, content"'],
  ])('is read with %s', (_, csv) => {
    expect(readTable(csv).rows).toMatchObject([
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
  ])('understands %s', (said, state) => {
    expect(readTable(`Filename,Status\na.jpg,${said}\n`).rows[0]).toMatchObject({ said, state })
  })

  it('reads days as days, and tells columns that it does not use', () => {
    const { rows, columns } = readTable('Filename,Date,Price\na.jpg,2026-03-01,0.99\nb.jpg,nonsense,1\n')
    expect(rows.map(({ at }) => at?.toISOString() ?? null)).toEqual(['2026-03-01T12:00:00.000Z', null])
    expect(columns.at(-1)).toEqual({ head: 'Price', field: null })
  })

  it('tells the line that a row begins on, whatever line ends, empty lines and cells of several lines there are', () => {
    const csv = 'Filename,Note\r\na.jpg,"two\r\nlines"\r\n\r\nb.jpg,x\r\n\n\nc.jpg,"un"closed" y\nd.jpg,z\n'
    expect(readTable(csv).rows.map(({ line, name }) => [line, name])).toEqual([
      [2, 'a.jpg'],
      [5, 'b.jpg'],
      [8, 'c.jpg'],
      [9, 'd.jpg'],
    ])
  })

  it('is refused rather than read in part', () => {
    expect(() => readTable('Filename,Note\na.jpg,"never closed\nb.jpg,x\n')).toThrow(/Quote Not Closed/)
    expect(() => readTable(`Filename\n${'a.jpg\n'.repeat(50_001)}`)).toThrow(
      'The table has 50001 rows; 50000 are the most. Import it in parts.',
    )
  })

  it('takes no day that a ledger could not keep', () => {
    const { rows } = readTable('Filename,Date\na.jpg,1/1/12345\nb.jpg,1700-01-01\nc.jpg,2125-01-01\n')
    expect(rows.map(({ at }) => at)).toEqual([null, null, null])
  })

  it('is refused with a sentence where no column holds file names', () => {
    expect(() => readTable('a,b\n1,2\n')).toThrow(/no column with file names/)
    expect(() => readTable('')).toThrow(/no column with file names/)
  })
})

describe('an import', () => {
  const entries = entriesOf([
    delivery({ id: '1', name: 'boat-1a2b.jpg', original: 'a long name of a boat.png' }),
    delivery({ id: '2', name: 'tree.jpg' }),
    { ...change('2', 'sold') },
  ])

  it('finds entries by the delivered name, else by the original one', () => {
    const plan = planFor('Filename,Status\nBOAT-1A2B.jpg,Approved\na long name of a boat.png,Sold\n')
    expect(plan.rows.map(({ fate, entry }) => [fate, entry?.id])).toEqual([
      ['update', '1'],
      ['update', '1'],
    ])
  })

  it('does not take back what an earlier row of the same table says', () => {
    const plan = planFor(
      'Filename,Status\nboat-1a2b.jpg,Sold\nboat-1a2b.jpg,Approved\nboat-1a2b.jpg,Submitted\n',
    )
    expect(plan.rows.map(({ fate }) => fate)).toEqual(['update', 'same', 'same'])
  })

  it('does not take back what is known by now', () => {
    expect(planFor('Filename,Status\ntree.jpg,Approved\n').counts).toMatchObject({ same: 1, update: 0 })
  })

  it('finds pictures of the library, guesses none of several, and reports what does not match', () => {
    const pictures = [
      picture('g/lake.png', ['lake.png', 'lake-1.jpg']),
      picture('g/x.png', ['same.jpg']),
      picture('h/x.png', ['same.jpg']),
    ]
    const plan = planFor('Filename\nlake-1.jpg\nsame.jpg\nnobody.jpg\n', pictures)
    expect(plan.rows.map(({ fate }) => fate)).toEqual(['new', 'ambiguous', 'unknown'])
    expect(plan.counts).toMatchObject({ new: 1, ambiguous: 1, unknown: 1 })
    expect(planFor('Filename\nnobody.jpg\n', pictures, true).rows[0]?.fate).toBe('add')
  })

  it('becomes lines that can be taken back together', () => {
    const plan = planFor(
      'Filename,Status,Reason\nboat-1a2b.jpg,Rejected,Noise\nnew.jpg,Approved,\n',
      [],
      true,
    )
    const { lines, group } = importLines(plan, { by: 'import', now: NOW })
    const all = [delivery({ id: '1', name: 'boat-1a2b.jpg' }), ...lines]
    expect(entriesOf(all).map(({ name, state, reason }) => [name, state, reason])).toEqual([
      ['boat-1a2b.jpg', 'rejected', 'Noise'],
      ['new.jpg', 'accepted', ''],
    ])
    const undo: NewLine = { line: 'undo', id: 'u', at: NOW.toISOString(), by: 'page', undoes: group }
    expect(entriesOf([...all, undo])).toMatchObject([{ name: 'boat-1a2b.jpg', state: 'prepared' }])
  })

  it('of our own export changes nothing, and restores everything elsewhere', () => {
    const rich = entriesOf([
      delivery({ id: '1', name: 'a.jpg', title: '겨울, "첫눈"', keywords: ['눈', 'red dress'] }),
      delivery({ id: '2', name: 'b.jpg', agency: 'dreamstime' }),
      change('1', 'rejected', '=Noise'),
      change('2', 'sold'),
    ])
    const csv = writeTable(rich)
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m)
    const same = planImport({ csv, agency: 'adobe', state: 'submitted', keep: true }, { entries: rich }, [])
    expect(same.rows.map(({ fate }) => fate)).toEqual(['update', 'same']) // the reason lost its sign
    const plan = planImport({ csv, agency: 'adobe', state: 'submitted', keep: true }, { entries: [] }, [])
    const { lines } = importLines(plan, { by: 'import', now: NOW })
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

  function planFor(csv: string, pictures: KnownPicture[] = [], keep = false) {
    return planImport({ csv, agency: 'adobe', state: 'submitted', keep }, { entries }, pictures)
  }
})

function entriesOf(lines: readonly NewLine[]) {
  return contentOf(lines.map((line) => LedgerLine.parse(line))).entries
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
