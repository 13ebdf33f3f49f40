import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { itemByItem, startJobs } from '../support/jobs.ts'
import { describePostgres, usePostgres } from '../support/postgres.ts'

const ORIGIN = { origin: 'program' } as const
const MANY = 1000

describePostgres('three machines', () => {
  const server = usePostgres()

  it('one of which is killed with -9, do a thousand jobs: none is lost, and none is done twice', async () => {
    const { jobs, start, file } = await prepare()
    // Three machines keep up with whoever adds: all of it is there before they begin.
    await jobs.pause('work')
    for (let n = 0; n < MANY; n++) await jobs.add('work', {}, [`job ${n}`], ORIGIN)
    const machines = await Promise.all(['a', 'b', 'c'].map((name) => start(name, name === 'b' ? 2000 : 5)))
    await jobs.resume('work')
    const completed = async () => (await jobs.overview()).counts.completed
    await expect.poll(completed, { timeout: 120_000 }).toBeGreaterThan(MANY / 5)
    await expect.poll(() => isAtWork(linesOf(file), 'b'), { interval: 5 }).toBe(true)
    machines[1]?.kill('SIGKILL')
    expect(await completed()).toBeLessThan((MANY * 4) / 5)

    await expect
      .poll(async () => (await jobs.overview()).counts.completed, { timeout: 180_000, interval: 250 })
      .toBe(MANY)
    const events = linesOf(file)
    const ends = events.filter(({ what }) => what === 'ends').map(({ item }) => item)
    expect(new Set(ends).size).toBe(ends.length)
    // What the killed one had just settled may lack its last line; nobody else may have begun it again.
    const begun = Map.groupBy(
      events.filter(({ what }) => what === 'begins'),
      ({ item }) => item,
    )
    expect(begun.size).toBe(MANY)
    const again = [...begun].filter(([, all]) => all.length > 1)
    expect(again.length).toBeGreaterThan(0)
    expect(again.length).toBeLessThanOrEqual(4)
    const lost = (await jobs.events({ limit: 10 * MANY })).filter(({ event }) => event === 'lost')
    expect(lost.length).toBeGreaterThanOrEqual(again.length)
    expect(again.every(([, [first]]) => first?.name === 'b')).toBe(true)
    expect((await jobs.list({ status: 'failed' })).total).toBe(0)
  }, 240_000)

  it('one of which is killed with -9, pass its job on', async () => {
    const { jobs, start, file } = await prepare()
    const first = await start('a', 60_000)
    const { id } = await jobs.add('work', {}, ['long'], ORIGIN)
    await jobs.until(id, ({ counts }) => counts.processing === 1)
    await start('b')
    first.kill('SIGKILL')
    const job = await jobs.ended(id)
    expect(job).toMatchObject({ status: 'completed', machine: { name: 'b' }, counts: { done: 1 } })
    expect(linesOf(file).map(({ name, what }) => `${name} ${what}`)).toEqual([
      'a begins',
      'b begins',
      'b ends',
    ])
    expect((await jobs.events({ job: id })).map(({ event }) => event)).toContain('lost')
    await expect
      .poll(async () => (await jobs.machines()).find(({ name }) => name === 'a')?.is_alive, {
        timeout: 60_000,
      })
      .toBe(false)
  }, 120_000)

  it('that is told to end hands its job on at once', async () => {
    const { jobs, start } = await prepare()
    const first = await start('a', 60_000)
    const { id } = await jobs.add('work', {}, ['long'], ORIGIN)
    await jobs.until(id, ({ counts }) => counts.processing === 1)
    await start('b')
    first.kill('SIGTERM')
    const job = await jobs.ended(id)
    expect(job).toMatchObject({ status: 'completed', attempts: 1, machine: { name: 'b' } })
    // nobody had to find out that it is gone
    expect((await jobs.events({ job: id })).map(({ event }) => event)).not.toContain('lost')
  }, 120_000)

  /** A dashboard that works on nothing itself, and a way to start machines that do. */
  async function prepare() {
    const url = await server().database()
    const file = join(await temporaryFolder(), 'lines.txt')
    writeFileSync(file, '')
    const work = itemByItem(async () => ({ status: 'done' }))
    const jobs = await startJobs(
      { work },
      {
        place: { url, folder: '', template: undefined },
        self: { id: randomUUID(), name: 'dashboard', role: 'dashboard', version: '1.0.0', kinds: [] },
        slots: () => 0,
      },
    )
    return { file, jobs, start: (name: string, ms = 5) => startMember({ url, name, file, ms }) }
  }
})

async function startMember({
  url,
  name,
  file,
  ms,
}: {
  url: string
  name: string
  file: string
  ms: number
}): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'member-program.ts')
  const child = spawn(process.execPath, [program, url, name, file, String(ms)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

/** Tells whether a machine has begun something that it has not ended. */
function isAtWork(lines: ReturnType<typeof linesOf>, machine: string): boolean {
  const count = (word: string) => lines.filter(({ name, what }) => name === machine && what === word).length
  return count('begins') > count('ends')
}

function linesOf(file: string): { name: string; what: string; item: string }[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const [name = '', what = '', ...item] = line.split(' ')
    return { name, what, item: item.join(' ') }
  })
}
