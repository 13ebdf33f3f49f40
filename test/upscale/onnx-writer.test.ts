import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { writeOnnx } from '../../src/upscale/onnx-writer.ts'

describe('writeOnnx', () => {
  it('writes a network that onnxruntime reads and computes: names, shapes, constants, attributes', async () => {
    const bytes = writeOnnx({
      name: 'test',
      inputs: [{ name: 'in', type: 'float32', shape: [2, 'n'] }],
      outputs: [{ name: 'out', type: 'float32', shape: ['n', 2] }],
      tensors: [{ name: 'two', type: 'float32', dims: [1], data: new Uint8Array(Float32Array.of(2).buffer) }],
      nodes: [
        { op: 'Mul', inputs: ['in', 'two'], outputs: ['twice'] },
        { op: 'LeakyRelu', inputs: ['twice'], outputs: ['leaky'], attributes: { alpha: { float: 0.5 } } },
        { op: 'Transpose', inputs: ['leaky'], outputs: ['out'], attributes: { perm: [1, 0] } },
      ],
    })
    const session = await InferenceSession.create(bytes)
    expect(session.inputMetadata[0]).toMatchObject({ name: 'in', type: 'float32', shape: [2, 'n'] })
    const { out } = await session.run({ in: new Tensor('float32', [1, 2, 3, -4, -5, -6], [2, 3]) })
    expect(out?.dims).toEqual([3, 2])
    expect(out?.data).toEqual(Float32Array.of(2, -4, 4, -5, 6, -6))
    await session.release()
  })
})
