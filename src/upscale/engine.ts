import { Worker } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../core/errors.ts'
import { cutRegion, type Pixels, padToSize, type Size } from '../imaging/pixels.ts'
import type { NetworkFacts } from './network.ts'
import type { Avoided, Device, Provider, Search } from './providers.ts'

/** Something that enlarges tiles; one is opened for a whole job. */
export interface Engine {
  /** How many pixels it makes of one, in each direction. */
  scale: number
  device: Provider
  /** One sentence: why this device. */
  why: string
  /** The largest tile it takes, when its input has a fixed size. */
  fixed: Size | null
  /** So many pixels around what is kept of a tile depend on more than the tile shows. */
  overlap: number
  /** Tiles must begin at multiples of this. */
  align: number
  /** So much larger than the square of the tile's side its area may be; see {@link planTiles}. */
  room: number
  /** Enlarges one tile, whose memory it takes over. */
  enlarge(tile: Pixels): Promise<Pixels>
  /** Ends the engine once it has finished what it is at; may be called twice. */
  close(): Promise<void>
}

/** What the thread is started with. */
export interface ThreadData {
  modelPath: string
  device: Device
  /** Providers that "auto" leaves out. */
  avoid: Avoided
}

/** What the thread is told. */
export type ToThread = { type: 'enlarge'; id: number; picture: Pixels } | { type: 'close' }

/** What the thread tells. */
export type FromThread =
  | { type: 'tried'; provider: Provider }
  | { type: 'avoid'; provider: Provider; reason: string }
  | { type: 'open'; facts: NetworkFacts }
  | { type: 'refused'; code: ErrorCode; reason: string; details: string }
  | { type: 'enlarged'; id: number; picture: Pixels }
  | { type: 'failed'; id: number; reason: string; details: string }

/** How an engine is opened. */
export interface EngineOptions extends Partial<Omit<Search, 'avoid'>> {
  avoid?: Avoided | undefined
  modelPath: string
  device: Device
  /** How far the model looks; see {@link Engine.overlap}. */
  overlap?: number | undefined
  /** Where tiles may begin; see {@link Engine.align}. */
  align?: number | undefined
  signal?: AbortSignal
}

/**
 * A tile may be 7 % larger than its square where that saves a row of them: the usual sizes then read at
 * most a quarter of their pixels twice. A compact model, whose reach is known, needs a fifth of the memory
 * of the large ones for a pixel, and takes tiles of 512 where those take 384.
 */
const rooms = { large: 1.07, compact: 1.78 }

/** More than this many stacked 3x3 convolutions are not needed by the models that are usual here. */
const usualOverlap = 32

/**
 * Opens an ONNX model on a thread of its own.
 *
 * Throws what `openNetwork` throws when the model is refused. A tile that fails rejects with the reason;
 * the engine can still be used. Cancelling is the caller's business, between two tiles: a run cannot be
 * stopped without ending the process.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const {
    modelPath,
    device,
    overlap = usualOverlap,
    align = 1,
    signal,
    avoid = {},
    onTry,
    onRefuse,
  } = options
  signal?.throwIfAborted()
  const data: ThreadData = { modelPath, device, avoid }
  const thread = new Worker(new URL('./inference.ts', import.meta.url), { workerData: data })
  const waiting = new Map<number, PromiseWithResolvers<Pixels>>()
  const opened = Promise.withResolvers<NetworkFacts>()
  const ended = Promise.withResolvers<void>()
  let last = 0

  thread.on('message', (message: FromThread) => {
    if (message.type === 'open') opened.resolve(message.facts)
    else if (message.type === 'tried') onTry?.(message.provider)
    else if (message.type === 'avoid') onRefuse?.(message.provider, message.reason)
    else if (message.type === 'refused')
      opened.reject(new AppError(message.code, message.reason, { cause: message.details }))
    else if (message.type === 'enlarged') waiting.get(message.id)?.resolve(message.picture)
    else waiting.get(message.id)?.reject(new Error(message.reason, { cause: message.details }))
  })
  thread.on('error', giveUp)
  thread.on('exit', (code) => {
    giveUp(new Error(`The inference thread ended with code ${code}.`))
    ended.resolve()
  })

  function giveUp(error: unknown): void {
    opened.reject(error)
    for (const { reject } of waiting.values()) reject(error)
  }

  function ask(picture: Pixels): Promise<Pixels> {
    const id = ++last
    const answer = Promise.withResolvers<Pixels>()
    waiting.set(id, answer)
    const message: ToThread = { type: 'enlarge', id, picture }
    thread.postMessage(message, picture.data.buffer instanceof ArrayBuffer ? [picture.data.buffer] : [])
    return answer.promise.finally(() => waiting.delete(id))
  }

  const { scale, fixed, multiple, provider, why } = await opened.promise
  return {
    ...{ scale, device: provider, why, fixed, align },
    overlap: fixed ? overlapWithin(fixed, overlap) : overlap,
    room: options.overlap === undefined ? rooms.large : rooms.compact,
    async enlarge(tile) {
      const wanted = { width: tile.width * scale, height: tile.height * scale }
      const enlarged = await ask(padToSize(tile, fixed ?? roundUp(tile, multiple)))
      if (enlarged.width === wanted.width && enlarged.height === wanted.height) return enlarged
      return cutRegion(enlarged, { left: 0, top: 0, ...wanted })
    },
    async close() {
      thread.postMessage({ type: 'close' } satisfies ToThread)
      await ended.promise
    },
  }
}

/** A small fixed input leaves little to keep; a quarter on each side still keeps half of it. */
function overlapWithin({ width, height }: Size, overlap: number): number {
  return Math.min(overlap, Math.floor(Math.min(width, height) / 4))
}

function roundUp({ width, height }: Size, multiple: number): Size {
  return { width: Math.ceil(width / multiple) * multiple, height: Math.ceil(height / multiple) * multiple }
}
