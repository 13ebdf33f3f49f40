import { join } from 'node:path'
import type { MigrationConfig } from 'drizzle-orm/migrator'
import bossPackage from 'pg-boss/package.json' with { type: 'json' }
import { AppError } from '../../core/errors.ts'
import { readMigrationFiles, sql } from './drizzle.ts'
import { QUEUE_SCHEMA } from './schema.ts'
import { type Executor, rowsOf } from './store.ts'

/** The changes that make the tables, in order. */
export const MIGRATIONS = join(import.meta.dirname, 'migrations')

const SCHEMA = 'stockroom_migrations'
const TABLE = '__drizzle_migrations'

/** How a database is brought up to date. */
export interface Migrating {
  db: Pick<Executor, 'execute'>
  /** drizzle's migrator of the engine. */
  migrate: (config: MigrationConfig) => Promise<void>
  migrations: string
  /** What a person can do who cannot update this program. */
  remedy: string
}

/** Brings a database's tables up to date; throws `conflict` for one that a newer program has made. */
export async function bringUpToDate({ db, migrate, migrations, remedy }: Migrating): Promise<void> {
  const isNewer = (await newestMigration(db)) > newestKnown(migrations)
  if (isNewer || (await queueVersion(db)) > bossPackage.pgboss.schema) {
    throw new AppError(
      'conflict',
      `The database of the jobs was made by a newer Stockroom: update Stockroom on this machine, or ${remedy}.`,
    )
  }
  await migrate({ migrationsFolder: migrations, migrationsSchema: SCHEMA, migrationsTable: TABLE })
}

function newestKnown(migrations: string): number {
  const known = readMigrationFiles({ migrationsFolder: migrations })
  return Math.max(...known.map(({ folderMillis }) => folderMillis))
}

async function newestMigration(db: Migrating['db']): Promise<number> {
  if (!(await isThere(db, `${SCHEMA}.${TABLE}`))) return 0
  return numberOf(db, sql`select max(created_at) as value from ${name(SCHEMA, TABLE)}`)
}

async function queueVersion(db: Migrating['db']): Promise<number> {
  if (!(await isThere(db, `${QUEUE_SCHEMA}.version`))) return 0
  return numberOf(db, sql`select max(version) as value from ${name(QUEUE_SCHEMA, 'version')}`)
}

function name(schema: string, table: string) {
  return sql`${sql.identifier(schema)}.${sql.identifier(table)}`
}

async function isThere(db: Migrating['db'], table: string): Promise<boolean> {
  const { rows } = rowsOf<{ found: boolean }>(
    await db.execute(sql`select to_regclass(${table}) is not null as found`),
  )
  return rows[0]?.found === true
}

/** A bigint comes as a number from one driver and as a string from the other. */
async function numberOf(db: Migrating['db'], query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = rowsOf<{ value: unknown }>(await db.execute(query))
  return Number(rows[0]?.value ?? 0)
}
