import type { GraphSpec, ValueSpec } from '../onnx-writer.ts'
import type { Architecture, ReadTensor } from './architecture.ts'
import { createDrawing, type Drawing, type Precision } from './drawing.ts'

/**
 * What goes in and comes out: `bytes` are pictures as they lie in memory, [1, H, W, 3] of 0-255; `numbers`
 * are planes [1, 3, H, W] of 0-1, as PyTorch has them, to compare with it.
 */
export type Ends = 'bytes' | 'numbers'

/** Draws a network for pictures of any size, with both its ends. */
export function networkGraph(
  architecture: Architecture,
  read: ReadTensor,
  { precision, ends }: { precision: Precision; ends: Ends },
): GraphSpec {
  const { scale, unshuffle, summary, overlap } = architecture
  const drawing = createDrawing(precision)
  const planes = convert(drawing, ends === 'bytes' ? planesOf(drawing, 'picture') : 'picture', 10)

  const whole = unshuffle > 1 ? fillUp(drawing, planes, unshuffle) : planes
  const folded = unshuffle > 1 ? drawing.op('SpaceToDepth', [whole], { blocksize: unshuffle }) : whole
  const drawn = architecture.draw(drawing, folded, read)
  const enlarged = convert(drawing, unshuffle > 1 ? cutTo(drawing, drawn, planes, scale) : drawn, 1)

  const result = ends === 'bytes' ? pictureOf(drawing, enlarged) : enlarged
  const { nodes, tensors } = drawing.finish()
  return {
    name: 'network',
    inputs: [endOf('picture', ends, ['height', 'width'])],
    outputs: [endOf('enlarged', ends, ['out_height', 'out_width'])],
    tensors,
    nodes: [...nodes, { op: 'Identity', inputs: [result], outputs: ['enlarged'] }],
    facts: { network: summary, scale: `${scale}`, precision, ...(overlap && { overlap: `${overlap}` }) },
  }
}

function endOf(name: string, ends: Ends, [height, width]: [string, string]): ValueSpec {
  return ends === 'bytes'
    ? { name, type: 'uint8', shape: [1, height, width, 3] }
    : { name, type: 'float32', shape: [1, 3, height, width] }
}

/** In float16 the network itself computes with halves; `to` is ONNX's number of the type to change to. */
function convert({ precision, op }: Drawing, value: string, to: number): string {
  return precision === 'float16' ? op('Cast', [value], { to }) : value
}

function planesOf({ op, singles }: Drawing, picture: string): string {
  const planes = op('Transpose', [picture], { perm: [0, 3, 1, 2] })
  return op('Div', [op('Cast', [planes], { to: 1 }), singles([255])])
}

/** Clips and rounds as upstream does (`clamp_(0, 1)`, then `(output * 255).round()`, halves to even). */
function pictureOf({ op, singles }: Drawing, planes: string): string {
  const clipped = op('Clip', [planes, singles([0]), singles([1])])
  const rounded = op('Round', [op('Mul', [clipped, singles([255])])])
  return op('Transpose', [op('Cast', [rounded], { to: 2 })], { perm: [0, 2, 3, 1] })
}

/**
 * Grows planes at their right and lower edge to multiples of `factor` by reflection, as upstream does, but
 * also where there is too little to reflect: a single row is repeated.
 */
function fillUp(drawing: Drawing, planes: string, factor: number): string {
  const { op, integers } = drawing
  const [one, fold] = [integers([1]), integers([factor])]
  return [2, 3].reduce((grown, axis) => {
    const length = op('Squeeze', [lengthOf(drawing, planes, axis)])
    const rounded = op('Mul', [op('Div', [op('Add', [length, integers([factor - 1])]), fold]), fold])
    const places = op('Range', [integers([0]), rounded, one])
    const mirrored = op('Sub', [op('Mul', [op('Sub', [length, one]), integers([2])]), places])
    const reflected = op('Max', [op('Min', [places, mirrored]), integers([0])])
    return op('Gather', [grown, reflected], { axis })
  }, planes)
}

function cutTo(drawing: Drawing, enlarged: string, planes: string, scale: number): string {
  const { op, integers } = drawing
  const [height, width] = [2, 3].map((axis) =>
    op('Mul', [lengthOf(drawing, planes, axis), integers([scale], [1])]),
  )
  const ends = op('Concat', [height ?? '', width ?? ''], { axis: 0 })
  return op('Slice', [enlarged, integers([0, 0], [2]), ends, integers([2, 3], [2])])
}

function lengthOf({ op }: Drawing, planes: string, axis: number): string {
  return op('Shape', [planes], { start: axis, end: axis + 1 })
}
