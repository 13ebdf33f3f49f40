import { mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../core/errors.ts'
import type { JournalWriter } from '../core/journal.ts'
import type { Focus } from '../imaging/crop.ts'
import { createJobRun } from './job-run.ts'
import type { Model } from './models.ts'
import type { MadePicture, StageTimes, WorkSettings } from './protocol.ts'
import type { Avoided } from './providers.ts'
import type { WorkerLimits } from './worker-process.ts'

/** One picture to enlarge: `label` is what a person calls it, `source` its path. */
export interface UpscaleItem {
  id: string
  label: string
  source: string
  /** The point that its crop shall lie around. */
  focus?: Focus | undefined
}

/** How pictures are enlarged; `tile` is the side of a square that bounds the area worked on at once. */
export interface UpscaleSettings extends Omit<WorkSettings, 'modelPath' | 'overlap' | 'align'> {
  model: Model
}

/** A job: its pictures, how they are made, and where temporary files may lie while it runs. */
export interface UpscaleTask {
  items: readonly UpscaleItem[]
  settings: UpscaleSettings
  /** Made when it is not there; removed at the end when nothing else is in it. */
  workFolder: string
  /** Whether the cropped pictures are delivered too. */
  keepProcessed: boolean
}

/** How far a job is. */
export interface UpscaleProgress {
  /** The current picture, from 0; pictures of one size are made together, so it may jump. */
  index: number
  items: number
  /** How many pictures have ended, well or not. */
  done: number
  label: string
  /** Tiles done of the current picture; both are 0 before the first. */
  tile: number
  tiles: number
  phase: 'reading' | 'enlarging' | 'saving' | 'done'
  msPerImage: number | null
  /** Milliseconds until the whole job is done, when that can be said. */
  eta: number | null
}

/** What a job's caller takes part in. */
export interface UpscaleHooks {
  /** Cancels the job. */
  signal: AbortSignal
  /** Finishes the pictures in work and begins no more; those that are left are told as cancelled. */
  pause?: AbortSignal
  /** Where the job's lines go, when not to the journal of all. */
  journal?: JournalWriter
  /** A picture is worked on from now; after a worker's death it may be begun again. */
  onBegin?: (item: UpscaleItem) => void
  /** A picture has ended, well or not. */
  onEnd?: (result: UpscaleResult) => void
  onProgress: (progress: UpscaleProgress) => void
  /** Moves a finished, checked picture to its place; only then it counts as done. */
  deliver: (item: UpscaleItem, made: MadePicture) => Promise<void>
}

/** What became of one picture; `reason` is a sentence, `ms` the time of each stage. */
export interface UpscaleResult {
  id: string
  status: 'done' | 'failed' | 'cancelled'
  reason?: string
  /** Whether a failure may go away by itself: the worker died, or the system refused something. */
  isPassing?: boolean
  made?: MadePicture
  ms?: StageTimes
  /** The most memory that the worker took meanwhile, in bytes. */
  peakMemory?: number
}

/** What became of a job; `device` is null when it ended before its model was open. */
export interface UpscaleReport {
  /** In the order of the items. */
  results: UpscaleResult[]
  model: string
  isRealEsrgan: boolean
  device: string | null
  why: string | null
  notes: string[]
}

/** Runs upscale jobs, each in a process of its own. */
export interface Upscaler {
  /**
   * Makes all pictures of a task that can be made; a failed or cancelled one is told in the report.
   *
   * Throws `worker_died` when the worker dies outside of any picture, and `unavailable` when the model
   * or the device cannot be used. Pictures delivered until then stay delivered. Throws `cancelled` only
   * when it was cancelled before it began.
   */
  run(task: UpscaleTask, hooks: UpscaleHooks): Promise<UpscaleReport>
  /** Cancels what runs and resolves when it is gone, within three seconds; may be called twice. */
  stop(): Promise<void>
}

/** How long things may take, in milliseconds; `graceMs` is between asking a worker to stop and killing it. */
export interface UpscaleLimits extends WorkerLimits {
  graceMs: number
}

const usualLimits: UpscaleLimits = { readyMs: 60_000, silenceMs: 60_000, stallMs: 600_000, graceMs: 3000 }
const stopGraceMs = 1000

/** Creates the parent's side of upscaling. */
export function createUpscaler(options: {
  journal: JournalWriter
  /** The script of the worker process. */
  workerEntry?: string
  limits?: Partial<UpscaleLimits>
  /** Providers that were found to be no use here; what jobs find out is added. */
  avoid?: Avoided
}): Upscaler {
  const {
    journal,
    avoid = {},
    workerEntry = fileURLToPath(new URL('./worker.ts', import.meta.url)),
  } = options
  const limits = { ...usualLimits, ...options.limits }
  const running = new Map<Promise<unknown>, { cancel(graceMs: number): void }>()
  let isStopped = false

  return {
    async run(task, hooks) {
      if (isStopped || hooks.signal.aborted)
        throw new AppError('cancelled', 'The job was cancelled before it began.')
      const log = hooks.journal ?? journal
      const job = createJobRun({ task, hooks, journal: log, entry: workerEntry, limits, avoid })
      const cancel = () => job.cancel(limits.graceMs)
      hooks.signal.addEventListener('abort', cancel)
      hooks.pause?.addEventListener('abort', job.pause)
      if (hooks.pause?.aborted) job.pause()
      const ended = withWorkFolder(task.workFolder, job.run)
      running.set(ended, job)
      try {
        return await ended
      } finally {
        running.delete(ended)
        hooks.signal.removeEventListener('abort', cancel)
        hooks.pause?.removeEventListener('abort', job.pause)
      }
    },
    async stop() {
      isStopped = true
      for (const job of running.values()) job.cancel(Math.min(stopGraceMs, limits.graceMs))
      await Promise.allSettled(running.keys())
    },
  }
}

/** Lends a fresh folder inside `parent` and removes it, with all that was left in it. */
async function withWorkFolder<Result>(
  parent: string,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'job-'))
  try {
    return await use(folder)
  } finally {
    // a killed process may hold its files for another moment on Windows
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await rmdir(parent).catch(() => {}) // something else is in it
  }
}
