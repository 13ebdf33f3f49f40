import { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'
import { onTestFinished } from 'vitest'
import { onPglite, onPostgres } from '../../../src/jobs/store/drizzle.ts'
import { bringUpToDate } from '../../../src/jobs/store/migrating.ts'
import type { Database } from '../../../src/jobs/store/store.ts'
import type { PostgresServer } from '../../support/postgres.ts'

/** An empty database, and the way to bring it to what a folder of migrations says. */
export interface Empty {
  db: Database
  migrate(migrations: string): Promise<void>
}

/** An empty database inside this process, which goes with the test. */
export async function emptyPglite(): Promise<Empty> {
  const client = await PGlite.create()
  onTestFinished(() => client.close())
  const db = onPglite.drizzle({ client })
  return {
    db,
    migrate: (migrations) =>
      bringUpToDate({ db, migrate: (config) => onPglite.migrate(db, config), migrations, remedy: 'wait' }),
  }
}

/** An empty database on a server, whose sessions end with the test. */
export async function emptyPostgres(server: PostgresServer): Promise<Empty> {
  const client = new Pool({ connectionString: await server.database() })
  onTestFinished(() => client.end())
  const db = onPostgres.drizzle({ client })
  return {
    db,
    migrate: (migrations) =>
      bringUpToDate({ db, migrate: (config) => onPostgres.migrate(db, config), migrations, remedy: 'wait' }),
  }
}
