import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { ItemEnd, JobContext, JobDetail, JobKind, JobStatus } from '../../src/jobs/job.ts'
import { createJobs, type Jobs, type JobsOptions } from '../../src/jobs/jobs.ts'
import { templateFolder } from '../../src/jobs/store/template.ts'
import { project } from './dashboard.ts'
import { temporaryFolder } from './folder.ts'

/** What the kinds of these tests are given: anything. */
export type Input = Record<string, unknown>
type Kinds = Record<string, Input>

/** Jobs on a database in a temporary folder, and ways to wait for them. */
export interface TestJobs extends Jobs<Kinds> {
  folder: string
  /** Resolves with a job when it fits; looks again whenever something changed. */
  until(id: string, fits: (job: JobDetail) => boolean): Promise<JobDetail>
  ended(id: string): Promise<JobDetail>
}

const OVER: JobStatus[] = ['completed', 'failed', 'cancelled']

/** Opens jobs that end with the test. */
export async function startJobs(
  kinds: Record<string, JobKind<Input>>,
  options: Partial<JobsOptions> = {},
): Promise<TestJobs> {
  const folder = options.place?.folder ?? join(await temporaryFolder(), 'jobs')
  const jobs = createJobs<Kinds>({
    place: { url: undefined, folder, template: templateFolder(project) },
    self: { id: randomUUID(), name: 'here', role: 'dashboard', version: '1.0.0', kinds: Object.keys(kinds) },
    ...{ kinds, slots: () => 1, schedules: [], backoff: 50, library: null, home: 'test', historyDays: 30 },
    log: pino({ level: 'silent' }),
    ...options,
  })
  jobs.start()
  onTestFinished(() => jobs.stop())
  await opened(jobs)

  function until(id: string, fits: (job: JobDetail) => boolean): Promise<JobDetail> {
    return new Promise((done, fail) => {
      const look = () =>
        jobs.get(id).then((job) => {
          if (!fits(job)) return
          forget()
          done(job)
        }, fail)
      const forget = jobs.onChange(() => void look())
      void look()
    })
  }
  return { ...jobs, folder, until, ended: (id) => until(id, ({ status }) => OVER.includes(status)) }
}

/** Waits until jobs are open, however long a slow machine is at it; rejects where they cannot be opened. */
async function opened({ ready, state }: Pick<Jobs<Kinds>, 'ready' | 'state'>): Promise<void> {
  for (;;) {
    try {
      return await ready()
    } catch (error) {
      if (state().status !== 'opening') throw error
    }
  }
}

/** A kind that handles its items one after another and heeds pauses and cancels, as kinds must. */
export function itemByItem(
  work: (item: string, context: JobContext<Input>) => Promise<Omit<ItemEnd, 'id'>>,
  rest: Partial<JobKind<Input>> = {},
): JobKind<Input> {
  return {
    ...rest,
    async run(context) {
      for (const item of context.items) {
        if (context.signal.aborted || context.pause.aborted) return
        context.begin(item)
        const end = await work(item, context)
        if (context.signal.aborted) return
        await context.settle({ id: item, ...end })
      }
    },
  }
}

/** Resolves when it is opened, or rejects when the signal aborts. */
export function gate(): { open: () => void; wait: (signal?: AbortSignal) => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    open: resolve,
    wait: (signal) =>
      Promise.race([
        promise,
        new Promise<void>((_, fail) => signal?.addEventListener('abort', () => fail(signal.reason))),
      ]),
  }
}
