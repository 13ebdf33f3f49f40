import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import type { App, Role } from '../app.ts'
import { AppError, invalid } from '../core/errors.ts'

interface Options {
  kinds: string
  concurrency: string
  name?: string
  json?: boolean
}

/** What a worker may take on; what belongs to one machine stays with its dashboard. */
const KINDS = ['upscale', 'check']
const MOST = 16
/** So often the worker looks for something to say. */
const EVERY = 300

/** `stockroom worker`: works on the jobs of a database that several machines share. */
export function workerCommand(open: (flags: Record<string, unknown>, role: Role) => App): Command {
  return new Command('worker')
    .description('work on the jobs of a shared database (DATABASE_URL), without a dashboard')
    .option('--kinds <names>', `kinds of jobs, with commas between them: ${KINDS.join(', ')}`, 'upscale')
    .option('--concurrency <number>', `jobs of a kind at once, 1 to ${MOST}`, '1')
    .option('--name <name>', 'name of this machine among the others (default: its host name)')
    .option('--json', 'one line of JSON on stdout for each thing that happens')
    .action(async ({ kinds, concurrency, name, json }: Options) => {
      const wanted = readKinds(kinds)
      const slots = readConcurrency(concurrency)
      const app = open(
        { machine_name: name },
        { role: 'worker', slots: (kind) => (wanted.includes(kind) ? slots : 0) },
      )
      if (!app.settings.database_url) {
        throw new AppError(
          'invalid',
          'A worker shares the jobs of a PostgreSQL server: set DATABASE_URL to the one that the dashboard uses.',
        )
      }
      await work(app, createVoice(json))
    })
}

function readKinds(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !KINDS.includes(name))
  if (unknown !== undefined) throw invalid('kinds', `some of ${KINDS.join(', ')}`, unknown)
  return names
}

function readConcurrency(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= MOST) return number
  throw invalid('concurrency', `a whole number from 1 to ${MOST}`, text)
}

/** Says what happens: lines on stderr for a person, lines of JSON on stdout for a program. */
type Voice = (event: string, text: string) => void

function createVoice(json: boolean | undefined): Voice {
  if (json) return (event, text) => void process.stdout.write(`${JSON.stringify({ event, text })}\n`)
  return (_, text) => void process.stderr.write(`${text}\n`)
}

async function work(app: App, say: Voice): Promise<void> {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
    process.on(signal, () => (ending.signal.aborted ? process.exit(130) : ending.abort()))
  }
  try {
    await app.start()
    await waitUntilOpen(app, say, ending.signal)
    if (!ending.signal.aborted) await greet(app, say)
    await narrate(app, say, ending.signal)
  } finally {
    await app.stop()
  }
  say('ended', 'The worker has ended; what it was at goes on elsewhere.')
  process.exit(process.exitCode ?? 0)
}

/** Waits for a server that is away, and says so; throws where waiting is of no use. */
async function waitUntilOpen({ jobs }: App, say: Voice, signal: AbortSignal): Promise<void> {
  for (let told = ''; jobs.state().status !== 'ready' && !signal.aborted; await wait(EVERY)) {
    const { status, reason } = jobs.state()
    if (status === 'closed') throw new AppError('unavailable', reason ?? 'The database cannot be used.')
    if (reason && reason !== told) say('waiting', reason)
    told = reason ?? told
  }
}

async function greet({ jobs, version }: App, say: Voice): Promise<void> {
  const machines = await jobs.machines()
  say('ready', `Stockroom worker "${jobs.machine.name}" is ready (Ctrl-C ends it)`)
  for (const other of machines.filter((one) => one.is_alive && one.version !== version)) {
    const text = `${other.name} (${other.role}) runs Stockroom ${other.version}, this worker ${version}. Bring both to the same version.`
    say('version', text)
  }
}

/** Passes on what is written into the journal, and tells when the database goes and comes back. */
async function narrate({ jobs, journal }: App, say: Voice, signal: AbortSignal): Promise<void> {
  let { next } = journal.after(0)
  let isAway = false
  while (!signal.aborted) {
    await wait(EVERY, null, { signal }).catch(() => {})
    const news = journal.after(next)
    next = news.next
    for (const { text } of news.lines) say('line', text)
    const { status, reason } = jobs.state()
    if ((status === 'away') !== isAway) say('database', reason ?? 'The database answers again.')
    isAway = status === 'away'
  }
}
