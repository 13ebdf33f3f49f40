import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { PgBoss } from 'pg-boss'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { messageOf } from '../../../src/core/errors.ts'
import { sql } from '../../../src/jobs/store/drizzle.ts'
import { isOutage } from '../../../src/jobs/store/outage.ts'
import { openPostgres } from '../../../src/jobs/store/postgres.ts'
import { rowsOf, type Store } from '../../../src/jobs/store/store.ts'
import { describePostgres, type PostgresServer, usePostgres } from '../../support/postgres.ts'

const SILENT = pino({ enabled: false })

describePostgres('a store on a PostgreSQL server', () => {
  const server = usePostgres()

  it('is opened by many programs at once, and its tables are made once', async () => {
    const address = await server().database()

    const stores = await Promise.all([1, 2, 3, 4].map(() => open(address)))

    const { rows } = await ask(
      stores[0],
      sql`select count(*)::int as n from stockroom_migrations.__drizzle_migrations`,
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  it('says in the list of sessions who it is', async () => {
    const store = await open(await server().database())

    const { rows } = await ask(
      store,
      sql`select application_name as name from pg_stat_activity where pid = pg_backend_pid()`,
    )

    expect(rows).toEqual([{ name: 'stockroom' }])
  })

  it.each([
    {
      what: 'a wrong password',
      address: (one: PostgresServer) => one.address('postgres', 'wrong-secret'),
      code: 'invalid',
      sentence: 'The database server refused the user or the password in DATABASE_URL. Check both.',
    },
    {
      what: 'a database that is not there',
      address: (one: PostgresServer) => one.address('nowhere'),
      code: 'invalid',
      sentence: 'The server has no database of the name in DATABASE_URL. Create it, or check the name.',
    },
    {
      what: 'a host that is not there',
      address: () => 'postgres://u:wrong-secret@nowhere.invalid/jobs',
      code: 'unavailable',
      sentence: 'The host in DATABASE_URL was not found. Check its name and the network.',
    },
    {
      what: 'a port where nothing listens',
      address: () => 'postgres://u:wrong-secret@127.0.0.1:1/jobs',
      code: 'unavailable',
      sentence:
        'The database server in DATABASE_URL does not answer. Check that it runs, and its host and port.',
    },
    {
      what: 'an address that is none',
      address: () => 'postgres://u:wrong-secret%@[::/jobs',
      code: 'invalid',
      sentence:
        'Expected postgres://user:password@host/database for DATABASE_URL. Write special characters in the password as % and their code, such as %40 for @.',
    },
    {
      what: 'a server without SSL where it is asked for',
      address: (one: PostgresServer) => `${one.address('postgres')}?sslmode=require`,
      code: 'invalid',
      sentence:
        'The database server does not support SSL. Take sslmode out of DATABASE_URL, or turn SSL on at the server.',
    },
    {
      what: 'a certificate that is not there',
      address: (one: PostgresServer) =>
        `${one.address('postgres')}?sslmode=verify-full&sslrootcert=/no/such.pem`,
      code: 'invalid',
      sentence: 'DATABASE_URL names the file /no/such.pem, which is not there.',
    },
  ])('has one sentence for $what, without the password', async ({ address, code, sentence }) => {
    const error = await openPostgres(address(server()), SILENT).catch((thrown) => thrown)

    expect({ code: error.code, message: error.message }).toEqual({ code, message: sentence })
    expect(isOutage(error)).toBe(code === 'unavailable')
    expect(everythingIn(error)).not.toContain('wrong-secret')
  })

  it('has one sentence for a user without the right to make tables', async () => {
    const address = await server().database()
    const store = await open(address)
    await store.db.execute(sql`create role guest login password 'guest'`)
    const database = new URL(address).pathname.slice(1)

    const fresh = new URL(await server().database())
    fresh.username = 'guest'
    fresh.password = 'guest'

    await expect(openPostgres(fresh.href, SILENT)).rejects.toMatchObject({
      message:
        'The user in DATABASE_URL may not make tables in this database. Give it the right to create schemas there.',
    })
    expect(database).not.toBe('')
  })

  it('outlives the end of a session in the midst of a transaction', async () => {
    const store = await open(await server().database())
    const other = await open(await server().database())

    const cut = store.db.transaction(async (tx) => {
      const { rows } = rowsOf<{ pid: number }>(await tx.execute(sql`select pg_backend_pid() as pid`))
      await other.db.execute(sql`select pg_terminate_backend(${rows[0]?.pid})`)
      await new Promise((next) => setImmediate(next))
      await tx.execute(sql`select 1`)
    })

    expect(isOutage(await cut.catch((error) => error))).toBe(true)
    expect((await ask(store, sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
  })
})

describePostgres('an outage of the server', () => {
  const server = usePostgres()

  it('is told from faults, through drizzle and through the queue, while it lasts', async () => {
    const store = await open(await server().database())
    const boss = new PgBoss({ ...store.boss, schema: 'queue', supervise: false, schedule: false, max: 1 })
    boss.on('error', () => undefined)
    await boss.start()
    await boss.createQueue('work')
    onTestFinished(() => boss.stop({ graceful: false, close: true }))

    const asleep = store.db.execute(sql`select pg_sleep(60)`).catch((error) => error)
    const inQueue = boss
      .getDb()
      .executeSql('select pg_sleep(60)')
      .catch((error) => error)
    await untilAsleep(store, 2)
    await server().stop()
    expect(outages(await asleep, await inQueue)).toEqual([true, true])

    const refused = [await fails(store.db.execute(sql`select 1`)), await fails(boss.send('work', {}))]
    expect(outages(...refused, await fails(openPostgres(server().address('postgres'), SILENT)))).toEqual([
      true,
      true,
      true,
    ])

    await server().start()
    expect((await ask(store, sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
    expect(await boss.send('work', {})).toEqual(expect.any(String))
  })

  it('is a crash, too, and what comes after it', async () => {
    const store = await open(await server().database())
    const asleep = store.db.transaction((tx) => tx.execute(sql`select pg_sleep(60)`)).catch((error) => error)
    await untilAsleep(store, 1)

    await server().crash()

    expect(outages(await asleep)).toEqual([true])
    const again = server().start()
    const early = await Promise.all([1, 2, 3].map(() => outcome(store)))
    await again
    expect(early.every((answer) => answer === 'answered' || answer === 'away')).toBe(true)
    expect(await outcome(store)).toBe('answered')
  })

  it('is a server that starts up, stops, or has too many sessions', async () => {
    for (const code of ['57P03', '57P01', '53300']) {
      const address = await refusingServer(code)
      const error = await fails(openPostgres(address, SILENT))
      expect({ code, away: isOutage(error) }).toEqual({ code, away: true })
    }
  })

  it('is no wrong statement', async () => {
    const store = await open(await server().database())

    const errors = [sql`select nothing`, sql`select 1/0`, sql`insert into stockroom.pauses values (null)`]
    for (const query of errors) expect(isOutage(await fails(store.db.execute(query)))).toBe(false)
  })
})

async function open(address: string): Promise<Store> {
  const store = await openPostgres(address, SILENT)
  onTestFinished(store.close)
  return store
}

async function ask(store: Store | undefined, query: ReturnType<typeof sql>) {
  const { rows } = rowsOf<Record<string, unknown>>(await store?.db.execute(query))
  return { rows }
}

async function fails(asked: Promise<unknown>): Promise<Error> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Error) return error
  throw new Error('Expected it to fail.')
}

async function outcome(store: Store): Promise<string> {
  return store.db.execute(sql`select 1`).then(
    () => 'answered',
    (error) => (isOutage(error) ? 'away' : messageOf(error)),
  )
}

function outages(...errors: unknown[]): boolean[] {
  return errors.map(isOutage)
}

async function untilAsleep(store: Store, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await ask(
        store,
        sql`select count(*)::int as n from pg_stat_activity where wait_event = 'PgSleep'`,
      )
      return rows[0]?.n
    })
    .toBe(count)
}

/** Listens as a server that refuses everyone with a code of PostgreSQL's. */
async function refusingServer(code: string): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    socket.once('data', () => {
      const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mnot now\0\0`)
      const head = Buffer.from('E....')
      head.writeInt32BE(fields.length + 4, 1)
      socket.end(Buffer.concat([head, fields]))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return `postgres://u:p@127.0.0.1:${port}/jobs`
}

/** All that a log could show of an error. */
function everythingIn(error: Error): string {
  const lines: string[] = []
  pino({}, { write: (line: string) => void lines.push(line) }).error({ err: error })
  return `${lines.join()} ${error.stack} ${messageOf(error)}`
}
