import type { App, Job } from '../app.ts'
import { AppError } from '../core/errors.ts'
import type { Translate } from './i18n.ts'
import type { StripModel } from './views.ts'

/** Gathers what the strip below the panels shows. */
export async function stripModel(
  { jobs, library, engine }: Pick<App, 'jobs' | 'library' | 'engine'>,
  t: Translate,
): Promise<StripModel> {
  const job = await currentJob(jobs)
  const eta = job?.progress.eta
  return {
    job,
    eta: eta === undefined ? null : duration(eta, t),
    revision: library.revision(),
    engine: await engine.now(),
    jobs: jobs.state(),
    folder: job ? await folderOf(jobs, job) : null,
  }
}

/** The pictures can be looked at while the jobs cannot be asked. */
async function currentJob(jobs: App['jobs']): Promise<Job | null> {
  if (jobs.state().status !== 'ready') return null
  return jobs.current().catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'unavailable') return null
    throw error
  })
}

/** An upscale that ended has a folder to open, when it made anything. */
async function folderOf(jobs: App['jobs'], { id, kind, status, counts }: Job): Promise<string | null> {
  const isOpen = status === 'queued' || status === 'processing'
  if (kind !== 'upscale' || isOpen) return null
  const made = counts.done > 0 ? 'done' : counts.skipped > 0 ? 'skipped' : null
  const [first] = made ? (await jobs.items(id, { status: made, limit: 1 })).items : []
  return first?.id.split('/')[0] ?? null
}

/** Writes a time for a person: `1 min 20 s`. */
export function duration(milliseconds: number, t: Translate): string {
  const all = Math.max(1, Math.round(milliseconds / 1000))
  const [minutes, seconds] = [Math.floor(all / 60), all % 60]
  return minutes > 0 ? t('time.minutes', { minutes, seconds }) : t('time.seconds', { seconds })
}
