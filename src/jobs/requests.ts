import { randomUUID } from 'node:crypto'
import { AppError } from '../core/errors.ts'
import type { Changes } from './changes.ts'
import { endAttempt, reopenItems, requeue } from './endings.ts'
import { noteEvent } from './history.ts'
import type { Origin } from './job.ts'
import { type JobRow, lockJob, rowOf } from './job-row.ts'
import { BAND, bandOf } from './order.ts'
import { and, asc, desc, eq } from './store/drizzle.ts'
import { jobItems, jobs } from './store/schema.ts'
import type { Database, Executor } from './store/store.ts'
import type { Tickets } from './tickets.ts'

/** A job to be added. */
export interface NewJob {
  kind: string
  input: Record<string, unknown>
  /** What it works on, in order; one that is named twice is worked on once. */
  items: readonly string[]
  origin: Origin
  group?: string | null
  /** Above 0 goes before others, below 0 after them. */
  priority?: number
}

/** What a person or a program may ask of the queue. */
export interface Requests {
  /** Adds a job and returns its id. */
  add(job: NewJob): Promise<string>
  /** Adds a job as part of a transaction. */
  addIn(tx: Executor, job: NewJob): Promise<string>
  /** Cancels a job: at once when it waits, else as soon as its kind lets go; throws `conflict` when it has ended. */
  cancel(id: string): Promise<void>
  /** Does what failed or was cancelled again; throws `conflict` when there is nothing or the job has not ended. */
  retry(id: string): Promise<void>
  /** Moves a waiting job before or after the others of its kind. */
  prioritize(id: string, priority: -1 | 0 | 1): Promise<void>
  /** Puts a waiting job right before another one, or last. */
  move(id: string, before: string | null): Promise<void>
  /** Lets a waiting job change places with the one that is taken before (-1) or after (1) it. */
  shift(id: string, by: -1 | 1): Promise<void>
}

interface Deps {
  /** Where tickets of a kind wait. */
  queueOf: (kind: string) => string
  db: Database
  tickets: Tickets
  changes: Changes
  machine: string
  backoff: number
}

/** So many items are written at once; more would keep everyone else waiting. */
const CHUNK = 500

/** Creates what takes requests. */
export function createRequests(deps: Deps): Requests {
  const { db, tickets, changes, machine } = deps

  async function addIn(tx: Executor, job: NewJob): Promise<string> {
    const id = randomUUID()
    await writeJob(tx, id, job, deps)
    for (const values of chunksOf(id, job.items)) await tx.insert(jobItems).values(values)
    await openJob(tx, id, deps)
    return id
  }

  return {
    addIn,
    /** A long list is written piece by piece, so that nobody waits; the job begins to exist with the last one. */
    async add(job) {
      const id = randomUUID()
      const chunks = chunksOf(id, job.items)
      if (chunks.length < 2) return db.transaction((tx) => addIn(tx, job))
      await writeJob(db, id, job, deps)
      try {
        for (const values of chunks) await db.insert(jobItems).values(values)
        await db.transaction((tx) => openJob(tx, id, deps))
      } catch (error) {
        await db
          .delete(jobs)
          .where(eq(jobs.id, id))
          .catch(() => {})
        throw error
      }
      return id
    },
    async cancel(id) {
      await db.transaction(async (tx) => {
        const row = await known(tx, id)
        if (!isOpen(row)) throw new AppError('conflict', `This job is ${row.status} already.`)
        if (row.status === 'queued') await endAttempt(tx, row, { type: 'cancelled' }, deps)
        else await tx.update(jobs).set({ cancelAskedAt: new Date() }).where(eq(jobs.id, id))
        await changes.tell(tx, { what: 'cancel', job: id })
      })
    },
    async retry(id) {
      await db.transaction(async (tx) => {
        const row = await known(tx, id)
        if (isOpen(row)) throw new AppError('conflict', 'This job has not ended yet.')
        const open = await reopenItems(tx, id, ['failed', 'cancelled'])
        if (open === 0 && row.status === 'completed') {
          throw new AppError('conflict', 'Everything in this job is done; there is nothing to try again.')
        }
        await tx.update(jobs).set({ cancelAskedAt: null, losses: 0, notes: [] }).where(eq(jobs.id, id))
        await requeue(tx, row, { attempts: 0, after: null }, tickets)
        await noteEvent(tx, { event: 'retried', job: row, machine, details: { items: open } })
        await changes.tell(tx, { what: 'ticket', job: id })
      })
    },
    async prioritize(id, priority) {
      await db.transaction(async (tx) => {
        const row = await waiting(tx, id)
        await rank(tx, row, priority * BAND)
        await changes.tell(tx, { what: 'job', job: id })
      })
    },
    async move(id, before) {
      await db.transaction(async (tx) => {
        const row = await waiting(tx, id)
        const others = (await waitingBeside(tx, row.queue)).filter((other) => other.id !== id)
        const at = before === null ? others.length : others.findIndex((other) => other.id === before)
        if (at < 0) throw new AppError('conflict', 'The job it should go before does not wait any more.')
        await place(tx, row, { others, at })
      })
    },
    async shift(id, by) {
      await db.transaction(async (tx) => {
        const row = await waiting(tx, id)
        const all = await waitingBeside(tx, row.queue)
        const at = all.findIndex((other) => other.id === id) + by
        const others = all.filter((other) => other.id !== id)
        if (at >= 0 && at <= others.length) await place(tx, row, { others, at })
      })
    },
  }

  /** Gives a job its place among those that wait: its neighbours decide how urgent it can be at most and at least. */
  async function place(tx: Executor, row: JobRow, { others, at }: { others: JobRow[]; at: number }) {
    const order = [...others.slice(0, at), row, ...others.slice(at)]
    const highest = bandOf(others[at - 1]?.priority ?? BAND)
    const lowest = bandOf(others[at]?.priority ?? -BAND)
    const band = Math.min(highest, Math.max(lowest, bandOf(row.priority)))
    const ranked = order.map((job) => ({ job, band: job.id === row.id ? band : bandOf(job.priority) }))
    for (const [index, one] of ranked.entries()) {
      // Within a band, places are counted from the end.
      const priority = one.band * BAND + (order.length - index)
      if (priority !== one.job.priority) await rank(tx, one.job, priority)
    }
    await changes.tell(tx, { what: 'job', job: row.id })
  }

  async function rank(tx: Executor, row: JobRow, priority: number): Promise<void> {
    await tx.update(jobs).set({ priority }).where(eq(jobs.id, row.id))
    if (row.ticket) await tickets.rank(tx, { queue: row.queue, id: row.ticket, priority })
  }
}

async function writeJob(
  tx: Executor,
  id: string,
  { kind, input, items, origin, group, priority = 0 }: NewJob,
  { queueOf }: Deps,
): Promise<void> {
  const total = new Set(items).size
  await tx.insert(jobs).values({
    ...{ id, kind, queue: queueOf(kind), input, origin, total, group: group ?? null, status: 'queued' },
    ...{ priority: Math.sign(priority) * BAND, progress: { step: 0, steps: total } },
  })
}

function chunksOf(
  job: string,
  items: readonly string[],
): { job: string; position: number; item: string }[][] {
  const rows = [...new Set(items)].map((item, position) => ({ job, position, item }))
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, n) =>
    rows.slice(n * CHUNK, (n + 1) * CHUNK),
  )
}

/** Lets a job that is written down be taken. */
async function openJob(tx: Executor, id: string, { tickets, changes, machine }: Deps): Promise<void> {
  const row = await known(tx, id)
  const ticket = randomUUID()
  await tx.update(jobs).set({ ticket }).where(eq(jobs.id, id))
  await tickets.issue(tx, { id: ticket, job: id, queue: row.queue, priority: row.priority, after: null })
  await noteEvent(tx, {
    event: 'added',
    job: row,
    machine,
    details: { items: row.total, origin: row.origin },
  })
  await changes.tell(tx, { what: 'ticket', job: id })
}

async function known(tx: Executor, id: string): Promise<JobRow> {
  const row = await rowOf(tx, id)
  return (await lockJob(tx, row.id)) ?? row
}

async function waiting(tx: Executor, id: string): Promise<JobRow> {
  const row = await known(tx, id)
  if (row.status === 'queued') return row
  throw new AppError('conflict', `Only a job that waits can be moved; this one is ${row.status}.`)
}

/** The jobs that wait in a queue, in the order they will be taken. */
async function waitingBeside(tx: Executor, queue: string): Promise<JobRow[]> {
  return tx
    .select()
    .from(jobs)
    .where(and(eq(jobs.queue, queue), eq(jobs.status, 'queued')))
    .orderBy(desc(jobs.priority), asc(jobs.createdAt))
}

function isOpen({ status }: JobRow): boolean {
  return status === 'queued' || status === 'processing'
}
