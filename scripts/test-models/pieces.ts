import type { ElementType, GraphSpec, NodeSpec, TensorSpec } from '../../src/upscale/onnx-writer.ts'

/** A network in the form in which our own converter writes them: bytes in, bytes out, colours last. */
export function betweenBytes(name: string, between: { tensors: TensorSpec[]; nodes: NodeSpec[] }): GraphSpec {
  return {
    name,
    inputs: [{ name: 'picture', type: 'uint8', shape: [1, 'height', 'width', 3] }],
    outputs: [{ name: 'enlarged', type: 'uint8', shape: [1, 'out_height', 'out_width', 3] }],
    tensors: [
      ...between.tensors,
      numbers('half', 'float32', [], [0.5]),
      numbers('low', 'float32', [], [0]),
      numbers('high', 'float32', [], [255]),
    ],
    nodes: [
      { op: 'Cast', inputs: ['picture'], outputs: ['levels'], attributes: { to: 1 } },
      { op: 'Transpose', inputs: ['levels'], outputs: ['planes'], attributes: { perm: [0, 3, 1, 2] } },
      ...between.nodes,
      { op: 'Add', inputs: ['large', 'half'], outputs: ['raised'] },
      { op: 'Clip', inputs: ['raised', 'low', 'high'], outputs: ['bounded'] },
      { op: 'Transpose', inputs: ['bounded'], outputs: ['mixed'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Cast', inputs: ['mixed'], outputs: ['enlarged'], attributes: { to: 2 } },
    ],
  }
}

/** One convolution and a depth-to-space, for {@link interpolation} as weights. */
export function enlarge(input: string, output: string): NodeSpec[] {
  return [
    { op: 'Pad', inputs: [input, 'pads'], outputs: ['padded'], attributes: { mode: 'edge' } },
    { op: 'Conv', inputs: ['padded', 'weight'], outputs: ['phases'], attributes: { kernel_shape: [3, 3] } },
    { op: 'DepthToSpace', inputs: ['phases'], outputs: [output], attributes: { blocksize: 4, mode: 'CRD' } },
  ]
}

/** The weights [48, 3, 3, 3] of linear interpolation: 16 positions inside a pixel for each of three colours. */
export function interpolation(): number[] {
  const taps = [0, 1, 2, 3].map((phase) => {
    const offset = (phase + 0.5) / 4 - 0.5 // from the middle of the pixel
    return [Math.max(0, -offset), 1 - Math.abs(offset), Math.max(0, offset)]
  })
  const weights: number[] = []
  for (let out = 0; out < 48; out++) {
    const [colour, down, across] = [Math.floor(out / 16), taps[Math.floor(out / 4) % 4], taps[out % 4]]
    for (let from = 0; from < 3; from++) {
      for (const y of down ?? []) for (const x of across ?? []) weights.push(from === colour ? y * x : 0)
    }
  }
  return weights
}

/** One pixel on each side. */
export function pads(): TensorSpec {
  return integers('pads', [0, 0, 1, 1, 0, 0, 1, 1])
}

/** A list of whole numbers. */
export function integers(name: string, values: number[]): TensorSpec {
  const data = BigInt64Array.from(values, BigInt)
  return { name, type: 'int64', dims: [values.length], data: new Uint8Array(data.buffer) }
}

/** A tensor of numbers. */
export function numbers(name: string, type: ElementType, dims: number[], values: number[]): TensorSpec {
  const data = type === 'float16' ? Uint16Array.from(values, toHalf) : Float32Array.from(values)
  return { name, type, dims, data: new Uint8Array(data.buffer) }
}

/** Half-precision bits of 0 or a number in [2^-14, 2); the weights here need no more, and are exact. */
function toHalf(value: number): number {
  if (value === 0) return 0
  const exponent = Math.floor(Math.log2(value))
  return ((exponent + 15) << 10) | Math.round((value / 2 ** exponent - 1) * 1024)
}
