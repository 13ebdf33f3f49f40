import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import type { App, Role, WorkEvent } from '../app.ts'
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
/** So often the worker looks whether the database answers. */
const EVERY = 300
/** So long a clean end may take before it is cut short. */
const PATIENCE = 2_800

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
      const voice = createVoice(json)
      const role: Role = {
        ...{ role: 'worker', watch: voice.work },
        slots: (kind) => (wanted.includes(kind) ? slots : 0),
      }
      const app = open({ machine_name: name }, role)
      if (!app.settings.database_url) {
        throw new AppError(
          'invalid',
          'A worker shares the jobs of a PostgreSQL server: set DATABASE_URL to the one that the dashboard uses.',
        )
      }
      await work(app, voice)
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

/** Says what happens: a line on stderr for a person, or one of JSON on stdout for a program. */
interface Voice {
  say(event: string, text: string, facts?: Record<string, unknown>): void
  work(event: WorkEvent): void
}

function createVoice(json: boolean | undefined): Voice {
  const print = (document: object) => void process.stdout.write(`${JSON.stringify(document)}\n`)
  const write = (text: string) => void process.stderr.write(`${text}\n`)
  if (json) return { say: (event, text, facts) => print({ event, text, ...facts }), work: print }
  return {
    say: (_, text) => write(text),
    work(event) {
      if (event.event === 'line') write(event.text)
      if (event.event === 'left' && event.why === 'held') write(`Job ${event.job} goes back into the queue.`)
      if (event.event === 'left' && event.reason) write(`Job ${event.job} failed: ${event.reason}`)
    },
  }
}

async function work(app: App, voice: Voice): Promise<void> {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
    process.on(signal, () => (ending.signal.aborted ? process.exit(130) : ending.abort()))
  }
  try {
    await app.start()
    await waitUntilOpen(app, voice, ending.signal)
    if (!ending.signal.aborted) await attend(app, voice, ending.signal)
  } finally {
    setTimeout(() => process.exit(process.exitCode ?? 1), PATIENCE).unref()
    await app.stop()
  }
  voice.say('ended', 'The worker has ended; what it was at goes on elsewhere.')
  process.exit(0)
}

/** Waits for a server that is away, and says so; throws where waiting is of no use. */
async function waitUntilOpen({ jobs }: App, { say }: Voice, signal: AbortSignal): Promise<void> {
  for (let told = ''; jobs.state().status !== 'ready' && !signal.aborted; await pause(signal)) {
    const { status, reason } = jobs.state()
    if (status === 'closed') throw new AppError('unavailable', reason ?? 'The database cannot be used.')
    if (reason && reason !== told) say('waiting', reason)
    told = reason ?? told
  }
}

async function attend(app: App, voice: Voice, signal: AbortSignal): Promise<void> {
  const { jobs, version } = app
  await app.library.sweepWork()
  const kinds = (await jobs.machines()).find(({ is_self }) => is_self)?.kinds ?? []
  const text = `Stockroom worker "${jobs.machine.name}" is ready for ${kinds.join(', ')} (Ctrl-C ends it)`
  voice.say('ready', text, { machine: jobs.machine, version, kinds })
  const strangers = watchVersions(app, voice)
  await strangers.look()
  const forget = jobs.onChange((change) => {
    if (change?.what === 'machine') void strangers.look()
  })
  for (let isAway = false; !signal.aborted; await pause(signal)) {
    const { status, reason } = jobs.state()
    if ((status === 'away') !== isAway) voice.say('database', reason ?? 'The database answers again.')
    isAway = status === 'away'
  }
  forget()
}

/** Tells once of each program that is there with another version: they may not understand each other's jobs. */
function watchVersions({ jobs, journal, version }: App, { say }: Voice): { look(): Promise<void> } {
  const told = new Set<string>()
  return {
    async look() {
      const machines = await jobs.machines().catch(() => [])
      for (const other of machines) {
        if (!other.is_alive || other.version === version || told.has(other.id)) continue
        told.add(other.id)
        const text = `The ${other.role} "${other.name}" runs Stockroom ${other.version} and this worker ${version}: bring both to the same version.`
        journal.say(text)
        say('version', text, { machine: other.name, version: other.version })
      }
    },
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return wait(EVERY, undefined, { signal }).catch(() => undefined)
}
