import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { fromPglite } from 'pg-boss'
import type { Logger } from '../../core/log.ts'
import type { Store } from './store.ts'

/** Opens PostgreSQL inside this process, with its data in a folder. */
export async function openPglite(
  { folder }: { folder: string; template: string | undefined },
  _log: Logger,
): Promise<Store> {
  const client = await PGlite.create({ dataDir: folder })
  const db = drizzle({ client })
  await migrate(db, {
    migrationsFolder: join(import.meta.dirname, 'migrations'),
    migrationsSchema: 'stockroom_migrations',
  })
  return {
    engine: 'pglite',
    db,
    boss: { db: fromPglite(client), backend: 'pglite' },
    movedAside: null,
    close: () => client.close(),
  }
}
