/**
 * Writes the small networks of test/fixtures/models/: `node scripts/make-test-model.ts`.
 *
 * They are real 4x upscalers of our own: one convolution whose weights interpolate linearly between
 * pixel centres, then a depth-to-space that sorts its 48 channels into 4 x 4 pixels of three colours.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import {
  type ElementType,
  type GraphSpec,
  type NodeSpec,
  type TensorSpec,
  writeOnnx,
} from '../src/upscale/onnx-writer.ts'

const folder = new URL('../test/fixtures/models/', import.meta.url)

const models: Record<string, GraphSpec> = {
  'bilinear-x4': bilinear({ type: 'float32' }),
  'bilinear-x4-half': bilinear({ type: 'float16' }),
  'bilinear-x4-fixed64': bilinear({ type: 'float32', side: 64, input: 'LR_picture:0' }),
  'bilinear-x4-bytes': bytesInBytesOut(),
  'same-size': sameSize(),
  classifier: classifier(),
  'two-inputs': twoInputs(),
}

mkdirSync(folder, { recursive: true })
for (const [name, graph] of Object.entries(models)) {
  const bytes = writeOnnx(graph)
  writeFileSync(new URL(`${name}.onnx`, folder), bytes)
  console.log(`${name}.onnx ${bytes.length} bytes`)
}

function bilinear({
  type,
  side,
  input = 'input',
}: {
  type: ElementType
  side?: number
  input?: string
}): GraphSpec {
  const [height, width] = [side ?? 'height', side ?? 'width']
  const [outHeight, outWidth] = side ? [side * 4, side * 4] : ['out_height', 'out_width']
  return {
    name: 'bilinear-x4',
    inputs: [{ name: input, type, shape: [1, 3, height, width] }],
    outputs: [{ name: 'output', type, shape: [1, 3, outHeight, outWidth] }],
    tensors: [pads(), numbers('weight', type, [48, 3, 3, 3], interpolation())],
    nodes: enlarge(input, 'output'),
  }
}

/** The form in which our own converter will write networks: bytes in, bytes out, colours last. */
function bytesInBytesOut(): GraphSpec {
  return {
    name: 'bilinear-x4-bytes',
    inputs: [{ name: 'picture', type: 'uint8', shape: [1, 'height', 'width', 3] }],
    outputs: [{ name: 'enlarged', type: 'uint8', shape: [1, 'out_height', 'out_width', 3] }],
    tensors: [
      pads(),
      numbers('weight', 'float32', [48, 3, 3, 3], interpolation()),
      numbers('half', 'float32', [], [0.5]),
      numbers('low', 'float32', [], [0]),
      numbers('high', 'float32', [], [255]),
    ],
    nodes: [
      { op: 'Cast', inputs: ['picture'], outputs: ['levels'], attributes: { to: 1 } },
      { op: 'Transpose', inputs: ['levels'], outputs: ['planes'], attributes: { perm: [0, 3, 1, 2] } },
      ...enlarge('planes', 'large'),
      { op: 'Add', inputs: ['large', 'half'], outputs: ['raised'] },
      { op: 'Clip', inputs: ['raised', 'low', 'high'], outputs: ['bounded'] },
      { op: 'Transpose', inputs: ['bounded'], outputs: ['mixed'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Cast', inputs: ['mixed'], outputs: ['enlarged'], attributes: { to: 2 } },
    ],
  }
}

function sameSize(): GraphSpec {
  return {
    name: 'same-size',
    inputs: [{ name: 'input', type: 'float32', shape: [1, 3, 'height', 'width'] }],
    outputs: [{ name: 'output', type: 'float32', shape: [1, 3, 'height', 'width'] }],
    tensors: [],
    nodes: [{ op: 'Relu', inputs: ['input'], outputs: ['output'] }],
  }
}

function classifier(): GraphSpec {
  return {
    name: 'classifier',
    inputs: [{ name: 'input', type: 'float32', shape: [1, 3, 'height', 'width'] }],
    outputs: [{ name: 'classes', type: 'float32', shape: [1, 3] }],
    tensors: [],
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['input'], outputs: ['means'] },
      { op: 'Flatten', inputs: ['means'], outputs: ['classes'] },
    ],
  }
}

function twoInputs(): GraphSpec {
  const shape = [1, 3, 'height', 'width']
  return {
    name: 'two-inputs',
    inputs: [
      { name: 'a', type: 'float32', shape },
      { name: 'b', type: 'float32', shape },
    ],
    outputs: [{ name: 'sum', type: 'float32', shape }],
    tensors: [],
    nodes: [{ op: 'Add', inputs: ['a', 'b'], outputs: ['sum'] }],
  }
}

function enlarge(input: string, output: string): NodeSpec[] {
  return [
    { op: 'Pad', inputs: [input, 'pads'], outputs: ['padded'], attributes: { mode: 'edge' } },
    { op: 'Conv', inputs: ['padded', 'weight'], outputs: ['phases'], attributes: { kernel_shape: [3, 3] } },
    { op: 'DepthToSpace', inputs: ['phases'], outputs: [output], attributes: { blocksize: 4, mode: 'CRD' } },
  ]
}

/** The weights [48, 3, 3, 3] of linear interpolation: 16 positions inside a pixel for each of three colours. */
function interpolation(): number[] {
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

function pads(): TensorSpec {
  const data = new BigInt64Array([0n, 0n, 1n, 1n, 0n, 0n, 1n, 1n])
  return { name: 'pads', type: 'int64', dims: [8], data: new Uint8Array(data.buffer) }
}

function numbers(name: string, type: ElementType, dims: number[], values: number[]): TensorSpec {
  const data = type === 'float16' ? Uint16Array.from(values, toHalf) : Float32Array.from(values)
  return { name, type, dims, data: new Uint8Array(data.buffer) }
}

/** Half-precision bits of 0 or a number in [2^-14, 2); the weights here need no more, and are exact. */
function toHalf(value: number): number {
  if (value === 0) return 0
  const exponent = Math.floor(Math.log2(value))
  return ((exponent + 15) << 10) | Math.round((value / 2 ** exponent - 1) * 1024)
}
