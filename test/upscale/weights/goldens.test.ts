import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { convert } from '../../../src/upscale/weights/conversion.ts'
import type { Precision } from '../../../src/upscale/weights/drawing.ts'

const Golden = z.object({
  name: z.string(),
  file: z.string(),
  input: z.string().optional(),
  output: z.string().optional(),
  inputShape: z.array(z.number()).optional(),
  outputShape: z.array(z.number()).optional(),
})

const here = fileURLToPath(new URL('../../fixtures/goldens/', import.meta.url))
const shared = fileURLToPath(new URL('../../../../shared/weights/', import.meta.url))

/** Our own copies, and those that lie outside the project where they are. */
const goldens = [here, join(shared, 'goldens')].flatMap((folder) =>
  existsSync(join(folder, 'manifest.json'))
    ? z
        .array(Golden)
        .parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
        .filter(({ name, output }) => output && name !== 'legacy-format')
        .map((golden) => ({ ...golden, folder }))
    : [],
)

function floats(path: string): Float32Array {
  return new Float32Array(new Uint8Array(readFileSync(path)).buffer)
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  return Array.from(a).reduce((most, value, n) => Math.max(most, Math.abs(value - (b[n] ?? Number.NaN))), 0)
}

async function run(file: string, precision: Precision, input: Tensor, ends: 'bytes' | 'numbers') {
  const pieces = convert([{ path: file, share: 1 }], { precision, ends })
  const session = await InferenceSession.create(Buffer.concat(pieces))
  const { enlarged } = await session.run({ picture: input })
  await session.release()
  if (!enlarged) throw new Error('The network gave nothing.')
  return enlarged
}

describe.each([
  { precision: 'float32', most: 1e-4 },
  { precision: 'float16', most: 2e-3 },
] as const)('convert to $precision', ({ precision, most }) => {
  it.each(goldens)('agrees with PyTorch on $name of $folder', async (golden) => {
    const { folder, file, input = '', output = '', inputShape = [], outputShape } = golden
    const tensor = new Tensor('float32', floats(join(folder, input)), inputShape)
    const enlarged = await run(join(folder, file), precision, tensor, 'numbers')
    expect(enlarged.dims).toEqual(outputShape)
    const numbers = z.instanceof(Float32Array).parse(enlarged.data)
    expect(largestDifference(numbers, floats(join(folder, output)))).toBeLessThan(most)
  })
})

describe.skipIf(!existsSync(shared))('convert, on real weights', () => {
  it.each(['realesr-animevideov3', 'realesr-general-x4v3.fp16-rounded'])(
    'makes of a real picture with %s what PyTorch makes, to 1/255',
    async (name) => {
      const { data, info } = await sharp(join(shared, 'goldens', 'real-crop.png'))
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const picture = new Tensor('uint8', new Uint8Array(data), [1, info.height, info.width, 3])
      const enlarged = await run(join(shared, `${name}.pth`), 'float32', picture, 'bytes')
      const expected = await sharp(join(shared, 'goldens', `real-crop.${name}.x4.png`))
        .removeAlpha()
        .raw()
        .toBuffer()
      const bytes = z.instanceof(Uint8Array).parse(enlarged.data)
      expect(largestDifference(bytes, expected)).toBeLessThanOrEqual(1)
    },
  )
})
