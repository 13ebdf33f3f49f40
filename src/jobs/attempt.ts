import { AppError, messageOf } from '../core/errors.ts'
import type { Logger } from '../core/log.ts'
import type { ClaimDeps } from './claims.ts'
import { type Ending, endAttempt } from './endings.ts'
import type { AnyKind, JobContext } from './job.ts'
import { type JobRow, lockJob } from './job-row.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { and, asc, eq, inArray } from './store/drizzle.ts'
import { isOutage } from './store/outage.ts'
import { jobItems, jobs } from './store/schema.ts'
import type { Database } from './store/store.ts'
import { LONGEST_HOLD, type Ticket } from './tickets.ts'

/** What it takes to run an attempt at a job. */
export interface AttemptDeps extends ClaimDeps {
  db: Database
  kinds: Record<string, AnyKind>
  /** Whether what the jobs are about can be reached; while it cannot, nothing is taken and nothing fails. */
  isReachable: () => Promise<boolean>
  log: Logger
  /** Told of every error, so that a database that is away is noticed, and null whenever it answers. */
  onTrouble: (error: unknown) => void
}

/** One attempt at a job that this machine has claimed. */
export interface Attempt {
  ticket: Ticket
  /** What its job is marked with as long as it belongs to this attempt. */
  run: string
  row: JobRow
  /** Lets go of the job; the reason is one of those below. */
  abort: AbortController
  /** Lets it finish what is in work. */
  pause: AbortController
}

/** The reason of an abort that somebody asked for. */
export const CANCELLED = new AppError('cancelled', 'The job was cancelled.')
/** The reason of an abort because the program ends. */
export const STOPPING = new AppError('cancelled', 'Stockroom is closing; the job goes on at the next start.')
/** The reason of an abort because the ticket is not this attempt's own any more. */
const LOST = new AppError('cancelled', 'Another machine has taken the job over.')

const HEARTBEAT = 2_000
/** A job that holds its ticket for so long hands it in and takes another. */
const TURN = (LONGEST_HOLD - 7_200) * 1000

/** Runs an attempt to its end, whatever that is; returns when the next one is due, if any. */
export async function runAttempt(deps: AttemptDeps, attempt: Attempt): Promise<Date | null> {
  const { db, changes, machine } = deps
  const { row, run, abort, pause } = attempt
  const lose = () => abort.abort(LOST)
  const recorder = createRecorder({ db, changes, job: row.id, run, machine: machine.id, onLost: lose })
  const heart = setInterval(() => void beat(deps, attempt), HEARTBEAT)
  const turn = setTimeout(() => pause.abort(), TURN)
  try {
    const ending = await runKind(deps, attempt, recorder)
    if (abort.signal.reason === LOST) return null
    await flushOrStop(recorder, attempt)
    return await conclude(deps, attempt, ending)
  } finally {
    clearInterval(heart)
    clearTimeout(turn)
    recorder.stop()
  }
}

/** Says that this machine is alive, and hears whether the job is still its own. */
async function beat({ db, tickets, onTrouble }: AttemptDeps, { ticket, abort }: Attempt): Promise<void> {
  try {
    const isHeld = await tickets.touch(ticket)
    const [row] = await db.select().from(jobs).where(eq(jobs.id, ticket.job))
    const isCurrent = row?.ticket === ticket.id
    if (isCurrent && row.cancelAskedAt) abort.abort(CANCELLED)
    else if (!isHeld || !isCurrent) abort.abort(LOST)
  } catch (error) {
    onTrouble(error)
  }
}

async function runKind(
  { db, kinds, machine, log, isReachable }: AttemptDeps,
  { row, abort: { signal }, pause }: Attempt,
  recorder: Recorder,
): Promise<Ending> {
  const kind = kinds[row.kind]
  try {
    const open = await db
      .select({ item: jobItems.item })
      .from(jobItems)
      .where(and(eq(jobItems.job, row.id), inArray(jobItems.status, ['waiting', 'processing'])))
      .orderBy(asc(jobItems.position))
    const context: JobContext<unknown> = {
      ...{ id: row.id, input: row.input, items: open.map(({ item }) => item), machine: machine.id },
      ...{ signal, pause: pause.signal, begin: recorder.begin },
      ...{ progress: recorder.progress, note: recorder.note, device: recorder.device },
      log: (text, level = 'info') => recorder.log(text, level),
      async settle(end) {
        if (end.status === 'failed' && !(await isReachable())) pause.abort()
        else await recorder.settle(end)
      },
    }
    if (!signal.aborted) await kind?.run(context)
  } catch (error) {
    if (!signal.aborted && (await isReachable())) return failureOf(error, kind, { log, job: row.id })
    pause.abort()
  }
  if (signal.aborted) return { type: signal.reason === STOPPING ? 'held' : 'cancelled' }
  return { type: pause.signal.aborted ? 'held' : 'returned' }
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
async function flushOrStop(recorder: Recorder, { abort }: Attempt): Promise<void> {
  if (abort.signal.reason !== STOPPING) return recorder.flush()
  await Promise.race([recorder.flush(), new Promise((done) => setTimeout(done, 1_000).unref())])
}

/** Ends the attempt, for as long as it takes to reach the database; returns when the next one is due, if any. */
async function conclude(
  deps: AttemptDeps,
  { row, run, abort }: Attempt,
  ending: Ending,
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
      if (!isOutage(error) || abort.signal.reason === STOPPING) throw error
      await new Promise((next) => setTimeout(next, 500))
    }
  }
}

/** A job that was held at its very end has nothing left to wait for. */
function isThrough(ending: Ending, { total, done, skipped, failed, cancelled }: JobRow): boolean {
  return ending.type === 'held' && done + skipped + failed + cancelled >= total
}
