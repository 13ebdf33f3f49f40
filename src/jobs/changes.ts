import { sql } from 'drizzle-orm'
import type { Logger } from '../core/log.ts'
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

const CHANNEL = 'stockroom_changes'

/** Passes changes on through the database itself, so that every program hears of every one. */
export function createChanges(log: Logger): Changes {
  const listeners = new Set<(change: Change | null) => void>()
  let close: (() => Promise<void>) | null = null

  function hear(change: Change | null): void {
    for (const listener of listeners) listener(change)
  }

  return {
    async tell(tx, change) {
      await tx.execute(sql`select pg_notify(${CHANNEL}, ${JSON.stringify(change)})`)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async start(tickets) {
      const onMessage = (text: string) => {
        try {
          hear(JSON.parse(text) as Change)
        } catch (error) {
          log.warn({ err: error, text }, 'A change could not be read')
        }
      }
      close = await tickets.listen(CHANNEL, onMessage, () => hear(null))
    },
    async stop() {
      await close?.()
      close = null
      listeners.clear()
    },
  }
}
