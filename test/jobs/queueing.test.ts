import { describe, expect, it } from 'vitest'
import { gate, itemByItem, startJobs, type TestJobs } from '../support/jobs.ts'

const ORIGIN = { origin: 'program' } as const
const done = itemByItem(async () => ({ status: 'done' }))

describe('the order', () => {
  it('is that of coming, but for what was put before or after', async () => {
    const { jobs, order } = await paused()
    const [a, b, c, d] = await addAll(jobs, ['a', 'b', 'c', 'd'])
    await jobs.prioritize(d ?? '', 1)
    await jobs.prioritize(a ?? '', -1)
    const listed = (await jobs.list({ status: 'queued' })).jobs.map(({ id }) => id)
    expect(listed).toEqual([d, b, c, a])
    await jobs.resume('*')
    await Promise.all([a, b, c, d].map((id) => jobs.ended(id ?? '')))
    expect(order).toEqual(['d', 'b', 'c', 'a'])
  })

  it('can be changed by moving a job before another or to the end, and new ones come last', async () => {
    const { jobs, order } = await paused()
    const [a, b, c] = await addAll(jobs, ['a', 'b', 'c'])
    await jobs.move(c ?? '', a ?? '')
    await jobs.move(a ?? '', null)
    const [late] = await addAll(jobs, ['late'])
    expect((await jobs.list({ status: 'queued' })).jobs.map(({ id }) => id)).toEqual([c, b, a, late])
    await jobs.resume('*')
    await jobs.ended(late ?? '')
    expect(order).toEqual(['c', 'b', 'a', 'late'])
    await expect(jobs.move(a ?? '', null)).rejects.toThrow(
      'Only a job that waits can be moved; this one is completed.',
    )
  })

  it('can be changed one place at a time, up and down, and stops at the ends', async () => {
    const { jobs } = await paused()
    const [a, b, c] = await addAll(jobs, ['a', 'b', 'c'])
    const order = async () => (await jobs.list({ status: 'queued' })).jobs.map(({ id }) => id)
    await jobs.shift(c ?? '', -1)
    expect(await order()).toEqual([a, c, b])
    await jobs.shift(a ?? '', 1)
    expect(await order()).toEqual([c, a, b])
    await jobs.shift(c ?? '', -1)
    await jobs.shift(b ?? '', 1)
    expect(await order()).toEqual([c, a, b])
  })

  it('keeps a job as urgent as it was where its new neighbours allow it', async () => {
    const { jobs } = await paused()
    const [high, usual, low] = await addAll(jobs, ['high', 'usual', 'low'])
    await jobs.prioritize(high ?? '', 1)
    await jobs.prioritize(low ?? '', -1)
    await jobs.move(usual ?? '', low ?? '')
    const priorities = async () => (await jobs.list({ status: 'queued' })).jobs.map((job) => job.priority)
    expect(await priorities()).toEqual([1, 0, -1])
    await jobs.shift(usual ?? '', 1)
    expect(await priorities()).toEqual([1, -1, -1])
  })

  it('lets kinds run beside each other, each one job at a time', async () => {
    const doors = { slow: gate(), quick: gate() }
    const slow = itemByItem(async () => doors.slow.wait().then(() => ({ status: 'done' })))
    const jobs = await startJobs({ slow, quick: done })
    const first = await jobs.add('slow', {}, ['a'], ORIGIN)
    const second = await jobs.add('slow', {}, ['b'], ORIGIN)
    const other = await jobs.add('quick', {}, ['c'], ORIGIN)
    await jobs.ended(other.id)
    expect((await jobs.get(first.id)).status).toBe('processing')
    expect((await jobs.get(second.id)).status).toBe('queued')
    doors.slow.open()
    await jobs.ended(second.id)
  })

  async function paused() {
    const order: string[] = []
    const work = itemByItem(async (item) => {
      order.push(item)
      return { status: 'done' }
    })
    const jobs = await startJobs({ work })
    await jobs.pause('*')
    return { jobs, order }
  }

  async function addAll(jobs: TestJobs, items: string[]): Promise<string[]> {
    const ids: string[] = []
    for (const item of items) ids.push((await jobs.add('work', {}, [item], ORIGIN)).id)
    return ids
  }
})

describe('pausing', () => {
  it('finishes what is in work, holds the rest, and goes on where it stopped', async () => {
    const seen: string[] = []
    const door = gate()
    const work = itemByItem(async (item) => {
      seen.push(item)
      if (item === 'a') await door.wait()
      return { status: 'done' }
    })
    const jobs = await startJobs({ work })
    const { id } = await jobs.add('work', {}, ['a', 'b', 'c'], ORIGIN)
    await jobs.until(id, ({ counts }) => counts.processing === 1)
    expect(await jobs.pause('work')).toEqual(['work'])
    door.open()
    const held = await jobs.until(id, ({ status }) => status === 'queued')
    expect(held).toMatchObject({ attempts: 0, counts: { done: 1, waiting: 2 } })
    expect(await jobs.resume('work')).toEqual([])
    expect(await jobs.ended(id)).toMatchObject({ status: 'completed', attempts: 1, counts: { done: 3 } })
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  it('of one kind leaves the others alone, and holds after a restart', async () => {
    const jobs = await startJobs({ one: done, other: done })
    await jobs.pause('one')
    const held = await jobs.add('one', {}, ['a'], ORIGIN)
    await jobs.ended((await jobs.add('other', {}, ['b'], ORIGIN)).id)
    await jobs.stop()

    const again = await startJobs(
      { one: done, other: done },
      { place: { url: undefined, folder: jobs.folder, template: undefined } },
    )
    expect(await again.paused()).toEqual(['one'])
    await again.ended((await again.add('other', {}, ['c'], ORIGIN)).id)
    expect((await again.get(held.id)).status).toBe('queued')
    await again.resume('one')
    expect((await again.ended(held.id)).status).toBe('completed')
    await expect(again.pause('nothing')).rejects.toThrow(
      'Expected one of one, other for kind but received "nothing".',
    )
  })
})

describe('a restart', () => {
  it('goes on by itself with what ran, and does nothing twice', async () => {
    const seen: string[] = []
    const work = itemByItem(async (item, { signal }) => {
      seen.push(item)
      if (item === 'b' && seen.length === 2) await gate().wait(signal)
      return { status: 'done' }
    })
    const jobs = await startJobs({ work })
    const { id } = await jobs.add('work', {}, ['a', 'b', 'c'], ORIGIN)
    await jobs.until(id, ({ counts }) => counts.done === 1 && counts.processing === 1)
    await jobs.stop()
    await expect(jobs.list({})).rejects.toThrow('Stockroom is closing')

    const again = await startJobs(
      { work },
      { place: { url: undefined, folder: jobs.folder, template: undefined } },
    )
    expect(await again.ended(id)).toMatchObject({ status: 'completed', attempts: 1, counts: { done: 3 } })
    expect(seen).toEqual(['a', 'b', 'b', 'c'])
    expect((await again.events({ job: id })).map(({ event }) => event)).toContain('held')
  })

  it('may come before anything was opened', async () => {
    const jobs = await startJobs({ work: done })
    await Promise.all([jobs.stop(), jobs.stop()])
  })
})

describe('a list', () => {
  it('finds by status, kind, group and words, in pages, the newest that ended first', async () => {
    const work = itemByItem(async (item) =>
      item === 'bad' ? { status: 'failed', reason: 'It is 100% broken.' } : { status: 'done' },
    )
    const jobs = await startJobs({ work, other: done })
    const ids: string[] = []
    for (const [kind, item] of [
      ['work', 'fox_1.png'],
      ['work', 'bad'],
      ['other', 'fox_2.png'],
    ] as const) {
      ids.push((await jobs.add(kind, {}, [item], { ...ORIGIN, group: kind === 'other' ? 'night' : null })).id)
      await jobs.ended(ids.at(-1) ?? '')
    }
    const found = async (query: Parameters<typeof jobs.list>[0]) =>
      (await jobs.list(query)).jobs.map(({ id }) => ids.indexOf(id))
    expect(await found({})).toEqual([2, 1, 0])
    expect(await found({ kind: 'work' })).toEqual([1, 0])
    expect(await found({ status: 'failed' })).toEqual([1])
    expect(await found({ group: 'night' })).toEqual([2])
    expect(await found({ q: 'FOX' })).toEqual([2, 0])
    expect(await found({ q: '100%' })).toEqual([1])
    expect(await found({ q: '0%0' })).toEqual([])
    expect(await found({ q: ids[0]?.slice(0, 8) })).toEqual([0])
    expect(await jobs.list({ page: 2, limit: 2 })).toMatchObject({
      total: 3,
      page: 2,
      limit: 2,
      jobs: [{ id: ids[0] }],
    })
    expect((await jobs.current())?.id).toBe(ids[2])

    const { counts, kinds, throughput, durations } = await jobs.overview()
    expect(counts).toEqual({
      queued: 0,
      processing: 0,
      completed: 2,
      failed: 1,
      cancelled: 0,
      completed_with_errors: 0,
    })
    expect(kinds.map(({ kind }) => kind)).toEqual(['other', 'work'])
    expect([throughput.length, throughput.at(-1)]).toMatchObject([24, { done: 2, failed: 1 }])
    expect(durations.every(({ ms }) => ms >= 0)).toBe(true)
    expect(await jobs.machines()).toMatchObject([
      { name: 'here', role: 'dashboard', is_alive: true, is_self: true },
    ])
  })
})
