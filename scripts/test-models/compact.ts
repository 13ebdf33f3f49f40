import type { GraphSpec, NodeSpec } from '../../src/upscale/onnx-writer.ts'
import { betweenBytes, numbers } from './pieces.ts'

const features = 4
const layers: [to: number, from: number][] = [
  [features, 3],
  [features, features],
  [features, features],
  [48, features],
]

/**
 * A small SRVGGNetCompact: four stacked 3x3 convolutions with zeros around, PReLU between them, and the
 * picture itself enlarged by repeating pixels added at the end. Its receptive radius is 4, exactly.
 */
export function compact(): GraphSpec {
  const random = randomNumbers(1)
  const tensors = layers.flatMap(([to, from], n) => [
    numbers(`weight${n}`, 'float32', [to, from, 3, 3], random(to * from * 9, n === 3 ? 0.08 : 0.4)),
    numbers(`slope${n}`, 'float32', [to, 1, 1], random(to, 0.5)),
  ])
  const repeat = Array.from({ length: 48 * 3 }, (_, n) => (Math.floor(n / 3 / 16) === n % 3 ? 1 : 0))
  const nodes: NodeSpec[] = layers.flatMap((_, n) => layer(n))
  return betweenBytes('compact-x4', {
    tensors: [...tensors, numbers('repeat', 'float32', [48, 3, 1, 1], repeat)],
    nodes: [
      ...nodes,
      { op: 'Conv', inputs: ['planes', 'repeat'], outputs: ['base'], attributes: { kernel_shape: [1, 1] } },
      { op: 'Add', inputs: ['conv3', 'base'], outputs: ['sum'] },
      { op: 'DepthToSpace', inputs: ['sum'], outputs: ['large'], attributes: { blocksize: 4, mode: 'CRD' } },
    ],
  })
}

function layer(n: number): NodeSpec[] {
  const attributes = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }
  const input = n === 0 ? 'planes' : `act${n - 1}`
  return [
    { op: 'Conv', inputs: [input, `weight${n}`], outputs: [`conv${n}`], attributes },
    ...(n < 3 ? [{ op: 'PRelu', inputs: [`conv${n}`, `slope${n}`], outputs: [`act${n}`] }] : []),
  ]
}

/** Numbers between -scale and scale, the same in every run (a linear congruential generator). */
function randomNumbers(seed: number): (count: number, scale: number) => number[] {
  let state = seed
  return (count, scale) =>
    Array.from({ length: count }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return (state / 2 ** 31 - 1) * scale
    })
}
