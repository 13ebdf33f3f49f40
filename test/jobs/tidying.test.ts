import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ExportRecord, exportAll } from '../../src/jobs/export.ts'
import { noteEvent } from '../../src/jobs/history.ts'
import type { JobStatus } from '../../src/jobs/job.ts'
import { count } from '../../src/jobs/store/drizzle.ts'
import { history, jobItems, jobs, lines } from '../../src/jobs/store/schema.ts'
import { openStore, type Store } from '../../src/jobs/store/store.ts'
import { templateFolder } from '../../src/jobs/store/template.ts'
import { prune, tidy } from '../../src/jobs/tidying.ts'
import { project } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { itemByItem, startJobs } from '../support/jobs.ts'

const BOUNDS = { jobs: 100, items: 10_000, events: 1_000 }

describe('what ended', () => {
  it('is forgotten after a set time, with all that is known about it, and what has not ended stays', async () => {
    const store = await openEmpty()
    await add(store, { daysAgo: 91, items: 3 })
    const young = await add(store, { daysAgo: 89, items: 2 })
    const open = await add(store, { daysAgo: 400, items: 1, status: 'queued' })
    expect(await tidy(store, { days: 90, bounds: BOUNDS })).toBe(1)
    expect(await idsOf(store)).toEqual([open, young].toSorted())
    expect(await sizes(store)).toEqual({ jobs: 2, items: 3, events: 2, lines: 2 })
    expect(await tidy(store, { days: 90, bounds: BOUNDS })).toBe(0)
  })

  it('can be forgotten by status', async () => {
    const store = await openEmpty()
    await add(store, { daysAgo: 10, items: 4, status: 'failed' })
    const kept = await add(store, { daysAgo: 10, items: 5 })
    const young = await add(store, { daysAgo: 1, items: 1, status: 'failed' })
    expect(await prune(store, { days: 7, status: 'failed' })).toEqual({ jobs: 1, items: 4 })
    expect(await idsOf(store)).toEqual([kept, young].toSorted())
    expect(await prune(store, { days: 0, status: 'failed' })).toEqual({ jobs: 1, items: 1 })
    expect(await prune(store, { days: 0, status: 'failed' })).toEqual({ jobs: 0, items: 0 })
  })

  it('never grows beyond its bounds, however young it is', async () => {
    const store = await openEmpty()
    const newest: string[] = []
    for (let n = 0; n < 260; n++) {
      const id = await add(store, { daysAgo: 1 - n / 1000, items: 2 })
      if (n >= 160) newest.push(id)
    }
    expect(await tidy(store, { days: 90, bounds: BOUNDS })).toBe(160)
    expect(await idsOf(store)).toEqual(newest.toSorted())
    expect(await sizes(store)).toEqual({ jobs: 100, items: 200, events: 100, lines: 100 })

    expect(await tidy(store, { days: 90, bounds: { ...BOUNDS, items: 20, events: 30 } })).toBe(90)
    expect(await sizes(store)).toMatchObject({ jobs: 10, items: 20 })
    expect((await sizes(store)).events).toBeLessThanOrEqual(30)
  })

  it('keeps the newest job, even one with more items than there may be', async () => {
    const store = await openEmpty()
    await add(store, { daysAgo: 2, items: 5 })
    const newest = await add(store, { daysAgo: 1, items: 50 })
    expect(await tidy(store, { days: 90, bounds: { ...BOUNDS, items: 40 } })).toBe(1)
    expect(await idsOf(store)).toEqual([newest])
  })

  it('leaves a folder that does not grow, when much is added and forgotten again and again', async () => {
    const store = await openEmpty()
    const bytes: number[] = []
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 4; n++) await add(store, { daysAgo: 91, items: 2_000 })
      expect(await tidy(store, { days: 90, bounds: BOUNDS })).toBe(4)
      await store.care()
      const { rows } = (await store.db.execute(
        'select pg_database_size(current_database())::int as bytes',
      )) as {
        rows: { bytes: number }[]
      }
      bytes.push(rows[0]?.bytes ?? 0)
    }
    expect(bytes.at(-1)).toBeLessThan((bytes[0] ?? 0) * 1.2)
  }, 240_000)
})

describe('an export', () => {
  it('holds everything, in order, and tells at its end how much that is', async () => {
    const store = await openEmpty()
    const first = await add(store, { daysAgo: 2, items: 1_201 })
    const second = await add(store, { daysAgo: 1, items: 1 })
    const records = await all(exportAll(store.db))
    const found = records.flatMap((record) => (record.type === 'job' ? [record] : []))
    expect(found.map(({ job }) => job.id)).toEqual([first, second])
    expect(found[0]?.items.map(({ position }) => position)).toEqual(
      Array.from({ length: 1_201 }, (_, n) => n),
    )
    expect(records.at(-1)).toMatchObject({ type: 'end', schedules: 0, jobs: 2, items: 1_202, events: 2 })
  })

  it('tells how each item went and what happened', async () => {
    const work = itemByItem(async (item) =>
      item === 'bad'
        ? { status: 'failed', reason: 'It is bad.' }
        : { status: 'done', result: { made: item } },
    )
    const running = await startJobs({ work })
    const added = await running.add('work', { quality: 95 }, ['bad', 'good'], { origin: 'page' })
    await running.ended(added.id)
    const records = await all(running.export())
    const [job] = records.flatMap((record) => (record.type === 'job' ? [record] : []))
    expect(job?.job).toMatchObject({ id: added.id, status: 'completed', input: { quality: 95 } })
    expect(job?.items).toMatchObject([
      { item: 'bad', status: 'failed', reason: 'It is bad.' },
      { item: 'good', status: 'done', result: { made: 'good' } },
    ])
    const events = records.flatMap((record) => (record.type === 'event' ? [record.event.event] : []))
    expect(events).toEqual(['machine_came', 'added', 'started', 'completed'])
  })
})

async function all(records: AsyncIterable<ExportRecord>): Promise<ExportRecord[]> {
  const found: ExportRecord[] = []
  for await (const record of records) found.push(record)
  return found
}

async function openEmpty(): Promise<Store> {
  const folder = join(await temporaryFolder(), 'jobs')
  const template = templateFolder(project)
  const store = await openStore({ url: undefined, folder, template }, pino({ level: 'silent' }))
  onTestFinished(() => store.close())
  return store
}

/** Writes a job as it is when it has ended, with an event and a line. */
async function add(
  { db }: Store,
  { daysAgo, items, status = 'completed' }: { daysAgo: number; items: number; status?: JobStatus },
): Promise<string> {
  const id = randomUUID()
  const at = new Date(Date.now() - daysAgo * 86_400_000)
  const about = { kind: 'work', queue: 'work', origin: 'page', input: {} } as const
  const finishedAt = status === 'queued' ? null : at
  const progress = { step: items, steps: items }
  await db.insert(jobs).values({ id, ...about, status, progress, total: items, createdAt: at, finishedAt })
  const rows = Array.from({ length: items }, (_, n) => ({ job: id, position: n, item: `picture ${n}` }))
  for (let n = 0; n < items; n += 500) await db.insert(jobItems).values(rows.slice(n, n + 500))
  await noteEvent(db, { event: 'added', job: { id, kind: 'work' } })
  await db.insert(lines).values({ job: id, machine: randomUUID(), level: 'info', text: 'a line' })
  return id
}

async function idsOf({ db }: Store): Promise<string[]> {
  return (await db.select({ id: jobs.id }).from(jobs)).map(({ id }) => id).toSorted()
}

async function sizes({ db }: Store) {
  const of = async (table: typeof jobs | typeof jobItems | typeof history | typeof lines) =>
    (await db.select({ count: count() }).from(table))[0]?.count ?? 0
  return {
    jobs: await of(jobs),
    items: await of(jobItems),
    events: await of(history),
    lines: await of(lines),
  }
}
