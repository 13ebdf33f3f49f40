import { type Attempt, type AttemptDeps, CANCELLED, runAttempt, STOPPING } from './attempt.ts'
import { claim } from './claims.ts'
import { isOutage } from './store/outage.ts'
import type { Ticket } from './tickets.ts'

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

/** What a runner needs. */
export interface RunnerDeps extends AttemptDeps {
  /** Where tickets of a kind wait. */
  queueOf: (kind: string) => string
  /** How many jobs of a kind run at once on this machine. */
  slots: (kind: string) => number
}

const POLL = 2_000
/** The database's clock may be a little behind. */
const DUE = 50

/** A job that runs here. */
interface Running extends Pick<Attempt, 'abort' | 'pause'> {
  kind: string
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
    const row = await deps.db.transaction((tx) => claim(tx, ticket, run, deps))
    if (!row) return
    const [abort, pause] = [new AbortController(), new AbortController()]
    const ended = runAttempt(deps, { ticket, run, row, abort, pause })
    running.set(row.id, { kind: row.kind, abort, pause, ended })
    try {
      if (stopped) abort.abort(STOPPING)
      if (isPaused(row.kind)) pause.abort()
      const due = await ended
      if (due) setTimeout(wake, due.getTime() - Date.now() + DUE).unref()
    } finally {
      running.delete(row.id)
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
