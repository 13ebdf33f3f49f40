import type { GraphSpec, NodeSpec, TensorSpec } from '../../src/upscale/onnx-writer.ts'
import { betweenBytes, enlarge, integers, interpolation, numbers, pads } from './pieces.ts'

/** Enlarges, and then makes everything black, as drivers do that lost their memory. */
export function black(): GraphSpec {
  return spoiled('black', [numbers('none', 'float32', [], [0])], [mul('none')])
}

/** Answers with noise. */
export function noise(): GraphSpec {
  const attributes = { high: { float: 255 }, low: { float: 0 }, seed: { float: 1 } }
  return spoiled('noise', [], [{ op: 'RandomUniformLike', inputs: ['good'], outputs: ['large'], attributes }])
}

/** Enlarges, and moves everything 48 pixels to the right. */
export function shifted(): GraphSpec {
  const move = integers('move', [0, 0, 0, 48, 0, 0, 0, -48])
  const attributes = { mode: 'edge' }
  return spoiled('shifted', [move], [{ op: 'Pad', inputs: ['good', 'move'], outputs: ['large'], attributes }])
}

/** Enlarges tiles of fewer than 90,000 pixels, and makes larger ones black. */
export function picky(): GraphSpec {
  const tensors = [integers('rows and columns', [1, 2]), integers('limit', [90_000])]
  return spoiled('picky', tensors, [
    { op: 'Shape', inputs: ['picture'], outputs: ['shape'] },
    { op: 'Gather', inputs: ['shape', 'rows and columns'], outputs: ['sides'] },
    { op: 'ReduceProd', inputs: ['sides'], outputs: ['area'], attributes: { axes: [0], keepdims: 1 } },
    { op: 'Less', inputs: ['area', 'limit'], outputs: ['is small'] },
    { op: 'Cast', inputs: ['is small'], outputs: ['factor'], attributes: { to: 1 } },
    mul('factor'),
  ])
}

function spoiled(name: string, tensors: TensorSpec[], nodes: NodeSpec[]): GraphSpec {
  return betweenBytes(name, {
    tensors: [pads(), numbers('weight', 'float32', [48, 3, 3, 3], interpolation()), ...tensors],
    nodes: [...enlarge('planes', 'good'), ...nodes],
  })
}

function mul(factor: string): NodeSpec {
  return { op: 'Mul', inputs: ['good', factor], outputs: ['large'] }
}
