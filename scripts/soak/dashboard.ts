import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { z } from 'zod'

/** What a soak found; everything but the kills and the pictures has to be zero or empty. */
export interface SoakReport {
  kills: number
  /** Kills that came while a job was running. */
  hits: number
  pictures: number
  /** Pictures without a sound result. */
  missing: string[]
  /** Pictures that were made more than once. */
  twice: string[]
  /** Temporary files that nobody cleared away. */
  leftovers: string[]
  /** Processes that outlived a dashboard. */
  orphans: number
  jobs: { status: string; done: number; skipped: number; failed: number }[]
}

const Job = z.object({ id: z.string(), status: z.string(), counts: z.record(z.string(), z.number()) })
const project = join(import.meta.dirname, '..', '..')
const PICTURES = 20

/**
 * Kills the dashboard with -9 at random moments of a job of twenty small pictures and starts it again, as
 * often as told (a new job follows when one is through); then lets it finish, and looks at what is there.
 */
export async function soakDashboard(options: {
  home: string
  kills: number
  seed: number
  say: (text: string) => void
  /** Ends everything at once. */
  signal?: AbortSignal
}): Promise<SoakReport> {
  const { home, kills, seed, say, signal } = options
  const random = randomFrom(seed)
  const generations: string[] = []
  let hits = 0
  let orphans = 0
  let program = await start(home, signal)
  let job = await addJob(program, home, generations)

  for (let kill = 1; kill <= kills; kill++) {
    await wait(50 + random() * 1950)
    if (isOver((await read(program, job)).status)) job = await addJob(program, home, generations)
    await wait(random() * 400)
    // Else all of them might come before a worker is at work, where a start takes long.
    if (kill % 2 === 1) job = await untilBusy(program, job, () => addJob(program, home, generations))
    const workers = childrenOf(program.child.pid ?? 0)
    if (workers.length > 0) hits++
    program.child.kill('SIGKILL')
    await program.exit
    orphans += await waitUntilGone(workers)
    program = await start(home, signal)
    say(`kill ${kill} of ${kills}: ${JSON.stringify((await read(program, job)).counts)}`)
  }
  while (!isOver((await read(program, job)).status)) await wait(200)
  const jobs = await endedJobs(program)
  program.child.kill('SIGTERM')
  await program.exit
  return {
    kills,
    hits,
    pictures: generations.length * PICTURES,
    orphans,
    jobs,
    ...(await inspect(home, generations)),
  }
}

/** Waits until a worker is at work, on another job where this one is through; returns the job. */
async function untilBusy(program: Program, job: string, another: () => Promise<string>): Promise<string> {
  let current = job
  while (childrenOf(program.child.pid ?? 0).length === 0) {
    if (isOver((await read(program, current)).status)) current = await another()
    await wait(100)
  }
  return current
}

interface Program {
  child: ChildProcess
  address: string
  exit: Promise<unknown>
}

async function start(home: string, signal?: AbortSignal): Promise<Program> {
  const env = { ...process.env, STOCKROOM_HOME: home, STOCKROOM_PORT: '0', STOCKROOM_OPEN: '0' }
  const child = spawn(process.execPath, [join(project, 'src', 'main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const end = () => void child.kill('SIGKILL')
  signal?.addEventListener('abort', end, { once: true })
  void exit.then(() => signal?.removeEventListener('abort', end))
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address) return { child, address, exit }
  }
  throw new Error('The dashboard ended before it was ready.')
}

async function addJob(program: Program, home: string, generations: string[]): Promise<string> {
  const generation = `soak_${generations.length + 1}`
  generations.push(generation)
  const folder = join(home, 'generations', generation)
  await mkdir(folder, { recursive: true })
  const images: string[] = []
  for (let n = 0; n < PICTURES; n++) {
    const name = `image_${String(n).padStart(2, '0')}`
    await writeFile(join(folder, `${name}.png`), await draw(generations.length * 97 + n * 31))
    images.push(`${generation}/${name}.png`)
  }
  const body = JSON.stringify({ images, size: '3840x2160' })
  return Job.parse(await ask(program, '/api/upscale', { method: 'POST', body })).id
}

function draw(hue: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><rect width="320" height="180" fill="hsl(${hue % 360},70%,80%)"/>
    <circle cx="${60 + (hue % 200)}" cy="90" r="50" fill="hsl(${(hue + 150) % 360},60%,35%)"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

async function read(program: Program, id: string) {
  return Job.parse(await ask(program, `/api/jobs/${id}`))
}

async function endedJobs(program: Program): Promise<SoakReport['jobs']> {
  const List = z.object({ jobs: z.array(Job) })
  const { jobs } = List.parse(await ask(program, '/api/jobs?limit=100'))
  return jobs.map(({ status, counts: { done = 0, skipped = 0, failed = 0 } }) => ({
    status,
    done,
    skipped,
    failed,
  }))
}

async function ask({ address }: Program, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const answer = await fetch(address + path, { ...init, headers })
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

function isOver(status: string): boolean {
  return status !== 'queued' && status !== 'processing'
}

/** Looks at every result, at what the log says was made, and for temporary files. */
async function inspect(
  home: string,
  generations: string[],
): Promise<Pick<SoakReport, 'missing' | 'twice' | 'leftovers'>> {
  const missing: string[] = []
  for (const generation of generations) {
    const folder = join(home, 'generations', generation, 'upscaled')
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jpg')) : []
    const sound = await Promise.all(files.map((name) => isSound(join(folder, name))))
    const count = sound.filter(Boolean).length
    if (count !== PICTURES || files.length !== PICTURES)
      missing.push(`${generation}: ${count} sound of ${files.length}`)
  }
  const made = [
    ...readFileSync(join(home, 'logs', 'upscale.log'), 'utf8').matchAll(/\] (image_\d+\.png): done in/g),
  ]
  const counts = Map.groupBy(made, ([, name]) => name ?? '')
  const twice = [...counts].filter(([, all]) => all.length > generations.length).map(([name]) => name)
  const all = readdirSync(join(home, 'generations'), { recursive: true, encoding: 'utf8' })
  const leftovers = all.filter((path) => /\.tmp$|[\\/]work[\\/]./.test(path))
  return { missing, twice, leftovers }
}

async function isSound(file: string): Promise<boolean> {
  const { info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  return info.width === 3840 && info.height === 2160
}

/** Returns the processes that a process has started (Linux). */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent)
}

function parentOf(pid: number): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return /^State:\s*[ZX]/m.test(status) ? null : Number(/^PPid:\s*(\d+)/m.exec(status)?.[1])
  } catch {
    return null
  }
}

/** Waits for processes to end, ten seconds at most, and returns how many have not. */
async function waitUntilGone(pids: number[]): Promise<number> {
  const alive = () => pids.filter((pid) => parentOf(pid) !== null).length
  for (let tries = 0; tries < 100 && alive() > 0; tries++) await wait(100)
  return alive()
}

/** Mulberry32: the same moments for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
