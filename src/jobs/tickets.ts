import { PgBoss } from 'pg-boss'
import type { Logger } from '../core/log.ts'
import { QUEUE_SCHEMA } from './store/schema.ts'
import { bossIn, type Executor, type Store } from './store/store.ts'

/** What a machine holds while it works on a job; `retryCount` grows each time another one takes it over. */
export interface Ticket {
  id: string
  job: string
  queue: string
  retryCount: number
}

/** The queue proper: pg-boss hands each ticket to one machine, in order, and takes it back from a dead one. */
export interface Tickets {
  /** Puts a ticket into the queue, as part of a transaction. */
  issue(tx: Executor, ticket: NewTicket): Promise<void>
  /** Takes the next ticket of a queue, if there is one that is due. */
  take(queue: string): Promise<Ticket | null>
  /** Says that the holder is alive; false when the ticket is not its own any more. */
  touch(ticket: Ticket): Promise<boolean>
  /** Takes a ticket out of the queue, wherever it is. */
  withdraw(tx: Executor, ticket: { queue: string; id: string }): Promise<void>
  /** Changes the order of a ticket that waits. */
  rank(tx: Executor, ticket: { queue: string; id: string; priority: number }): Promise<void>
  /** Takes tickets back from holders that are silent, and clears away old ones. */
  supervise(): Promise<void>
  /** Listens to a channel of the database; `onGap` runs whenever something may have been missed. */
  listen(channel: string, onMessage: (text: string) => void, onGap: () => void): Promise<() => Promise<void>>
  stop(): Promise<void>
}

/** A ticket to be put into the queue. */
export interface NewTicket {
  id: string
  job: string
  queue: string
  priority: number
  after: Date | null
}

/** pg-boss allows no more than a day. */
export const LONGEST_HOLD = 86_400
/** A holder that was silent for so long has lost its ticket; the least that pg-boss allows. */
const SILENCE = 10
/** Losses are counted where jobs are; the queue itself never gives up. */
const PATIENCE = 1_000_000
const KEPT = 3600

/** Starts the queue on a store, with the queues that are used here. */
export async function startTickets(store: Store, queues: readonly string[], log: Logger): Promise<Tickets> {
  const boss = new PgBoss({
    ...store.boss,
    ...{
      schema: QUEUE_SCHEMA,
      max: 3,
      supervise: false,
      schedule: false,
      registerInstance: false,
      useListenNotify: false,
    },
    ...{ monitorIntervalSeconds: 1, maintenanceIntervalSeconds: 600, monitorVacuum: false, reindex: false },
    openTelemetry: { enabled: false },
  })
  boss.on('error', (error) => log.warn({ err: error }, 'The queue met an error'))
  boss.on('warning', ({ message, data }) => log.debug({ data }, message))
  await boss.start()
  for (const queue of queues) await openQueue(boss, queue, store.engine)
  return ticketsOf(boss)
}

/** A lone program takes its tickets back when it starts; only where others may hold them, silence is watched. */
async function openQueue(boss: PgBoss, queue: string, engine: Store['engine']): Promise<void> {
  const heartbeatSeconds = engine === 'postgres' ? SILENCE : null
  const options = {
    retryLimit: PATIENCE,
    expireInSeconds: LONGEST_HOLD,
    deleteAfterSeconds: KEPT,
    retentionSeconds: 31_536_000,
  }
  await boss.createQueue(queue, { ...options, ...(heartbeatSeconds && { heartbeatSeconds }) })
  await boss.updateQueue(queue, { ...options, heartbeatSeconds })
  // A cold cache inside a transaction would wait for the transaction's own connection.
  await boss.fetch(queue, { minPriority: 2_000_000_000 })
}

function ticketsOf(boss: PgBoss): Tickets {
  return {
    async issue(tx, { id, job, queue, priority, after }) {
      await boss.send(queue, { job }, { id, priority, ...(after && { startAfter: after }), ...bossIn(tx) })
    },
    async take(queue) {
      const [taken] = await boss.fetch<{ job: string }>(queue, { batchSize: 1 })
      return taken ? { id: taken.id, job: taken.data.job, queue, retryCount: taken.retryCount } : null
    },
    async touch({ queue, id, retryCount }) {
      const answer = await boss.touch(queue, { id, retryCount })
      return !('affected' in answer) || Number(answer.affected) > 0
    },
    async withdraw(tx, { queue, id }) {
      await boss.deleteJob(queue, id, bossIn(tx))
    },
    async rank(tx, { queue, id, priority }) {
      await boss.update(queue, undefined, { id, priority, ...bossIn(tx) })
    },
    supervise: () => boss.supervise(),
    async listen(channel, onMessage, onGap) {
      const handle = await boss.getDb().listen?.(channel, onMessage, onGap)
      return async () => handle?.close()
    },
    stop: () => boss.stop({ graceful: false, close: true }),
  }
}
