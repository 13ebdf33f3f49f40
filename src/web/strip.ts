import { createHash } from 'node:crypto'
import { type App, EVERYTHING, type Job } from '../app.ts'
import { ifReady } from './jobs/ready.ts'
import { type JobRow, rowOf } from './jobs/row.ts'
import { kindName, type Words } from './jobs/words.ts'
import { makingModel } from './submissions/making.ts'
import type { StripModel } from './views.ts'

/** Gathers what the strip below the panels shows. */
export async function stripModel(
  { jobs, library, engine, delivery }: Pick<App, 'jobs' | 'library' | 'engine' | 'delivery'>,
  words: Words,
): Promise<StripModel> {
  const known = await ifReady(jobs, async () => {
    const [job, load, paused] = await Promise.all([jobs.current(), jobs.load(), jobs.paused()])
    return { job, load, paused, folder: job ? await folderOf(jobs, job) : null }
  })
  const { job = null, load = { queued: 0, processing: 0 }, paused = [], folder = null } = known ?? {}
  const state = jobs.state()
  const row: JobRow | null = job && rowOf(job, words)
  const shown = (status: Job['status']) => (job?.status === status ? 1 : 0)
  return {
    ...{ job, row, folder, jobs: state, revision: library.revision(), engine: await engine.now() },
    eta: row?.eta ?? null,
    elsewhere: job?.machine && job.machine.id !== jobs.machine.id ? job.machine.name : null,
    more: Math.max(0, load.processing - shown('processing')),
    waiting: Math.max(0, load.queued - shown('queued')),
    isPaused: paused.includes(EVERYTHING),
    pausedKinds: paused.filter((scope) => scope !== EVERYTHING).map((kind) => kindName(kind, words.t)),
    making: makingModel({ delivery }, words.t),
    hasWork: load.queued + load.processing > 0,
    moved: state.moved_aside ? { path: state.moved_aside, mark: markOf(state.moved_aside) } : null,
  }
}

/** An upscale that ended has a folder to open, when it made anything. */
async function folderOf(jobs: App['jobs'], { id, kind, status, counts }: Job): Promise<string | null> {
  const isOpen = status === 'queued' || status === 'processing'
  if (kind !== 'upscale' || isOpen) return null
  const made = counts.done > 0 ? 'done' : counts.skipped > 0 ? 'skipped' : null
  const [first] = made ? (await jobs.items(id, { status: made, limit: 1 })).items : []
  return first?.id.split('/')[0] ?? null
}

/** A short name for a path, to remember that it was told. */
function markOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}
