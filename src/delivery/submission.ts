import { stringify } from 'csv-stringify/sync'
import { BUILT_IN_MODEL, RESAMPLED } from '../core/ids.ts'
import { keywordsFromName, titleFromName } from '../metadata/file-name.ts'
import { LONGEST_NAME } from './file-names.ts'

/** The columns of Adobe Stock's CSV, in their order; a renamed or added one makes the portal refuse the file. */
const COLUMNS = ['Filename', 'Title', 'Keywords', 'Category', 'Releases'] as const

/** One line of `submission.csv`. */
export type SubmissionRow = Record<(typeof COLUMNS)[number], string>

/** A picture that is ready to be delivered, and what is known about it. */
export interface DeliverablePicture {
  /** The name of the file as it is uploaded. */
  name: string
  /** The name its maker gave it, from which a title is read when there is no sidecar. */
  originalName: string
  sidecar: {
    title?: string | undefined
    keywords?: readonly string[] | undefined
    category?: number | undefined
    releases?: readonly string[] | undefined
  } | null
  /** Why the sidecar could not be read, when it could not. */
  problem: string | null
  /** The paths that were tried for a sidecar, for the person who looks for it. */
  lookedIn: readonly string[]
  /** What enlarged it, when that is known. */
  model: string | null
}

/** A sentence about one picture of a submission; code and values are for translators. */
export interface SubmissionWarning {
  name: string
  code: string
  message: string
  values: Record<string, string | number>
}

/** Writes rows as Adobe Stock's CSV: UTF-8 without BOM, line feeds, quotes where a cell needs them. */
export function submissionCsv(rows: readonly SubmissionRow[]): string {
  return stringify([...rows], { header: true, columns: [...COLUMNS] })
}

/** Describes a picture for the CSV, and says what its sidecar leaves open. */
export function submissionRow(picture: DeliverablePicture): {
  row: SubmissionRow
  warnings: SubmissionWarning[]
} {
  const { name, originalName, sidecar } = picture
  const title = sidecar?.title?.trim() || titleFromName(originalName)
  const keywords = sidecar?.keywords?.length ? sidecar.keywords : keywordsFromName(originalName)
  const row = {
    Filename: name,
    Title: title,
    Keywords: keywords.join(', '),
    Category: sidecar?.category === undefined ? '' : String(sidecar.category),
    Releases: (sidecar?.releases ?? []).join(', '),
  }
  const warnings = [...missing(picture), ...rules(row, keywords)]
  return { row, warnings: warnings.map((warning) => ({ name, ...warning })) }
}

type Finding = Omit<SubmissionWarning, 'name'>

function missing({ originalName: file, sidecar, problem, lookedIn, model }: DeliverablePicture): Finding[] {
  const places = lookedIn.join(' and ')
  const fromName = 'title and keywords come from the file name'
  return present([
    problem !== null && {
      code: 'unreadable_sidecar',
      message: `The sidecar of ${file} cannot be read (${problem}), so ${fromName}. Looked for in ${places}.`,
      values: { file, problem, places },
    },
    problem === null &&
      !sidecar && {
        code: 'no_sidecar',
        message: `${file} has no sidecar, so ${fromName}. Looked for in ${places}.`,
        values: { file, places },
      },
    sidecar &&
      !sidecar.title?.trim() && {
        code: 'no_title',
        message: `The sidecar of ${file} has no title, so it comes from the file name.`,
        values: { file },
      },
    sidecar &&
      !sidecar.keywords?.length && {
        code: 'no_keywords',
        message: `The sidecar of ${file} has no keywords, so they come from the file name.`,
        values: { file },
      },
    model === RESAMPLED && {
      code: 'lanczos',
      message: `${file} was enlarged by plain Lanczos resampling, not by Real-ESRGAN.`,
      values: { file },
    },
    model === BUILT_IN_MODEL && {
      code: 'built_in_model',
      message: `${file} was enlarged by the built-in model, not by Real-ESRGAN.`,
      values: { file },
    },
  ])
}

/** The rules of Adobe's CSV page (csv-requirements, read 2026-06). */
function rules(row: SubmissionRow, keywords: readonly string[]): Finding[] {
  const length = [...row.Title].length
  const count = keywords.length
  return present([
    length === 0 && { code: 'empty_title', message: 'There is no title; Adobe Stock needs one.', values: {} },
    length > 70 && {
      code: 'long_title',
      message: `The title has ${length} characters; Adobe Stock takes 70.`,
      values: { length },
    },
    row.Title.includes(',') && {
      code: 'comma',
      message: 'The title holds a comma; Adobe Stock asks for none.',
      values: {},
    },
    count < 5 && {
      code: 'few_keywords',
      message: `There are ${count} keywords; Adobe Stock needs at least 5.`,
      values: { count },
    },
    count > 49 && {
      code: 'many_keywords',
      message: `There are ${count} keywords; Adobe Stock takes 49.`,
      values: { count },
    },
    !row.Category && {
      code: 'no_category',
      message: 'There is no category; Adobe Stock highly recommends one.',
      values: {},
    },
    row.Filename.length > LONGEST_NAME && {
      code: 'long_name',
      message: `The file name has ${row.Filename.length} characters; Adobe Stock takes ${LONGEST_NAME}.`,
      values: { length: row.Filename.length, longest: LONGEST_NAME },
    },
  ])
}

function present(findings: (Finding | false | null)[]): Finding[] {
  return findings.filter((finding) => finding !== false && finding !== null)
}
