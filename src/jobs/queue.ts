import { randomUUID } from 'node:crypto'
import { AppError, isRefusal, messageOf } from '../core/errors.ts'
import type { Logger } from '../core/log.ts'
import type { Job, JobKind, JobOutcome, JobProgress, JobStatus } from './job.ts'

/** Which jobs a list asks for. */
export interface JobQuery {
  status?: JobStatus | undefined
  kind?: string | undefined
  page?: number
  limit?: number
}

/** Runs jobs one after another, and remembers how they went. */
export interface Queue<Kinds extends Record<string, unknown>> {
  add<Kind extends keyof Kinds & string>(kind: Kind, input: Kinds[Kind], steps: number): Job
  get(id: string): Job
  list(query: JobQuery): { jobs: Job[]; total: number; page: number; limit: number }
  /** The job that runs, else the newest. */
  current(): Job | null
  /** Cancels a queued job at once and a running one as soon as its kind lets go; throws `conflict` when it has ended. */
  cancel(id: string): Job
  /** Adds a job with the input of one that has ended. */
  retry(id: string): Job
  /** Cancels everything and waits for what runs; may be called twice. */
  stop(): Promise<void>
}

/** So many ended jobs are remembered. */
const REMEMBERED = 200

interface Entry<Kinds> {
  job: Job
  kind: keyof Kinds & string
  input: Kinds[keyof Kinds & string]
  abort: AbortController
}

/** Creates a queue that runs the given kinds, one job at a time, in the order they were added. */
export function createQueue<Kinds extends Record<string, unknown>>(options: {
  kinds: { [Kind in keyof Kinds]: JobKind<Kinds[Kind]> }
  log: Logger
}): Queue<Kinds> {
  const { kinds, log } = options
  const entries = new Map<string, Entry<Kinds>>()
  let running: Promise<void> | null = null
  let stopped = false

  function entryOf(id: string): Entry<Kinds> {
    const entry = entries.get(id)
    if (!entry) throw new AppError('not_found', `There is no job ${id}.`)
    return entry
  }

  function add<Kind extends keyof Kinds & string>(kind: Kind, input: Kinds[Kind], steps: number): Job {
    if (stopped) throw new AppError('unavailable', 'Stockroom is closing and takes no new jobs.')
    const job = newJob(kind, steps)
    entries.set(job.id, { job, kind, input, abort: new AbortController() })
    forget(entries)
    running ??= drain().finally(() => {
      running = null
    })
    return job
  }

  async function drain(): Promise<void> {
    await Promise.resolve() // the caller gets the job as queued before it starts
    for (let next = oldestQueued(entries); next; next = oldestQueued(entries)) await run(next)
  }

  async function run(entry: Entry<Kinds>): Promise<void> {
    const { job, abort } = entry
    Object.assign(job, { status: 'processing', started_at: now(), attempts: job.attempts + 1 })
    const progress = (value: JobProgress) => {
      job.progress = value
    }
    try {
      finish(
        job,
        await kinds[entry.kind](entry.input, { id: job.id, signal: abort.signal, progress }),
        abort.signal,
      )
    } catch (error) {
      job.status = abort.signal.aborted ? 'cancelled' : 'failed'
      job.error = messageOf(error)
      if (!(error instanceof AppError || isRefusal(error)))
        log.error({ err: error, job: job.id }, 'A job failed for an unknown reason')
    }
    job.finished_at = now()
  }

  return {
    add,
    get: (id) => entryOf(id).job,
    list: (query) => list([...entries.values()].map(({ job }) => job).reverse(), query),
    current() {
      const jobs = [...entries.values()].map(({ job }) => job)
      return jobs.find((job) => job.status === 'processing') ?? jobs.at(-1) ?? null
    },
    cancel(id) {
      const { job, abort } = entryOf(id)
      if (!isOpen(job)) throw new AppError('conflict', `This job is ${job.status} already.`)
      abort.abort()
      if (job.status === 'queued') Object.assign(job, { status: 'cancelled', finished_at: now() })
      return job
    },
    retry(id) {
      const { job, kind, input } = entryOf(id)
      if (isOpen(job)) throw new AppError('conflict', 'This job has not ended yet.')
      return add(kind, input, job.progress.steps)
    },
    async stop() {
      stopped = true
      for (const { job, abort } of entries.values()) {
        if (isOpen(job)) abort.abort()
        if (job.status === 'queued') Object.assign(job, { status: 'cancelled', finished_at: now() })
      }
      await running
    },
  }
}

function newJob(kind: string, steps: number): Job {
  return {
    id: randomUUID(),
    kind,
    status: 'queued',
    attempts: 0,
    progress: { step: 0, steps },
    created_at: now(),
    started_at: null,
    finished_at: null,
    error: null,
    error_log: [],
    items: [],
    notes: [],
  }
}

function finish(job: Job, { items, notes = [] }: JobOutcome, signal: AbortSignal): void {
  job.items = items
  job.notes = notes
  job.error_log = items.flatMap(({ id, status, reason }) =>
    status === 'failed' ? [{ id, reason: reason ?? 'It failed without a reason.' }] : [],
  )
  const allFailed = items.length > 0 && job.error_log.length === items.length
  job.status = signal.aborted ? 'cancelled' : allFailed ? 'failed' : 'completed'
  if (allFailed) job.error = job.error_log[0]?.reason ?? null
}

function list(jobs: Job[], { status, kind, page = 1, limit = 20 }: JobQuery) {
  const found = jobs.filter((job) => (!status || job.status === status) && (!kind || job.kind === kind))
  return { jobs: found.slice((page - 1) * limit, page * limit), total: found.length, page, limit }
}

function oldestQueued<Kinds>(entries: Map<string, Entry<Kinds>>): Entry<Kinds> | undefined {
  return [...entries.values()].find(({ job }) => job.status === 'queued')
}

function forget<Kinds>(entries: Map<string, Entry<Kinds>>): void {
  const ended = [...entries.values()].filter(({ job }) => !isOpen(job))
  for (const { job } of ended.slice(0, Math.max(0, ended.length - REMEMBERED))) entries.delete(job.id)
}

function isOpen(job: Job): boolean {
  return job.status === 'queued' || job.status === 'processing'
}

function now(): string {
  return new Date().toISOString()
}
