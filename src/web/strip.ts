import type { App } from '../app.ts'
import type { Translate } from './i18n.ts'
import type { StripModel } from './views.ts'

/** Gathers what the strip below the panels shows. */
export async function stripModel(
  { jobs, library, engine }: Pick<App, 'jobs' | 'library' | 'engine'>,
  t: Translate,
): Promise<StripModel> {
  const job = jobs.current()
  const eta = job?.progress.eta
  return {
    job,
    eta: eta === undefined ? null : duration(eta, t),
    revision: library.revision(),
    engine: await engine.now(),
  }
}

/** Writes a time for a person: `1 min 20 s`. */
export function duration(milliseconds: number, t: Translate): string {
  const all = Math.max(1, Math.round(milliseconds / 1000))
  const [minutes, seconds] = [Math.floor(all / 60), all % 60]
  return minutes > 0 ? t('time.minutes', { minutes, seconds }) : t('time.seconds', { seconds })
}
