import { AppError } from '../core/errors.ts'
import { type Change, createChanges } from './changes.ts'
import { type ConnectionState, createConnection } from './connection.ts'
import { type ExportRecord, exportAll } from './export.ts'
import { type HistoryEntry, newestEvents } from './history.ts'
import type { Job, JobDetail, JobItem, JobPlan, JobStatus, JobWish, Origin } from './job.ts'
import { type Line, linesAfter } from './lines.ts'
import type { Machine } from './machines.ts'
import type { OpenJobs, Participation } from './opening.ts'
import { type Overview, overviewOf } from './overview.ts'
import {
  currentJob,
  failedJobs,
  getJob,
  type ItemQuery,
  type JobList,
  type JobNews,
  type JobQuery,
  type Load,
  listItems,
  listJobs,
  loadOf,
  newsOf,
} from './queries.ts'
import { previewRuns, type Schedule, type ScheduleChange } from './schedules.ts'
import { type Pruned, prune } from './tidying.ts'

/** Whether jobs can be asked for, and why not. */
export interface JobsState extends ConnectionState {
  engine: 'pglite' | 'postgres'
}

/** How a job is added. */
export interface AddOptions {
  origin: Origin
  group?: string | null
  priority?: -1 | 0 | 1
}

/** Jobs, kept in a database: nothing is forgotten, and any number of machines may share the work. */
export interface Jobs<Kinds extends Record<string, unknown>> {
  /** This machine's name among those that share the database. */
  machine: { id: string; name: string }
  kinds: readonly string[]
  state(): JobsState
  add<Kind extends keyof Kinds & string>(
    kind: Kind,
    input: Kinds[Kind],
    items: readonly string[],
    options: AddOptions,
  ): Promise<Job>
  /** Lets a kind find its own work and adds it; `nothing` says why there is none. */
  run(kind: string, wish: JobWish, origin: Origin): Promise<Job | { nothing: string }>
  get(id: string): Promise<JobDetail>
  list(query: JobQuery): Promise<JobList>
  items(
    id: string,
    query: ItemQuery,
  ): Promise<{ items: JobItem[]; total: number; page: number; limit: number }>
  /** The job that runs, else the next one, else one that ended within the hour. */
  current(): Promise<Job | null>
  cancel(id: string): Promise<Job>
  retry(id: string): Promise<Job>
  /** Does all jobs again in which something failed, of one kind when it is named; returns how many those are. */
  retryFailed(kind?: string): Promise<number>
  prioritize(id: string, priority: -1 | 0 | 1): Promise<Job>
  move(id: string, before: string | null): Promise<Job>
  shift(id: string, by: -1 | 1): Promise<Job>
  /** Pauses a kind, or everything (`*`): what is in work is finished, nothing more is begun. */
  pause(scope: string): Promise<string[]>
  resume(scope: string): Promise<string[]>
  paused(): Promise<string[]>
  overview(): Promise<Overview>
  /** How much there is to do; cheaper than the overview. */
  load(): Promise<Load>
  /** What some jobs are at. */
  news(ids: readonly string[]): Promise<JobNews[]>
  events(query: { job?: string; limit?: number }): Promise<HistoryEntry[]>
  lines(query: { job?: string; after?: number; limit?: number }): Promise<Line[]>
  machines(): Promise<Machine[]>
  /** Says what this machine computes on. */
  device(name: string): void
  schedules: {
    list(): Promise<Schedule[]>
    change(id: string, change: ScheduleChange): Promise<Schedule>
    runNow(id: string): Promise<{ job: string } | { nothing: string }>
    /** The next times a cron expression is due; throws `invalid` when it is none, or the time zone is not one. */
    preview(cron: string, timeZone: string): string[]
  }
  /** Yields all that is known about jobs, schedules and what happened. */
  export(): AsyncGenerator<ExportRecord>
  /** Forgets jobs that ended more than so many days ago, those of one status when it is named. */
  prune(query: { days: number; status?: JobStatus | undefined }): Promise<Pruned>
  /** Tells other programs that ask for the data folder where this one can be found. */
  describe(facts: { address: string }): Promise<void>
  /** Runs for every change of any machine; `null` means that some may have been missed. */
  onChange(listener: (change: Change | null) => void): () => void
  /** Begins to open the database, and goes on trying where it is a server that is away. */
  start(): void
  /** Resolves when the database is open; throws why it cannot be opened. */
  ready(): Promise<void>
  /** Puts what runs here back into the queue and closes; may be called twice. */
  stop(): Promise<void>
}

export interface JobsOptions extends Omit<Participation, 'onTrouble'> {
  /** Throws away what is too old. */
  historyDays: number
}

/** Creates the jobs; nothing is opened before `start`. */
export function createJobs<Kinds extends Record<string, unknown>>(options: JobsOptions): Jobs<Kinds> {
  const { self, kinds, log, place } = options
  const changes = createChanges(log, { wantsNews: self.role !== 'worker' })
  const connection = createConnection(options, changes)
  const use = connection.use

  async function changed(id: string, change: (open: OpenJobs) => Promise<void>): Promise<Job> {
    return use(async (open) => {
      await change(open)
      return getJob(open.store.db, id)
    })
  }

  async function addPlan(
    kind: string,
    plan: JobPlan<unknown>,
    { origin, ...rest }: AddOptions,
  ): Promise<Job> {
    return use(async (open) => {
      const input = plan.input as Record<string, unknown>
      const id = await open.requests.add({ kind, input, items: plan.items, origin, ...rest })
      return getJob(open.store.db, id)
    })
  }

  return {
    machine: { id: self.id, name: self.name },
    kinds: Object.keys(kinds),
    state: () => ({ ...connection.state(), engine: place.url ? 'postgres' : 'pglite' }),
    add: (kind, input, items, rest) => addPlan(kind, { input, items }, rest),
    async run(kind, wish, origin) {
      const plan = await planOf(kinds, kind, wish)
      return 'nothing' in plan ? plan : addPlan(kind, plan, { origin })
    },
    get: (id) => use(({ store }) => getJob(store.db, id)),
    list: (query) => use(({ store }) => listJobs(store.db, query)),
    items: (id, query) => use(({ store }) => listItems(store.db, id, query)),
    current: () => use(({ store }) => currentJob(store.db)),
    cancel: (id) =>
      changed(id, async ({ requests, runner }) => {
        await requests.cancel(id)
        runner.cancel(id)
      }),
    retry: (id) => changed(id, ({ requests }) => requests.retry(id)),
    retryFailed: (kind) =>
      use(async ({ store, requests }) => {
        const ids = await failedJobs(store.db, kind)
        let again = 0
        for (const id of ids) if (await mayRetry(requests, id)) again++
        return again
      }),
    prioritize: (id, priority) => changed(id, ({ requests }) => requests.prioritize(id, priority)),
    move: (id, before) => changed(id, ({ requests }) => requests.move(id, before)),
    shift: (id, by) => changed(id, ({ requests }) => requests.shift(id, by)),
    pause: (scope) => use((open) => setPause(open, () => open.pauses.pause(scope))),
    resume: (scope) => use((open) => setPause(open, () => open.pauses.resume(scope))),
    paused: () => use(({ pauses }) => pauses.list()),
    overview: () => use(({ store }) => overviewOf(store.db)),
    load: () => use(({ store }) => loadOf(store.db)),
    news: (ids) => use(({ store }) => newsOf(store.db, ids)),
    events: (query) => use(({ store }) => newestEvents(store.db, query)),
    lines: (query) => use(({ store }) => linesAfter(store.db, query)),
    machines: () => use(({ machines }) => machines.list()),
    device: connection.device,
    schedules: {
      list: () => use(({ schedules }) => schedules.list()),
      change: (id, change) => use(({ schedules }) => schedules.change(id, change)),
      runNow: (id) => use(({ schedules }) => schedules.runNow(id)),
      preview: previewRuns,
    },
    async *export() {
      const db = await use(async ({ store }) => store.db)
      yield* exportAll(db)
    },
    prune: (query) =>
      use(async ({ store }) => {
        const pruned = await prune(store, query)
        await changes.tell(store.db, { what: 'job' })
        return pruned
      }),
    describe: (facts) => use(async ({ store }) => store.describe(facts)),
    onChange: changes.listen,
    start: connection.start,
    ready: () => use(async () => {}),
    stop: connection.stop,
  }
}

async function setPause(open: OpenJobs, change: () => Promise<void>): Promise<string[]> {
  await change()
  await open.heedPauses()
  return open.pauses.list()
}

/** Does a job again, unless somebody else was faster. */
async function mayRetry(requests: OpenJobs['requests'], id: string): Promise<boolean> {
  try {
    await requests.retry(id)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return false
    throw error
  }
}

async function planOf(
  kinds: JobsOptions['kinds'],
  kind: string,
  wish: JobWish,
): Promise<JobPlan<unknown> | { nothing: string }> {
  const known = kinds[kind]
  if (known?.plan) return known.plan(wish)
  const able = Object.keys(kinds).filter((name) => kinds[name]?.plan)
  throw new AppError('invalid', `Expected one of ${able.join(', ')} for kind but received "${kind}".`, {
    field: 'kind',
  })
}
