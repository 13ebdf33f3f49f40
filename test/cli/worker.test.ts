import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addGeneration, type Dashboard, jobEnd, project, startTestDashboard } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { describePostgres, usePostgres } from '../support/postgres.ts'
import { childrenOf, isAlive, stockroom } from '../support/program.ts'

const MODEL = 'bilinear-x4'

describe('stockroom worker', () => {
  it('ends with 2 and says what to set where no server is named, or a kind is unknown', async () => {
    const home = await temporaryFolder()
    const alone = await stockroom(home, 'worker')
    expect(alone).toMatchObject({ code: 2, stdout: '' })
    expect(alone.stderr).toBe(
      'A worker shares the jobs of a PostgreSQL server: set DATABASE_URL to the one that the dashboard uses.\n',
    )
    const unknown = await stockroom(home, 'worker', '--kinds', 'upscale,weights')
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
    expect(unknown.stderr).toContain('Expected some of upscale, check for kinds but received "weights".')
    expect(await stockroom(home, 'worker', '--concurrency', '0')).toMatchObject({ code: 2 })
  }, 120_000)
})

describePostgres('stockroom worker on a shared database', () => {
  const server = usePostgres()

  it('upscales for a dashboard that only shows, from a library that is mounted elsewhere', async () => {
    const { dashboard, url } = await dashboardThatShows()
    const images = await addGeneration(dashboard.home, 'g', ['one', 'two'])
    const worker = await startWorker(await elsewhere(dashboard), url, '--name', 'gpu box')
    await worker.heard('ready')
    // The dashboards of these tests call themselves 0.0.0.
    expect(await worker.heard('version')).toMatchObject({ version: '0.0.0' })
    expect((await worker.heard('version')).text).toMatch(/bring both to the same version\.$/)

    const { body: added } = await dashboard.api('POST', '/api/upscale', { images, model: MODEL })
    const job = await jobEnd(dashboard, added.id)
    expect(job).toMatchObject({ status: 'completed', counts: { done: 2 }, progress: { step: 2, steps: 2 } })
    expect(job.machine).toMatchObject({ name: 'gpu box', device: 'cpu' })
    for (const { result } of job.items) {
      const made = await sharp(join(dashboard.home, 'generations', result.image)).metadata()
      expect(made).toMatchObject({ format: 'jpeg', width: 3840, height: 2160 })
    }
    const { images: found } = (await dashboard.api('GET', '/api/images?stage=upscaled')).body
    expect(found.map(({ id }: { id: string }) => id).toSorted()).toEqual([
      'g/upscaled/one.jpg',
      'g/upscaled/two.jpg',
    ])

    const lines = async () => (await dashboard.api('GET', '/api/logs?after=0')).body.lines
    await expect.poll(async () => JSON.stringify(await lines())).toMatch(/\[gpu box\] .*All done!/)
    // A machine tells its device with its next sign of life.
    await expect
      .poll(() => dashboard.app.jobs.machines())
      .toMatchObject([
        { role: 'dashboard', kinds: ['weights'], is_self: true },
        { name: 'gpu box', role: 'worker', kinds: ['upscale'], device: 'cpu', is_alive: true },
      ])

    const left = await worker.heard('left')
    expect(left).toMatchObject({ job: added.id, why: 'done' })
    expect(worker.events.filter(({ event }) => event === 'item')).toMatchObject([
      { item: images[0], status: 'done' },
      { item: images[1], status: 'done' },
    ])
    expect(await readFile(join(worker.home, 'logs', 'upscale.log'), 'utf8')).toContain('All done!')
    worker.child.kill('SIGINT')
    expect(await worker.exit).toBe(0)
  }, 240_000)

  it('told to end in the middle of a job, it hands it on within three seconds and leaves no process', async () => {
    const { dashboard, url } = await dashboardThatShows()
    const names = Array.from({ length: 12 }, (_, n) => `image_${n}`)
    const images = await addGeneration(dashboard.home, 'g', names)
    const home = await elsewhere(dashboard)
    const first = await startWorker(home, url, '--name', 'first')
    await first.heard('ready')
    const { body: added } = await dashboard.api('POST', '/api/upscale', { images, model: MODEL })
    await first.heard('item')
    const children = childrenOf(first.child.pid ?? 0)
    expect(children.length).toBeGreaterThan(0)
    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0) // one that takes three seconds is cut short, and ends with 1
    await expect.poll(() => children.filter(isAlive)).toEqual([])
    expect(first.events.at(-1)?.event).toBe('ended')
    const { body: held } = await dashboard.api('GET', `/api/jobs/${added.id}`)
    expect(held).toMatchObject({ status: 'queued', attempts: 0 })
    expect(held.counts.done).toBeGreaterThan(0)

    const second = await startWorker(home, url, '--name', 'second')
    const job = await jobEnd(dashboard, added.id)
    expect(job).toMatchObject({ status: 'completed', attempts: 1, machine: { name: 'second' } })
    expect(job.counts.done + job.counts.skipped).toBe(names.length)
    const files = await readdir(join(dashboard.home, 'generations'), { recursive: true })
    expect(files.filter((path) => path.endsWith('.jpg'))).toHaveLength(names.length)
    second.child.kill('SIGTERM')
    await second.exit
    expect(await readdir(join(dashboard.home, 'generations', '.stockroom', 'work'))).toEqual([])
  }, 240_000)

  it('refuses a folder where nothing is mounted and makes none, and another library', async () => {
    const { url, dashboard } = await dashboardThatShows()
    await addGeneration(dashboard.home, 'g', ['one'])
    const home = await temporaryFolder()
    const unmounted = await startWorker(home, url)
    expect(await unmounted.exit).toBe(1)
    expect(unmounted.said()).toContain('The generations folder here is not the library of the dashboard.')
    expect(existsSync(join(home, 'generations'))).toBe(false)

    const other = await dashboardThatShows()
    const strange = await startWorker(other.dashboard.home, url)
    expect(await strange.exit).toBe(1)
    expect(strange.said()).toContain('The jobs in this database are about another library.')
  }, 240_000)

  it('waits for a server that is away, beside the dashboard of the same home', async () => {
    const { url, dashboard } = await dashboardThatShows()
    await server().stop()
    const worker = await startWorker(dashboard.home, url)
    expect((await worker.heard('waiting')).text).toMatch(/does not answer|starting or stopping/)
    await server().start()
    await worker.heard('ready')
    await expect.poll(() => dashboard.app.jobs.state().status, { timeout: 120_000 }).toBe('ready')
    const stopped = server().stop()
    expect((await worker.heard('database')).text).toMatch(/^The database does not answer\./)
    await stopped
    worker.child.kill('SIGTERM')
    await worker.exit
    await server().start()
  }, 240_000)

  async function dashboardThatShows(): Promise<{ url: string; dashboard: Dashboard }> {
    const url = await server().database()
    const dashboard = await startTestDashboard({ database_url: url, run_jobs: false, machine_name: 'desk' })
    await dashboard.app.jobs.ready()
    return { url, dashboard }
  }
})

/** Another machine: the same library under another path, models of its own. */
async function elsewhere({ home }: Dashboard): Promise<string> {
  const other = await temporaryFolder()
  await symlink(join(home, 'generations'), join(other, 'generations'))
  await mkdir(join(other, 'weights'))
  const models = join(project, 'test', 'fixtures', 'models')
  await copyFile(join(models, `${MODEL}.onnx`), join(other, 'weights', `${MODEL}.onnx`))
  return other
}

type Event = { event: string; text?: string } & Record<string, unknown>

interface Worker {
  child: ChildProcess
  home: string
  events: Event[]
  exit: Promise<number | null>
  /** What it said for a person. */
  said(): string
  /** Resolves with the first event of a name, also one that has been. */
  heard(name: string): Promise<Event>
}

async function startWorker(home: string, url: string, ...args: string[]): Promise<Worker> {
  const env = { ...process.env, STOCKROOM_HOME: home, DATABASE_URL: url }
  const entry = join(project, 'src', 'cli', 'stockroom.ts')
  const child = spawn(process.execPath, [entry, 'worker', '--json', ...args], { env, stdio: 'pipe' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const events: Event[] = []
  const waiting = new Set<() => void>()
  const exit = new Promise<number | null>((done) => child.once('close', done))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line))
    for (const look of waiting) look()
  })
  const heard = (name: string) =>
    new Promise<Event>((done, fail) => {
      const look = () => {
        const found = events.find(({ event }) => event === name)
        if (!found) return
        waiting.delete(look)
        done(found)
      }
      waiting.add(look)
      look()
      void exit.then((code) => fail(new Error(`It ended with ${code} before "${name}":\n${said}`)))
    })
  return { child, home, events, exit, heard, said: () => said }
}
