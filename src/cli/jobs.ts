import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, Option } from 'commander'
import { type App, JOB_STATUSES, type Job, type Role } from '../app.ts'
import { invalid } from '../core/errors.ts'
import { type JobsAccess, openAccess } from './jobs-access.ts'
import { createTerminal } from './terminal.ts'

type Open = (flags: Record<string, unknown>, role: Role) => App

/** `stockroom jobs`: looks at the jobs, starts some, keeps a copy, forgets old ones; beside a running dashboard, too. */
export function jobsCommand(open: Open): Command {
  const access = () => openAccess(open({}, { role: 'command', slots: () => 0 }))
  return new Command('jobs')
    .description('list, run, export and prune jobs')
    .addCommand(listCommand(access))
    .addCommand(runCommand(access))
    .addCommand(exportCommand(access))
    .addCommand(pruneCommand(access))
}

type Access = () => Promise<JobsAccess>

/** Lends the jobs to a piece of work and closes them after it. */
async function using(access: Access, work: (jobs: JobsAccess) => Promise<void>): Promise<void> {
  const jobs = await access()
  try {
    await work(jobs)
  } finally {
    await jobs.close()
  }
}

function listCommand(access: Access): Command {
  return new Command('list')
    .description('show the newest jobs')
    .addOption(new Option('--status <name>', 'only those').choices(JOB_STATUSES))
    .option('--kind <name>', 'only those')
    .option('--limit <number>', 'so many at most, 1 to 100', '20')
    .option('--json', 'one JSON document on stdout')
    .action(
      async ({
        limit,
        json,
        ...query
      }: {
        limit: string
        json?: boolean
        status?: string
        kind?: string
      }) => {
        await using(access, async (jobs) => {
          const found = await jobs.list({ ...query, limit: count(limit, 'limit', 100) })
          createTerminal({ json }).result(found, found.jobs.map(lineOf))
        })
      },
    )
}

function runCommand(access: Access): Command {
  return new Command('run')
    .description('let a kind of job find its own work, such as "upscale" what is selected')
    .argument('<kind>', 'upscale or check')
    .option('--batch-size <number>', 'so many items at most')
    .option('--generation <name>', 'upscale the raw pictures of this generation')
    .option('--json', 'one JSON document on stdout')
    .action(async (kind: string, { batchSize, json, ...options }: { batchSize?: string; json?: boolean }) => {
      await using(access, async (jobs) => {
        const size = batchSize === undefined ? {} : { batchSize: count(batchSize, 'batch-size', 100_000) }
        const result = await jobs.run({ kind, ...size, ...options })
        createTerminal({ json }).result(result, ['nothing' in result ? result.nothing : lineOf(result)])
      })
    })
}

function exportCommand(access: Access): Command {
  return new Command('export')
    .description('write all jobs, their items, what happened and the schedules as lines of JSON')
    .option('--out <file>', 'file to write (default: stdout)')
    .action(async ({ out }: { out?: string }) => {
      await using(access, async (jobs) => {
        const lines = Readable.from(jobs.export())
        if (out === undefined) return pipeline(lines, process.stdout, { end: false })
        const temporary = `${out}.${process.pid}.tmp`
        await pipeline(lines, createWriteStream(temporary))
        await rename(temporary, out)
        createTerminal({}).say(`${out} is written.`)
      })
    })
}

function pruneCommand(access: Access): Command {
  return new Command('prune')
    .description('forget jobs that ended long ago; no picture is touched')
    .option('--days <number>', 'older than so many days', '30')
    .addOption(new Option('--status <name>', 'only those').choices(['completed', 'failed', 'cancelled']))
    .option('--json', 'one JSON document on stdout')
    .action(async ({ days, status, json }: { days: string; status?: Job['status']; json?: boolean }) => {
      await using(access, async (jobs) => {
        const result = await jobs.prune({ days: count(days, 'days', 36_500, 0), ...(status && { status }) })
        createTerminal({ json }).result(result, [`${result.pruned} jobs were forgotten.`])
      })
    })
}

function count(text: string, field: string, most: number, least = 1): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw invalid(field, `a whole number from ${least} to ${most}`, text)
}

function lineOf({ id, kind, status, counts, created_at, error }: Job): string {
  const items = `${counts.done} done, ${counts.skipped} skipped, ${counts.failed} failed`
  const facts = [id, kind.padEnd(8), status.padEnd(10), created_at.slice(0, 16).replace('T', ' '), items]
  return [...facts, ...(error ? [error] : [])].join('  ')
}
