/**
 * Kills dashboards and workers with -9 at random moments, and says what came of their jobs.
 *
 *   npm run soak             30 kills of a dashboard, 10 of workers with 5,000 jobs
 *   npm run soak -- 5        another number of kills
 *
 * Ends with 1 when anything was lost, broken or done twice, and when the kills came while nothing ran. The workers need a PostgreSQL server: Debian's
 * packages (apt-get install postgresql).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPostgres, startPostgres } from '../test/support/postgres-server.ts'
import { soakDashboard } from './soak/dashboard.ts'
import { mostAgain, soakWorkers } from './soak/workers.ts'

const kills = Number(process.argv[2] ?? 30)
const seed = Date.now() % 1_000_000
const say = (text: string) => console.error(text)

const folder = await mkdtemp(join(tmpdir(), 'stockroom-soak-'))
try {
  const isWell = [await soakOne(), await soakMany()].every(Boolean)
  console.log(isWell ? 'All is well.' : 'Something is wrong, see above.')
  if (!isWell) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function soakOne(): Promise<boolean> {
  say(`A dashboard is killed ${kills} times (seed ${seed})`)
  const report = await soakDashboard({ home: join(folder, 'home'), kills, seed, say })
  console.log(report)
  const { missing, twice, leftovers, orphans, jobs } = report
  const isClean = [missing, twice, leftovers].every((list) => list.length === 0) && orphans === 0
  const wasTried = report.hits > kills / 2
  return wasTried && isClean && jobs.every(({ status, failed }) => status === 'completed' && failed === 0)
}

async function soakMany(): Promise<boolean> {
  const bin = findPostgres()
  if (!bin) {
    say('Skipped the workers: no PostgreSQL server is installed (apt-get install postgresql).')
    return true
  }
  const server = await startPostgres(bin)
  try {
    const count = Math.ceil(kills / 3)
    say(`One of three workers is killed ${count} times`)
    const report = await soakWorkers({
      url: await server.database(),
      folder,
      jobs: count * 500,
      kills: count,
      say,
    })
    console.log(report)
    const { jobs, completed, failed, twice, again, lost } = report
    const wasTried = lost > count / 2
    return wasTried && completed === jobs && failed === 0 && twice === 0 && again <= mostAgain(count)
  } finally {
    await server.remove()
  }
}
