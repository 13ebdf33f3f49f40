import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { sql } from '../../../src/jobs/store/drizzle.ts'
import { moveAside } from '../../../src/jobs/store/folder.ts'
import { openPglite } from '../../../src/jobs/store/pglite.ts'
import { probe } from '../../../src/jobs/store/probe.ts'
import { facts, pauses } from '../../../src/jobs/store/schema.ts'
import { rowsOf, type Store } from '../../../src/jobs/store/store.ts'
import { templateFolder } from '../../../src/jobs/store/template.ts'
import { project } from '../../support/dashboard.ts'
import { temporaryFolder } from '../../support/folder.ts'

const template = templateFolder(project)
const DAMAGED = /^jobs\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}$/

beforeAll(async () => {
  const child = spawn(process.execPath, [join(project, 'scripts', 'make-store-template.ts')], {
    stdio: 'inherit',
  })
  expect(await once(child, 'exit')).toEqual([0, null])
})

describe('the database in a folder', () => {
  it('keeps what was written', async () => {
    const folder = await newPlace()
    const first = await open(folder)
    await first.db.insert(facts).values({ name: 'one', value: '하나' })
    await first.close()
    await first.close()

    const second = await open(folder)

    expect(await second.db.select().from(facts)).toEqual([{ name: 'one', value: '하나' }])
    expect(second.movedAside).toBeNull()
  })

  it('keeps what was written when its program is killed', async () => {
    const folder = await newPlace()
    const holder = await hold(folder)
    await kill(holder)

    const store = await open(folder)

    expect(await store.db.select().from(facts)).toEqual([{ name: 'by', value: String(holder.pid) }])
    expect(store.movedAside).toBeNull()
  })

  it('belongs to one program, whose process and address the next one is told', async () => {
    const folder = await newPlace()
    const holder = await hold(folder)

    await expect(openPglite({ folder, template }, silent())).rejects.toMatchObject({
      code: 'conflict',
      message: `Another Stockroom (process ${holder.pid} at http://127.0.0.1:5001) is at work in the folder ${folder}: use that one, or stop it and start again.`,
    })
  })

  it('is free again after a program that could not open it', async () => {
    const folder = await newPlace()
    const store = await open(folder)
    await expect(openPglite({ folder, template }, silent())).rejects.toMatchObject({ code: 'conflict' })
    await store.close()

    await open(folder)
  })

  it('lets others run between queries', async () => {
    const store = await open(await newPlace())
    let turns = 0
    let next = setImmediate(count)
    onTestFinished(() => clearImmediate(next))
    function count() {
      turns++
      next = setImmediate(count)
    }

    for (let query = 0; query < 50; query++) await store.db.execute(sql`select 1`)

    expect(turns).toBeGreaterThan(10)
  })

  it('stays small in memory and on disk', async () => {
    const store = await open(await newPlace())
    const { rows } = rowsOf(
      await store.db.execute(
        sql`select name, setting || coalesce(unit, '') as value from pg_settings where name in ('shared_buffers', 'max_wal_size', 'min_wal_size', 'fsync') order by name`,
      ),
    )

    expect(rows).toEqual([
      { name: 'fsync', value: 'off' },
      { name: 'max_wal_size', value: '64MB' },
      { name: 'min_wal_size', value: '32MB' },
      { name: 'shared_buffers', value: '20488kB' },
    ])
  })

  it('is tended: the log is written out, and what is gone makes room', async () => {
    const store = await open(await newPlace())
    const fill = sql`insert into stockroom.facts select n::text, repeat('x', 500) from generate_series(1, 2000) n`
    await store.db.execute(fill)
    await store.db.execute(sql`delete from stockroom.facts`)
    const before = await redo(store)

    await store.care()

    expect(await redo(store)).not.toEqual(before)
    await store.db.execute(fill)
    const { rows } = rowsOf<{ pages: number }>(
      await store.db.execute(sql`select pg_relation_size('stockroom.facts')::int / 8192 as pages`),
    )
    expect(rows[0]?.pages).toBeLessThan(160) // 2,000 rows take 143
  })
})

describe('a first start', () => {
  it('copies the ready database, and leaves nothing else', async () => {
    const folder = await newPlace()

    await open(folder)

    expect(await readdir(join(folder, '..'))).toEqual(['jobs'])
  })

  it('makes a database where the ready one is of no use', async () => {
    const folder = await newPlace()
    const copy = join(folder, '..', 'template')
    await cp(template, copy, { recursive: true })
    await truncate(join(copy, 'global', 'pg_control'), 10)

    const store = await open(folder, copy)

    expect(await store.db.select().from(facts)).toEqual([])
    expect(store.movedAside).toBeNull()
  })

  it('that was killed while it made one is no matter to the next', async () => {
    const folder = await newPlace()
    const missing = join(folder, '..', 'no template')
    const child = holder(folder, missing)
    await expect.poll(() => readdir(join(folder, '..')).then((names) => names.length)).toBeGreaterThan(0)
    await kill(child)

    const store = await open(folder, missing)

    expect(store.movedAside).toBeNull()
    expect(await readdir(join(folder, '..'))).toEqual(['jobs'])
  })
})

describe('a damaged folder', () => {
  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['a control file that is cut off', (folder) => truncate(join(folder, 'global', 'pg_control'), 100)],
    ['noise for a control file', (folder) => writeFile(join(folder, 'global', 'pg_control'), noise(8192))],
    [
      'noise for a log',
      (folder) => eachFile(join(folder, 'pg_wal'), (file) => writeFile(file, noise(100_000))),
    ],
    ['empty tables', (folder) => eachFile(join(folder, 'base', '5'), (file) => truncate(file, 0))],
    ['another version of PostgreSQL', (folder) => writeFile(join(folder, 'PG_VERSION'), '16\n')],
    ['nothing but a version', (folder) => keepOnly(folder, 'PG_VERSION')],
    [
      'nothing of a database',
      async (folder) => {
        await keepOnly(folder, '')
        await writeFile(join(folder, 'notes.txt'), 'mine')
      },
    ],
  ])('with %s is moved aside, and an empty database takes its place', async (_what, damage) => {
    const folder = await newPlace()
    await cp(template, folder, { recursive: true })
    await damage(folder)
    const log = recorder()

    const store = await openPglite({ folder, template }, log.logger)
    onTestFinished(store.close)

    expect(await store.db.select().from(facts)).toEqual([])
    expect(basename(store.movedAside ?? '')).toMatch(DAMAGED)
    expect(await readdir(join(folder, '..'))).toEqual(['jobs', basename(store.movedAside ?? '')])
    expect(log.lines).toEqual([
      expect.objectContaining({
        msg: 'The database of the jobs is damaged; an empty one takes its place',
        movedAside: store.movedAside,
      }),
    ])
  })

  it('is found out after a kill, also where only the rows of a table are damaged', async () => {
    const folder = await newPlace()
    const file = await fillPauses(folder)
    await kill(await hold(folder))
    await writeFile(join(folder, file), noise(8192))

    expect(basename((await open(folder)).movedAside ?? '')).toMatch(DAMAGED)
  })

  it('that is met at work is moved aside at the next start', async () => {
    const folder = await newPlace()
    const file = await fillPauses(folder)
    await writeFile(join(folder, file), noise(8192))

    const met = await open(folder)
    await expect(met.db.select().from(pauses)).rejects.toThrow()
    await met.close()

    expect(basename((await open(folder)).movedAside ?? '')).toMatch(DAMAGED)
  })

  it('that does not open in time is damaged', async () => {
    const folder = await newPlace()
    await cp(template, folder, { recursive: true })

    expect(await probe(folder)).toBeNull()
    expect(await probe(folder, 1)).toBe('It could not be opened in time')
  })

  it('is kept three times', async () => {
    const folder = await newPlace()
    const kept: string[] = []
    for (let time = 0; time < 5; time++) {
      await mkdir(folder)
      kept.push(basename(await moveAside(folder)))
    }

    expect((await readdir(join(folder, '..'))).sort()).toEqual(kept.slice(-3).sort())
  })
})

/** Puts a row into a table, closes the database, and returns the table's file. */
async function fillPauses(folder: string): Promise<string> {
  const store = await open(folder)
  await store.db.insert(pauses).values({ scope: '*' })
  const { rows } = rowsOf<{ path: string }>(
    await store.db.execute(sql`select pg_relation_filepath('stockroom.pauses') as path`),
  )
  await store.close()
  return rows[0]?.path ?? ''
}

async function newPlace(): Promise<string> {
  return join(await temporaryFolder(), 'jobs')
}

async function open(folder: string, from = template): Promise<Store> {
  const store = await openPglite({ folder, template: from }, silent())
  onTestFinished(store.close)
  return store
}

/** Has another process that opens the database, writes its process id into it and keeps it open. */
async function hold(folder: string): Promise<ChildProcess> {
  const child = holder(folder, template)
  for await (const line of createInterface({ input: child.stdout })) {
    expect(line).toBe('open')
    return child
  }
  throw new Error('The other process could not open it.')
}

function holder(folder: string, from: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), folder, from], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function redo(store: Store): Promise<unknown> {
  const { rows } = rowsOf(await store.db.execute(sql`select redo_lsn from pg_control_checkpoint()`))
  return rows
}

function silent() {
  return pino({ enabled: false })
}

function recorder() {
  const lines: Record<string, unknown>[] = []
  return { lines, logger: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }) }
}

/** Bytes without any order, the same in every run. */
function noise(length: number): Buffer {
  let state = 42
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1103515245 + 12345) % 2147483648
      return state >> 16
    }),
  )
}

async function eachFile(folder: string, change: (file: string) => Promise<unknown>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isFile()) await change(join(folder, entry.name))
}

async function keepOnly(folder: string, kept: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder))
    if (name !== kept) await rm(join(folder, name), { recursive: true })
}
