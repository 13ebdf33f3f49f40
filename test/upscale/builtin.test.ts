import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/imaging/decode.ts'
import type { Pixels } from '../../src/imaging/pixels.ts'
import { BUILT_IN, builtInModel } from '../../src/upscale/builtin.ts'
import { openEngine } from '../../src/upscale/engine.ts'
import { enlargePicture } from '../../src/upscale/enlargement.ts'
import { project } from '../support/dashboard.ts'

const fixtures = join(project, 'test', 'fixtures', 'builtin')

async function pixelsOf(name: string): Promise<Pixels> {
  return decode(await readFile(join(fixtures, name)), { aspect: null })
}

async function enlarged(picture: Pixels, tile = 384): Promise<Pixels> {
  const model = await builtInModel(new Map())
  const engine = await openEngine({ modelPath: model.path, device: 'cpu', overlap: model.overlap })
  try {
    return await enlargePicture(engine, picture, {
      target: { width: picture.width * 4, height: picture.height * 4 },
      ...{ tile, signal: new AbortController().signal, onTile: () => {}, onSmaller: () => {} },
    })
  } finally {
    await engine.close()
  }
}

function largestDifference(a: Pixels, b: Pixels): number {
  expect([a.width, a.height]).toEqual([b.width, b.height])
  return a.data.reduce((most, value, n) => Math.max(most, Math.abs(value - (b.data[n] ?? 0))), 0)
}

function meanSquare(a: Pixels, b: Pixels): number {
  return a.data.reduce((sum, value, n) => sum + (value - (b.data[n] ?? 0)) ** 2, 0) / a.data.length
}

describe('the built-in model', () => {
  it('makes of a drawn picture what PyTorch makes, to 1/255', async () => {
    const [small, expected] = [await pixelsOf('small.png'), await pixelsOf('enlarged.png')]
    expect(largestDifference(await enlarged(small), expected)).toBeLessThanOrEqual(1)
  })

  it('is nearer to the true picture than a Lanczos resize', async () => {
    const [small, truth] = [await pixelsOf('small.png'), await pixelsOf('truth.png')]
    const { data, info } = await sharp(join(fixtures, 'small.png'))
      .resize(truth.width, truth.height, { kernel: 'lanczos3' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const lanczos = { data: new Uint8Array(data), width: info.width, height: info.height }
    expect(meanSquare(await enlarged(small), truth)).toBeLessThan(0.9 * meanSquare(lanczos, truth))
  })

  it('sees as far as its tiles overlap: tiled equals untiled', async () => {
    const small = await pixelsOf('small.png')
    const whole = await enlarged(small)
    expect(BUILT_IN.overlap).toBe(12)
    expect(largestDifference(await enlarged(small, 30), whole)).toBe(0)
  })

  it.each([
    [0, 0, 0],
    [255, 255, 255],
    [0, 255, 0],
    [200, 150, 120],
  ])('keeps the flat colour %i, %i, %i to its corners within 2/255', async (...colour) => {
    const data = Uint8Array.from({ length: 20 * 15 * 3 }, (_, n) => colour[n % 3] ?? 0)
    const flat = await enlarged({ data, width: 20, height: 15 })
    const worst = flat.data.reduce(
      (most, value, n) => Math.max(most, Math.abs(value - (colour[n % 3] ?? 0))),
      0,
    )
    expect(worst).toBeLessThanOrEqual(2)
  })
})
