import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'

const USER = 'stockroom'
const PASSWORD = 'a secret: 비밀/@'
const DEBIAN = '/usr/lib/postgresql'
const binaries = findBinaries()

/** A server of our own that listens on the loopback address, on a port that it keeps. */
export interface PostgresServer {
  port: number
  /** Makes an empty database and returns its address. */
  database(): Promise<string>
  /** The address of a database, whether it is there or not. */
  address(database: string, password?: string): string
  /** Starts it again after `stop` or `crash`; resolves when it takes connections. */
  start(): Promise<void>
  /** Stops it as a system does that shuts down. */
  stop(): Promise<void>
  /** Ends it without any tidying up. */
  crash(): Promise<void>
}

/** Describes what needs a PostgreSQL server; skipped, and said, where none is installed. */
export const describePostgres = describe.skipIf(binaries === undefined)

if (binaries === undefined) {
  process.stderr.write(
    `Skipped what needs a PostgreSQL server: expected its programs in ${DEBIAN}/*/bin (apt-get install postgresql).\n`,
  )
}

/** Has a server for the tests of a file, from its first to its last; none starts where they are skipped. */
export function usePostgres(): () => PostgresServer {
  let server: (PostgresServer & { remove(): Promise<void> }) | undefined
  beforeAll(async () => {
    if (binaries) server = await startPostgres(binaries)
  })
  afterAll(() => server?.remove())
  return () => {
    if (!server) throw new Error('There is no server outside the tests.')
    return server
  }
}

async function startPostgres(bin: string): Promise<PostgresServer & { remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'stockroom-postgres-'))
  const owner = ownerOfServer()
  if (owner) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  await writeFile(join(folder, 'password'), PASSWORD)
  const init = ['-D', data, '-U', USER, '--pwfile', join(folder, 'password'), '-A', 'scram-sha-256']
  const options = { ...owner, cwd: folder, stdio: 'pipe' } as const
  execFileSync(join(bin, 'initdb'), [...init, '-E', 'UTF8', '--locale=C', '--no-sync'], options)
  const port = await freePort()
  const run = () => spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...SETTINGS], options)
  let running: Running | undefined = await ready(run())

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = running
    running = undefined
    await ending?.end(signal)
  }

  const address = (database: string, password = PASSWORD) =>
    `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  return {
    port,
    address,
    async database() {
      const name = `stockroom_${randomUUID().replaceAll('-', '')}`
      const client = new Client({ connectionString: address('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return address(name)
    },
    async start() {
      running ??= await ready(run())
    },
    stop: () => end('SIGINT'),
    crash: () => end('SIGQUIT'),
    async remove() {
      await end('SIGQUIT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Nothing here must outlive a power cut; what was committed must outlive a crash of the server. */
const SETTINGS = [
  ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
  ...['-c', 'max_connections=200', '-c', 'shared_buffers=64MB', '-c', 'lc_messages=C'],
]

interface Running {
  end(signal: NodeJS.Signals): Promise<void>
}

async function ready(server: ChildProcess): Promise<Running> {
  const exit = once(server, 'exit')
  // It ends with us, even when we are killed: its guard waits for the end of what it reads.
  const guard = spawn('sh', ['-c', `cat; kill -QUIT ${server.pid}`], { stdio: ['pipe', 'ignore', 'ignore'] })
  const said: string[] = []
  if (!server.stderr) throw new Error('Expected to read what the server says.')
  const lines = createInterface({ input: server.stderr })
  await new Promise<void>((done, fail) => {
    lines.on('line', (line) => {
      if (said.push(line) > 20) said.shift()
      if (line.includes('ready to accept connections')) done()
    })
    server.on('exit', () => fail(new Error(`PostgreSQL did not start:\n${said.join('\n')}`)))
  })
  return {
    async end(signal) {
      guard.kill()
      server.kill(signal)
      await exit
    },
  }
}

function findBinaries(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined
  const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one))
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))
}

/** PostgreSQL refuses to run as root; Debian's packages make a user for it. */
function ownerOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return address.port
}
