import type { Architecture, ReadTensor } from './architecture.ts'
import type { StateDict } from './checkpoint.ts'
import { type Drawing, repeatPixels } from './drawing.ts'
import { convolutionShapes, type Expectation, expectExactly } from './expectation.ts'

interface Sizes {
  features: number
  /** All convolutions, the first and the last included. */
  convolutions: number
  scale: number
}

/**
 * Recognises the compact network of the fast models of Real-ESRGAN: a chain of convolutions, each with a
 * PReLU behind it, whose last one gives the pixels that are added to the repeated picture.
 *
 * Source: realesrgan/archs/srvgg_arch.py. Returns null for another network; throws when it is nearly this one.
 */
export function compactOf(tensors: StateDict): Architecture | null {
  const first = tensors.get('body.0.weight')?.shape
  if (first?.length !== 4 || first[1] !== 3) return null

  const numbers = [...tensors.keys()]
    .flatMap((name) => /^body\.(\d+)\.weight$/.exec(name)?.[1] ?? [])
    .map(Number)
  const last = Math.max(...numbers)
  const features = first[0] ?? 0
  const scale = Math.sqrt((tensors.get(`body.${last}.weight`)?.shape[0] ?? 0) / 3)
  if (last > tensors.size)
    throw new Error(`is like an SRVGGNetCompact, but with gaps before body.${last}.weight`)
  if (last < 2 || !tensors.has('body.1.weight'))
    throw new Error(
      'is like an SRVGGNetCompact, but without the PReLU behind its convolutions, so its activation cannot be told',
    )
  if (!Number.isInteger(scale) || scale < 1)
    throw new Error(
      `is like an SRVGGNetCompact, but its last tensor body.${last}.weight makes no whole number of pixels`,
    )

  const sizes: Sizes = { features, convolutions: last / 2 + 1, scale }
  const expected = expectedOf(sizes)
  if (tensors.has(EDGE)) expected.set(EDGE, [1])
  expectExactly('an SRVGGNetCompact', tensors, expected)
  return {
    summary: `SRVGGNetCompact, ${features} features, ${sizes.convolutions - 2} convolutions, x${scale}`,
    scale,
    unshuffle: 1,
    overlap: sizes.convolutions, // each looks one pixel further, so this is exact
    tensors,
    draw: (drawing, input, read) => draw(drawing, input, sizes, { tensors, read }),
  }
}

/**
 * A tensor of our own, one number: by so many of its outermost pixels a picture is continued before it
 * enters, because the network was made for surroundings that are no zeros.
 */
const EDGE = 'edge'

function expectedOf({ features, convolutions, scale }: Sizes): Expectation {
  const expected: Expectation = new Map(convolutionShapes('body.0', features, 3))
  for (let n = 1; n < convolutions; n++) {
    const outputs = n === convolutions - 1 ? 3 * scale ** 2 : features
    expected.set(`body.${2 * n - 1}.weight`, [features])
    for (const [name, shape] of convolutionShapes(`body.${2 * n}`, outputs, features))
      expected.set(name, shape)
  }
  return expected
}

function draw(
  drawing: Drawing,
  input: string,
  sizes: Sizes,
  { tensors, read }: { tensors: StateDict; read: ReadTensor },
): string {
  const edge = tensors.has(EDGE) ? Math.round(read(EDGE)[0] ?? 0) : 0
  if (edge < 0 || edge > LARGEST_EDGE) throw new Error(`is damaged: its edge is ${edge} pixels`)
  if (edge === 0) return drawNetwork(drawing, input, sizes, { tensors, read })
  const wide = continued(drawing, input, edge)
  return continued(drawing, drawNetwork(drawing, wide, sizes, { tensors, read }), -edge * sizes.scale)
}

const LARGEST_EDGE = 64

/** Repeats the outermost pixels of planes so many times on all four sides, or cuts so many away. */
function continued({ op, integers }: Drawing, planes: string, by: number): string {
  const pads = integers([0, 0, by, by, 0, 0, by, by], [8])
  return op('Pad', [planes, pads], { mode: by > 0 ? 'edge' : 'constant' })
}

function drawNetwork(
  drawing: Drawing,
  input: string,
  { features, convolutions, scale }: Sizes,
  { tensors, read }: { tensors: StateDict; read: ReadTensor },
): string {
  let picture = input
  for (let n = 0; n < convolutions; n++) {
    const name = `body.${2 * n}`
    const dims = tensors.get(`${name}.weight`)?.shape ?? []
    if (n > 0) {
      const slopes = `body.${2 * n - 1}.weight`
      picture = drawing.op('PRelu', [picture, drawing.weights(slopes, [features, 1, 1], read(slopes))])
    }
    picture = drawing.convolution(picture, name, {
      dims,
      weights: read(`${name}.weight`),
      bias: read(`${name}.bias`),
    })
  }
  if (scale === 1) return drawing.op('Add', [picture, input])
  const pixels = drawing.op('DepthToSpace', [picture], { blocksize: scale, mode: 'CRD' })
  return drawing.op('Add', [pixels, repeatPixels(drawing, input, scale)])
}
