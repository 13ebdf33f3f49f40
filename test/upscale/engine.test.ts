import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/imaging/decode.ts'
import { resizeTo } from '../../src/imaging/encode.ts'
import type { Pixels } from '../../src/imaging/pixels.ts'
import { type Engine, openEngine } from '../../src/upscale/engine.ts'
import { enlargePicture } from '../../src/upscale/enlargement.ts'
import { convertTo } from '../../src/upscale/weights/preparation.ts'
import { quarters } from '../imaging/strange-pictures.ts'
import { temporaryFolder } from '../support/folder.ts'
import { modelFolder } from './job.ts'
import { createResampler } from './resampler.ts'

const open: Engine[] = []
afterAll(async () => {
  for (const engine of open) await engine.close()
})

async function engineOf(name: string, overlap = 8): Promise<Engine> {
  const engine = await openEngine({ modelPath: join(modelFolder, `${name}.onnx`), device: 'cpu', overlap })
  open.push(engine)
  return engine
}

const noise = (width: number, height: number): Pixels => ({
  ...{ width, height },
  data: Uint8Array.from({ length: width * height * 3 }, (_, n) => Math.imul(n + 1, 2654435761) >>> 24),
})

function copy(picture: Pixels): Pixels {
  return { ...picture, data: picture.data.slice() }
}

function largestDifference(a: Pixels, b: Pixels): number {
  return a.data.reduce((most, value, n) => Math.max(most, Math.abs(value - (b.data[n] ?? 0))), 0)
}

function through(engine: Engine, picture: Pixels, tile: number): Promise<Pixels> {
  const target = { width: picture.width * engine.scale, height: picture.height * engine.scale }
  const { signal } = new AbortController()
  return enlargePicture(engine, picture, { tile, target, signal, onTile: () => {}, onSmaller: () => {} })
}

describe('openEngine', () => {
  it.each(['bilinear-x4', 'bilinear-x4-half', 'bilinear-x4-fixed64', 'bilinear-x4-bytes'])(
    'runs %s, whatever its input is called and made of',
    async (name) => {
      const engine = await engineOf(name)
      expect(engine).toMatchObject({ scale: 4, device: 'cpu', why: 'cpu was asked for' })
      const picture = await decode(await quarters(75, 41).png().toBuffer(), { aspect: null })
      const enlarged = await through(engine, picture, 384)
      expect([enlarged.width, enlarged.height]).toEqual([300, 164])
      const back = await resizeTo(enlarged, picture)
      const mean =
        back.data.reduce((sum, value, n) => sum + Math.abs(value - (picture.data[n] ?? 0)), 0) /
        back.data.length
      expect(mean).toBeLessThan(3)
    },
  )

  it('agrees between the number formats to one level', async () => {
    const whole = await (await engineOf('bilinear-x4')).enlarge(noise(50, 40))
    for (const name of ['bilinear-x4-half', 'bilinear-x4-bytes', 'bilinear-x4-fixed64']) {
      expect(
        largestDifference(await (await engineOf(name)).enlarge(noise(50, 40)), whole),
        name,
      ).toBeLessThanOrEqual(1)
    }
  })

  it.each([
    [1, 1],
    [7, 5],
    [97, 61],
    [300, 211],
  ])('makes the same of %i x %i tiled and in one piece, bit for bit', async (width, height) => {
    const engine = await engineOf('bilinear-x4', 2)
    const picture = noise(width, height)
    const whole = await engine.enlarge(copy(picture))
    expect(largestDifference(await through(engine, picture, 48), whole)).toBe(0)
  })

  it('makes the same of every size tiled and in one piece, bit for bit, with a compact model', async () => {
    const engine = await engineOf('compact-x4', 4)
    const small = Array.from({ length: 18 * 18 }, (_, n) => [1 + (n % 18), 1 + Math.floor(n / 18)] as const)
    const others = [
      [97, 61],
      [101, 1],
      [1, 127],
      [131, 89],
      [193, 109],
      [256, 144],
    ] as const
    for (const [width, height] of [...small, ...others]) {
      const picture = noise(width, height)
      const whole = await engine.enlarge(copy(picture))
      const tiled = await through(engine, picture, 12)
      expect(Buffer.compare(tiled.data, whole.data), `${width}x${height}`).toBe(0)
    }
  })

  it('needs all of the overlap', async () => {
    const engine = await engineOf('compact-x4', 3)
    const picture = noise(131, 89)
    const whole = await engine.enlarge(copy(picture))
    expect(largestDifference(await through(engine, picture, 48), whole)).toBeGreaterThan(0)
  })

  it.each([
    [
      'same-size',
      'same-size.onnx is not a model that enlarges pictures: it gives pictures back at their own size.',
    ],
    ['classifier', 'classifier.onnx is not a model that enlarges pictures: its output has the shape [1, 3].'],
    ['two-inputs', 'two-inputs.onnx is not a model that enlarges pictures: it has 2 inputs instead of one.'],
  ])('refuses %s with the reason', async (name, message) => {
    await expect(engineOf(name)).rejects.toMatchObject({ code: 'unsupported', message })
  })

  it('refuses a file that is no network at all', async () => {
    const modelPath = join(await temporaryFolder(), 'page.onnx')
    await writeFile(modelPath, '<!doctype html><title>Not found</title>')
    await expect(openEngine({ modelPath, device: 'cpu' })).rejects.toThrow(
      /page\.onnx is not a model.*cannot read it/,
    )
  })

  it('says what to do when the device that was asked for is not there', async () => {
    const modelPath = join(modelFolder, 'bilinear-x4.onnx')
    await expect(openEngine({ modelPath, device: 'coreml' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        /^The device "coreml" cannot be used here .* Try the device "auto" or "cpu"\.$/,
      ),
    })
  })

  it('can be closed twice, and only ends what it is at', async () => {
    const engine = await openEngine({ modelPath: join(modelFolder, 'bilinear-x4.onnx'), device: 'cpu' })
    const last = engine.enlarge(noise(200, 200))
    await Promise.all([engine.close(), engine.close()])
    expect((await last).width).toBe(800)
    await engine.close()
  })
})

describe('enlargePicture', () => {
  it('passes again through the model while the target is not reached, but at most twice', async () => {
    const engine = createResampler()
    const { signal } = new AbortController()
    const steps: [number, number][] = []
    const options = {
      tile: 32,
      signal,
      onTile: (done: number, total: number) => steps.push([done, total]),
      onSmaller: () => {},
    }
    const twice = await enlargePicture(engine, noise(20, 10), {
      ...options,
      target: { width: 300, height: 150 },
    })
    expect([twice.width, twice.height]).toEqual([320, 160])
    expect(steps.map(([done]) => done)).toEqual(steps.map((_, n) => n + 1))
    expect(new Set(steps.map(([, total]) => total))).toEqual(new Set([steps.length]))

    const most = await enlargePicture(engine, noise(2, 1), {
      ...options,
      target: { width: 300, height: 150 },
    })
    expect([most.width, most.height]).toEqual([32, 16])
    const none = await enlargePicture(engine, noise(400, 200), {
      ...options,
      target: { width: 300, height: 150 },
    })
    expect(none.width).toBe(400)
  })

  it('steps down to smaller tiles when memory runs out, and says so', async () => {
    const tiles: number[] = []
    const small: Engine = {
      ...createResampler(),
      async enlarge(tile) {
        if (tile.width * tile.height > 256 ** 2) throw new Error('std::bad_alloc')
        return resizeTo(tile, { width: tile.width * 4, height: tile.height * 4 })
      },
    }
    const target = { width: 2000, height: 1600 }
    const options = { tile: 512, target, signal: new AbortController().signal, onTile: () => {} }
    const enlarged = await enlargePicture(small, noise(500, 400), {
      ...options,
      onSmaller: (tile) => tiles.push(tile),
    })
    expect([enlarged.width, enlarged.height]).toEqual([2000, 1600])
    expect(tiles).toEqual([384, 256])

    const none: Engine = {
      ...small,
      enlarge: () => Promise.reject(new Error('Failed to allocate memory for buffer')),
    }
    await expect(enlargePicture(none, noise(99, 99), { ...options, onSmaller: () => {} })).rejects.toThrow(
      'There is not enough memory, even for the smallest tile.',
    )
  })

  it('stops between two tiles with the reason of its signal', async () => {
    const cancelling = new AbortController()
    const steps: number[] = []
    const onTile = (done: number) => {
      steps.push(done)
      if (done === 3) cancelling.abort(new Error('enough'))
    }
    const options = {
      tile: 32,
      target: { width: 800, height: 800 },
      signal: cancelling.signal,
      onTile,
      onSmaller: () => {},
    }
    await expect(enlargePicture(createResampler(), noise(200, 200), options)).rejects.toThrow('enough')
    expect(steps).toEqual([1, 2, 3])
  })
})

describe('a network that gathers squares of pixels first', () => {
  it.each([
    [323, 260], // cut without care, the second tile would begin at an odd column
    [327, 261],
  ])('gives for %i x %i pixels in tiles what it gives at once', async (width, height) => {
    const golden = fileURLToPath(new URL('../fixtures/goldens/rrdb-x2.pth', import.meta.url))
    const modelPath = join(await temporaryFolder(), 'rrdb-x2.onnx')
    await convertTo(modelPath, { shares: [{ path: golden, share: 1 }], precision: 'float32' })
    const engine = await openEngine({ modelPath, device: 'cpu', overlap: 72, align: 2 })
    open.push(engine)
    const whole = await through(engine, noise(width, height), 512)
    const tiled = await through(engine, noise(width, height), 192)
    expect(largestDifference(tiled, whole)).toBe(0)
  })
})
