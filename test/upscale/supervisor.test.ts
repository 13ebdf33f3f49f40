import { access, readdir } from 'node:fs/promises'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/imaging/decode.ts'
import { GET_REAL_ESRGAN } from '../../src/upscale/models.ts'
import { quarters, STRANGE, temporaryFolder, writeStrangePictures } from '../imaging/strange-pictures.ts'
import { childrenOf, nicenesses } from '../support/program.ts'
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

  it('keeps transparency in a PNG, and lays it on white in a JPEG', async () => {
    const bench = await createBench(folder.path)
    const settings = { model: await testModel('bilinear-x4-bytes'), target: { scale: 4 }, aspect: null }
    const png = await bench.run(bench.task(['alpha16.png'], { ...settings, format: 'png' }))
    expect(png.notes).toEqual([])
    const path = join(bench.delivered, 'alpha16.png.png')
    expect(await sharp(path).metadata()).toMatchObject({
      width: 384,
      height: 256,
      channels: 4,
      hasProfile: true,
    })
    const { data } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
    const alphaAt = (x: number) => data[(128 * 384 + x) * 4 + 3]
    expect([alphaAt(20), alphaAt(180), alphaAt(204), alphaAt(370)]).toEqual([255, 255, 0, 0])
    const jpg = await bench.run(bench.task(['alpha16.png'], settings))
    expect(jpg.notes).toEqual(['alpha16.png: transparency was flattened onto white'])
    expect((await sharp(join(bench.delivered, 'alpha16.png.jpg')).metadata()).channels).toBe(3)
  })

  it.each([
    [{ longEdge: 1000 }, { width: 3, height: 2 }, [1000, 666]],
    [{ megapixels: 0.25 }, null, [500, 500]],
    [{ width: 300, height: 500 }, { width: 3, height: 5 }, [300, 500]],
    [{ width: 300, height: 500 }, null, [300, 300]],
  ])('makes a picture of %o with the aspect %o', async (target, aspect, size) => {
    const bench = await createBench(folder.path)
    const { results } = await bench.run(bench.task(['square.png'], { target, aspect }))
    expect([results[0]?.made?.width, results[0]?.made?.height]).toEqual(size)
  })

  it('crops around the focus of a picture', async () => {
    const bench = await createBench(folder.path)
    const task = bench.task(['square.png'], { target: { width: 512, height: 128 } })
    const top = async (y: number) => {
      await bench.run({ ...task, items: task.items.map((item) => ({ ...item, focus: { x: 0.5, y } })) })
      const made = await decode(join(bench.delivered, 'square.png.jpg'), { aspect: null })
      return [...made.data.subarray(0, 3)].map((value) => value > 128)
    }
    expect(await top(0)).toEqual([true, false, false])
    expect(await top(1)).toEqual([false, false, true])
  })

  it('tells results in the order of the items, whatever the order in which they are made', async () => {
    const bench = await createBench(folder.path)
    const names = ['square.png', 'grey.jpg', 'square.png', 'grey.jpg']
    const { results } = await bench.run(bench.task(names))
    expect(results.map(({ id, status }) => [id, status])).toEqual(names.map((id) => [id, 'done']))
    const started = bench.lines.filter((line) => line.endsWith('started')).map((line) => line.slice(1, 2))
    expect(started).toEqual(['1', '3', '2', '4'])
    const done = bench.progress.map((progress) => progress.done)
    expect(done).toEqual(done.toSorted())
  })

  it('says that what the built-in model makes is not Real-ESRGAN', async () => {
    const bench = await createBench(folder.path)
    const settings = { model: await testModel('stockroom-x4'), target: { scale: 4 }, aspect: null }
    const report = await bench.run(bench.task(['square.png'], { ...settings, format: 'png' }))
    expect(report).toMatchObject({ model: 'stockroom-x4', isRealEsrgan: false, notes: [GET_REAL_ESRGAN] })
    const made = await sharp(join(bench.delivered, 'square.png.png')).metadata()
    expect(made).toMatchObject({ width: 2048, height: 2048 })
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

  it('stops everything in the middle of it, twice if asked, and runs nothing afterwards', async () => {
    const bench = await createBench(folder.path)
    const begun = Promise.withResolvers<void>()
    const names = Array.from({ length: 100 }, () => 'square.png')
    const running = bench.run(bench.task(names), { onProgress: () => begun.resolve() })
    await begun.promise
    await Promise.all([bench.upscaler.stop(), bench.upscaler.stop()])
    const { results } = await running
    expect(results.at(-1)?.status).toBe('cancelled')
    expect(results.filter(({ status }) => status === 'done').length).toBeLessThan(names.length / 2)
    await expect(access(bench.workFolder)).rejects.toThrow()
    await expect(bench.run(bench.task(['square.png']))).rejects.toMatchObject({ code: 'cancelled' })
  })

  it.runIf(process.platform === 'linux')(
    'lets pages go before, with every thread that computes',
    async () => {
      const bench = await createBench(folder.path)
      const begun = Promise.withResolvers<void>()
      const names = Array.from({ length: 100 }, () => 'square.png')
      const running = bench.run(bench.task(names), { onProgress: () => begun.resolve() })
      await begun.promise
      const own = getPriority()
      const all = childrenOf(process.pid).flatMap(nicenesses)
      await Promise.all([bench.upscaler.stop(), running])
      expect(all.length).toBeGreaterThan(5)
      expect(Math.min(...all)).toBe(Math.max(own, constants.priority.PRIORITY_BELOW_NORMAL))
    },
  )
})
