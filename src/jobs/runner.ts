import { AppError, messageOf } from '../core/errors.ts'
import type { Logger } from '../core/log.ts'
import type { Changes } from './changes.ts'
import { type Ending, endAttempt, LOSSES, lockJob, reopenItems, wasAtWork } from './endings.ts'
import { noteEvent } from './history.ts'
import type { JobContext, JobKind } from './job.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { and, asc, eq, inArray } from './store/drizzle.ts'
import { isOutage } from './store/outage.ts'
import { jobItems, jobs } from './store/schema.ts'
import type { Database, Executor } from './store/store.ts'
import { LONGEST_HOLD, type Ticket, type Tickets } from './tickets.ts'
import type { JobRow } from './views.ts'

/** Takes jobs from the queue and runs them. */
export interface Runner {
  /** Looks for work at once, because there may be some. */
  wake(): void
  /** Lets a job of this machine go, because it was cancelled; nothing happens when it is not run here. */
  cancel(job: string): void
  /** Follows what is paused; a running job of a paused kind finishes what is in work. */
  setPaused(isPaused: (kind: string) => boolean): void
  /** Whether anything runs here. */
  isBusy(): boolean
  /** Puts what runs back into the queue and takes nothing more; may be called twice. */
  stop(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: the queue hands each kind its own input, and looks into none
export type AnyKind = JobKind<any>

/** What a runner needs. */
export interface RunnerDeps {
  db: Database
  tickets: Tickets
  changes: Changes
  kinds: Record<string, AnyKind>
  /** Where tickets of a kind wait. */
  queueOf: (kind: string) => string
  /** How many jobs of a kind run at once on this machine. */
  slots: (kind: string) => number
  /** Whether what the jobs are about can be reached; while it cannot, nothing is taken and nothing fails. */
  isReachable: () => Promise<boolean>
  machine: { id: string; name: string }
  backoff: number
  log: Logger
  /** Told of every error, so that a database that is away is noticed, and null whenever it answers. */
  onTrouble: (error: unknown) => void
}

const POLL = 2_000
const HEARTBEAT = 2_000
/** The database's clock may be a little behind. */
const DUE = 50
/** A job that holds its ticket for so long hands it in and takes another. */
const TURN = (LONGEST_HOLD - 7_200) * 1000

/** One attempt that runs here. */
interface Running {
  job: string
  kind: string
  abort: AbortController
  pause: AbortController
  ended: Promise<Date | null>
}

/** Starts a runner with a loop for each slot of each kind. */
export function startRunner(deps: RunnerDeps): Runner {
  const running = new Map<string, Running>()
  const alarms = new Set<() => void>()
  let isPaused: (kind: string) => boolean = () => false
  let stopped = false

  const loops = Object.keys(deps.kinds).flatMap((kind) =>
    Array.from({ length: deps.slots(kind) }, () => loop(kind)),
  )

  async function loop(kind: string): Promise<void> {
    while (!stopped) {
      const didWork = await workOnce(kind).catch((error: unknown) => {
        deps.onTrouble(error)
        if (!isOutage(error) && !stopped) deps.log.error({ err: error, kind }, 'Taking a job failed')
        return false
      })
      if (!didWork && !stopped) await nap()
    }
  }

  async function workOnce(kind: string): Promise<boolean> {
    if (isPaused(kind) || !(await deps.isReachable())) return false
    const ticket = await deps.tickets.take(deps.queueOf(kind))
    deps.onTrouble(null)
    if (!ticket) return false
    await attempt(ticket)
    return true
  }

  async function attempt(ticket: Ticket): Promise<void> {
    const run = `${ticket.id}:${ticket.retryCount}`
    const claimed = await deps.db.transaction((tx) => claim(tx, ticket, run, deps))
    if (!claimed) return
    const one: Running = {
      ...{ job: claimed.id, kind: claimed.kind, ended: Promise.resolve(null) },
      ...{ abort: new AbortController(), pause: new AbortController() },
    }
    one.ended = runAttempt(deps, { ticket, run, row: claimed, one })
    running.set(claimed.id, one)
    try {
      if (stopped) one.abort.abort(STOPPING)
      if (isPaused(claimed.kind)) one.pause.abort()
      const due = await one.ended
      if (due) setTimeout(wake, due.getTime() - Date.now() + DUE).unref()
    } finally {
      running.delete(claimed.id)
    }
  }

  function nap(): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(rise, POLL)
      function rise() {
        clearTimeout(timer)
        alarms.delete(rise)
        done()
      }
      alarms.add(rise)
    })
  }

  function wake(): void {
    for (const rise of [...alarms]) rise()
  }

  return {
    wake,
    isBusy: () => running.size > 0,
    cancel: (job) => running.get(job)?.abort.abort(CANCELLED),
    setPaused(next) {
      const isResumed = Object.keys(deps.kinds).some((kind) => isPaused(kind) && !next(kind))
      isPaused = next
      for (const { kind, pause } of running.values()) if (next(kind)) pause.abort()
      if (isResumed) wake()
    },
    async stop() {
      stopped = true
      for (const { abort } of running.values()) abort.abort(STOPPING)
      wake()
      await Promise.allSettled([...running.values()].map(({ ended }) => ended))
      await Promise.allSettled(loops)
    },
  }
}

const CANCELLED = new AppError('cancelled', 'The job was cancelled.')
const STOPPING = new AppError('cancelled', 'Stockroom is closing; the job goes on at the next start.')
const LOST = new AppError('cancelled', 'Another machine has taken the job over.')

/** Makes the job this attempt's own; null when the ticket is not its current one. */
async function claim(tx: Executor, ticket: Ticket, run: string, deps: RunnerDeps): Promise<JobRow | null> {
  const row = await lockJob(tx, ticket.job)
  if (!row || row.ticket !== ticket.id || row.finishedAt) {
    await deps.tickets.withdraw(tx, ticket)
    return null
  }
  const machine = deps.machine.name
  if (row.cancelAskedAt) {
    await endAttempt(tx, row, { type: 'cancelled' }, { ...deps, machine })
    await deps.changes.tell(tx, { what: 'job', job: row.id })
    return null
  }
  const wasLost = row.status === 'processing'
  if (wasLost && (await countLoss(tx, row, deps))) return null
  const attempts = wasLost ? row.attempts : row.attempts + 1
  const values = {
    ...{ status: 'processing' as const, run, attempts, machine: deps.machine.id, device: null },
    ...{ startedAt: row.startedAt ?? new Date(), nextAttemptAt: null, updatedAt: new Date() },
  }
  await tx.update(jobs).set(values).where(eq(jobs.id, row.id))
  if (!wasLost) await noteEvent(tx, { event: 'started', job: row, machine, details: { attempt: attempts } })
  await deps.changes.tell(tx, { what: 'job', job: row.id })
  return { ...row, ...values }
}

/** Notes that a machine died with the job; true when that has happened too often at the same place. */
export async function countLoss(
  tx: Executor,
  row: JobRow,
  deps: Pick<RunnerDeps, 'tickets' | 'machine' | 'backoff' | 'changes'>,
): Promise<boolean> {
  const losses = row.losses + ((await wasAtWork(tx, row.id)) ? 1 : 0)
  await tx.update(jobs).set({ losses }).where(eq(jobs.id, row.id))
  await noteEvent(tx, { event: 'lost', job: row, machine: deps.machine.name, details: { losses } })
  if (losses < LOSSES) {
    await reopenItems(tx, row.id, ['processing'])
    return false
  }
  const reason = `Stockroom ended ${losses} times in a row while it worked on this; it is not tried again by itself.`
  await endAttempt(
    tx,
    row,
    { type: 'threw', reason, isPassing: false },
    { ...deps, machine: deps.machine.name },
  )
  await deps.changes.tell(tx, { what: 'job', job: row.id })
  return true
}

async function runAttempt(
  deps: RunnerDeps,
  { ticket, run, row, one }: { ticket: Ticket; run: string; row: JobRow; one: Running },
): Promise<Date | null> {
  const { db, changes, machine } = deps
  const lose = () => one.abort.abort(LOST)
  const recorder = createRecorder({ db, changes, job: row.id, run, machine: machine.id, onLost: lose })
  const heart = setInterval(() => void beat(deps, ticket, one), HEARTBEAT)
  const turn = setTimeout(() => one.pause.abort(), TURN)
  try {
    const ending = await runKind(deps, { row, one, recorder })
    if (one.abort.signal.reason === LOST) return null
    await flushOrStop(recorder, one)
    return await conclude(deps, { row, run, ending, one })
  } finally {
    clearInterval(heart)
    clearTimeout(turn)
    recorder.stop()
  }
}

/** Says that this machine is alive, and hears whether the job is still its own. */
async function beat({ db, tickets, onTrouble }: RunnerDeps, ticket: Ticket, one: Running): Promise<void> {
  try {
    const isHeld = await tickets.touch(ticket)
    const [row] = await db.select().from(jobs).where(eq(jobs.id, ticket.job))
    const isCurrent = row?.ticket === ticket.id
    if (isCurrent && row.cancelAskedAt) one.abort.abort(CANCELLED)
    else if (!isHeld || !isCurrent) one.abort.abort(LOST)
  } catch (error) {
    onTrouble(error)
  }
}

async function runKind(
  { db, kinds, machine, log, isReachable }: RunnerDeps,
  { row, one, recorder }: { row: JobRow; one: Running; recorder: Recorder },
): Promise<Ending> {
  const kind = kinds[row.kind]
  const { signal } = one.abort
  try {
    const open = await db
      .select({ item: jobItems.item })
      .from(jobItems)
      .where(and(eq(jobItems.job, row.id), inArray(jobItems.status, ['waiting', 'processing'])))
      .orderBy(asc(jobItems.position))
    const context: JobContext<unknown> = {
      ...{ id: row.id, input: row.input, items: open.map(({ item }) => item), machine: machine.id },
      ...{ signal, pause: one.pause.signal, begin: recorder.begin },
      ...{ progress: recorder.progress, note: recorder.note, device: recorder.device },
      log: (text, level = 'info') => recorder.log(text, level),
      async settle(end) {
        if (end.status === 'failed' && !(await isReachable())) one.pause.abort()
        else await recorder.settle(end)
      },
    }
    if (!signal.aborted) await kind?.run(context)
  } catch (error) {
    if (!signal.aborted && (await isReachable())) return failureOf(error, kind, { log, job: row.id })
    one.pause.abort()
  }
  if (signal.aborted) return { type: signal.reason === STOPPING ? 'held' : 'cancelled' }
  return { type: one.pause.signal.aborted ? 'held' : 'returned' }
}

function failureOf(
  error: unknown,
  kind: AnyKind | undefined,
  { log, job }: { log: Logger; job: string },
): Ending {
  if (!(error instanceof AppError)) log.error({ err: error, job }, 'A job failed')
  return { type: 'threw', reason: messageOf(error), isPassing: kind?.isPassing?.(error) ?? false }
}

/** Waits until everything is written; a program that ends does not wait for a database that is away. */
async function flushOrStop(recorder: Recorder, { abort }: Running): Promise<void> {
  if (abort.signal.reason !== STOPPING) return recorder.flush()
  await Promise.race([recorder.flush(), new Promise((done) => setTimeout(done, 1_000).unref())])
}

/** Ends the attempt, for as long as it takes to reach the database; returns when the next one is due, if any. */
async function conclude(
  deps: RunnerDeps,
  { row, run, ending, one }: { row: JobRow; run: string; ending: Ending; one: Running },
): Promise<Date | null> {
  const machine = deps.machine.name
  for (;;) {
    try {
      return await deps.db.transaction(async (tx) => {
        const now = await lockJob(tx, row.id)
        if (now?.run !== run) return null
        const due = await endAttempt(tx, now, isThrough(ending, now) ? { type: 'returned' } : ending, {
          ...deps,
          machine,
        })
        await deps.changes.tell(tx, { what: 'ticket', job: row.id })
        return due
      })
    } catch (error) {
      deps.onTrouble(error)
      if (!isOutage(error) || one.abort.signal.reason === STOPPING) throw error
      await new Promise((next) => setTimeout(next, 500))
    }
  }
}

/** A job that was held at its very end has nothing left to wait for. */
function isThrough(ending: Ending, { total, done, skipped, failed, cancelled }: JobRow): boolean {
  return ending.type === 'held' && done + skipped + failed + cancelled >= total
}
