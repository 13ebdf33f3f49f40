import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { AppError, hasCode } from '../../core/errors.ts'
import type { Logger } from '../../core/log.ts'
import { onPostgres } from './drizzle.ts'
import { bringUpToDate, MIGRATIONS } from './migrating.ts'
import { isOutage } from './outage.ts'
import type { Store } from './store.ts'

/** The longest statement that we know of takes seconds; what takes longer is stuck (milliseconds). */
const STATEMENT = 120_000
const CONNECT = 10_000
const SESSION = `set statement_timeout = ${STATEMENT}; set idle_in_transaction_session_timeout = 60000`
/** A number of ours, so that one program at a time changes the tables. */
const MIGRATION_LOCK = 5_001_000_001
const NAME = 'stockroom'

/** Opens a database on a PostgreSQL server; throws sentences that never hold the password. */
export async function openPostgres(url: string, log: Logger): Promise<Store> {
  const connectionString = addressOf(url)
  const pool = openPool(connectionString, log)
  try {
    await migrateUnderLock(pool)
  } catch (error) {
    await pool.end()
    throw explained(error)
  }
  return {
    engine: 'postgres',
    db: onPostgres.drizzle({ client: pool }),
    boss: { connectionString, application_name: `${NAME} queue`, connectionTimeoutMillis: CONNECT },
    movedAside: null,
    describe: () => undefined,
    care: async () => undefined,
    close: () => closeOnce(pool),
  }
}

function openPool(connectionString: string, log: Logger): Pool {
  const lost = (error: Error) => log.warn({ reason: error.message }, 'A connection to the database was lost')
  const config: PoolConfig = {
    connectionString,
    application_name: NAME,
    max: 4,
    connectionTimeoutMillis: CONNECT,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    async onConnect(client) {
      // Between two statements of a transaction the pool does not listen, and an error would end the process.
      client.on('error', lost)
      await client.query(SESSION)
    },
  }
  const pool = new Pool(config)
  pool.on('error', lost)
  return pool
}

function closeOnce(pool: Pool): Promise<void> {
  return pool.ended || pool.ending ? Promise.resolve() : pool.end()
}

/** Programs that start together wait for each other, for as long as the changes take. */
async function migrateUnderLock(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrateWith(client)
  } finally {
    client.release(true) // which ends the session, and with it the lock
  }
}

async function migrateWith(client: PoolClient): Promise<void> {
  const db = onPostgres.drizzle({ client })
  const remedy = 'use another DATABASE_URL'
  await bringUpToDate({
    db,
    migrate: (config) => onPostgres.migrate(db, config),
    migrations: MIGRATIONS,
    remedy,
  })
}

/** Reads `sslmode` as every other client of PostgreSQL does: `require` asks for secrecy, `verify-full` for proof as well. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new AppError(
      'invalid',
      'Expected postgres://user:password@host/database for DATABASE_URL. Write special characters in the password as % and their code, such as %40 for @.',
      { field: 'database_url' },
    )
  }
  const address = new URL(url)
  if (address.searchParams.has('sslmode')) address.searchParams.set('uselibpqcompat', 'true')
  // The driver reads this one for itself, also that of the queue: a server may be gone without a word.
  address.searchParams.set('query_timeout', String(STATEMENT + 30_000))
  return address.href
}

const CERTIFICATE = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
]

/** What the server's or the system's codes mean for the person who wrote DATABASE_URL. */
const REASONS: { code: 'invalid' | 'unavailable'; when: string[]; sentence: string }[] = [
  {
    code: 'invalid',
    when: ['28P01', '28000'],
    sentence: 'The database server refused the user or the password in DATABASE_URL. Check both.',
  },
  {
    code: 'invalid',
    when: ['3D000'],
    sentence: 'The server has no database of the name in DATABASE_URL. Create it, or check the name.',
  },
  {
    code: 'invalid',
    when: ['42501'],
    sentence:
      'The user in DATABASE_URL may not make tables in this database. Give it the right to create schemas there.',
  },
  {
    code: 'invalid',
    when: CERTIFICATE,
    sentence:
      "The database server's certificate cannot be verified. Name its authority with sslrootcert in DATABASE_URL, or use sslmode=require to go without proof.",
  },
  {
    code: 'unavailable',
    when: ['ENOTFOUND', 'EAI_AGAIN'],
    sentence: 'The host in DATABASE_URL was not found. Check its name and the network.',
  },
  {
    code: 'unavailable',
    when: ['57P03', '57P01'],
    sentence: 'The database server is starting or stopping. Stockroom tries again by itself.',
  },
]

function explained(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (hasCode(cause, 'ENOENT') && 'path' in cause && 'syscall' in cause && cause.syscall === 'open') {
      return new AppError('invalid', `DATABASE_URL names the file ${cause.path}, which is not there.`)
    }
    const found = REASONS.find(({ when }) => hasCode(cause, ...when))
    if (found) return new AppError(found.code, found.sentence, { cause: error })
    if (/does not support SSL/.test(cause.message)) {
      const next = 'Take sslmode out of DATABASE_URL, or turn SSL on at the server.'
      return new AppError('invalid', `The database server does not support SSL. ${next}`, { cause: error })
    }
  }
  if (!isOutage(error)) return error
  const next = 'Check that it runs, and its host and port.'
  return new AppError('unavailable', `The database server in DATABASE_URL does not answer. ${next}`, {
    cause: error,
  })
}
