import type { Changes } from './changes.ts'
import type { ItemEnd, JobNote, JobProgress } from './job.ts'
import { and, eq, sql } from './store/drizzle.ts'
import { isOutage } from './store/outage.ts'
import { jobItems, jobs, lines } from './store/schema.ts'
import type { Database, Executor } from './store/store.ts'

/** Writes down how a running job goes. */
export interface Recorder {
  begin(item: string): void
  settle(end: ItemEnd): Promise<void>
  progress(progress: JobProgress): void
  log(text: string, level: 'info' | 'error'): void
  note(note: JobNote): void
  device(name: string): void
  /** Writes what is left, in order, and resolves when all of it is kept. */
  flush(): Promise<void>
  /** Writes nothing more. */
  stop(): void
}

/** What a recorder writes for: the attempt that may write, and where. */
export interface RecordingOf {
  db: Database
  changes: Changes
  job: string
  run: string
  machine: string
  /** Told when the job belongs to another attempt by now. */
  onLost: () => void
}

/** So often at most the page is told how far it is. */
const EVERY = 400
/** Between attempts to reach a database that is away. */
const AGAIN = 500
/** So many of the last lines stay with an item that failed. */
const EXCERPT = 12
/** So many lines wait for a database that is away. */
const WAITING_LINES = 500

/**
 * Creates the recorder of one attempt.
 *
 * What matters (items begun and ended) is written one after the other and waits out a database that is
 * away, while the work itself goes on; how far it is and what it says is written now and then.
 */
export function createRecorder({ db, changes, job, run, machine, onLost }: RecordingOf): Recorder {
  let chain: Promise<void> = Promise.resolve()
  let stopped = false
  let latest: { progress?: JobProgress; device?: string } = {}
  let said: { level: 'info' | 'error'; text: string }[] = []
  const excerpts = new Map<string, string[]>()
  const begun = new Map<string, number>()
  const timer = setInterval(() => void writeLatest().catch(() => {}), EVERY)

  function enqueue(write: (tx: Executor) => Promise<void>, what: 'job' | 'item' = 'job'): Promise<void> {
    chain = chain.then(() => persist(write, what))
    return chain
  }

  async function persist(write: (tx: Executor) => Promise<void>, what: 'job' | 'item'): Promise<void> {
    while (!stopped) {
      try {
        return await db.transaction(async (tx) => {
          if (!(await isOurs(tx))) return onLost()
          await write(tx)
          await changes.tell(tx, { what, job })
        })
      } catch (error) {
        if (!isOutage(error)) throw error
        await new Promise((done) => setTimeout(done, AGAIN))
      }
    }
  }

  async function isOurs(tx: Executor): Promise<boolean> {
    const found = await tx.select({ run: jobs.run }).from(jobs).where(eq(jobs.id, job)).for('update')
    return found[0]?.run === run
  }

  async function writeLatest(): Promise<void> {
    const { progress, device } = latest
    const spoken = said.splice(0)
    latest = {}
    if (progress === undefined && device === undefined && spoken.length === 0) return
    try {
      if (progress !== undefined || device !== undefined) {
        const values = { ...(progress && { progress }), ...(device && { device }), updatedAt: new Date() }
        await db
          .update(jobs)
          .set(values)
          .where(and(eq(jobs.id, job), eq(jobs.run, run)))
      }
      if (spoken.length > 0) await db.insert(lines).values(spoken.map((line) => ({ ...line, job, machine })))
      await changes.tell(db, { what: spoken.length > 0 ? 'lines' : 'job', job })
    } catch (error) {
      said = [...spoken, ...said].slice(-WAITING_LINES)
      latest = { ...(progress && { progress }), ...(device && { device }), ...latest }
      if (!isOutage(error)) throw error
    }
  }

  return {
    begin(item) {
      begun.set(item, performance.now())
      excerpts.set(item, [])
      const startedAt = new Date()
      void enqueue(async (tx) => {
        const again = {
          status: 'processing' as const,
          attempts: sql`${jobItems.attempts} + 1`,
          startedAt,
          finishedAt: null,
        }
        await tx
          .update(jobItems)
          .set(again)
          .where(and(eq(jobItems.job, job), eq(jobItems.item, item)))
      })
    },
    settle(end) {
      const since = begun.get(end.id)
      const log = end.status === 'failed' ? (excerpts.get(end.id) ?? []).join('\n') || null : null
      const ms = Math.round(end.ms ?? (since === undefined ? 0 : performance.now() - since))
      begun.delete(end.id)
      excerpts.delete(end.id)
      const finishedAt = new Date()
      return enqueue((tx) => writeEnd(tx, job, end, { log, ms, finishedAt }), 'item')
    },
    progress(progress) {
      latest.progress = progress
    },
    log(text, level) {
      said.push({ text, level })
      if (said.length > WAITING_LINES) said.shift()
      for (const excerpt of excerpts.values()) {
        excerpt.push(text)
        if (excerpt.length > EXCERPT) excerpt.shift()
      }
    },
    note(note) {
      const added = JSON.stringify([note])
      void enqueue(async (tx) => {
        const values = {
          notes: sql`case when notes @> ${added}::jsonb then notes else notes || ${added}::jsonb end`,
        }
        await tx.update(jobs).set(values).where(eq(jobs.id, job))
      })
    },
    device(name) {
      latest.device = name
    },
    async flush() {
      await writeLatest()
      await chain
    },
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}

interface Ending {
  log: string | null
  ms: number
  finishedAt: Date
}

async function writeEnd(tx: Executor, job: string, end: ItemEnd, ending: Ending): Promise<void> {
  const values = {
    ...ending,
    status: end.status,
    reason: end.reason ?? null,
    isPassing: end.isPassing ?? false,
    result: end.result ?? null,
    peakMemory: end.peakMemory ?? null,
    startedAt: sql`coalesce(${jobItems.startedAt}, ${ending.finishedAt.toISOString()})`,
  }
  const isOpen = sql`${jobItems.status} in ('waiting', 'processing')`
  const settled = await tx
    .update(jobItems)
    .set(values)
    .where(and(eq(jobItems.job, job), eq(jobItems.item, end.id), isOpen))
    .returning({ position: jobItems.position })
  const column = jobs[end.status]
  // Whoever gets somewhere is not the one that kills machines.
  const counted = { [end.status]: sql`${column} + ${settled.length}`, losses: 0, updatedAt: new Date() }
  await tx.update(jobs).set(counted).where(eq(jobs.id, job))
}
