import { stringify } from 'csv-stringify/sync'
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

/** A sentence about one picture of a submission. */
export interface SubmissionWarning {
  name: string
  message: string
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
  const messages = [...missing(picture), ...rules(row, keywords)]
  return { row, warnings: messages.map((message) => ({ name, message })) }
}

function missing({ originalName, sidecar, problem, lookedIn, model }: DeliverablePicture): string[] {
  const messages: string[] = []
  const places = lookedIn.join(' and ')
  if (problem) {
    messages.push(
      `The sidecar of ${originalName} cannot be read (${problem}), so title and keywords come from the file name. Looked for in ${places}.`,
    )
  } else if (!sidecar) {
    messages.push(
      `${originalName} has no sidecar, so title and keywords come from the file name. Looked for in ${places}.`,
    )
  } else {
    if (!sidecar.title?.trim())
      messages.push(`The sidecar of ${originalName} has no title, so it comes from the file name.`)
    if (!sidecar.keywords?.length)
      messages.push(`The sidecar of ${originalName} has no keywords, so they come from the file name.`)
  }
  if (model === 'lanczos') {
    messages.push(`${originalName} was enlarged by plain Lanczos resampling, not by Real-ESRGAN.`)
  }
  return messages
}

/** The rules of Adobe's CSV page (csv-requirements, read 2026-06). */
function rules(row: SubmissionRow, keywords: readonly string[]): string[] {
  const messages: string[] = []
  const length = [...row.Title].length
  if (length === 0) messages.push('There is no title; Adobe Stock needs one.')
  if (length > 70) messages.push(`The title has ${length} characters; Adobe Stock takes 70.`)
  if (row.Title.includes(',')) messages.push('The title holds a comma; Adobe Stock asks for none.')
  if (keywords.length < 5)
    messages.push(`There are ${keywords.length} keywords; Adobe Stock needs at least 5.`)
  if (keywords.length > 49) messages.push(`There are ${keywords.length} keywords; Adobe Stock takes 49.`)
  if (!row.Category) messages.push('There is no category; Adobe Stock highly recommends one.')
  if (row.Filename.length > LONGEST_NAME) {
    messages.push(`The file name has ${row.Filename.length} characters; Adobe Stock takes ${LONGEST_NAME}.`)
  }
  return messages
}
