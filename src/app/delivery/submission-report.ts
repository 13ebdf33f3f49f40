import type { EmbedWay } from '../../delivery/embedding.ts'
import type { SubmissionWarning } from '../../delivery/submission.ts'

/** One CSV that was written. */
export interface SubmissionFile {
  generation: string
  /** Path below the generations folder, with slashes. */
  path: string
  rows: number
}

/** A picture that stayed behind, and why. */
export interface LeftOut {
  name: string
  reasons: string[]
}

/** What "Make CSV" did. */
export interface SubmissionReport {
  agency: string
  /** The first file's path; null when there was nothing to deliver. */
  path: string | null
  rows: number
  files: SubmissionFile[]
  warnings: SubmissionWarning[]
  /** Pictures that a rule blocks, or whose words could not be written soundly. */
  left: LeftOut[]
  renamed: { from: string; to: string }[]
  /** How many were made from pictures with Content Credentials (C2PA), which a new file cannot inherit. */
  without_credentials: number
  /** The batch in the ledger, with its hand-off sheet. */
  batch: string | null
  /** What became of the words in the pictures; null where none were to be written. */
  embedded: { way: EmbedWay; written: number; same: number } | null
}
