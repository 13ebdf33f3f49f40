import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/imaging/decode.ts'
import { resizeTo } from '../../src/imaging/encode.ts'
import { GET_REAL_ESRGAN } from '../../src/upscale/models.ts'
import { quarters, STRANGE, temporaryFolder, writeStrangePictures } from '../imaging/strange-pictures.ts'
import { createBench, testModel } from './job.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  await writeStrangePictures(folder.path)
  await quarters(512, 512).png().toFile(join(folder.path, 'square.png'))
})
afterAll(() => folder.remove())

describe('createUpscaler', () => {
  it('makes checked pictures of the exact size with a real network, and tells how far it is', async () => {
    const bench = await createBench(folder.path)
    const settings = {
      model: await testModel('bilinear-x4'),
      tile: 256,
      target: { width: 3840, height: 2160 },
    }
    const made: { processed: string | null; size: string }[] = []
    const report = await bench.run(
      { ...bench.task(['square.png'], settings), keepProcessed: true },
      {
        async deliver(_, { file, processed }) {
          const [large, crop] = [await sharp(file).metadata(), await sharp(processed ?? '').metadata()]
          expect(large).toMatchObject({ format: 'jpeg', width: 3840, height: 2160, hasProfile: true })
          expect(crop).toMatchObject({ format: 'png', width: 512, height: 288 })
          made.push({ processed, size: `${large.width}x${large.height}` })
        },
      },
    )
    expect(made).toHaveLength(1)
    expect(report).toMatchObject({ model: 'bilinear-x4', device: 'cpu', isRealEsrgan: false })
    expect(report.results[0]).toMatchObject({
      id: 'square.png',
      status: 'done',
      made: { width: 3840, height: 2160 },
    })
    expect(report.results[0]?.made?.sourceSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(Object.keys(report.results[0]?.ms ?? {})).toEqual([
      'decode',
      'enlarge',
      'resize',
      'encode',
      'verify',
    ])

    expect(bench.lines[0]).toBe('1 picture with bilinear-x4 on cpu (cpu was asked for)')
    expect(bench.lines).toContain('[1/1] square.png: started')
    expect(bench.lines.at(-1)).toMatch(
      /^\[1\/1\] square\.png: done in \d+\.\d s \(decode \d+ ms, enlarge [\d,]+ ms, resize/,
    )
    expect(bench.progress[0]).toMatchObject({
      index: 0,
      items: 1,
      label: 'square.png',
      tile: 0,
      phase: 'reading',
    })
    expect(bench.progress.at(-2)).toMatchObject({ phase: 'saving' })
    expect(bench.progress.at(-1)).toMatchObject({ phase: 'done', eta: 0 })
    await expect(access(bench.workFolder)).rejects.toThrow()
  })

  it('handles or refuses each strange picture, and none stops the others', async () => {
    const bench = await createBench(folder.path)
    const names = Object.keys(STRANGE)
    const report = await bench.run(
      bench.task([...names, 'missing.png'], { model: await testModel('bilinear-x4-bytes') }),
    )
    for (const [n, [name, problem]] of Object.entries(STRANGE).entries()) {
      const result = report.results[n]
      expect(result?.status, name).toBe(problem === null ? 'done' : 'failed')
      if (problem) expect(result?.reason).toContain(problem)
    }
    expect(report.results.at(-1)).toMatchObject({ id: 'missing.png', status: 'failed' })
    expect(await readdir(bench.delivered)).toHaveLength(6)
    expect(report.notes).toContain('alpha16.png: transparency was flattened onto white')
    expect(bench.details.length).toBe(5)
  })

  it('enlarges by Lanczos without any model, and says that this is not Real-ESRGAN', async () => {
    const bench = await createBench(folder.path)
    const report = await bench.run(
      bench.task(['square.png'], { target: { scale: 4 }, aspect: null, format: 'png' }),
    )
    expect(report).toMatchObject({ model: 'lanczos', isRealEsrgan: false, notes: [GET_REAL_ESRGAN] })
    const [made, source] = await Promise.all([
      decode(join(bench.delivered, 'square.png.png'), { aspect: null }),
      decode(join(folder.path, 'square.png'), { aspect: null }),
    ])
    const direct = await resizeTo(source, { width: 2048, height: 2048 })
    expect(made).toMatchObject({ width: 2048, height: 2048 })
    const largest = made.data.reduce(
      (most, value, n) => Math.max(most, Math.abs(value - (direct.data[n] ?? 0))),
      0,
    )
    expect(largest).toBeLessThanOrEqual(1)
  })

  it('counts a picture as failed when it cannot be delivered', async () => {
    const bench = await createBench(folder.path)
    const report = await bench.run(bench.task(['grey.jpg', 'cmyk.jpg']), {
      deliver: async ({ id }) => {
        if (id === 'grey.jpg') throw new Error('The disk is full.')
      },
    })
    expect(report.results).toMatchObject([
      { status: 'failed', reason: 'The disk is full.' },
      { status: 'done' },
    ])
  })

  it('refuses the job when the model is no upscaler', async () => {
    const bench = await createBench(folder.path)
    const task = bench.task(['grey.jpg'], { model: await testModel('classifier') })
    await expect(bench.run(task)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('[1, 3]'),
    })
    expect(bench.details[0]).toContain('at ')
  })

  it('keeps what is done when it is cancelled, and leaves no temporary file', async () => {
    const bench = await createBench(folder.path)
    const cancelling = new AbortController()
    const names = Array.from({ length: 100 }, () => 'square.png')
    const report = await bench.run(bench.task(names), {
      signal: cancelling.signal,
      deliver: async () => cancelling.abort(),
    })
    expect(report.results[0]?.status).toBe('done')
    expect(report.results.at(-1)?.status).toBe('cancelled')
    expect(report.results.some(({ status }) => status === 'failed')).toBe(false)
    await expect(access(bench.workFolder)).rejects.toThrow()
  })

  it('stops everything within three seconds, twice if asked, and runs nothing afterwards', async () => {
    const bench = await createBench(folder.path)
    const begun = Promise.withResolvers<void>()
    const names = Array.from({ length: 100 }, () => 'square.png')
    const running = bench.run(bench.task(names), { onProgress: () => begun.resolve() })
    await begun.promise
    const start = performance.now()
    await Promise.all([bench.upscaler.stop(), bench.upscaler.stop()])
    expect(performance.now() - start).toBeLessThan(3000)
    expect((await running).results.at(-1)?.status).toBe('cancelled')
    await expect(access(bench.workFolder)).rejects.toThrow()
    await expect(bench.run(bench.task(['square.png']))).rejects.toMatchObject({ code: 'cancelled' })
  })
})
