import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { AppError, messageOf } from '../core/errors.ts'
import { each, inPieces, type Pieces } from '../core/pieces.ts'
import { csvFiles } from './csv.ts'
import { dateOf } from './ledger-date.ts'
import type { LedgerEntry, LedgerState } from './ledger-lines.ts'

/** One row of somebody's table about submitted pictures, as far as it could be understood. */
export interface TableRow {
  /** The line of the file it begins on, for the person who looks for it. */
  line: number
  name: string
  agency: string | null
  /** Null where the table has no column for it, or the cell says nothing that is known. */
  state: LedgerState | null
  /** What the cell of the state says. */
  said: string
  reason: string
  at: Date | null
  title: string
  keywords: string[]
}

/** A table and how its columns were understood. */
export interface ReadTable {
  rows: TableRow[]
  /** What each of its columns is taken for; null for one that is not looked at. */
  columns: { head: string; field: TableField | null }[]
}

type TableField = (typeof FIELDS)[number]['field']

/** Headers by what they are called at agencies and in our own export; compared without case, spaces and signs. */
const FIELDS = [
  {
    field: 'name',
    heads: [
      'filename',
      'file',
      'name',
      'originalname',
      'originalfilename',
      'oldfilename',
      'asset',
      '파일이름',
      '파일명',
    ],
  },
  { field: 'state', heads: ['state', 'status', 'reviewstatus', 'result', 'decision', '상태', '결과'] },
  {
    field: 'reason',
    heads: ['reason', 'rejectionreason', 'comment', 'comments', 'note', 'remark', '사유', '이유', '메모'],
  },
  {
    field: 'at',
    heads: [
      'date',
      'changed',
      'submitted',
      'submittedon',
      'uploaded',
      'uploaddate',
      'reviewed',
      'reviewdate',
      'created',
      '날짜',
      '일자',
    ],
  },
  { field: 'agency', heads: ['agency', 'site', 'marketplace', 'stock', '에이전시', '사이트'] },
  { field: 'title', heads: ['title', 'description', 'imagename', '제목'] },
  { field: 'keywords', heads: ['keywords', 'tags', '키워드'] },
] as const

/**
 * What agencies and people write for each state; the first that a cell holds counts. So refusals come before acceptance, and
 * what is waited for before what is there: "awaiting approval" is no approval. Null: what does not tell a state.
 */
const STATE_WORDS: readonly { state: LedgerState | null; looks: RegExp }[] = [
  {
    state: 'rejected',
    looks:
      /reject|declin|refus|disapprov|unapproved|unaccepted|not (?:yet )?(?:accepted|approved)|거절|반려|거부|불합격|미승인|미통과/i,
  },
  {
    state: 'submitted',
    looks: /pending|a?wait|in review|under review|queue|(?:승인|심사|검토|게시) ?(?:대기|중(?!단)|예정|전)/i,
  },
  {
    state: null,
    looks: /\b(?:un|not |never )sold|\bno (?:sales?|downloads?)|\b0 (?:sales?|downloads?)|미판매/i,
  },
  { state: 'sold', looks: /\bsold\b|\bsales?\b|download|licen[sc]ed|판매/i },
  {
    state: null,
    looks:
      /\b(?:un|not )publish|\bnot (?:online|live|active)|\b(?:in|de)activ|비활성|미게시|게시 ?(?:중단|안)/i,
  },
  { state: 'accepted', looks: /\baccept|\bapprov|\bonline|\bpublish|\bactive|\blive\b|승인|통과|게시/i },
  { state: 'submitted', looks: /submit|review|upload|\bsent\b|deliver|제출|심사|검토|업로드/i },
  { state: 'prepared', looks: /prepared|\bnew\b|draft|준비/i },
]

const LARGEST_TABLE = 50_000

/**
 * Reads a table of submitted pictures, forgivingly: comma, semicolon or tab, with or without BOM, columns in any order.
 *
 * Others are let in while a large one is read. Throws `invalid` where no column holds file names.
 */
export async function readTable(text: string): Promise<ReadTable> {
  const { head, body, count } = await recordsOf(text)
  const columns = (head?.cells ?? []).map((name) => ({ head: name.trim(), field: fieldOf(name) }))
  if (!columns.some(({ field }) => field === 'name')) {
    throw new AppError(
      'invalid',
      'This table has no column with file names. Its first line must name the columns, one of them "Filename".',
      { field: 'csv' },
    )
  }
  if (count > LARGEST_TABLE) {
    const message = `The table has ${count} rows; ${LARGEST_TABLE} are the most. Import it in parts.`
    throw new AppError('invalid', message, { field: 'csv' })
  }
  const rows = await inPieces(each(body, (record) => rowOf(record, columns)))
  return { rows: rows.filter(({ name }) => name !== ''), columns }
}

function rowOf({ cells, line }: Cells, columns: ReadTable['columns']): TableRow {
  const cell = (field: TableField) => cells[columns.findIndex((one) => one.field === field)]?.trim() ?? ''
  return {
    line,
    name: cell('name').replace(/^.*[/\\]/, ''),
    agency: agencyId(cell('agency')),
    state: stateOf(cell('state')),
    said: cell('state'),
    reason: cell('reason'),
    at: dateOf(cell('at')),
    title: cell('title'),
    keywords: cell('keywords')
      .split(/[,;]/)
      .map((one) => one.trim())
      .filter(Boolean),
  }
}

const EXPORTED = [
  'Agency',
  'Filename',
  'State',
  'Changed',
  'Reason',
  'Title',
  'Keywords',
  'Prompt',
  'Picture',
  'Original name',
  'Batch',
  'Fingerprint',
]

/** So many entries are written in one piece. */
const TOGETHER = 100

/** Writes entries as a CSV that {@link readTable} reads again. */
export function* writeTable(entries: readonly LedgerEntry[]): Pieces<string> {
  const head = written([])
  const texts = [head]
  for (let at = 0; at < entries.length; at += TOGETHER) {
    texts.push(written(entries.slice(at, at + TOGETHER)).slice(head.length))
    yield
  }
  return texts.join('')
}

function written(entries: readonly LedgerEntry[]): string {
  const rows = entries.map((entry) => [
    ...[entry.agency, entry.name, entry.state, entry.changed, entry.reason, entry.title],
    ...[entry.keywords.join(', '), entry.prompt, entry.picture ?? '', entry.original],
    ...[entry.batch ?? '', entry.fingerprint ?? ''],
  ])
  const limits = { rows: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }
  const dialect = { delimiter: ',' as const, quotesAll: false }
  return csvFiles(EXPORTED, rows, { dialect, bom: true, limits })[0]?.text ?? ''
}

/** A record and the line it begins on. */
interface Cells {
  cells: string[]
  line: number
}

/** The records of a table: its first, and the others, which are counted and no longer kept when they are too many. */
interface Records {
  head: Cells | undefined
  body: Cells[]
  count: number
}

async function recordsOf(text: string): Promise<Records> {
  const [first = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  const delimiter =
    [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ','
  const parser = parse({
    ...{ bom: true, delimiter, relax_column_count: true, relax_quotes: true },
    ...{ skip_empty_lines: true, info: true, raw: true },
  })
  const records: Records = { head: undefined, body: [], count: -1 }
  try {
    for await (const found of Readable.from(bitByBit(text.replace(/\r\n?/g, '\n'))).pipe(parser)) {
      if (records.count < LARGEST_TABLE) {
        const record = Record.parse(found)
        if (records.head) records.body.push(record)
        else records.head = record
      }
      records.count++
    }
    return records
  } catch (error) {
    throw new AppError('invalid', `This is not a table that can be read: ${messageOf(error)}`, {
      field: 'csv',
    })
  }
}

/** So many bytes are parsed before others are let in: a few milliseconds. */
const BIT = 32_768

async function* bitByBit(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text) // the parser reads bytes, so a letter may be cut
  for (let at = 0; at < bytes.length; at += BIT) {
    yield bytes.subarray(at, at + BIT)
    await setImmediate()
  }
}

/** What the parser says of a record; its count of lines stands behind the record. */
const Record = z
  .object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.number() }) })
  .transform(
    ({ record, raw, info }): Cells => ({
      cells: record,
      line: info.lines - raw.trim().split('\n').length + 1,
    }),
  )

function fieldOf(head: string): TableField | null {
  const plain = head.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return FIELDS.find(({ heads }) => heads.some((name) => name === plain))?.field ?? null
}

function stateOf(text: string): LedgerState | null {
  return STATE_WORDS.find(({ looks }) => looks.test(text))?.state ?? null
}

/** The agencies as people write them. */
const AGENCY_WORDS: readonly { id: string; looks: RegExp }[] = [
  { id: 'adobe', looks: /adobe/i },
  { id: 'magnific', looks: /magnific|freepik/i },
  { id: '123rf', looks: /123/i },
  { id: 'dreamstime', looks: /dreamstime/i },
  { id: 'vecteezy', looks: /vecteezy/i },
]

function agencyId(text: string): string | null {
  return AGENCY_WORDS.find(({ looks }) => looks.test(text))?.id ?? (text.toLowerCase() || null)
}
