import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { type ConstructorOptions, type Db, fromDrizzle } from 'pg-boss'
import type { HolderFacts } from '../../core/lock.ts'
import type { Logger } from '../../core/log.ts'
import { sql } from './drizzle.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

/** The tables, through drizzle; the same on both engines. */
export type Database = PgDatabase<PgQueryResultHKT>

/** A transaction, or the database itself. */
export type Executor = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>

/** Where jobs and their history are kept. */
export interface Store {
  engine: 'pglite' | 'postgres'
  db: Database
  /** How the queue's library reaches the same database. */
  boss: Pick<
    ConstructorOptions,
    'db' | 'backend' | 'connectionString' | 'application_name' | 'connectionTimeoutMillis'
  >
  /** Where a damaged database was put before an empty one took its place. */
  movedAside: string | null
  /** Tells other programs that ask for the same folder where this one can be found. */
  describe(facts: Partial<HolderFacts>): void
  /** Does the chores that a server does by itself; to be called now and then. */
  care(): Promise<void>
  /** Closes it; may be called twice. */
  close(): Promise<void>
}

/** Where the store lies: on a server when there is an address, else in a folder of this machine. */
export interface StorePlace {
  url: string | undefined
  folder: string
  /** A new database, ready to be copied, that makes a first start fast; missing is no fault. */
  template: string | undefined
}

/** Opens the store and brings its tables up to date. */
export function openStore({ url, folder, template }: StorePlace, log: Logger): Promise<Store> {
  return url ? openPostgres(url, log) : openPglite({ folder, template }, log)
}

/** Lets the queue's library take part in a transaction. */
export function bossIn(tx: Executor): { db: Db } {
  const execute = async (query: unknown) =>
    rowsOf(await tx.execute(query as Parameters<Executor['execute']>[0]))
  return { db: fromDrizzle({ execute }, sql) }
}

/** Both drivers answer with rows under this name; drizzle leaves the type to them. */
export function rowsOf<Row>(answer: unknown): { rows: Row[] } {
  return answer as { rows: Row[] }
}
