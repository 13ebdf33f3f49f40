import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { convert, type Share } from '../../../src/upscale/weights/conversion.ts'
import { inspectWeights } from '../../../src/upscale/weights/inspection.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { compact, rrdbnet, type TensorToWrite, writeTorchFile } from './torch-file.ts'

const small = { features: 8, growth: 4, blocks: 1 }

async function write(tensors: Map<string, TensorToWrite>, name = 'a.pth'): Promise<string> {
  const path = join(await temporaryFolder(), name)
  await writeTorchFile(path, tensors)
  return path
}

async function sessionOf(shares: Share[]): Promise<InferenceSession> {
  return InferenceSession.create(Buffer.concat(convert(shares, { precision: 'float32', ends: 'numbers' })))
}

async function run(session: InferenceSession, height: number, width: number, at = (_n: number) => 0.5) {
  const values = Float32Array.from({ length: 3 * height * width }, (_, n) => at(n))
  const { enlarged } = await session.run({ picture: new Tensor('float32', values, [1, 3, height, width]) })
  return { dims: enlarged?.dims, numbers: z.instanceof(Float32Array).parse(enlarged?.data) }
}

describe('an RRDBNet', () => {
  it.each([
    { inputs: 3, scale: 4 },
    { inputs: 12, scale: 2 },
    { inputs: 48, scale: 1 },
  ])('with $inputs inputs enlarges by $scale, from 1x1 up', async ({ inputs, scale }) => {
    const path = await write(rrdbnet({ ...small, inputs }))
    expect(await inspectWeights(path, 1)).toMatchObject({
      network: `RRDBNet, 8 features, 1 blocks, x${scale}`,
      scale,
    })
    const session = await sessionOf([{ path, share: 1 }])
    for (const [height, width] of [
      [1, 1],
      [1, 2],
      [2, 3],
      [5, 7],
      [8, 4],
    ] as const) {
      expect((await run(session, height, width)).dims).toEqual([1, 3, height * scale, width * scale])
    }
    await session.release()
  })

  it('sees a picture that it must fill up as the picture with its reflection', async () => {
    const path = await write(rrdbnet({ ...small, inputs: 12 }))
    const session = await sessionOf([{ path, share: 1 }])
    const level = (x: number, y: number, colour: number) => ((x * 7 + y * 13 + colour * 5) % 11) / 11
    const pixel = (width: number, mirror: number) => (n: number) => {
      const x = n % width
      return level(
        x < mirror ? x : 2 * (mirror - 1) - x,
        Math.floor(n / width) % 4,
        Math.floor(n / width / 4),
      )
    }
    const odd = await run(session, 4, 5, pixel(5, 5))
    const even = await run(session, 4, 6, pixel(6, 5))
    for (let row = 0; row < 3 * 8; row++) {
      const [a, b] = [odd.numbers.slice(row * 10, row * 10 + 10), even.numbers.slice(row * 12, row * 12 + 10)]
      expect([...a]).toEqual([...b])
    }
  })

  it('in the naming of 2018 is the same network', async () => {
    const modern = rrdbnet({ ...small, inputs: 3 })
    const renamed = [...modern].map(([name, tensor]): [string, TensorToWrite] => [
      name
        .replace(/^body\.(\d+)\.rdb(\d)/, 'RRDB_trunk.$1.RDB$2')
        .replace(/^conv_body/, 'trunk_conv')
        .replace(/^conv_up/, 'upconv')
        .replace(/^conv_hr/, 'HRconv'),
      tensor,
    ])
    const [old, now] = await Promise.all(
      [new Map(renamed), modern].map(async (tensors) =>
        Buffer.concat(
          convert([{ path: await write(tensors), share: 1 }], { precision: 'float32', ends: 'bytes' }),
        ),
      ),
    )
    expect(old?.equals(now ?? Buffer.alloc(0))).toBe(true)
  })
})

describe('an SRVGGNetCompact', () => {
  it.each([1, 2, 3, 4])('enlarges by %i and looks as far as it has convolutions', async (scale) => {
    const path = await write(compact({ features: 4, convolutions: 2, scale }))
    expect(await inspectWeights(path, 1)).toMatchObject({ scale, overlap: 4, isRealEsrgan: false })
    const session = await sessionOf([{ path, share: 1 }])
    expect((await run(session, 3, 5)).dims).toEqual([1, 3, 3 * scale, 5 * scale])
    await session.release()
  })
})

describe('an SRVGGNetCompact with an edge', () => {
  it('sees the picture continued by its outermost pixels', async () => {
    const plain = compact({ features: 4, convolutions: 1, scale: 2 })
    const edged = new Map([...plain, ['edge', { shape: [1], numbers: Float32Array.of(2) }]])
    const path = await write(edged, 'edged.pth')
    expect(await inspectWeights(path, 1)).toMatchObject({ scale: 2, overlap: 3 })
    const [session, whole] = [
      await sessionOf([{ path, share: 1 }]),
      await sessionOf([{ path: await write(plain), share: 1 }]),
    ]
    const at = (x: number, y: number, colour: number) => ((x * 7 + y * 13 + colour * 5) % 11) / 11
    const inside = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1)
    const { dims, numbers } = await run(session, 3, 5, (n) =>
      at(n % 5, Math.floor(n / 5) % 3, Math.floor(n / 15)),
    )
    const wide = await run(whole, 7, 9, (n) =>
      at(inside((n % 9) - 2, 5), inside((Math.floor(n / 9) % 7) - 2, 3), Math.floor(n / 63)),
    )
    expect(dims).toEqual([1, 3, 6, 10])
    const [x, y] = [9, 5] // of the lower right corner
    expect(numbers[y * 10 + x]).toBeCloseTo(wide.numbers[(y + 4) * 18 + x + 4] ?? 0, 5)
    expect(numbers[0]).toBeCloseTo(wide.numbers[4 * 18 + 4] ?? 0, 5)
  })

  it('is refused when the edge is absurd', async () => {
    const tensors = compact({ features: 4, convolutions: 1, scale: 2 })
    tensors.set('edge', { shape: [1], numbers: Float32Array.of(4000) })
    const shares = [{ path: await write(tensors), share: 1 }]
    expect(() => convert(shares, { precision: 'float32', ends: 'bytes' })).toThrow('its edge is 4000 pixels')
  })
})

describe('another network', () => {
  it.each([
    ['without the PReLU', (t: Map<string, TensorToWrite>) => t.delete('body.1.weight'), 'without the PReLU'],
    [
      'with a missing bias',
      (t: Map<string, TensorToWrite>) => t.delete('body.2.bias'),
      'its tensor body.2.bias is missing',
    ],
    [
      'with one tensor more',
      (t: Map<string, TensorToWrite>) => t.set('attention.weight', { shape: [1] }),
      'is like an SRVGGNetCompact, but also has the tensor attention.weight',
    ],
    [
      'with another shape',
      (t: Map<string, TensorToWrite>) => t.set('body.1.weight', { shape: [5] }),
      'its tensor body.1.weight has the shape [5] instead of [4]',
    ],
    [
      'with a layer far away',
      (t: Map<string, TensorToWrite>) => t.set('body.999999999.weight', { shape: [12] }),
      'with gaps before body.999999999.weight',
    ],
    [
      'with other names',
      (t: Map<string, TensorToWrite>) => t.delete('body.0.weight'),
      'is another network than RRDBNet and SRVGGNetCompact, the two that are known: it has 10 tensors, such as',
    ],
  ])('%s is refused with what was found', async (_what, change, say) => {
    const tensors = compact({ features: 4, convolutions: 2, scale: 2 })
    change(tensors)
    expect((await inspectWeights(await write(tensors), 1)).problem).toContain(say)
  })
})

describe('convert, of two files', () => {
  it('blends them number by number', async () => {
    const fill = (value: number) =>
      new Map(
        [...compact({ features: 2, convolutions: 0, scale: 1 })].map(([name, { shape }]) => [
          name,
          {
            shape,
            numbers: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(
              name === 'body.2.bias' ? value : 0,
            ),
          },
        ]),
      )
    const [a, b] = [await write(fill(1)), await write(fill(3))]
    const session = await sessionOf([
      { path: a, share: 0.25 },
      { path: b, share: 0.75 },
    ])
    const { numbers } = await run(session, 2, 2, () => 0)
    expect([...numbers]).toEqual(new Array(12).fill(2.5))
    await session.release()
  })

  it('refuses two different networks', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map((convolutions) => write(compact({ features: 2, convolutions, scale: 2 }))),
    )
    const shares = [a, b].map((path) => ({ path: path ?? '', share: 0.5 }))
    expect(() => convert(shares, { precision: 'float32', ends: 'bytes' })).toThrow('cannot be blended')
  })
})
