import { AppError, messageOf } from '../core/errors.ts'
import type { Job, JobKind } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { known, type Weights } from './weights.ts'

/** Downloads in the queue, one for each model at most. */
export interface WeightsJobs {
  /** Queues a download, or returns the one that is on its way. */
  add(name: string): Promise<Job>
  /** Returns the downloads that are on their way, by model. */
  open(): Promise<Map<string, Job>>
}

/** What a download needs to know. */
export interface WeightsInput {
  name: string
}

/** Keeps track of which download belongs to which model: the job's group is the model's name. */
export function createWeightsJobs(jobs: Jobs<{ weights: WeightsInput }>): WeightsJobs {
  async function open(): Promise<Map<string, Job>> {
    const lists = await Promise.all(
      (['queued', 'processing'] as const).map((status) => jobs.list({ kind: 'weights', status, limit: 100 })),
    )
    return new Map(lists.flatMap((list) => list.jobs).map((job) => [job.group ?? '', job]))
  }
  return {
    open,
    async add(wanted) {
      const { name } = known(wanted)
      const running = (await open()).get(name)
      return running ?? jobs.add('weights', { name }, [name], { origin: 'page', group: name })
    },
  }
}

/** The job behind "Download". A download goes on where it broke off, so trying again costs little. */
export function weightsJob(
  weights: Pick<Weights, 'get'>,
  say: (text: string) => void,
): JobKind<WeightsInput> {
  return {
    isLocal: true,
    isPassing: (error) => error instanceof AppError && error.code === 'unavailable',
    async run({ input: { name }, signal, pause, progress, begin, settle, log }) {
      const tell = (text: string) => {
        say(text)
        log(text)
      }
      const begun = Date.now()
      let first: number | null = null
      const onProgress = (received: number, bytes: number) => {
        first ??= received
        const rate = (received - first) / (Date.now() - begun)
        const eta = rate > 0 ? { eta: (bytes - received) / rate } : {}
        const part = received / bytes
        progress({ step: 1, steps: 1, label: name, part, detail: { received, bytes }, ...eta })
      }
      begin(name)
      progress({ step: 1, steps: 1, label: name, part: 0 })
      tell(`${name}: download started`)
      try {
        const path = await weights.get(name, { signal: AbortSignal.any([signal, pause]), onProgress })
        tell(`${name}: downloaded and checked (${path})`)
        await settle({ id: name, status: 'done', result: { path } })
      } catch (error) {
        if (signal.aborted || pause.aborted)
          return tell(`${name}: download stopped; the next one goes on from there`)
        tell(`${name}: download failed. ${messageOf(error)}`)
        throw error
      }
    },
  }
}
