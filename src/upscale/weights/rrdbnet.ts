import type { Architecture, ReadTensor } from './architecture.ts'
import type { StateDict } from './checkpoint.ts'
import { type Drawing, type Kernel, repeatPixels } from './drawing.ts'
import { convolutionShapes, type Expectation, expectExactly } from './expectation.ts'

interface Sizes {
  features: number
  growth: number
  blocks: number
  unshuffle: number
  /** How often it doubles the picture. */
  doublings: number
}

/** Residuals are scaled by this. Source: ESRGAN (arXiv:1809.00219), 3.1. */
const RESIDUAL = 0.2

const leaky = { alpha: { float: 0.2 } }

/**
 * Recognises the network of ESRGAN and of the larger models of Real-ESRGAN, under any of its three namings.
 *
 * Source: basicsr/archs/rrdbnet_arch.py; xinntao/ESRGAN for the two older namings. Returns null for another
 * network; throws when it is nearly this one.
 */
export function rrdbnetOf(given: StateDict): Architecture | null {
  const tensors = inModernNames(given)
  const first = tensors.get('conv_first.weight')?.shape
  const growth = tensors.get('body.0.rdb1.conv1.weight')?.shape[0]
  if (!first || !growth) return null

  const count = (pattern: RegExp) => [...tensors.keys()].filter((name) => pattern.test(name)).length
  const sizes: Sizes = {
    features: first[0] ?? 0,
    growth,
    blocks: count(/^body\.\d+\.rdb1\.conv1\.weight$/),
    unshuffle: Math.sqrt((first[1] ?? 0) / 3),
    doublings: count(/^conv_up\d\.weight$/),
  }
  const scale = 2 ** sizes.doublings / sizes.unshuffle
  if (![1, 2, 4].includes(sizes.unshuffle) || !Number.isInteger(scale))
    throw new Error(
      `is an RRDBNet of another kind: its first convolution has ${first[1]} inputs, and it doubles the picture ${sizes.doublings} times`,
    )
  expectExactly('an RRDBNet', tensors, expectedOf(sizes))
  return {
    summary: `RRDBNet, ${sizes.features} features, ${sizes.blocks} blocks, x${scale}`,
    scale,
    unshuffle: sizes.unshuffle,
    overlap: null, // about 348 pixels for 23 blocks, nearly all of which weigh nothing
    tensors,
    draw: (drawing, input, read) => draw(drawing, input, sizes, (name) => kernelOf(tensors, read, name)),
  }
}

/** The names of other trainers, and what they are called here. */
const renamings: [RegExp, string][] = [
  [/^model\.1\.sub\.(\d+)\.RDB(\d)\.conv(\d)\.0\./, 'body.$1.rdb$2.conv$3.'],
  [/^model\.1\.sub\.\d+\.(weight|bias)$/, 'conv_body.$1'],
  [/^model\.0\./, 'conv_first.'],
  [/^RRDB_trunk\.(\d+)\.RDB(\d)\.conv(\d)\./, 'body.$1.rdb$2.conv$3.'],
  [/^trunk_conv\./, 'conv_body.'],
  [/^upconv(\d)\./, 'conv_up$1.'],
  [/^HRconv\./, 'conv_hr.'],
]

function inModernNames(given: StateDict): StateDict {
  const last = lastNames(given)
  const renamed = [...given].map(([name, tensor]): [string, typeof tensor] => {
    const numbered = /^model\.(\d+)\.(weight|bias)$/.exec(name)
    const known = numbered && last.get(Number(numbered[1]))
    if (known) return [`${known}.${numbered[2]}`, tensor]
    const rule = renamings.find(([pattern]) => pattern.test(name))
    return [rule ? name.replace(...rule) : name, tensor]
  })
  return new Map(renamed)
}

/** In the oldest naming the layers behind the body have numbers only: the doublings, then these two. */
function lastNames(given: StateDict): Map<number, string> {
  const numbers = [...given.keys()]
    .flatMap((name) => /^model\.(\d+)\.weight$/.exec(name)?.[1] ?? [])
    .map(Number)
    .filter((number) => number > 1)
    .toSorted((a, b) => a - b)
  const doublings = numbers.length - 2
  return new Map(
    numbers.map((number, n) => [
      number,
      n < doublings ? `conv_up${n + 1}` : n === doublings ? 'conv_hr' : 'conv_last',
    ]),
  )
}

function expectedOf({ features, growth, blocks, unshuffle, doublings }: Sizes): Expectation {
  const dense = (name: string) =>
    [0, 1, 2, 3, 4].flatMap((n) =>
      convolutionShapes(`${name}.conv${n + 1}`, n < 4 ? growth : features, features + n * growth),
    )
  const body = Array.from({ length: blocks }, (_, block) =>
    [1, 2, 3].flatMap((n) => dense(`body.${block}.rdb${n}`)),
  )
  const same = ['conv_body', ...ups(doublings), 'conv_hr']
  return new Map([
    ...convolutionShapes('conv_first', features, 3 * unshuffle ** 2),
    ...body.flat(),
    ...same.flatMap((name) => convolutionShapes(name, features, features)),
    ...convolutionShapes('conv_last', 3, features),
  ])
}

function ups(doublings: number): string[] {
  return Array.from({ length: doublings }, (_, n) => `conv_up${n + 1}`)
}

function kernelOf(tensors: StateDict, read: ReadTensor, name: string): Kernel {
  const dims = tensors.get(`${name}.weight`)?.shape ?? []
  return { dims, weights: read(`${name}.weight`), bias: read(`${name}.bias`) }
}

type KernelOf = (name: string) => Kernel

function draw(
  drawing: Drawing,
  input: string,
  { features, blocks, unshuffle, doublings }: Sizes,
  kernel: KernelOf,
): string {
  const convolve = (from: string, name: string) => drawing.convolution(from, name, kernel(name))
  const activate = (from: string) => drawing.op('LeakyRelu', [from], leaky)

  const first = drawing.convolution(input, 'conv_first', inFoldedOrder(kernel('conv_first'), unshuffle))
  const scale = drawing.weights('residual', [features, 1, 1], new Float32Array(features).fill(RESIDUAL))
  let body = first
  for (let block = 0; block < blocks; block++) {
    let dense = body
    for (const n of [1, 2, 3]) dense = residualDense(drawing, dense, `body.${block}.rdb${n}`, kernel)
    body = drawing.op('Add', [drawing.op('Mul', [dense, scale]), body])
  }
  let picture = drawing.op('Add', [first, convolve(body, 'conv_body')])
  for (const name of ups(doublings)) picture = activate(convolve(repeatPixels(drawing, picture, 2), name))
  return convolve(activate(convolve(picture, 'conv_hr')), 'conv_last')
}

/**
 * Five convolutions, each of which sees what all before it gave.
 *
 * The scaling of the residual is folded into the last one: an operation less on the whole of the features,
 * and one that would leave onnxruntime's blocked layout (4 to 16 % of the time on a CPU).
 */
function residualDense(drawing: Drawing, input: string, name: string, kernel: KernelOf): string {
  const seen = [input]
  const all = () => (seen.length === 1 ? input : drawing.op('Concat', [...seen], { axis: 1 }))
  for (const n of [1, 2, 3, 4]) {
    const convolved = drawing.convolution(all(), `${name}.conv${n}`, kernel(`${name}.conv${n}`))
    seen.push(drawing.op('LeakyRelu', [convolved], leaky))
  }
  const { dims, weights, bias } = kernel(`${name}.conv5`)
  const scaled = { dims, weights: weights.map((w) => w * RESIDUAL), bias: bias.map((b) => b * RESIDUAL) }
  return drawing.op('Add', [drawing.convolution(all(), `${name}.conv5`, scaled), input])
}

/** PyTorch folds pixels colour by colour, ONNX's SpaceToDepth place by place; the weights are sorted to fit. */
function inFoldedOrder({ dims, weights, bias }: Kernel, unshuffle: number): Kernel {
  const [outputs = 0, inputs = 0] = dims
  const places = unshuffle ** 2
  const sorted = new Float32Array(weights.length)
  for (let out = 0; out < outputs; out++) {
    for (let from = 0; from < inputs; from++) {
      const to = (from % places) * 3 + Math.floor(from / places)
      sorted.set(
        weights.subarray((out * inputs + from) * 9, (out * inputs + from + 1) * 9),
        (out * inputs + to) * 9,
      )
    }
  }
  return { dims, weights: sorted, bias }
}
