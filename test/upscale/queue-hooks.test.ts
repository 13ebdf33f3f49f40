import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import { quarters, temporaryFolder } from '../imaging/strange-pictures.ts'
import { createBench } from './job.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const names = Array.from({ length: 8 }, (_, n) => `square_${n}.png`)
beforeAll(async () => {
  folder = await temporaryFolder()
  for (const name of names) await quarters(256, 256).png().toFile(join(folder.path, name))
})
afterAll(() => folder.remove())

describe('a job of the queue', () => {
  it('finishes what is in work when it is paused, and begins nothing more', async () => {
    const bench = await createBench(folder.path)
    const pausing = new AbortController()
    const begun: string[] = []
    const report = await bench.run(bench.task(names), {
      pause: pausing.signal,
      onBegin: ({ id }) => void begun.push(id),
      deliver: async () => pausing.abort(),
    })
    const ended = (status: string) =>
      report.results.filter((result) => result.status === status).map(({ id }) => id)
    expect(ended('done')).toEqual(begun)
    expect(begun.length).toBeLessThan(names.length)
    expect(ended('cancelled')).toHaveLength(names.length - begun.length)
    expect(ended('failed')).toEqual([])
    await expect(access(bench.workFolder)).rejects.toThrow()
  })

  it('that is paused before it began makes nothing', async () => {
    const bench = await createBench(folder.path)
    const report = await bench.run(bench.task(names), { pause: AbortSignal.abort() })
    expect(report.results.map(({ status }) => status)).toEqual(names.map(() => 'cancelled'))
  })

  it('tells of each picture when it is begun and how it ended, with the memory it took, to its own journal', async () => {
    const bench = await createBench(folder.path)
    const said: string[] = []
    const heard: unknown[] = []
    await bench.run(bench.task(['square_0.png', 'missing.png'], { target: { width: 3840, height: 2160 } }), {
      journal: { say: (text) => void said.push(text), fail: (text) => void said.push(text) },
      onBegin: ({ id }) => void heard.push(`${id} begun`),
      onEnd: ({ id, status, isPassing }) => void heard.push(`${id} ${status} ${isPassing ?? ''}`.trim()),
    })
    expect(heard).toHaveLength(4)
    expect(heard).toContain('square_0.png done')
    expect(heard).toContain('missing.png failed false')
    expect(said.some((line) => line.includes('square_0.png: done'))).toBe(true)
    expect(bench.lines).toEqual([])
  })

  it('calls a failure passing when the system refused something', async () => {
    const bench = await createBench(folder.path)
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const report = await bench.run(bench.task(['square_0.png', 'square_1.png']), {
      deliver: async ({ id }) => {
        throw id === 'square_0.png' ? full : new AppError('invalid', 'No.')
      },
    })
    expect(report.results.map(({ isPassing }) => isPassing)).toEqual([true, false])
  })

  it('calls the death of a worker passing', async () => {
    const bench = await createBench(folder.path, { worker: 'killed' })
    const report = await bench.run(bench.task(['one.png', 'bad.png']))
    expect(report.results).toMatchObject([{ status: 'done' }, { status: 'failed', isPassing: true }])
  })
})
