import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { is, sql } from 'drizzle-orm'
import { getTableConfig, getViewConfig, PgTable, PgView } from 'drizzle-orm/pg-core'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MIGRATIONS } from '../../../src/jobs/store/migrating.ts'
import * as schema from '../../../src/jobs/store/schema.ts'
import { type Database, openStore, rowsOf } from '../../../src/jobs/store/store.ts'
import { templateFolder } from '../../../src/jobs/store/template.ts'
import { startTickets } from '../../../src/jobs/tickets.ts'
import { project } from '../../support/dashboard.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { describePostgres, usePostgres } from '../../support/postgres.ts'
import { type Empty, emptyPglite, emptyPostgres } from './engines.ts'

const LOG = pino({ enabled: false })

describe('the migrations in this process', () => {
  // The slow part is the engine itself, so one test asks it everything.
  it('make the tables of the schema, bring an older database up to date, and refuse a newer one', async () => {
    const empty = await emptyPglite()

    await empty.migrate(MIGRATIONS)
    expect(await tablesIn(empty.db)).toEqual(tablesOfSchema())

    await bringsUpToDateAndRefuses(empty)
  })

  it('are looked at when a folder is opened: a newer one is refused and left as it is', async () => {
    const folder = join(await temporaryFolder(), 'jobs')
    const place = { url: undefined, folder, template: templateFolder(project) }
    const store = await openStore(place, LOG)
    await addFromFuture(store.db)
    await store.close()

    const refused = {
      code: 'conflict',
      message: `The database of the jobs was made by a newer Stockroom: update Stockroom on this machine, or move the folder ${folder} away to begin with an empty one.`,
    }
    await expect(openStore(place, LOG)).rejects.toMatchObject(refused)
    await expect(openStore(place, LOG)).rejects.toMatchObject(refused)
  })
})

describePostgres('the migrations on a server', () => {
  const server = usePostgres()

  it('make the tables of the schema', async () => {
    const { db, migrate } = await emptyPostgres(server())

    await migrate(MIGRATIONS)

    expect(await tablesIn(db)).toEqual(tablesOfSchema())
  })

  it('bring an older database up to date, and refuse a newer one', async () => {
    const empty = await emptyPostgres(server())
    await empty.migrate(MIGRATIONS)

    await bringsUpToDateAndRefuses(empty)
  })

  it('refuse a database whose queue is newer, before anything is changed', async () => {
    const url = await server().database()
    const place = { url, folder: '', template: undefined }
    const store = await openStore(place, LOG)
    onTestFinished(store.close)
    const tickets = await startTickets(store, [], LOG)
    await tickets.stop()
    await (await openStore(place, LOG)).close()

    await store.db.execute(sql`update stockroom_queue.version set version = version + 1`)

    await expect(openStore(place, LOG)).rejects.toMatchObject({
      code: 'conflict',
      message:
        'The database of the jobs was made by a newer Stockroom: update Stockroom on this machine, or use another DATABASE_URL.',
    })
  })

  it('that fail half-way leave the database as it was', async () => {
    const { db, migrate } = await emptyPostgres(server())
    await migrate(MIGRATIONS)

    const broken = await withOneMore(
      'alter table stockroom.facts add column more text;\n--> statement-breakpoint\nselect 1/0;',
    )

    await expect(migrate(broken)).rejects.toThrow()
    expect(await tablesIn(db)).toEqual(tablesOfSchema())
  })
})

async function bringsUpToDateAndRefuses({ db, migrate }: Empty): Promise<void> {
  await db.insert(schema.facts).values({ name: 'one', value: 'kept' })
  const next = await withOneMore(`alter table stockroom.facts add column more text default 'new';`)

  await migrate(next)
  await migrate(next)

  const { rows } = rowsOf(await db.execute(sql`select * from stockroom.facts`))
  expect(rows).toEqual([{ name: 'one', value: 'kept', more: 'new' }])
  await expect(migrate(MIGRATIONS)).rejects.toMatchObject({
    code: 'conflict',
    message:
      'The database of the jobs was made by a newer Stockroom: update Stockroom on this machine, or wait.',
  })
}

/** The migrations and one more, as the next version has them. */
async function withOneMore(statement: string): Promise<string> {
  const folder = join(await temporaryFolder(), 'migrations')
  await mkdir(folder)
  await cp(MIGRATIONS, folder, { recursive: true })
  const journal = join(folder, 'meta', '_journal.json')
  const { entries, ...rest } = JSON.parse(await readFile(journal, 'utf8'))
  const last = entries.at(-1)
  const added = { ...last, idx: last.idx + 1, when: last.when + 1, tag: 'next' }
  await writeFile(journal, JSON.stringify({ ...rest, entries: [...entries, added] }))
  await writeFile(join(folder, 'next.sql'), statement)
  return folder
}

async function addFromFuture(db: Database): Promise<void> {
  await db.execute(
    sql`insert into stockroom_migrations.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`,
  )
}

type Tables = Record<string, string[]>

/** What the program believes: each table's columns with type, whether they may be null, and keys and indexes. */
function tablesOfSchema(): Tables {
  const tables: Tables = {}
  for (const value of Object.values(schema)) {
    if (is(value, PgTable)) tables[getTableConfig(value).name] = linesOfTable(value)
    if (is(value, PgView)) {
      const { name, selectedFields } = getViewConfig(value)
      tables[name] = Object.keys(selectedFields).map((field) => `column ${field}`)
    }
  }
  return sorted(tables)
}

function linesOfTable(table: PgTable): string[] {
  const { columns, indexes, primaryKeys } = getTableConfig(table)
  const lines = columns.map(
    (column) =>
      `column ${column.name} ${column.getSQLType()}${column.notNull ? ' not null' : ''}${column.hasDefault ? ' default' : ''}`,
  )
  const keys = columns.filter(({ primary }) => primary).map(({ name }) => name)
  const key = primaryKeys[0]?.columns.map(({ name }) => name) ?? keys
  const named = indexes.map(
    ({ config }) =>
      `index ${config.name} (${config.columns.map((one) => 'name' in one && one.name).join(', ')})`,
  )
  return [...lines, `key (${key.join(', ')})`, ...named]
}

/** The same, as the database itself says it. */
async function tablesIn(db: Database): Promise<Tables> {
  const { rows } = rowsOf<{ name: string; line: string }>(
    await db.execute(sql`
      select r.relname as name, 'column ' || a.attname || case when r.relkind = 'v' then '' else
        ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || case when a.atthasdef or a.attidentity <> '' then ' default' else '' end end as line
      from pg_class r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      where r.relnamespace = 'stockroom'::regnamespace and r.relkind in ('r', 'v')
      union all
      select r.relname, case when x.indisprimary then 'key' else 'index ' || i.relname end || ' (' ||
        (select string_agg(pg_get_indexdef(i.oid, n, true), ', ' order by n) from generate_series(1, x.indnkeyatts) n) || ')'
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class r on r.oid = x.indrelid
      where r.relnamespace = 'stockroom'::regnamespace`),
  )
  const tables: Tables = {}
  for (const { name, line } of rows) tables[name] = [...(tables[name] ?? []), line.replaceAll('"', '')]
  return sorted(tables)
}

function sorted(tables: Tables): Tables {
  return Object.fromEntries(
    Object.entries(tables)
      .map(([name, lines]) => [name, lines.sort()] as const)
      .sort(),
  )
}
