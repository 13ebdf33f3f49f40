import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../imaging/strange-pictures.ts'
import { createBench } from './job.ts'

const names = ['one.png', 'bad.png', 'three.png']

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  for (const name of names) await writeFile(join(folder.path, name), 'a picture')
})
afterAll(() => folder.remove())
afterEach(() => vi.unstubAllEnvs())

describe('a worker', () => {
  it.each([
    [
      'killed',
      'The worker was killed (SIGKILL), probably because memory ran out. Try a smaller tile.',
      'SIGKILL',
    ],
    [
      'heap',
      /^The worker ran out of memory \((SIGABRT|exit code 134)\)\. Try a smaller tile\.$/,
      'heap out of memory',
    ],
    ['exits', /^The worker ended before its work was done \(exit code 3\)/, 'last words'],
  ])('that is gone in mid-picture (%s) takes only that picture with it', async (worker, reason, details) => {
    if (worker === 'heap') vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=64')
    const bench = await createBench(folder.path, { worker })
    const { results } = await bench.run(bench.task(names))
    expect(results.map(({ status }) => status)).toEqual(['done', 'failed', 'done'])
    expect(results[1]?.reason).toMatch(reason)
    expect(bench.details.join('\n')).toContain(details)
    expect(bench.lines).toContain('[3/3] three.png: started')
    await expect(access(bench.workFolder)).rejects.toThrow()
  })

  it('that falls silent is ended and replaced', async () => {
    const bench = await createBench(folder.path, { worker: 'hangs', limits: { silenceMs: 4000 } })
    const { results } = await bench.run(bench.task(names))
    expect(results.map(({ status }) => status)).toEqual(['done', 'failed', 'done'])
    expect(results[1]?.reason).toBe(
      'The worker said nothing for 4 s and was ended. Try again; if it stays so, try a smaller tile.',
    )
  })

  it('that breathes but gets nowhere is ended and replaced', async () => {
    const bench = await createBench(folder.path, { worker: 'stuck', limits: { stallMs: 3000 } })
    const { results } = await bench.run(bench.task(names))
    expect(results.map(({ status }) => status)).toEqual(['done', 'failed', 'done'])
    expect(results[1]?.reason).toMatch(/^The worker made no progress for [\d.]+ min and was ended\./)
  })

  it('that dies with several pictures in work makes them again, one by one', async () => {
    const bench = await createBench(folder.path, { worker: 'crowd' })
    const { results } = await bench.run(bench.task(names))
    expect(results.map(({ status }) => status)).toEqual(['done', 'failed', 'done'])
    expect(results[1]?.reason).toContain('was killed (SIGKILL)')
    expect(bench.lines.join('\n')).toContain('3 pictures were in work and are made again, one by one.')
    expect(bench.progress.at(-1)).toMatchObject({ phase: 'done', done: 3, items: 3 })
  })

  it('that a driver takes along goes on without it, and the next job does not try it', async () => {
    const bench = await createBench(folder.path, { worker: 'bad-driver' })
    const task = bench.task(['one.png'], { device: 'auto' })
    expect((await bench.run(task)).results[0]?.status).toBe('done')
    expect(bench.lines.join('\n')).toContain('webgpu cannot be used here. The worker crashed (SIGSEGV)')
    const before = bench.details.length
    await bench.run(task)
    expect(bench.details).toHaveLength(before)
  })

  it('that a driver takes along ends the job when the driver was asked for', async () => {
    const bench = await createBench(folder.path, { worker: 'bad-driver' })
    const job = bench.run(bench.task(['one.png'], { device: 'webgpu' }))
    await expect(job).rejects.toMatchObject({ code: 'worker_died' })
  })

  it('that prints ten megabytes neither hangs nor floods the log', async () => {
    const bench = await createBench(folder.path, { worker: 'chatty' })
    const { results } = await bench.run(bench.task(names))
    expect(results.every(({ status }) => status === 'done')).toBe(true)
    expect(bench.lines.length).toBeLessThan(300)
    expect(bench.lines.some((line) => /more lines of the worker were left out/.test(line))).toBe(true)
    expect(bench.lines.every((line) => line.length < 600)).toBe(true)
  })

  it('that talks nonsense is not believed', async () => {
    const bench = await createBench(folder.path, { worker: 'garbage' })
    const { results } = await bench.run(bench.task(names))
    expect(results.map(({ status }) => status)).toEqual(['done', 'done', 'done'])
    expect(bench.lines.filter((line) => line.includes('ignored'))).toHaveLength(5)
  })

  it('that never says it is ready ends the job', async () => {
    const bench = await createBench(folder.path, { worker: 'mute', limits: { readyMs: 400 } })
    await expect(bench.run(bench.task(names))).rejects.toMatchObject({
      code: 'worker_died',
      message: expect.stringContaining('said nothing for 0.4 s'),
    })
    await expect(access(bench.workFolder)).rejects.toThrow()
  })

  it('that dies before any picture ends the job, with its last words in the log', async () => {
    const bench = await createBench(folder.path, { worker: 'early-death' })
    await expect(bench.run(bench.task(names))).rejects.toMatchObject({ code: 'worker_died' })
    expect(bench.details[0]).toContain('cannot find my libraries')
  })

  it('that does not hear a cancel is killed when its grace is over', async () => {
    const bench = await createBench(folder.path, { worker: 'hangs', limits: { graceMs: 300 } })
    const cancelling = new AbortController()
    const { results } = await bench.run(bench.task(names), {
      signal: cancelling.signal,
      onProgress: ({ index }) => index === 1 && cancelling.abort(),
    })
    expect(results.map(({ status }) => status)).toEqual(['done', 'cancelled', 'cancelled'])
  })

  it('whose script is missing ends the job with a sentence', async () => {
    const bench = await createBench(folder.path, { worker: 'none-such' })
    await expect(bench.run(bench.task(names))).rejects.toMatchObject({ code: 'worker_died' })
  })

  it('that misbehaved does not spoil the next job', async () => {
    const bench = await createBench(folder.path, { worker: 'killed' })
    await bench.run(bench.task(names))
    const { results } = await bench.run(bench.task(['one.png', 'three.png']))
    expect(results.every(({ status }) => status === 'done')).toBe(true)
  })
})
