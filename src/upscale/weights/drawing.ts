import type { GraphSpec, NodeSpec, TensorSpec } from '../onnx-writer.ts'
import { toHalves } from './tensor.ts'

/** How weights are stored in the ONNX file; float16 is for GPUs, which compute twice as fast with it. */
export type Precision = 'float32' | 'float16'

/** A network that is being drawn: every operation returns the name of what it gives. */
export interface Drawing {
  precision: Precision
  op(op: string, inputs: string[], attributes?: NodeSpec['attributes']): string
  /** Adds a constant in the drawing's precision. */
  weights(name: string, dims: number[], numbers: Float32Array): string
  /** Adds a float32 constant; without `dims` it is a single number. */
  singles(numbers: number[], dims?: number[]): string
  /** Adds whole numbers; without `dims` it is a single number. */
  integers(numbers: number[], dims?: number[]): string
  /** A 3x3 convolution that keeps the size, of weights [outputs, inputs, 3, 3] and a bias [outputs]. */
  convolution(input: string, name: string, kernel: Kernel): string
}

/** The numbers of a convolution. */
export interface Kernel {
  dims: number[]
  weights: Float32Array
  bias: Float32Array
}

/** Begins a drawing; `finish` gives what has been drawn. */
export function createDrawing(precision: Precision): Drawing & {
  finish(): Pick<GraphSpec, 'tensors' | 'nodes'>
} {
  const nodes: NodeSpec[] = []
  const tensors: TensorSpec[] = []
  const known = new Map<string, string>()

  function op(op: string, inputs: string[], attributes?: NodeSpec['attributes']): string {
    const output = `v${nodes.length}`
    nodes.push({ op, inputs, outputs: [output], ...(attributes && { attributes }) })
    return output
  }

  function add(type: TensorSpec['type'], name: string, dims: number[], data: ArrayBufferView): string {
    tensors.push({ name, type, dims, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) })
    return name
  }

  /** Small constants are shared by all who use the same one. */
  function constant(
    type: TensorSpec['type'],
    dims: number[],
    values: number[],
    data: ArrayBufferView,
  ): string {
    const key = `${type} ${dims} ${values}`
    const name = known.get(key) ?? add(type, `c${known.size}`, dims, data)
    known.set(key, name)
    return name
  }

  const weights: Drawing['weights'] = (name, dims, numbers) =>
    add(precision, name, dims, precision === 'float16' ? toHalves(numbers) : numbers)

  return {
    precision,
    op,
    weights,
    singles: (values, dims = []) => constant('float32', dims, values, Float32Array.from(values)),
    integers: (values, dims = []) => constant('int64', dims, values, BigInt64Array.from(values, BigInt)),
    convolution: (input, name, kernel) =>
      op(
        'Conv',
        [
          input,
          weights(`${name}.weight`, kernel.dims, kernel.weights),
          weights(`${name}.bias`, [kernel.bias.length], kernel.bias),
        ],
        { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
      ),
    finish: () => ({ tensors, nodes }),
  }
}

/** Enlarges by repeating pixels, which is how PyTorch's `interpolate(mode='nearest')` does it by whole factors. */
export function repeatPixels(drawing: Drawing, input: string, factor: number): string {
  return drawing.op('Resize', [input, '', drawing.singles([1, 1, factor, factor], [4])], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  })
}
