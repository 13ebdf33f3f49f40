/** What a job can be; a finished job with some failed items is `completed` and has an `error_log`. */
export const STATUSES = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const

export type JobStatus = (typeof STATUSES)[number]

/** What a list can be narrowed to: a status, or the completed jobs in which some items failed. */
export const FILTERS = [...STATUSES, 'completed_with_errors'] as const

export type JobFilter = (typeof FILTERS)[number]

/** What an item can be; `waiting` covers what has not begun and what will be tried again. */
export const ITEM_STATUSES = ['waiting', 'processing', 'done', 'skipped', 'failed', 'cancelled'] as const

export type ItemStatus = (typeof ITEM_STATUSES)[number]

/** Who asked for a job. */
export const ORIGINS = ['page', 'program', 'schedule', 'command'] as const

export type Origin = (typeof ORIGINS)[number]

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

/** One thing a job works on and how it ended. */
export interface JobItem {
  id: string
  status: ItemStatus
  /** How often it was begun. */
  attempts: number
  reason: string | null
  /** The last log lines of an item that failed. */
  log: string | null
  result: Record<string, unknown> | null
  started_at: string | null
  finished_at: string | null
  /** How long the last attempt took, in milliseconds. */
  ms: number | null
  /** The most memory the work took meanwhile, in bytes. */
  peak_memory: number | null
}

/** How an item ended, as its kind says. */
export interface ItemEnd {
  id: string
  status: 'done' | 'skipped' | 'failed' | 'cancelled'
  reason?: string
  result?: Record<string, unknown>
  /** Whether a failure may go away by itself, so that another attempt is worth it. */
  isPassing?: boolean
  /** In bytes. */
  peakMemory?: number
  /** In milliseconds, where the kind knows better than the clock from `begin` to `settle`. */
  ms?: number
}

/** A sentence that belongs to a job's result, such as that a fall-back was used; the code is for translators. */
export interface JobNote {
  code: string
  text: string
}

/** How many items of a job are at what. */
export type ItemCounts = Record<ItemStatus, number>

/** A job as everyone sees it. */
export interface Job {
  id: string
  kind: string
  status: JobStatus
  /** Above 0 goes before others, below 0 after them. */
  priority: number
  origin: Origin
  /** What jobs that belong together share, such as the schedule they come from. */
  group: string | null
  attempts: number
  progress: JobProgress
  counts: ItemCounts
  created_at: string
  started_at: string | null
  finished_at: string | null
  /** When a job that waits for another attempt is due. */
  next_attempt_at: string | null
  /** A cancelled job may still be letting go. */
  is_cancelling: boolean
  error: string | null
  /** The newest failures, 50 at most. */
  error_log: { id: string; reason: string }[]
  notes: JobNote[]
  /** Where it runs or ran last, and on what. */
  machine: { id: string; name: string; device: string | null } | null
}

/** A job with what it worked on, the first 1,000 items; the others come in pages. */
export interface JobDetail extends Job {
  input: Record<string, unknown>
  items: JobItem[]
}

/** What a kind is given to work with. */
export interface JobContext<Input> {
  id: string
  /** The machine it runs on. */
  machine: string
  input: Input
  /** What is not finished yet, in order. */
  items: readonly string[]
  /** Aborted when the job is cancelled, lost to another machine, or the program ends: let go at once. */
  signal: AbortSignal
  /** Aborted when the queue is paused: finish what is in work, begin nothing more and return. */
  pause: AbortSignal
  /** Tells how far it is; may be called as often as there is something to tell. */
  progress(progress: JobProgress): void
  /** Notes that an item is worked on from now. */
  begin(item: string): void
  /** Keeps how an item ended; resolves when it cannot be forgotten any more. */
  settle(end: ItemEnd): Promise<void>
  /** Adds a line to what the job's watchers read, wherever they are. */
  log(text: string, level?: 'info' | 'error'): void
  /** Adds a sentence to the job's result. */
  note(note: JobNote): void
  /** Tells what it computes on, such as `cuda`. */
  device(name: string): void
}

/**
 * A kind of job: what the queue runs, without knowing what it is.
 *
 * Whatever it has not settled when it returns is waiting still when the queue was paused, and cancelled or
 * failed otherwise. Throwing fails the whole job; it is tried again when {@link JobKind.isPassing} says so.
 */
export interface JobKind<Input> {
  /** Whether it works on the machine itself, so that no other one can do it; downloads do. */
  isLocal?: boolean
  run(context: JobContext<Input>): Promise<void>
  /** Whether an error may go away by itself; none does when left out. */
  isPassing?(error: unknown): boolean
  /** Finds work for schedules and for programs that only name the kind; null when there is none. */
  plan?(wish: JobWish): Promise<JobPlan<Input> | { nothing: string }>
}

/** A kind of job, whatever its input is: the queue hands each kind its own, and looks into none. */
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would take no kind at all
export type AnyKind = JobKind<any>

/** What a schedule or a program asks a kind for. */
export interface JobWish {
  /** At most so many items. */
  batchSize?: number | undefined
  options: Record<string, unknown>
}

/** Work that a kind has found. */
export interface JobPlan<Input> {
  input: Input
  items: readonly string[]
}
