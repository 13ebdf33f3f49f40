import { onnxChunks } from '../onnx-writer.ts'
import { type Architecture, recognise } from './architecture.ts'
import { type Checkpoint, withCheckpoint } from './checkpoint.ts'
import type { Precision } from './drawing.ts'
import { type Ends, networkGraph } from './network-graph.ts'

/** A weights file and its share in the network: 1 for a single file. */
export interface Share {
  path: string
  share: number
}

/** What to make of weights. */
export interface ConversionForm {
  precision: Precision
  ends: Ends
}

/**
 * Turns a `.pth` file into the pieces of an ONNX file, or blends two files of the same network into one.
 *
 * Throws an error whose message goes on from the (first) file's name.
 */
export function convert(shares: readonly Share[], form: ConversionForm): Uint8Array[] {
  return open(shares, [], (opened) => {
    const [first, ...others] = opened
    if (!first) throw new Error('is no weights file')
    const { architecture } = first
    const different = others.find((other) => other.architecture.summary !== architecture.summary)
    if (different) {
      throw new Error(
        `cannot be blended with a file of another network (${architecture.summary}; ${different.architecture.summary})`,
      )
    }
    return onnxChunks(networkGraph(architecture, (name) => blend(opened, name), form))
  })
}

interface Opened extends Share {
  checkpoint: Checkpoint
  architecture: Architecture
}

/** Opens one file after the other, and closes them all when `use` is done. */
function open<Result>(
  [next, ...rest]: readonly Share[],
  opened: Opened[],
  use: (opened: Opened[]) => Result,
): Result {
  if (!next) return use(opened)
  return withCheckpoint(next.path, (checkpoint) =>
    open(rest, [...opened, { ...next, checkpoint, architecture: recognise(checkpoint.tensors) }], use),
  )
}

/** Source: Deep Network Interpolation (arXiv:1811.10515): every number is the mean of both networks'. */
function blend(opened: Opened[], name: string): Float32Array {
  const parts = opened.map(({ checkpoint, architecture, share }) => {
    const tensor = architecture.tensors.get(name)
    if (!tensor) throw new Error(`lacks the tensor ${name}`)
    return { numbers: checkpoint.read(tensor), share }
  })
  const [first] = parts
  if (parts.length === 1 && first) return first.numbers
  return Float32Array.from({ length: first?.numbers.length ?? 0 }, (_, n) =>
    parts.reduce((sum, { numbers, share }) => sum + share * (numbers[n] ?? 0), 0),
  )
}
