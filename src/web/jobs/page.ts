import { z } from 'zod'
import { type App, EVERYTHING, JOB_FILTERS, type JobFilter, type Machine, type Overview } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { queryOf } from '../addresses.ts'
import { type Happening, happeningOf } from './happenings.ts'
import { durationPlot, type Plot, throughputPlot } from './plots.ts'
import { ifReady } from './ready.ts'
import { type JobRow, rowOf } from './row.ts'
import { type ScheduleRow, scheduleOf } from './schedules.ts'
import { kindName, type Moment, momentOf, type Words } from './words.ts'

/** So many jobs are on a page. */
const PAGE = 20

/** What the address of the page says: which jobs it lists. */
const JobsQuery = z.object({
  status: z.enum(JOB_FILTERS).or(z.literal('')).default(''),
  kind: z.string().max(50).default(''),
  group: z.string().max(200).default(''),
  q: z.string().max(200).default(''),
  page: z.coerce.number().int().min(1).default(1),
})

type JobsQuery = z.output<typeof JobsQuery>

/** A machine as the page shows it. */
export interface MachineRow {
  id: string
  name: string
  role: string
  isSelf: boolean
  isAlive: boolean
  device: string | null
  version: string
  /** Whether it runs another version than this dashboard. */
  isOther: boolean
  seen: Moment
}

/** Everything on the page while the jobs can be asked. */
export interface JobsKnown {
  rows: JobRow[]
  total: number
  tabs: { id: JobFilter | ''; href: string; count: number; isCurrent: boolean }[]
  kinds: { id: string; name: string; isPaused: boolean; isOpen: boolean }[]
  isPaused: boolean
  /** How many jobs have something that failed. */
  failures: number
  pages: { page: number; last: number; previous: string | null; next: string | null }
  events: Happening[]
  machines: MachineRow[]
  schedules: ScheduleRow[]
  throughput: Plot
  durations: Plot | null
}

/** The page of the jobs. */
export interface JobsModel {
  query: JobsQuery
  state: ReturnType<App['jobs']['state']>
  /** Null while the database is being opened, away or closed. */
  known: JobsKnown | null
  version: string
  timeZones: readonly string[]
}

/** Gathers what the page of the jobs shows. */
export async function jobsModel(
  { jobs, version }: Pick<App, 'jobs' | 'version'>,
  given: unknown,
  words: Words,
): Promise<JobsModel> {
  const query = parse(JobsQuery, given, 'Filter')
  const known = await ifReady(jobs, async () => {
    const { status, kind, group, q, page } = query
    const narrowed = {
      ...(status && { status }),
      ...(kind && { kind }),
      ...(group && { group }),
      ...(q && { q }),
    }
    const [list, overview, paused, events, machines, schedules] = await Promise.all([
      jobs.list({ ...narrowed, page, limit: PAGE }),
      jobs.overview(),
      jobs.paused(),
      jobs.events({ limit: 20 }),
      jobs.machines(),
      jobs.schedules.list(),
    ])
    return {
      rows: list.jobs.map((job) => rowOf(job, words)),
      total: list.total,
      tabs: tabsOf(query, overview),
      kinds: kindsOf(jobs.kinds, overview, paused, words),
      isPaused: paused.includes(EVERYTHING),
      failures: overview.counts.failed + overview.counts.completed_with_errors,
      pages: pagesOf(query, list.total),
      events: events.map((entry) => happeningOf(entry, words)),
      machines: machines.map((machine) => machineOf(machine, version, words)),
      schedules: schedules.map((schedule) => scheduleOf(schedule, jobs.schedules.preview, words)),
      throughput: throughputPlot(overview.throughput, words),
      durations: durationPlot(overview.durations, words),
    }
  })
  return { query, state: jobs.state(), known, version, timeZones: Intl.supportedValuesOf('timeZone') }
}

/** Writes the address of the page. */
function addressOf({ status, kind, group, q, page }: JobsQuery): string {
  return `/jobs${queryOf({ status, kind, group, q, page: page > 1 ? page : undefined })}`
}

function tabsOf(query: JobsQuery, { counts, kinds }: Overview): JobsKnown['tabs'] {
  const own = query.kind ? kinds.find(({ kind }) => kind === query.kind)?.counts : counts
  const all = (['queued', 'processing', 'completed', 'failed', 'cancelled'] as const).reduce(
    (sum, status) => sum + (own?.[status] ?? 0),
    0,
  )
  return (['', ...JOB_FILTERS] as const).map((id) => ({
    id,
    href: addressOf({ ...query, status: id, page: 1 }),
    count: id === '' ? all : (own?.[id] ?? 0),
    isCurrent: query.status === id,
  }))
}

function kindsOf(
  known: readonly string[],
  { kinds }: Overview,
  paused: readonly string[],
  { t }: Words,
): JobsKnown['kinds'] {
  const ids = [...new Set([...known, ...kinds.map(({ kind }) => kind)])]
  return ids.map((id) => {
    const counts = kinds.find(({ kind }) => kind === id)?.counts
    const isOpen = (counts?.queued ?? 0) + (counts?.processing ?? 0) > 0
    return { id, name: kindName(id, t), isPaused: paused.includes(id), isOpen }
  })
}

/** Works out where the pages before and after are. */
function pagesOf(query: JobsQuery, total: number): JobsKnown['pages'] {
  const last = Math.max(1, Math.ceil(total / PAGE))
  const { page } = query
  return {
    ...{ page, last },
    previous: page > 1 ? addressOf({ ...query, page: Math.min(page - 1, last) }) : null,
    next: page < last ? addressOf({ ...query, page: page + 1 }) : null,
  }
}

function machineOf(machine: Machine, version: string, words: Words): MachineRow {
  return {
    id: machine.id,
    name: machine.name,
    role: words.t(`machine.role.${machine.role}`),
    isSelf: machine.is_self,
    isAlive: machine.is_alive,
    device: machine.device,
    version: machine.version,
    isOther: machine.is_alive && machine.version !== version,
    seen: momentOf(machine.seen_at, words),
  }
}
