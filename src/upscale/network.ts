import { basename } from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { AppError, messageOf } from '../core/errors.ts'
import { blankPixels, type Pixels, type Size } from '../imaging/pixels.ts'
import { type Device, openSession, type Provider, type Search } from './providers.ts'
import { fromTensor, type TensorForm, toTensor } from './tensors.ts'

/** What is known of an opened network. */
export interface NetworkFacts {
  /** How many pixels it makes of one, in each direction. */
  scale: number
  /** The one size it takes, or null when it takes any. */
  fixed: Size | null
  /** Width and height must be multiples of this; 1 for most networks. */
  multiple: number
  provider: Provider
  why: string
}

/** A network that enlarges pictures, ready to run. */
export interface Network extends NetworkFacts {
  /** Enlarges one picture of a size that the network takes; blocks the thread while it computes. */
  run(picture: Pixels): Promise<Pixels>
  /** Gives the memory back. */
  release(): Promise<void>
}

/**
 * Opens any ONNX file that enlarges pictures: any names, planes or mixed pixels, numbers of 0-1 or bytes,
 * sizes fixed or free. What the file does not say, a run on a small picture tells.
 *
 * Throws `unsupported` with the reason when the network does something else, `unavailable` when the
 * device cannot be used.
 */
export async function openNetwork(modelPath: string, device: Device, search: Search): Promise<Network> {
  const name = basename(modelPath)
  const { session, provider, why } = await openSession(modelPath, device, search).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    throw refused(name, `onnxruntime cannot read it (${messageOf(error).split('\n')[0]})`, error)
  })
  try {
    const { form, fixed } = inputOf(session, name)
    const run = (picture: Pixels) => runSession(session, form, picture)
    const scale = await probeScale(run, fixed ?? { width: 64, height: 64 }, name)
    const multiple = fixed ? 1 : await probeMultiple(run)
    return { scale, fixed, multiple, provider, why, run, release: () => session.release() }
  } catch (error) {
    await session.release()
    throw error
  }
}

/** What its metadata say: a number in a shape is fixed, a string or nothing is free. */
function inputOf(session: InferenceSession, name: string): { form: TensorForm; fixed: Size | null } {
  const [input, ...others] = session.inputMetadata
  if (!input?.isTensor || others.length > 0)
    throw refused(name, `it has ${session.inputMetadata.length} inputs instead of one`)
  const { type, shape } = input
  if (type !== 'float32' && type !== 'float16' && type !== 'uint8')
    throw refused(name, `its input is of type ${type}`)
  if (shape.length !== 4 && shape.length !== 0)
    throw refused(name, `its input has the shape [${shape.join(', ')}]`)

  const layout = shape[3] === 3 && shape[1] !== 3 ? 'NHWC' : 'NCHW'
  const [channels, height, width] = layout === 'NCHW' ? shape.slice(1) : [shape[3], shape[1], shape[2]]
  if (typeof channels === 'number' && channels !== 3)
    throw refused(name, `it takes ${channels} colour channels, not 3`)
  const isFixed = typeof height === 'number' && typeof width === 'number' && height > 0 && width > 0
  return { form: { type, layout }, fixed: isFixed ? { width, height } : null }
}

async function runSession(session: InferenceSession, form: TensorForm, picture: Pixels): Promise<Pixels> {
  const input = session.inputNames[0] ?? ''
  const results = await session.run({ [input]: toTensor(picture, form) })
  const output = results[session.outputNames[0] ?? '']
  if (!output) throw new Error('The network gave no output.')
  const layout = layoutOf(output)
  if (!layout) throw new Error(`its output has the shape [${output.dims.join(', ')}]`)
  const enlarged = fromTensor(output, layout)
  output.dispose()
  return enlarged
}

function layoutOf({ dims }: Tensor): TensorForm['layout'] | null {
  if (dims.length !== 4 || dims[0] !== 1) return null
  if (dims[1] === 3) return 'NCHW'
  return dims[3] === 3 ? 'NHWC' : null
}

async function probeScale(run: Network['run'], size: Size, name: string): Promise<number> {
  const answer = await run(blankPixels(size)).catch((error: unknown) => {
    throw refused(name, messageOf(error).split('\n')[0] ?? '', error)
  })
  const scale = answer.width / size.width
  if (scale === 1) throw refused(name, 'it gives pictures back at their own size')
  if (!Number.isInteger(scale) || scale > 16 || answer.height !== size.height * scale) {
    throw refused(
      name,
      `it makes ${answer.width} x ${answer.height} of ${size.width} x ${size.height} pixels`,
    )
  }
  return scale
}

/** Networks that shuffle pixels or attend to windows only take multiples of some power of two. */
async function probeMultiple(run: Network['run']): Promise<number> {
  try {
    await run(blankPixels({ width: 33, height: 35 }))
    return 1
  } catch {
    return 32
  }
}

function refused(name: string, reason: string, cause?: unknown): AppError {
  return new AppError('unsupported', `${name} is not a model that enlarges pictures: ${reason}.`, { cause })
}
