import type { Logger } from '../core/log.ts'
import { sql } from './store/drizzle.ts'
import type { Executor } from './store/store.ts'
import type { Tickets } from './tickets.ts'

/** What changed: a job, how an item of it ended, that it is to be cancelled, whether there is something to take, what is paused, schedules, or machines. */
export interface Change {
  what: 'job' | 'item' | 'cancel' | 'ticket' | 'pause' | 'schedule' | 'machine' | 'lines'
  job?: string
}

/** News of what changed in the store, on this machine or another. */
export interface Changes {
  /** Tells everyone, when the transaction is through. */
  tell(tx: Executor, change: Change): Promise<void>
  /** Runs for every change; `null` means that some may have been missed. */
  listen(listener: (change: Change | null) => void): () => void
  /** Begins to hear what other machines tell. */
  start(tickets: Tickets): Promise<void>
  stop(): Promise<void>
}

/** What every machine has to heed. */
const ORDERS = 'stockroom_orders'
/** What only those want to know who show it: there is far more of it. */
const NEWS = 'stockroom_news'
const IS_ORDER: Record<Change['what'], boolean> = {
  ...{ ticket: true, cancel: true, pause: true, machine: true },
  ...{ job: false, item: false, schedule: false, lines: false },
}

/** Passes changes on through the database itself, so that every program hears of every one that it wants to hear of. */
export function createChanges(log: Logger, { wantsNews }: { wantsNews: boolean }): Changes {
  const listeners = new Set<(change: Change | null) => void>()
  let closings: (() => Promise<void>)[] = []

  function hear(change: Change | null): void {
    for (const listener of listeners) listener(change)
  }

  function onMessage(text: string): void {
    try {
      hear(JSON.parse(text) as Change)
    } catch (error) {
      log.warn({ err: error, text }, 'A change could not be read')
    }
  }

  return {
    async tell(tx, change) {
      const channel = IS_ORDER[change.what] ? ORDERS : NEWS
      await tx.execute(sql`select pg_notify(${channel}, ${JSON.stringify(change)})`)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async start(tickets) {
      for (const channel of wantsNews ? [ORDERS, NEWS] : [ORDERS])
        closings.push(await tickets.listen(channel, onMessage, () => hear(null)))
    },
    async stop() {
      await Promise.allSettled(closings.map((close) => close()))
      closings = []
      listeners.clear()
    },
  }
}
