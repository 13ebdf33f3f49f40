/** What a job can be; a finished job with some failed items is `completed` and has an `error_log`. */
export const STATUSES = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const

export type JobStatus = (typeof STATUSES)[number]

/** How far a job is: item `step` of `steps`, and what its kind wants to show besides. */
export interface JobProgress {
  step: number
  steps: number
  label?: string
  /** Share of the current item that is done, 0 to 1. */
  part?: number
  /** Milliseconds to the end, when the kind can tell. */
  eta?: number
  detail?: Record<string, string | number>
}

/** One thing a job worked on and how it ended. */
export interface JobItem {
  id: string
  status: 'done' | 'skipped' | 'failed' | 'cancelled'
  reason?: string
  result?: Record<string, unknown>
}

/** A sentence that belongs to a job's result, such as that a fall-back was used; the code is for translators. */
export interface JobNote {
  code: string
  text: string
}

/** A job as everyone sees it. */
export interface Job {
  id: string
  kind: string
  status: JobStatus
  attempts: number
  progress: JobProgress
  created_at: string
  started_at: string | null
  finished_at: string | null
  error: string | null
  error_log: { id: string; reason: string }[]
  items: JobItem[]
  notes: JobNote[]
}

/** What a kind may do while it runs. */
export interface JobContext {
  id: string
  signal: AbortSignal
  progress(progress: JobProgress): void
}

/** How a kind's work ended; throwing instead means the whole job failed. */
export interface JobOutcome {
  items: JobItem[]
  notes?: JobNote[]
}

/** A kind of job: what the queue runs, without knowing what it is. */
export type JobKind<Input> = (input: Input, context: JobContext) => Promise<JobOutcome>
