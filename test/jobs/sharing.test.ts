import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { JobsOptions } from '../../src/jobs/jobs.ts'
import { gate, itemByItem, startJobs, type TestJobs } from '../support/jobs.ts'
import { describePostgres, usePostgres } from '../support/postgres.ts'

const ORIGIN = { origin: 'program' } as const

describePostgres('programs that share a database', () => {
  const server = usePostgres()

  it('do each job once, and see each other', async () => {
    const url = await server().database()
    const seen: string[] = []
    const work = itemByItem(async (item) => {
      seen.push(item)
      return { status: 'done' }
    })
    const [a, b] = [await member(url, 'a', { work }), await member(url, 'b', { work })]
    const added = []
    for (let n = 0; n < 40; n++) added.push(await (n % 2 ? a : b).add('work', {}, [`item ${n}`], ORIGIN))
    await Promise.all(added.map(({ id }) => a.ended(id)))
    expect(seen.toSorted()).toEqual(added.map((_, n) => `item ${n}`).toSorted())
    expect((await a.machines()).map(({ name, is_self }) => [name, is_self])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  it('pause, resume and cancel for each other', async () => {
    const url = await server().database()
    const { wait } = gate()
    const work = itemByItem(async (_, { signal }) => wait(signal).then(() => ({ status: 'done' })))
    const asks = await member(url, 'asks', { work }, { slots: () => 0 })
    const works = await member(url, 'works', { work })
    const { id } = await asks.add('work', {}, ['a'], ORIGIN)
    const running = await asks.until(id, ({ counts }) => counts.processing === 1)
    expect(running.machine?.name).toBe('works')
    await asks.cancel(id)
    expect((await asks.ended(id)).status).toBe('cancelled')

    await asks.pause('work')
    expect(await works.paused()).toEqual(['work'])
    const held = await works.add('work', {}, ['b'], ORIGIN)
    expect((await works.get(held.id)).status).toBe('queued')
    await asks.resume('work')
    await asks.until(held.id, ({ status }) => status === 'processing')
  })

  it('add the job of a schedule once, though it is due for both', async () => {
    const url = await server().database()
    const work = itemByItem(async () => ({ status: 'done' }), {
      plan: async () => ({ input: {}, items: ['a'] }),
    })
    const schedules = [{ id: 'often', kind: 'work', cron: '0 0 1 1 *', enabled: false }]
    const [a, b] = [
      await member(url, 'a', { work }, { schedules }),
      await member(url, 'b', { work }, { schedules }),
    ]
    await a.schedules.change('often', { enabled: true, cron: '*/2 * * * * *' })
    await new Promise<void>((done, fail) => {
      const forget = b.onChange((change) => {
        if (change?.what === 'schedule')
          b.list({}).then(({ total }) => {
            if (total < 3) return
            forget()
            done()
          }, fail)
      })
    })
    await b.schedules.change('often', { enabled: false })
    const runs = (await a.events({ limit: 100 })).filter(({ event }) => event === 'schedule_ran')
    expect((await a.list({})).total).toBe(runs.length)
    const seconds = (await a.list({ limit: 100 })).jobs.map(({ created_at }) =>
      Math.floor(Date.parse(created_at) / 2000),
    )
    expect(new Set(seconds).size).toBe(seconds.length)
  })

  it('pass on what jobs say, and which device they use', async () => {
    const url = await server().database()
    const work = itemByItem(async (item, { log, device }) => {
      device('cuda')
      log(`working on ${item}`)
      return { status: 'done' }
    })
    const asks = await member(url, 'asks', { work }, { slots: () => 0 })
    await member(url, 'gpu box', { work })
    const { id } = await asks.add('work', {}, ['a'], ORIGIN)
    expect((await asks.ended(id)).machine).toMatchObject({ name: 'gpu box', device: 'cuda' })
    expect(await asks.lines({ job: id })).toMatchObject([
      { text: 'working on a', machine: { name: 'gpu box' } },
    ])
  })

  it('tell workers what they have to heed, and only dashboards how it goes', async () => {
    const url = await server().database()
    const work = itemByItem(async (item, { log }) => {
      log(`working on ${item}`)
      return { status: 'done' }
    })
    const shows = await member(url, 'shows', { work }, { slots: () => 0 })
    const works = await member(url, 'works', { work }, {}, 'worker')
    const heard = { shows: new Set<string>(), works: new Set<string>() }
    shows.onChange((change) => change && heard.shows.add(change.what))
    works.onChange((change) => change && heard.works.add(change.what))
    await shows.ended((await shows.add('work', {}, ['a'], ORIGIN)).id)
    await shows.pause('work')
    await expect.poll(() => [...heard.works].toSorted()).toEqual(['pause', 'ticket'])
    await expect
      .poll(() => [...heard.shows])
      .toEqual(expect.arrayContaining(['ticket', 'job', 'item', 'lines']))
  })

  it('keep what belongs to one machine on that machine', async () => {
    const url = await server().database()
    const local = (where: string[]) => ({
      ...itemByItem(async (item) => {
        where.push(item)
        return { status: 'done' as const }
      }),
      isLocal: true,
    })
    const [here, there]: [string[], string[]] = [[], []]
    const a = await member(url, 'a', { work: local(here) }, { home: 'aaa' })
    const b = await member(url, 'b', { work: local(there) }, { home: 'bbb' })
    for (const [jobs, item] of [
      [a, 'for a'],
      [b, 'for b'],
      [a, 'for a too'],
    ] as const) {
      await b.ended((await jobs.add('work', {}, [item], ORIGIN)).id)
    }
    expect([here, there]).toEqual([['for a', 'for a too'], ['for b']])
  })

  it('refuse a library that is another one, and a worker that sees none', async () => {
    const url = await server().database()
    const work = itemByItem(async () => ({ status: 'done' }))
    let name: string | null = null
    const identity = (first: string | null) => {
      let own = first
      const write = async (id: string) => {
        own = id
        name = id
      }
      return { read: async () => own, write, isEmpty: async () => own === null }
    }
    await member(url, 'dashboard', { work }, { library: identity(null) })
    expect(name).not.toBeNull()
    await member(url, 'same', { work }, { library: identity(name) })
    await expect(member(url, 'other', { work }, { library: identity(randomUUID()) })).rejects.toThrow(
      'about another library',
    )
    await expect(member(url, 'unmounted', { work }, { library: identity(null) }, 'worker')).rejects.toThrow(
      'is not the library of the dashboard',
    )
  })
})

describePostgres('a database server that goes away', () => {
  const server = usePostgres()

  it.each(['stop', 'crash'] as const)(
    '(%s) and comes back does not end a job; what is wrong is told meanwhile',
    async (how) => {
      const url = await server().database()
      const seen: string[] = []
      const doors = { first: gate(), second: gate() }
      const work = itemByItem(async (item) => {
        seen.push(item)
        if (item === 'a') await doors.first.wait()
        if (item === 'c') await doors.second.wait()
        return { status: 'done' }
      })
      const jobs = await member(url, 'here', { work })
      const { id } = await jobs.add('work', {}, ['a', 'b', 'c', 'd'], ORIGIN)
      await jobs.until(id, ({ counts }) => counts.processing === 1)

      await server()[how]()
      doors.first.open()
      await expect.poll(() => jobs.state().status, { timeout: 15_000 }).toBe('away')
      expect(jobs.state().reason).toMatch(/^The database does not answer\./)
      await expect(jobs.list({})).rejects.toMatchObject({ code: 'unavailable' })
      await server().start()
      await expect.poll(() => jobs.state().status, { timeout: 30_000 }).toBe('ready')
      doors.second.open()
      expect(await jobs.ended(id)).toMatchObject({ status: 'completed', attempts: 1, counts: { done: 4 } })
      expect(seen).toEqual(['a', 'b', 'c', 'd'])
    },
    180_000,
  )

  it('is waited for at the start, too', async () => {
    const url = await server().database()
    await server().stop()
    const work = itemByItem(async () => ({ status: 'done' }))
    const early = member(url, 'early', { work })
    await expect(early).rejects.toMatchObject({ code: 'unavailable' })
    await server().start()
    const jobs = await member(url, 'late', { work })
    expect((await jobs.ended((await jobs.add('work', {}, ['a'], ORIGIN)).id)).status).toBe('completed')
  }, 120_000)
})

/** A program of its own name on the shared database. */
function member(
  url: string,
  name: string,
  kinds: Parameters<typeof startJobs>[0],
  options: Partial<JobsOptions> = {},
  role: 'dashboard' | 'worker' = 'dashboard',
): Promise<TestJobs> {
  return startJobs(kinds, {
    place: { url, folder: '', template: undefined },
    self: { id: randomUUID(), name, role, version: '1.0.0', kinds: Object.keys(kinds) },
    ...options,
  })
}
