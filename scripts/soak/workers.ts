import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { createJobs, type Jobs } from '../../src/jobs/jobs.ts'

/** What a soak of workers found; `twice` and `failed` have to be zero, and `completed` all of the jobs. */
export interface WorkersReport {
  jobs: number
  kills: number
  completed: number
  failed: number
  /** Jobs that two workers have brought to an end. */
  twice: number
  /** Jobs that were begun again because their worker was killed. */
  again: number
  /** Jobs that the kills cost their workers; without any, nothing was tried. */
  lost: number
  /** The most that passed between two jobs that were done, in milliseconds. */
  longestGap: number
}

type Work = Jobs<{ work: Record<string, never> }>

const MACHINES = 3
/** Each worker has so many slots. */
const SLOTS = 4
/** So long each of the jobs takes, in milliseconds. */
const WORK = 50
const MEMBER = join(import.meta.dirname, '..', '..', 'test', 'jobs', 'member-program.ts')

/** Lets three workers do many small jobs of a shared database, and kills one of them with -9 again and again. */
export async function soakWorkers(options: {
  url: string
  folder: string
  jobs: number
  kills: number
  say: (text: string) => void
}): Promise<WorkersReport> {
  const { url, folder, jobs: count, kills, say } = options
  const file = join(folder, 'done.txt')
  writeFileSync(file, '')
  const jobs = openQueue(url)
  await jobs.ready()
  // Workers keep up with whoever adds: all of it is there before they begin.
  await jobs.pause('work')
  for (let n = 0; n < count; n++) await jobs.add('work', {}, [`job ${n}`], { origin: 'program' })
  const names = Array.from({ length: MACHINES }, (_, n) => `worker-${n}`)
  const members = await Promise.all(names.map((name) => startMember(url, name, file, WORK)))
  try {
    await jobs.resume('work')
    let longestGap = 0
    for (let kill = 1; kill <= kills; kill++) {
      longestGap = Math.max(longestGap, await untilDone(jobs, Math.floor((count * kill) / (kills + 1))))
      const at = kill % MACHINES
      while (!isAtWork(file, names[at] ?? '')) await wait(5)
      members[at]?.kill('SIGKILL')
      say(`kill ${kill} of ${kills}: ${await doneOf(jobs)} of ${count} jobs are done`)
      names[at] = `worker-${at}-after-${kill}`
      members[at] = await startMember(url, names[at], file, WORK)
    }
    longestGap = Math.max(longestGap, await untilDone(jobs, count))
    const { completed, failed } = (await jobs.overview()).counts
    const events = await jobs.events({ limit: 10 * count })
    const lost = events.filter(({ event }) => event === 'lost').length
    return { jobs: count, kills, completed, failed, longestGap, lost, ...readWork(file) }
  } finally {
    for (const member of members) member.kill('SIGKILL')
    await jobs.stop()
  }
}

/** Opens jobs that are only asked, and done elsewhere. */
export function openQueue(url: string | undefined, folder = ''): Work {
  const jobs: Work = createJobs({
    place: { url, folder, template: undefined },
    self: { id: randomUUID(), name: 'asks', role: 'dashboard', version: '1.0.0', kinds: [] },
    kinds: { work: { run: async () => {} } },
    ...{ slots: () => 0, schedules: [], backoff: 1000, library: null, home: 'asks', historyDays: 30 },
    log: pino({ level: 'silent' }),
  })
  jobs.start()
  return jobs
}

/** Starts a worker and waits until it is there; it ends with this process. */
export async function startMember(url: string, name: string, file: string, ms = 5): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MEMBER, url, name, file, String(ms)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

/** Waits until so many jobs are done; returns the longest time without any. */
async function untilDone(jobs: Work, wanted: number): Promise<number> {
  let longest = 0
  let before = await doneOf(jobs)
  for (let since = Date.now(); before < wanted; await wait(50)) {
    const done = await doneOf(jobs)
    longest = Math.max(longest, Date.now() - since)
    if (done !== before) since = Date.now()
    before = done
  }
  return longest
}

async function doneOf(jobs: Work): Promise<number> {
  return (await jobs.overview()).counts.completed
}

/** Tells whether a worker has begun something that it has not ended. */
function isAtWork(file: string, name: string): boolean {
  const own = [...readFileSync(file, 'utf8').matchAll(/^(\S+) (begins|ends) /gm)].filter(
    ([, by]) => by === name,
  )
  const begun = own.filter(([, , word]) => word === 'begins').length
  return begun > own.length - begun
}

/** What the workers wrote down: `<name> begins <job>` and `<name> ends <job>`. */
function readWork(file: string): Pick<WorkersReport, 'twice' | 'again'> {
  const said = [...readFileSync(file, 'utf8').matchAll(/ (begins|ends) (job \d+)$/gm)]
  const often = (what: string) => {
    const jobs = Map.groupBy(
      said.filter(([, word]) => word === what),
      ([, , job]) => job,
    )
    return [...jobs.values()].filter((all) => all.length > 1).length
  }
  return { twice: often('ends'), again: often('begins') }
}

/** So many jobs at most are begun again after so many kills. */
export function mostAgain(kills: number): number {
  return kills * SLOTS
}
