import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import type { JobKind } from '../../src/jobs/job.ts'
import { gate, type Input, itemByItem, startJobs } from '../support/jobs.ts'

const ORIGIN = { origin: 'program' } as const
const done = itemByItem(async () => ({ status: 'done' }))

describe('a job', () => {
  it('is queued with its items, runs, and keeps how each of them ended', async () => {
    const work = itemByItem(async (item, { log, note, device, progress, items }) => {
      progress({ step: items.indexOf(item) + 1, steps: items.length, label: item })
      device('cuda')
      log(`looked at ${item}`)
      note({ code: 'fast', text: 'It was fast.' })
      if (item === 'bad') return { status: 'failed', reason: 'It is no picture.' }
      return { status: 'done', result: { image: `${item}.jpg` }, ms: 120, peakMemory: 3e9 }
    })
    const jobs = await startJobs({ work })
    const added = await jobs.add('work', { size: '4K' }, ['good', 'bad', 'good'], ORIGIN)
    expect(added).toMatchObject({
      kind: 'work',
      status: 'queued',
      origin: 'program',
      priority: 0,
      error: null,
    })

    const job = await jobs.ended(added.id)
    expect(job).toMatchObject({
      ...{ status: 'completed', attempts: 1, input: { size: '4K' }, error: null },
      counts: { waiting: 0, processing: 0, done: 1, skipped: 0, failed: 1, cancelled: 0 },
      error_log: [{ id: 'bad', reason: 'It is no picture.' }],
      notes: [{ code: 'fast', text: 'It was fast.' }],
      progress: { step: 2, steps: 2, label: 'bad' },
      machine: { name: 'here', device: 'cuda' },
    })
    expect(job.items).toMatchObject([
      {
        id: 'good',
        status: 'done',
        attempts: 1,
        result: { image: 'good.jpg' },
        ms: 120,
        peak_memory: 3e9,
        log: null,
      },
      { id: 'bad', status: 'failed', reason: 'It is no picture.', log: 'looked at bad' },
    ])
    expect((await jobs.lines({ job: added.id })).map(({ text }) => text)).toEqual([
      'looked at good',
      'looked at bad',
    ])
    expect((await jobs.events({ job: added.id })).map(({ event }) => event)).toEqual([
      'completed',
      'started',
      'added',
    ])
  })

  it('fails when all of its items did, and when its kind throws; the next one runs all the same', async () => {
    const work: JobKind<Input> = {
      async run({ input, items, settle }) {
        if (input.how === 'throw') throw new AppError('unavailable', 'The model cannot be opened.')
        for (const id of items)
          await settle({ id, status: input.how === 'fail' ? 'failed' : 'done', reason: 'No.' })
      },
    }
    const jobs = await startJobs({ work })
    const added = await Promise.all(
      ['throw', 'fail', 'work'].map((how) => jobs.add('work', { how }, ['a', 'b'], ORIGIN)),
    )
    const ended = await Promise.all(added.map(({ id }) => jobs.ended(id)))
    expect(ended.map(({ status, error }) => [status, error])).toEqual([
      ['failed', 'The model cannot be opened.'],
      ['failed', 'No.'],
      ['completed', null],
    ])
    expect(ended[0]?.items.map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', 'The model cannot be opened.'],
      ['failed', 'The model cannot be opened.'],
    ])
  })

  it('does not pass in silence over what its kind left out', async () => {
    const work: JobKind<Input> = { run: async ({ settle }) => settle({ id: 'a', status: 'done' }) }
    const jobs = await startJobs({ work })
    const job = await jobs.ended((await jobs.add('work', {}, ['a', 'b'], ORIGIN)).id)
    expect(job).toMatchObject({ status: 'completed', error_log: [{ id: 'b', reason: 'It was left out.' }] })
  })

  it('with nothing to do is completed', async () => {
    const jobs = await startJobs({ work: done })
    expect(await jobs.ended((await jobs.add('work', {}, [], ORIGIN)).id)).toMatchObject({
      status: 'completed',
    })
  })

  it('of ten thousand items is there as a whole, and in pages', async () => {
    const jobs = await startJobs({ work: done })
    await jobs.pause('*')
    const items = Array.from({ length: 10_000 }, (_, n) => `item ${n}`)
    const { id } = await jobs.add('work', {}, items, ORIGIN)
    const job = await jobs.get(id)
    expect([job.counts.waiting, job.items.length]).toEqual([10_000, 1000])
    const last = await jobs.items(id, { page: 100, limit: 100 })
    expect([last.total, last.items.at(-1)?.id]).toEqual([10_000, 'item 9999'])
  })
})

describe('a failure', () => {
  it('that may pass is tried three times, each time only what failed, with longer and longer pauses', async () => {
    const seen: string[] = []
    const work = itemByItem(async (item) => {
      seen.push(item)
      if (item === 'good') return { status: 'done' }
      return { status: 'failed', reason: `${item} failed.`, isPassing: item === 'flaky' }
    })
    const jobs = await startJobs({ work }, { backoff: 1000 })
    const { id } = await jobs.add('work', {}, ['good', 'flaky', 'bad'], ORIGIN)
    const waiting = await jobs.until(id, ({ next_attempt_at }) => next_attempt_at !== null)
    expect(waiting).toMatchObject({
      status: 'queued',
      attempts: 1,
      counts: { done: 1, failed: 1, waiting: 1 },
    })

    const job = await jobs.ended(id)
    expect(seen).toEqual(['good', 'flaky', 'bad', 'flaky', 'flaky'])
    expect(job).toMatchObject({ status: 'completed', attempts: 3, counts: { done: 1, failed: 2 } })
    const pauses = (await jobs.events({ job: id })).filter(({ event }) => event === 'again')
    expect(pauses.map(({ details }) => details)).toEqual([
      { reason: 'flaky failed.', seconds: 4 },
      { reason: 'flaky failed.', seconds: 1 },
    ])
  })

  it('of the whole job is tried again only when its kind calls it passing', async () => {
    let runs = 0
    const work: JobKind<Input> = {
      isPassing: (error) => error instanceof AppError && error.code === 'worker_died',
      async run({ input, items, settle }) {
        runs++
        if (runs < 3) throw new AppError(input.dies ? 'worker_died' : 'unsupported', 'It ended.')
        for (const id of items) await settle({ id, status: 'done' })
      },
    }
    const jobs = await startJobs({ work })
    const first = await jobs.ended((await jobs.add('work', { dies: false }, ['a'], ORIGIN)).id)
    expect([first.status, runs]).toEqual(['failed', 1])
    runs = 0
    const second = await jobs.ended((await jobs.add('work', { dies: true }, ['a'], ORIGIN)).id)
    expect([second.status, second.attempts, runs]).toEqual(['completed', 3, 3])
  })

  it('can be tried again by hand: only what failed or was cancelled', async () => {
    const seen: string[] = []
    let isMended = false
    const work = itemByItem(async (item) => {
      seen.push(item)
      return item === 'bad' && !isMended ? { status: 'failed', reason: 'No.' } : { status: 'done' }
    })
    const jobs = await startJobs({ work })
    const { id } = await jobs.add('work', {}, ['good', 'bad'], ORIGIN)
    await jobs.ended(id)
    isMended = true
    expect(await jobs.retry(id)).toMatchObject({ id, status: 'queued', attempts: 0 })
    expect(await jobs.ended(id)).toMatchObject({
      status: 'completed',
      counts: { done: 2, failed: 0 },
      error_log: [],
    })
    expect(seen).toEqual(['good', 'bad', 'bad'])
    await expect(jobs.retry(id)).rejects.toThrow('there is nothing to try again')
  })
})

describe('cancelling', () => {
  it('ends a job that waits at once, and one that runs as soon as its kind lets go', async () => {
    const { wait } = gate()
    const jobs = await startJobs({
      work: itemByItem(async (_, { signal }) => wait(signal).then(() => ({ status: 'done' }))),
    })
    const [running, waiting] = [
      await jobs.add('work', {}, ['a', 'b'], ORIGIN),
      await jobs.add('work', {}, ['c'], ORIGIN),
    ]
    await jobs.until(running.id, ({ counts }) => counts.processing === 1)
    expect(await jobs.cancel(waiting.id)).toMatchObject({ status: 'cancelled', counts: { cancelled: 1 } })
    await jobs.cancel(running.id)
    expect(await jobs.ended(running.id)).toMatchObject({
      status: 'cancelled',
      counts: { cancelled: 2 },
      error: null,
    })
    await expect(jobs.cancel(running.id)).rejects.toThrow('This job is cancelled already.')
  })

  it('keeps what was done before', async () => {
    const { wait } = gate()
    const work = itemByItem(async (item, { signal }) => {
      if (item === 'b') await wait(signal)
      return { status: 'done' }
    })
    const jobs = await startJobs({ work })
    const { id } = await jobs.add('work', {}, ['a', 'b', 'c'], ORIGIN)
    await jobs.until(id, ({ counts }) => counts.done === 1 && counts.processing === 1)
    await jobs.cancel(id)
    const job = await jobs.ended(id)
    expect(job.items.map(({ status }) => status)).toEqual(['done', 'cancelled', 'cancelled'])
    await jobs.retry(id)
    expect((await jobs.until(id, ({ counts }) => counts.processing === 1)).counts).toMatchObject({
      done: 1,
      waiting: 1,
    })
  })

  it('of a job that is not there, or of nonsense, says so', async () => {
    const jobs = await startJobs({ work: done })
    await expect(jobs.cancel('nope')).rejects.toThrow('There is no job nope.')
    await expect(jobs.get(crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
  })
})
