import { parse } from 'csv-parse/sync'
import { AppError, messageOf } from '../core/errors.ts'
import { csvFiles } from './csv.ts'
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

/** What agencies and people write for each state; the first that a cell holds counts, so refusals come before acceptance. */
const STATE_WORDS: readonly { state: LedgerState; looks: RegExp }[] = [
  { state: 'rejected', looks: /reject|declin|refus|not (accepted|approved)|거절|반려|거부/i },
  { state: 'sold', looks: /\bsold\b|\bsale|download|licen[sc]ed|판매/i },
  { state: 'accepted', looks: /accept|approv|online|publish|active|live|승인|통과|게시/i },
  { state: 'submitted', looks: /submit|pending|review|upload|sent|waiting|queue|제출|심사|검토|업로드/i },
  { state: 'prepared', looks: /prepared|new|draft|준비/i },
]

const LARGEST_TABLE = 50_000

/**
 * Reads a table of submitted pictures, forgivingly: comma, semicolon or tab, with or without BOM, columns in any order.
 *
 * Throws `invalid` where no column holds file names.
 */
export function readTable(text: string): ReadTable {
  const [head = [], ...body] = recordsOf(text)
  const columns = head.map((name) => ({ head: name.trim(), field: fieldOf(name) }))
  const at = (field: TableField) => columns.findIndex((column) => column.field === field)
  if (at('name') < 0) {
    throw new AppError(
      'invalid',
      'This table has no column with file names. Its first line must name the columns, one of them "Filename".',
      { field: 'csv' },
    )
  }
  const rows = body.slice(0, LARGEST_TABLE).map((cells, index): TableRow => {
    const cell = (field: TableField) => cells[at(field)]?.trim() ?? ''
    return {
      line: index + 2,
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
  })
  return { rows: rows.filter(({ name }) => name !== ''), columns }
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

/** Writes entries as a CSV that {@link readTable} reads again. */
export function writeTable(entries: readonly LedgerEntry[]): string {
  const rows = entries.map((entry) => [
    ...[entry.agency, entry.name, entry.state, entry.changed, entry.reason, entry.title],
    ...[entry.keywords.join(', '), entry.prompt, entry.picture ?? '', entry.original],
    ...[entry.batch ?? '', entry.fingerprint ?? ''],
  ])
  const limits = { rows: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }
  const dialect = { delimiter: ',' as const, quotesAll: false }
  return csvFiles(EXPORTED, rows, { dialect, bom: true, limits })[0]?.text ?? ''
}

function recordsOf(text: string): string[][] {
  const [first = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)
  const delimiter =
    [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ','
  try {
    return parse(text, {
      ...{ bom: true, delimiter, relax_column_count: true, relax_quotes: true },
      ...{ skip_empty_lines: true, skip_records_with_error: true },
    })
  } catch (error) {
    throw new AppError('invalid', `This is not a table that can be read: ${messageOf(error)}`, {
      field: 'csv',
    })
  }
}

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

/** A date without a time is noon, so that it stays the same day in every time zone near by. */
function dateOf(text: string): Date | null {
  if (!text) return null
  const day = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?$/.exec(text)
  const date = day
    ? new Date(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3]), 12))
    : new Date(text)
  return Number.isNaN(date.getTime()) ? null : date
}
