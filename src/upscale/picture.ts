import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../core/errors.ts'
import { decode } from '../imaging/decode.ts'
import { encodeTo, resizeTo } from '../imaging/encode.ts'
import { LARGEST_PIXELS } from '../imaging/open.ts'
import type { Size } from '../imaging/pixels.ts'
import { verifyOutput } from '../imaging/verify.ts'
import type { Engine } from './engine.ts'
import { enlargePicture, passesFor } from './enlargement.ts'
import type { MadePicture, StageTimes, WorkSettings } from './protocol.ts'

/** Everything one picture needs on its way. */
export interface PictureTask {
  source: string
  /** The path of the result without an extension, in the work folder. */
  target: string
  keepProcessed: boolean
  settings: WorkSettings
  signal: AbortSignal
  onTile: (done: number, total: number) => void
  say: (text: string) => void
}

/** A finished picture with the time each stage took and what a person should know about it. */
export interface PictureResult {
  made: MadePicture
  ms: StageTimes
  notes: string[]
}

/**
 * Takes one picture all the way: decode and crop, tiles through the engine, exact size, file, check.
 *
 * The file has a temporary name and is only reported once it was read back. Throws `unsupported` for a
 * source that is no use, `unavailable` for a result that fails its check, or the reason of `signal`.
 */
export async function makePicture(engine: Engine, task: PictureTask): Promise<PictureResult> {
  const { settings, signal } = task
  const { format, quality } = settings
  const clock = stopwatch()

  const bytes = await readFile(task.source, { signal })
  const sourceSha256 = createHash('sha256').update(bytes).digest('hex')
  const picture = await clock('decode', () => decode(bytes, { aspect: settings.aspect, signal }))
  const size = targetSize(settings.target, picture)
  const processed = task.keepProcessed ? `${task.target}.processed.png` : null
  if (processed) await clock('encode', () => encodeTo(processed, picture, { format: 'png' }))

  const { onTile, say } = task
  const options = { tile: settings.tile, target: size, signal, onTile, say }
  const large = await clock('enlarge', () => enlargePicture(engine, picture, options))
  const exact = await clock('resize', () => resizeTo(large, size))
  signal.throwIfAborted()

  const file = `${task.target}.${format}`
  const length = await clock('encode', () => encodeTo(file, exact, { format, quality }))
  await clock('verify', () => verifyOutput(file, { format, size, reference: picture }))
  signal.throwIfAborted()
  return {
    made: { file, processed, ...size, bytes: length, sourceSha256 },
    ms: clock.times,
    notes: [...picture.notes, ...(settings.modelPath ? sizeNotes(picture, size, engine.scale) : [])],
  }
}

/** Returns the path of a picture's results in the work folder, without their extensions. */
export function workPath(folder: string, index: number): string {
  return join(folder, `picture-${index}`)
}

function targetSize(target: WorkSettings['target'], picture: Size): Size {
  const { width, height } =
    'width' in target
      ? target
      : { width: Math.round(picture.width * target.scale), height: Math.round(picture.height * target.scale) }
  if (width * height <= LARGEST_PIXELS) return { width, height }
  const size = `${width.toLocaleString('en-US')} x ${height.toLocaleString('en-US')}`
  throw new AppError(
    'too_large',
    `The result would have ${size} pixels, which is too many. Choose a smaller size.`,
  )
}

function sizeNotes(picture: Size, size: Size, scale: number): string[] {
  const passes = passesFor(picture, size, scale)
  const width = picture.width * scale ** passes
  const from = `${picture.width} x ${picture.height} pixels`
  if (passes === 0) return [`it has ${from} already and was only brought to size`]
  if (width < size.width) return [`it is so small (${from}) that part of the way was plain resampling`]
  return passes > 1 ? [`it is so small (${from}) that it passed through the model twice`] : []
}

interface Stopwatch {
  <Result>(stage: keyof StageTimes, work: () => Promise<Result>): Promise<Result>
  times: StageTimes
}

function stopwatch(): Stopwatch {
  const times: StageTimes = { decode: 0, enlarge: 0, resize: 0, encode: 0, verify: 0 }
  async function time<Result>(stage: keyof StageTimes, work: () => Promise<Result>): Promise<Result> {
    const start = performance.now()
    const result = await work()
    times[stage] += Math.round(performance.now() - start)
    return result
  }
  return Object.assign(time, { times })
}
