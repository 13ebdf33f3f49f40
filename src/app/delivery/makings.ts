import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import { AppError } from '../../core/errors.ts'
import type { SubmissionProgress } from './submission-progress.ts'
import type { SubmissionReport } from './submission-report.ts'
import type { SubmissionRequest } from './submission-request.ts'

/** A submission that is being made; its pictures are counted anew in each phase. */
export interface Making extends Omit<SubmissionProgress, 'phase'> {
  id: string
  agency: string
  /** It waits while another one is made. */
  phase: SubmissionProgress['phase'] | 'waiting'
  /** Whether it was cancelled and finishes what it has begun. */
  isEnding: boolean
}

/** How the last submission ended. */
export interface Made {
  agency: string
  state: 'made' | 'cancelled' | 'failed'
  rows: number
  batch: string | null
}

/** The submissions that are being made, for whoever looks on. */
export interface Makings {
  /** Those that are being made, and the one that ended a moment ago. */
  state(): { now: readonly Making[]; last: Made | null }
  /** Ends one after the picture it is at. Throws `not_found` when it has ended already. */
  cancel(id: string): void
  /** Runs whenever one has begun, got on or ended, until the function returned is called. */
  onChange(listener: () => void): () => void
}

type Make = (request: SubmissionRequest) => Promise<SubmissionReport>

/** Also lets them be made. */
interface Maker extends Makings {
  /** Makes one after the other. */
  run(request: SubmissionRequest, make: Make): Promise<SubmissionReport>
  /** Cancels all and waits until they have ended; may be called twice. */
  stop(): Promise<void>
}

const CANCELLED = new AppError(
  'cancelled',
  'Cancelled: no CSV was written, and an earlier one is as it was. Make the CSV again to finish it.',
)
const STOPPING = new AppError('cancelled', 'Stockroom is closing; make the CSV again to finish it.')

/** So long is shown how one ended (milliseconds). */
const SHOWN = 60_000

/** Keeps the submissions that are being made. */
export function createMakings(now: () => number = Date.now): Maker {
  const oneAtATime = pLimit(1)
  const running = new Map<string, { making: Making; abort: AbortController; end: Promise<unknown> }>()
  const listeners = new Set<() => void>()
  let last: { made: Made; at: number } | null = null

  const tell = () => {
    for (const listener of listeners) listener()
  }

  function ended(made: Made): void {
    last = { made, at: now() }
  }

  async function follow(request: SubmissionRequest, make: Make, { making, abort }: Followed) {
    const { signal } = abort
    const onProgress = (progress: SubmissionProgress) => {
      Object.assign(making, progress)
      tell()
      request.onProgress?.(progress)
    }
    const { agency } = making
    try {
      const report = await oneAtATime(async () => {
        signal.throwIfAborted()
        return make({ ...request, signal, onProgress })
      })
      ended({ agency, state: 'made', rows: report.rows, batch: report.batch })
      return report
    } catch (error) {
      ended({ agency, state: signal.aborted ? 'cancelled' : 'failed', rows: 0, batch: null })
      throw error
    } finally {
      running.delete(making.id)
      tell()
    }
  }

  function abortOne({ making, abort }: Followed, reason: AppError): void {
    making.isEnding = true
    abort.abort(reason)
    tell()
  }

  return {
    run(request, make) {
      const { agency = 'adobe', images, signal } = request
      const making: Making = {
        ...{ id: randomUUID(), agency, phase: 'waiting', isEnding: false },
        ...{ done: 0, of: images.length },
      }
      const followed = { making, abort: new AbortController() }
      signal?.addEventListener('abort', () => abortOne(followed, CANCELLED), { once: true })
      if (signal?.aborted) abortOne(followed, CANCELLED)
      const end = follow(request, make, followed)
      running.set(making.id, { ...followed, end })
      tell()
      return end
    },
    state: () => ({
      now: [...running.values()].map(({ making }) => making),
      last: last && now() - last.at < SHOWN ? last.made : null,
    }),
    cancel(id) {
      const one = running.get(id)
      if (!one) throw new AppError('not_found', 'This CSV is no longer being made.')
      abortOne(one, CANCELLED)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      const all = [...running.values()]
      for (const one of all) abortOne(one, STOPPING)
      await Promise.allSettled(all.map(({ end }) => end))
    },
  }
}

interface Followed {
  making: Making
  abort: AbortController
}
