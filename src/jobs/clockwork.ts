import type { Logger } from '../core/log.ts'
import type { Changes } from './changes.ts'
import type { OpenJobs } from './opening.ts'
import { isOutage } from './store/outage.ts'
import { mend } from './upkeep.ts'

/** What has to be done again and again while the store is open. */
export interface Clockwork {
  /** Notes that the database was out of reach: silence in the next seconds is nobody's fault. */
  noteTrouble(): void
  stop(): Promise<void>
}

const EVERY = 2_000
/** After so long without a tick this machine was asleep, or the database away. */
const GAP = 6_000
/** So long everyone gets to speak up after a gap before tickets are taken back. */
const GRACE = 8_000
/** Rarer things, in ticks. */
const RARELY = { mend: 5, tidy: 150 }
/** So many ticks after the start it is tidied for the first time: some open the dashboard for minutes a day. */
const FIRST_TIDY = 14
/** Chores wait until nobody has asked for anything for so long and nothing runs, but not for ever. */
const QUIET = 10_000
const OVERDUE = 3_600_000

/** Starts to do what has to be done; `tidy` and `care` are for what can wait for minutes. */
export function startClockwork(
  open: OpenJobs,
  deps: {
    changes: Changes
    machine: { id: string; name: string }
    backoff: number
    log: Logger
    tidy: () => Promise<unknown>
    /** Does the chores of the database, which keep everyone waiting. */
    care: () => Promise<void>
    /** When the database was asked for something last. */
    lastAsked: () => number
    onTrouble: (error: unknown) => void
  },
): Clockwork {
  const { log, onTrouble } = deps
  let ticks = 0
  let last = Date.now()
  let graceUntil = 0
  let isCareDue = false
  let lastCare = Date.now()
  let stopped = false
  let tick: Promise<void> = Promise.resolve()
  let timer = setTimeout(run, EVERY)

  function run(): void {
    tick = work()
      .then(
        () => onTrouble(null),
        (error: unknown) => {
          onTrouble(error)
          if (!isOutage(error) && !stopped) log.error({ err: error }, 'Upkeep of the jobs failed')
        },
      )
      .then(() => {
        if (!stopped) timer = setTimeout(run, EVERY)
      })
  }

  async function work(): Promise<void> {
    const now = Date.now()
    if (now - last > GAP) graceUntil = now + GRACE
    await open.machines.beat()
    await open.heedPauses()
    if (Date.now() >= graceUntil) await open.tickets.supervise()
    await open.schedules.tick()
    if (ticks % RARELY.mend === 0 && Date.now() >= graceUntil)
      await mend({ db: open.store.db, tickets: open.tickets, ...deps })
    if (ticks % RARELY.tidy === FIRST_TIDY) {
      await deps.tidy()
      isCareDue = true
    }
    if (isCareDue && (isQuiet(now) || now - lastCare > OVERDUE)) await takeCare()
    ticks++
    last = Date.now()
  }

  function isQuiet(now: number): boolean {
    return !open.runner.isBusy() && now - deps.lastAsked() > QUIET
  }

  async function takeCare(): Promise<void> {
    await deps.care()
    isCareDue = false
    lastCare = Date.now()
  }

  return {
    noteTrouble() {
      graceUntil = Date.now() + GRACE
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await tick
    },
  }
}
