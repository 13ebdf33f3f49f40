import type { LedgerOrigin } from '../../delivery/ledger-lines.ts'
import type { SubmissionProgress } from './submission-progress.ts'

/** What is to be made ready for an agency, and how; the settings fill what is left out. */
export interface SubmissionRequest {
  images: readonly string[]
  agency?: string | undefined
  /** Whether the words are written into the pictures. */
  embed?: boolean | undefined
  /** Whether the prompt is, too. */
  prompt?: boolean | undefined
  bom?: boolean | undefined
  /** Whether pictures that a rule blocks leave all the same; the reasons are kept. */
  include_blocked?: boolean | undefined
  /** Whether pictures that were submitted before are submitted once more, under changed names. */
  resubmit?: boolean | undefined
  by?: LedgerOrigin | undefined
  /** Says the sentences of the hand-off sheet in the reader's language; they stay English without it. */
  say?: ((sentence: string) => string) | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: SubmissionProgress) => void) | undefined
}
