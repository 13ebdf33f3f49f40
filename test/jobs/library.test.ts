import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createIdentity } from '../../src/library/identity.ts'
import { temporaryFolder } from '../support/folder.ts'
import { gate, itemByItem, startJobs, type TestJobs } from '../support/jobs.ts'
import { describePostgres, usePostgres } from '../support/postgres.ts'

const ORIGIN = { origin: 'program' } as const

describePostgres('the library of a shared database', () => {
  const server = usePostgres()

  it('has one name, though two dashboards start on it at once', async () => {
    const url = await server().database()
    const root = await libraryWithPictures()
    await Promise.all([member(url, root), member(url, root)])
    const name = await createIdentity(root).read()
    expect(name).toMatch(/^[0-9a-f-]{36}$/)
    await member(url, root)
    expect(await createIdentity(root).read()).toBe(name)
  })

  it('gets its name back when a dashboard has lost the file, but not where nothing is mounted', async () => {
    const url = await server().database()
    const root = await libraryWithPictures()
    await member(url, root)
    const name = await createIdentity(root).read()
    await rm(join(root, '.stockroom'), { recursive: true })
    await member(url, root)
    expect(await createIdentity(root).read()).toBe(name)

    const unmounted = join(await temporaryFolder(), 'generations')
    await expect(member(url, unmounted)).rejects.toThrow('the generations folder here is empty')
    await expect(member(url, unmounted, 'worker')).rejects.toThrow('is not the library of the dashboard')
    expect(await createIdentity(unmounted).read()).toBeNull()
  })

  it('that goes in the middle of a job takes nothing along: the job goes on when it is back', async () => {
    const url = await server().database()
    const root = await libraryWithPictures()
    const away = `${root} away`
    const door = gate()
    const seen: string[] = []
    const work = itemByItem(async (item) => {
      seen.push(item)
      if (item === 'b') await door.wait()
      return (await createIdentity(root).isEmpty())
        ? { status: 'failed', reason: `There is no ${item}.` }
        : { status: 'done' }
    })
    const jobs = await member(url, root, 'dashboard', work)
    const { id } = await jobs.add('work', {}, ['a', 'b', 'c'], ORIGIN)
    await jobs.until(id, ({ counts }) => counts.done === 1 && counts.processing === 1)
    await rename(root, away)
    door.open()
    const held = await jobs.until(id, ({ status }) => status === 'queued')
    expect(held).toMatchObject({ attempts: 0, counts: { done: 1, failed: 0, waiting: 2 } })

    await rename(away, root)
    expect(await jobs.ended(id)).toMatchObject({ status: 'completed', counts: { done: 3, failed: 0 } })
    expect(seen).toEqual(['a', 'b', 'b', 'c'])
  })

  function member(
    url: string,
    root: string,
    role: 'dashboard' | 'worker' = 'dashboard',
    work = itemByItem(async () => ({ status: 'done' })),
  ): Promise<TestJobs> {
    return startJobs(
      { work },
      {
        place: { url, folder: '', template: undefined },
        self: { id: randomUUID(), name: role, role, version: '1.0.0', kinds: ['work'] },
        library: createIdentity(root),
      },
    )
  }
})

async function libraryWithPictures(): Promise<string> {
  const root = join(await temporaryFolder(), 'generations')
  await mkdir(join(root, 'g'), { recursive: true })
  return root
}
