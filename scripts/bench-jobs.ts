/**
 * Measures the queue and prints Markdown tables: how fast jobs are added and done on each engine, with one,
 * two and four workers, and what a worker asks of the server while there is nothing to do.
 *
 *   npm run bench:jobs            1,000 jobs
 *   npm run bench:jobs -- 200     another number
 *
 * Times depend on the machine and on what else it does; the ratios of one run are what to compare.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { findPostgres, startPostgres } from '../test/support/postgres-server.ts'
import { openQueue, startMember } from './soak/workers.ts'

type Queue = ReturnType<typeof openQueue>

const count = Number(process.argv[2] ?? 1000)
const ITEMS = 10_000
const IDLE_SECONDS = 10
/** A connection that does little tells the server of its work after ten seconds. */
const LATE_SECONDS = 12
const ORIGIN = { origin: 'program' } as const
const added: string[][] = []
const done: string[][] = []

const folder = await mkdtemp(join(tmpdir(), 'stockroom-bench-'))
try {
  await measureAdding('PGlite', openQueue(undefined, join(folder, 'jobs')))
  const bin = findPostgres()
  if (bin) await measureServer(bin)
  else console.error('Skipped the server: none is installed (apt-get install postgresql).')
} finally {
  await rm(folder, { recursive: true, force: true })
}
print(
  ['engine', `${ITEMS} items in one job`, 'longest stall of the event loop', `${count} jobs, one by one`],
  added,
)
if (done.length > 0)
  print(['workers', 'jobs/s', 'against one worker', 'connections each', 'idle, transactions/s each'], done)

async function measureServer(bin: string): Promise<void> {
  const server = await startPostgres(bin, ['-c', 'fsync=on'])
  try {
    await measureAdding('PostgreSQL', openQueue(await server.database()))
    let one = 0
    for (const workers of [1, 2, 4]) {
      const rate = await measureWorkers(await server.database(), workers)
      one ||= rate.jobs
      const ratio = (rate.jobs / one).toFixed(2)
      done.push([
        String(workers),
        rate.jobs.toFixed(0),
        `${ratio}x`,
        rate.connections.toFixed(0),
        rate.idle.toFixed(1),
      ])
      console.error(done.at(-1)?.join('  '))
    }
  } finally {
    await server.remove()
  }
}

async function measureAdding(engine: string, jobs: Queue): Promise<void> {
  await jobs.ready()
  const items = Array.from({ length: ITEMS }, (_, n) => `2026-01-01_10-00-00/picture_${n}.png`)
  await jobs.add('work', {}, items.slice(0, 10), ORIGIN) // what is compiled on first use is not what is measured
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const long = await time(() => jobs.add('work', {}, items, ORIGIN))
  delay.disable()
  const many = await time(() => addMany(jobs))
  added.push([
    engine,
    ms(long),
    ms(delay.max / 1e6),
    `${ms(many)} (${((count / many) * 1000).toFixed(0)} jobs/s)`,
  ])
  console.error(added.at(-1)?.join('  '))
  await jobs.stop()
}

async function addMany(jobs: Queue): Promise<void> {
  for (let n = 0; n < count; n++) await jobs.add('work', {}, [`job ${n}`], ORIGIN)
}

async function measureWorkers(
  url: string,
  workers: number,
): Promise<{ jobs: number; connections: number; idle: number }> {
  const jobs = openQueue(url)
  await jobs.ready()
  await jobs.pause('work')
  await addMany(jobs)
  const file = join(folder, 'done.txt')
  const names = Array.from({ length: workers }, (_, n) => `worker ${n}`)
  const members = await Promise.all(names.map((name) => startMember(url, name, file, 0)))
  const took = await time(async () => {
    await jobs.resume('work')
    while ((await jobs.overview()).counts.completed < count) await wait(50)
  })
  await jobs.stop()
  const idle = await measureIdle(url)
  for (const member of members) {
    member.kill('SIGTERM')
    await once(member, 'exit')
  }
  return { jobs: (count / took) * 1000, connections: idle.connections / workers, idle: idle.rate / workers }
}

/** Asks the server itself what the workers do while there is nothing to do. */
async function measureIdle(url: string): Promise<{ connections: number; rate: number }> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const read = async () => {
    await client.query('select pg_stat_clear_snapshot()')
    const { rows } = await client.query(
      `select xact_commit::int as transactions,
         (select count(*)::int - 1 from pg_stat_activity where datname = current_database()) as connections
       from pg_stat_database where datname = current_database()`,
    )
    return rows[0]
  }
  await wait(LATE_SECONDS * 1000)
  const before = await read()
  await wait(IDLE_SECONDS * 1000)
  const after = await read()
  await client.end()
  return { connections: after.connections, rate: (after.transactions - before.transactions) / IDLE_SECONDS }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function ms(value: number): string {
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`
}

function print(head: string[], rows: string[][]): void {
  console.log(`\n| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`)
  for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)
}
