import type { GraphSpec, NodeSpec, TensorSpec } from '../../src/upscale/onnx-writer.ts'

/** A network to measure: the sizes of a real model, and random weights. */
export interface Subject {
  graph: GraphSpec
  /** Floating-point operations for one pixel of the input. */
  flopsPerPixel: number
  /** The exact reach of a compact model. */
  overlap?: number
}

/** Builds a network of stacked convolutions with small steps between them. */
interface Builder {
  conv(
    input: string,
    from: number,
    to: number,
    options?: { side?: number; gain?: number; area?: number },
  ): string
  node(op: string, inputs: string[], attributes?: NodeSpec['attributes']): string
  constant(values: number[], dims: number[]): string
  finish(name: string, output: string): Omit<Subject, 'overlap'>
}

/** RRDBNet as RealESRGAN_x4plus has it: 23 blocks, 64 features, growth 32, the scalings by 0.2 folded. */
export function x4plus(blocks = 23): Subject {
  const net = createBuilder(1)
  const [features, growth] = [64, 32]
  const outer = net.constant(Array(features).fill(0.2), [features, 1, 1])
  const lrelu = (input: string) => net.node('LeakyRelu', [input], { alpha: { float: 0.2 } })

  function denseBlock(input: string): string {
    const found = [input]
    for (let n = 0; n < 4; n++) {
      const all = found.length > 1 ? net.node('Concat', found, { axis: 1 }) : input
      found.push(lrelu(net.conv(all, features + n * growth, growth)))
    }
    const last = net.conv(net.node('Concat', found, { axis: 1 }), features + 4 * growth, features, {
      gain: 0.2,
    })
    return net.node('Add', [last, input])
  }

  const first = net.conv('unit', 3, features)
  let body = first
  for (let n = 0; n < blocks; n++) {
    const dense = denseBlock(denseBlock(denseBlock(body)))
    body = net.node('Add', [net.node('Mul', [dense, outer]), body])
  }
  let large = net.node('Add', [net.conv(body, features, features), first])
  for (const area of [4, 16]) {
    const scales = net.constant([1, 1, 2, 2], [4])
    large = lrelu(net.conv(net.node('Resize', [large, '', scales], nearest), features, features, { area }))
  }
  const detail = lrelu(net.conv(large, features, features, { area: 16 }))
  const output = net.conv(detail, features, 3, { area: 16, gain: 1e-3 })
  return net.finish('x4plus', output)
}

/** SRVGGNetCompact as realesr-general-x4v3 has it: 64 features, 32 convolutions between the first and the last. */
export function general(layers = 32): Subject {
  const net = createBuilder(2)
  const features = 64
  const act = (input: string) =>
    net.node('PRelu', [input, net.constant(Array(features).fill(0.2), [features, 1, 1])])
  let body = act(net.conv('unit', 3, features))
  for (let n = 0; n < layers; n++) body = act(net.conv(body, features, features))
  const phases = net.conv(body, features, 48, { gain: 1e-3 })
  const output = net.node('DepthToSpace', [phases], { blocksize: 4, mode: 'CRD' })
  return { ...net.finish('general', output), overlap: layers + 2 }
}

const nearest = {
  ...{ mode: 'nearest', nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' },
}

function createBuilder(seed: number): Builder {
  const [nodes, tensors] = [[] as NodeSpec[], [] as TensorSpec[]]
  let [state, flopsPerPixel] = [seed, 0]

  function random(): number {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }

  function add(values: Float32Array, dims: number[]): string {
    const name = `t${tensors.length}`
    tensors.push({ name, type: 'float32', dims, data: new Uint8Array(values.buffer) })
    return name
  }

  const builder: Builder = {
    conv(input, from, to, { side = 3, gain = 1, area = 1 } = {}) {
      const scale = gain * Math.sqrt(3 / (from * side * side)) // keeps the size of what passes through
      const weights = Float32Array.from({ length: to * from * side * side }, () => random() * scale)
      flopsPerPixel += 2 * to * from * side * side * area
      const inputs = [input, add(weights, [to, from, side, side]), add(new Float32Array(to), [to])]
      return builder.node('Conv', inputs, { kernel_shape: [side, side], pads: Array(4).fill((side - 1) / 2) })
    },
    node(op, inputs, attributes = {}) {
      const output = `v${nodes.length}`
      nodes.push({ op, inputs: [...inputs], outputs: [output], attributes })
      return output
    },
    constant: (values, dims) => add(Float32Array.from(values), dims),
    finish(name, detail) {
      // the picture itself, enlarged by repeating pixels: results then pass their check
      const base = builder.node('Resize', ['unit', '', builder.constant([1, 1, 4, 4], [4])], nearest)
      const sum = builder.node('Add', [detail, base])
      return { graph: betweenBytes(name, sum, nodes, tensors), flopsPerPixel }
    },
  }
  return builder
}

/** Bytes in, bytes out, colours last: the form in which the converter writes models. */
function betweenBytes(name: string, output: string, nodes: NodeSpec[], tensors: TensorSpec[]): GraphSpec {
  const scalar = (id: string, value: number): TensorSpec => {
    return { name: id, type: 'float32', dims: [], data: new Uint8Array(Float32Array.of(value).buffer) }
  }
  return {
    name,
    inputs: [{ name: 'picture', type: 'uint8', shape: [1, 'height', 'width', 3] }],
    outputs: [{ name: 'enlarged', type: 'uint8', shape: [1, 'out_height', 'out_width', 3] }],
    tensors: [
      ...tensors,
      scalar('per level', 1 / 255),
      scalar('levels', 255),
      scalar('half', 0.5),
      scalar('low', 0),
    ],
    nodes: [
      { op: 'Cast', inputs: ['picture'], outputs: ['numbers'], attributes: { to: 1 } },
      { op: 'Transpose', inputs: ['numbers'], outputs: ['planes'], attributes: { perm: [0, 3, 1, 2] } },
      { op: 'Mul', inputs: ['planes', 'per level'], outputs: ['unit'] },
      ...nodes,
      { op: 'Mul', inputs: [output, 'levels'], outputs: ['wide'] },
      { op: 'Add', inputs: ['wide', 'half'], outputs: ['raised'] },
      { op: 'Clip', inputs: ['raised', 'low', 'levels'], outputs: ['bounded'] },
      { op: 'Transpose', inputs: ['bounded'], outputs: ['mixed'], attributes: { perm: [0, 2, 3, 1] } },
      { op: 'Cast', inputs: ['mixed'], outputs: ['enlarged'], attributes: { to: 2 } },
    ],
  }
}
