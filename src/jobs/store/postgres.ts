import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import type { Logger } from '../../core/log.ts'
import type { Store } from './store.ts'

/** Opens a database on a PostgreSQL server. */
export async function openPostgres(url: string, log: Logger): Promise<Store> {
  const pool = new Pool({ connectionString: url, max: 4 })
  pool.on('error', (error) => log.warn({ err: error }, 'A connection to the database was lost'))
  const db = drizzle({ client: pool })
  await migrate(db, {
    migrationsFolder: join(import.meta.dirname, 'migrations'),
    migrationsSchema: 'stockroom_migrations',
  })
  return {
    engine: 'postgres',
    db,
    boss: { connectionString: url },
    movedAside: null,
    describe: () => undefined,
    care: async () => undefined,
    close: () => pool.end(),
  }
}
