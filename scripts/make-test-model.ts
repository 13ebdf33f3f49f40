/**
 * Writes the small networks of test/fixtures/models/: `node scripts/make-test-model.ts`.
 *
 * They are real 4x upscalers of our own: one convolution whose weights interpolate linearly between
 * pixel centres, then a depth-to-space that sorts its 48 channels into 4 x 4 pixels of three colours.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { type ElementType, type GraphSpec, writeOnnx } from '../src/upscale/onnx-writer.ts'
import { compact } from './test-models/compact.ts'
import { black, noise, picky, shifted } from './test-models/misbehaving.ts'
import { betweenBytes, enlarge, interpolation, numbers, pads } from './test-models/pieces.ts'

const folder = new URL('../test/fixtures/models/', import.meta.url)

const models: Record<string, GraphSpec> = {
  'bilinear-x4': bilinear({ type: 'float32' }),
  'bilinear-x4-half': bilinear({ type: 'float16' }),
  'bilinear-x4-fixed64': bilinear({ type: 'float32', side: 64, input: 'LR_picture:0' }),
  'bilinear-x4-bytes': betweenBytes('bilinear-x4-bytes', {
    tensors: [pads(), numbers('weight', 'float32', [48, 3, 3, 3], interpolation())],
    nodes: enlarge('planes', 'large'),
  }),
  'compact-x4': compact(),
  black: black(),
  noise: noise(),
  shifted: shifted(),
  picky: picky(),
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
