import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { soakDashboard } from '../../scripts/soak/dashboard.ts'
import { addGeneration } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { childrenOf, isAlive, type Program, startProgram } from '../support/program.ts'

const onLinux = process.platform === 'linux'

describe.runIf(onLinux)('the program', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends with everything on %s in the middle of a job, and leaves nothing behind',
    async (signal) => {
      const { home, program, workers, images } = await startBusy()
      program.child.kill(signal)
      expect(await program.exit).toEqual({ code: 0, signal: null })
      await expect.poll(() => workers.filter(isAlive), { interval: 20 }).toEqual([])
      // it did not wait for the end of the job
      const made = (await readdir(join(home, 'generations', 'g', 'upscaled'))).filter((name) =>
        /jpg$/.test(name),
      )
      expect(made.length).toBeLessThan(images.length)
      expect(await leftovers(home)).toEqual([])
    },
    240_000,
  )

  it('killed with -9 takes its worker along, and the next start goes on where it stopped', async () => {
    const { home, program, workers, images, id } = await startBusy()
    program.child.kill('SIGKILL')
    await program.exit
    await expect.poll(() => workers.filter(isAlive), { timeout: 30_000 }).toEqual([])
    const left = await leftovers(home)

    const again = await startProgram(home)
    // The job goes on at once, and what it writes now is no leftover.
    await expect.poll(async () => (await leftovers(home)).filter((name) => left.includes(name))).toEqual([])
    const job = await jobEnded(again, id)
    expect(job).toMatchObject({ status: 'completed', counts: { failed: 0 } })
    expect(job.counts.done + job.counts.skipped).toBe(images.length)
    // Only a picture that was in its place, but not yet written down as done, is met again.
    expect(job.counts.skipped).toBeLessThanOrEqual(1)
    expect(await leftovers(home)).toEqual([])
    again.child.kill('SIGTERM')
    await again.exit
  }, 480_000)

  it('killed with -9 again and again loses nothing, does nothing twice, and leaves nothing behind', async ({
    signal,
  }) => {
    const home = await temporaryFolder()
    const report = await soakDashboard({ home, kills: 5, seed: 7, say: () => {}, signal })
    expect(report).toMatchObject({ kills: 5, missing: [], twice: [], leftovers: [], orphans: 0 })
    expect(report.hits).toBeGreaterThan(2)
    expect(report.jobs.every(({ status, failed }) => status === 'completed' && failed === 0)).toBe(true)
  }, 600_000)

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'makes previews in a process that ends with it on %s',
    async (signal) => {
      const home = await temporaryFolder()
      const ids = await addGeneration(home, 'g', ['one', 'two', 'three'])
      const first = await startProgram(home)
      const previews = await Promise.all(
        ids.map(async (id) => (await fetch(`${first.address}/thumbnails/${id}`)).headers.get('content-type')),
      )
      expect(previews).toEqual(Array(3).fill('image/webp'))
      const makers = makersOf(first)
      expect(makers).toHaveLength(1)
      first.child.kill(signal)
      await first.exit
      await expect.poll(() => makers.filter(isAlive), { timeout: 10_000 }).toEqual([])
    },
    60_000,
  )

  it('leaves a data folder to the dashboard that has it, and says where that is', async () => {
    const home = await temporaryFolder()
    const first = await startProgram(home)
    const second = startAnother({ STOCKROOM_HOME: home, STOCKROOM_PORT: '0' })
    expect(second.status).toBe(1)
    expect(second.stderr).toContain(
      `Another Stockroom (process ${first.child.pid} at ${first.address}) is at work`,
    )
    expect(second.stderr.trim().split('\n')).toHaveLength(1)

    first.child.kill('SIGKILL')
    await first.exit
    const third = await startProgram(home)
    expect((await fetch(`${third.address}/api/jobs`)).status).toBe(200)
  }, 240_000)

  it('says so when the port is taken', async () => {
    const first = await startProgram(await temporaryFolder())
    const second = startAnother({
      STOCKROOM_HOME: await temporaryFolder(),
      STOCKROOM_PORT: new URL(first.address).port,
    })
    expect(second.status).toBe(1)
    expect(second.stderr).toMatch(/Port \d+ is taken/)
  }, 240_000)
})

/** Starts a program that is expected to end at once. */
function startAnother(settings: Record<string, string>) {
  const env = { ...process.env, STOCKROOM_OPEN: '0', DATABASE_URL: '', ...settings }
  const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts')
  return spawnSync(process.execPath, [main], { env, encoding: 'utf8', timeout: 90_000 })
}

/** A program with a worker in the middle of many pictures. */
async function startBusy() {
  const home = await temporaryFolder()
  const images = await addGeneration(
    home,
    'g',
    Array.from({ length: 8 }, (_, n) => `image_${n}`),
  )
  const program = await startProgram(home)
  const { id } = await post(program, '/api/upscale', { images })
  const folder = join(home, 'generations', 'g', 'upscaled')
  await expect.poll(() => existsSync(folder), { timeout: 120_000 }).toBe(true)
  const workers = childrenOf(program.child.pid ?? 0)
  expect(workers.length).toBeGreaterThan(0)
  return { home, program, workers, images, id }
}

/** The processes of a program that make previews. */
function makersOf({ child }: Program): number[] {
  return childrenOf(child.pid ?? 0).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join('previews', 'maker.ts')),
  )
}

async function jobEnded(program: Program, id: string) {
  const now = async () => (await fetch(`${program.address}/api/jobs/${id}`)).json()
  await expect.poll(async () => (await now()).status, { timeout: 300_000 }).toBe('completed')
  return now()
}

async function post({ address }: Program, path: string, body: unknown) {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  return (await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

/** Temporary files of ours, anywhere below the home folder. */
async function leftovers(home: string): Promise<string[]> {
  const all = await readdir(join(home, 'generations'), { recursive: true })
  return all.filter((path) => /\.tmp$|work[\\/]./.test(path))
}
