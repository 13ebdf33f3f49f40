import { AppError, messageOf } from '../core/errors.ts'
import type { Change, Changes } from './changes.ts'
import { type Clockwork, startClockwork } from './clockwork.ts'
import { type OpenJobs, openJobs, type Participation } from './opening.ts'
import { isOutage } from './store/outage.ts'
import { tidy } from './tidying.ts'

/** Whether the database can be asked, and why not. */
export interface ConnectionState {
  /** `opening` passes within seconds; `away` is a server that does not answer; `closed` did not open at all. */
  status: 'opening' | 'ready' | 'away' | 'closed'
  /** One sentence, when something is wrong. */
  reason: string | null
  /** Where a damaged database was put; its history is lost, no picture is. */
  moved_aside: string | null
}

/** The way to the database: opened in the background, and opened again by itself where it is a server. */
export interface Connection {
  state(): ConnectionState
  /** Asks what is open; opens it where that has not begun, waits while it is being opened, and throws `unavailable` where it is not there. */
  use<Result>(ask: (open: OpenJobs) => Promise<Result>): Promise<Result>
  /** Says what this machine computes on. */
  device(name: string): void
  start(): void
  stop(): Promise<void>
}

/** Between attempts to reach a server. */
const AGAIN = 2_000
/** So long a request waits for what is being opened. */
const PATIENCE = 20_000
/** A start that is given up is not waited for longer than this. */
const LAST_WAIT = 1_500
const AWAY =
  'The database does not answer. What runs goes on; jobs can be seen and added again when it is back.'

/** Creates the way to the database; nothing is opened before `start`. */
export function createConnection(
  part: Omit<Participation, 'onTrouble'> & { historyDays: number },
  changes: Changes,
): Connection {
  const { log, self, backoff } = part
  let state: ConnectionState = { status: 'opening', reason: null, moved_aside: null }
  let open: OpenJobs | null = null
  let clockwork: Clockwork | null = null
  let opening: Promise<void> | null = null
  let device: string | null = null
  let stopped = false
  let lastAsked = 0
  const attempted = Promise.withResolvers<void>()
  const closing = new AbortController()

  function onTrouble(error: unknown): void {
    if (error === null) {
      if (state.status === 'away' && open) state = { ...state, status: 'ready', reason: null }
    } else if (isOutage(error)) {
      if (state.status !== 'away') log.warn({ reason: causeOf(error) }, 'The database does not answer')
      state = { ...state, status: 'away', reason: AWAY }
      clockwork?.noteTrouble()
    }
  }

  async function openOnce(): Promise<void> {
    const opened = await openJobs({ ...part, onTrouble }, changes)
    if (stopped) return opened.close() // nobody waited for it
    const deps = {
      changes,
      machine: self,
      backoff,
      log,
      onTrouble,
      tidy: () => tidy(opened.store, { days: part.historyDays }),
      care: () => opened.store.care(),
      lastAsked: () => lastAsked,
    }
    clockwork = startClockwork(opened, deps)
    if (device) opened.machines.device(device)
    changes.listen((change) => follow(opened, change))
    open = opened
    state = { status: 'ready', reason: null, moved_aside: opened.store.movedAside }
  }

  function follow(opened: OpenJobs, change: Change | null): void {
    if (!change || change.what === 'pause') void opened.heedPauses().catch(onTrouble)
    if (!change || change.what === 'ticket') opened.runner.wake()
    if (change?.what === 'cancel' && change.job) opened.runner.cancel(change.job)
  }

  async function keepOpening(): Promise<void> {
    while (!stopped) {
      try {
        return await openOnce()
      } catch (error) {
        onTrouble(error)
        attempted.resolve()
        if (isOutage(error)) {
          await nap(AGAIN, closing.signal)
          continue
        }
        log.error({ err: error }, 'The jobs could not be opened')
        state = { ...state, status: 'closed', reason: messageOf(error) }
        return
      }
    }
  }

  function start(): void {
    opening ??= keepOpening()
  }

  async function use<Result>(ask: (opened: OpenJobs) => Promise<Result>): Promise<Result> {
    if (stopped) throw new AppError('unavailable', 'Stockroom is closing and takes no more requests.')
    start()
    if (!open && state.status === 'opening')
      await Promise.race([opening, attempted.promise, nap(PATIENCE, closing.signal)])
    if (!open)
      throw new AppError('unavailable', state.reason ?? 'The jobs are not open yet. Try again in a moment.')
    lastAsked = Date.now()
    try {
      const result = await ask(open)
      onTrouble(null)
      return result
    } catch (error) {
      onTrouble(error)
      if (isOutage(error)) throw new AppError('unavailable', AWAY, { cause: error })
      throw error
    }
  }

  return {
    use,
    state: () => state,
    device(name) {
      device = name
      open?.machines.device(name)
    },
    start,
    async stop() {
      stopped = true
      closing.abort()
      const letGo = open?.runner.stop() // first of all: what runs must know that it is not to blame
      await Promise.race([opening, nap(LAST_WAIT)])
      await letGo
      await clockwork?.stop()
      const opened = open
      open = null
      await opened?.close()
    },
  }
}

/** A server that is away is nobody's bug: what it said is enough, without queries and stacks. */
function causeOf(error: unknown): string {
  return error instanceof Error && error.cause ? causeOf(error.cause) : messageOf(error)
}

function nap(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal?.aborted) return done()
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })
}
