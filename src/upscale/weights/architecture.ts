import type { StateDict } from './checkpoint.ts'
import { compactOf } from './compact.ts'
import type { Drawing } from './drawing.ts'
import { rrdbnetOf } from './rrdbnet.ts'

/** Reads the numbers of a tensor by its name. */
export type ReadTensor = (name: string) => Float32Array

/** A network that was recognised by the names and shapes of its tensors. */
export interface Architecture {
  /** `RRDBNet, 64 features, 23 blocks, x4`. */
  summary: string
  scale: number
  /** It first folds squares of so many pixels into one; 1 for most. */
  unshuffle: number
  /** So many pixels around a tile change what comes out; null where they are too many to be shown to a tile. */
  overlap: number | null
  /** The tensors it consists of, under the names it reads them by. */
  tensors: StateDict
  /** Draws it: planes [1, 3 * unshuffle^2, H, W] in, planes [1, 3, H * n, W * n] out. */
  draw(drawing: Drawing, input: string, read: ReadTensor): string
}

/** Recognises a network; throws an error whose message goes on from the file's name and tells what was found. */
export function recognise(tensors: StateDict): Architecture {
  const found = rrdbnetOf(tensors) ?? compactOf(tensors)
  if (found) return found
  if (tensors.size === 0) throw new Error('holds no tensors under the names that networks use')
  const names = [...tensors.keys()].slice(0, 3).join(', ')
  throw new Error(
    `is another network than RRDBNet and SRVGGNetCompact, the two that are known: it has ${tensors.size} tensors, such as ${names}`,
  )
}
