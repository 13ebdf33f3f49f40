import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Folders } from '../config/folders.ts'
import type { Settings } from '../config/settings.ts'
import type { Logger } from '../core/log.ts'
import type { JobKind } from '../jobs/job.ts'
import { createJobs, type Jobs } from '../jobs/jobs.ts'
import { templateFolder } from '../jobs/store/template.ts'
import { createIdentity } from '../library/identity.ts'
import { homeMark, type Kinds, SCHEDULES } from './job-kinds.ts'
import { type WorkEvent, watched } from './watched-kind.ts'

/** What a program that takes part in the jobs is: the dashboard, a worker for some kinds, or a command that only asks. */
export interface Role {
  role: 'dashboard' | 'worker' | 'command'
  /** How many jobs of a kind run here at once. */
  slots: (kind: string) => number
  /** Told what jobs do here. */
  watch?: (event: WorkEvent) => void
}

interface Deps {
  kinds: { [Name in keyof Kinds]: JobKind<Kinds[Name]> }
  settings: Settings
  version: string
  folders: Folders
  project: string
  role: Role | undefined
  log: Logger
}

/** Gives every kind of job its queue, and this program its part in the work. */
export function openJobs({ kinds, settings, version, folders, project, role, log }: Deps): Jobs<Kinds> {
  const name = settings.machine_name
  // What only this machine can do is done here even when the rest is left to workers.
  const isOurs = (kind: string) => settings.run_jobs || kind === 'weights'
  const slots = role?.slots ?? ((kind: string) => (isOurs(kind) ? 1 : 0))
  return createJobs<Kinds>({
    place: {
      url: settings.database_url,
      folder: join(folders.generations, '.stockroom', 'jobs'),
      template: templateFolder(project),
    },
    self: {
      id: randomUUID(),
      name,
      role: role?.role ?? 'dashboard',
      version,
      kinds: Object.keys(kinds).filter((kind) => slots(kind) > 0),
    },
    kinds: watchedAll(kinds, role?.watch ?? (() => {})),
    slots,
    schedules: SCHEDULES,
    backoff: 10_000,
    library: settings.database_url ? createIdentity(folders.generations) : null,
    home: homeMark(name, settings.home),
    historyDays: settings.history_days,
    log: log.child({ module: 'jobs' }),
  })
}

function watchedAll(kinds: Deps['kinds'], watch: (event: WorkEvent) => void): Deps['kinds'] {
  return {
    upscale: watched('upscale', kinds.upscale, watch),
    weights: watched('weights', kinds.weights, watch),
    check: watched('check', kinds.check, watch),
    preflight: watched('preflight', kinds.preflight, watch),
  }
}
