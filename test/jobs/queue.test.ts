import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import type { Job, JobKind } from '../../src/jobs/job.ts'
import { createQueue } from '../../src/jobs/queue.ts'

const log = pino({ level: 'silent' })

describe('the queue', () => {
  it('runs jobs one after another in the order they came', async () => {
    const order: string[] = []
    const { queue, ended } = queueOf(async (input) => {
      order.push(`${input} begins`)
      await Promise.resolve()
      order.push(`${input} ends`)
      return { items: [{ id: input, status: 'done' }] }
    })
    const jobs = ['a', 'b'].map((input) => queue.add('work', input, 1))
    expect(jobs.map(({ status }) => status)).toEqual(['queued', 'queued'])
    await ended(2)
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(jobs.map(({ status }) => status)).toEqual(['completed', 'completed'])
  })

  it('completes a job with some failed items, and keeps every reason', async () => {
    const { queue, ended } = queueOf(async () => ({
      items: [
        { id: 'one', status: 'done' },
        { id: 'two', status: 'failed', reason: 'It is not a picture.' },
      ],
    }))
    const job = queue.add('work', 'x', 2)
    await ended(1)
    expect(job).toMatchObject({ status: 'completed', error: null })
    expect(job.error_log).toEqual([{ id: 'two', reason: 'It is not a picture.' }])
  })

  it('fails a job whose items all failed, and one whose kind throws, and goes on with the next', async () => {
    const { queue, ended } = queueOf(async (input) => {
      if (input === 'throws') throw new AppError('worker_died', 'The worker was killed.')
      return { items: [{ id: 'x', status: input === 'fails' ? 'failed' : 'done', reason: 'No.' }] }
    })
    const jobs = ['throws', 'fails', 'works'].map((input) => queue.add('work', input, 1))
    await ended(3)
    expect(jobs.map(({ status }) => status)).toEqual(['failed', 'failed', 'completed'])
    expect(jobs.map(({ error }) => error)).toEqual(['The worker was killed.', 'No.', null])
  })

  it('cancels a queued job at once and a running one when its kind lets go', async () => {
    const { queue, ended } = queueOf(untilAborted)
    const [running, waiting] = [queue.add('work', 'a', 1), queue.add('work', 'b', 1)]
    await Promise.resolve()
    await Promise.resolve()
    expect(running.status).toBe('processing')
    expect(queue.cancel(waiting.id).status).toBe('cancelled')
    queue.cancel(running.id)
    await ended(1)
    expect(running.status).toBe('cancelled')
    expect(() => queue.cancel(running.id)).toThrow('This job is cancelled already.')
  })

  it('does an ended job again, as a new job', async () => {
    let tries = 0
    const { queue, ended } = queueOf(async () => ({
      items: [{ id: 'x', status: ++tries > 1 ? 'done' : 'failed' }],
    }))
    const first = queue.add('work', 'a', 1)
    await ended(1)
    const second = queue.retry(first.id)
    await ended(1)
    expect([first.status, second.status]).toEqual(['failed', 'completed'])
  })

  it('stops what runs, takes nothing more, and may be stopped twice', async () => {
    const { queue } = queueOf(untilAborted)
    const jobs = [queue.add('work', 'a', 1), queue.add('work', 'b', 1)]
    await Promise.resolve()
    await Promise.all([queue.stop(), queue.stop()])
    expect(jobs.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(() => queue.add('work', 'c', 1)).toThrow('closing')
  })

  it('lists by status, newest first, in pages', async () => {
    const { queue, ended } = queueOf(async () => ({ items: [] }))
    const ids = Array.from({ length: 5 }, (_, n) => queue.add('work', String(n), 1).id)
    await ended(5)
    expect(queue.list({ page: 1, limit: 2 })).toMatchObject({
      total: 5,
      jobs: [{ id: ids[4] }, { id: ids[3] }],
    })
    expect(queue.list({ status: 'failed' }).total).toBe(0)
    expect(() => queue.get('nope')).toThrow('There is no job nope.')
  })
})

const untilAborted: JobKind<string> = (_input, { signal }) =>
  new Promise((_done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason))
    if (signal.aborted) fail(signal.reason)
  })

/** A queue of one kind, and a way to wait until so many more of its jobs have ended. */
function queueOf(kind: JobKind<string>) {
  let count = 0
  let waiting: { target: number; done: () => void } | null = null
  const settle = () => {
    count++
    if (waiting && count >= waiting.target) waiting.done()
  }
  const queue = createQueue<{ work: string }>({
    kinds: { work: (input, context) => kind(input, context).finally(() => setImmediate(settle)) },
    log,
  })
  let seen = 0
  const ended = async (more: number): Promise<Job[]> => {
    seen += more
    if (count < seen) await new Promise<void>((done) => (waiting = { target: seen, done }))
    return queue.list({}).jobs
  }
  return { queue, ended }
}
