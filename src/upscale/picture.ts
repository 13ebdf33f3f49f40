import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Decoded, decode } from '../imaging/decode.ts'
import { encodeTo, resizeAlpha, resizeTo } from '../imaging/encode.ts'
import { type Fingerprint, fingerprintOf } from '../imaging/likeness.ts'
import { layOnWhite, type Pixels, type Size } from '../imaging/pixels.ts'
import { findFault } from '../imaging/verify.ts'
import { passesFor } from './enlargement.ts'
import type { MadePicture, StageTimes, WorkItem, WorkSettings } from './protocol.ts'
import { cropAspect, targetSize } from './target.ts'

/** What all pictures of a job share. */
export interface PictureJob {
  settings: WorkSettings
  workFolder: string
  keepProcessed: boolean
  signal: AbortSignal
}

/** A picture that was read and waits to be enlarged. */
export interface ReadPicture {
  picture: Decoded
  /** The exact size its result is to get. */
  size: Size
  reference: Fingerprint
  sourceSha256: string
  processed: string | null
  clock: Stopwatch
}

/** A finished picture with the time each stage took and what a person should know about it. */
export interface PictureResult {
  made: MadePicture
  ms: StageTimes
  notes: string[]
}

/**
 * Reads, decodes and crops a picture, and takes the fingerprint that its result must have.
 *
 * Throws `unsupported` for a source that is no use, `too_large` for a result that would be, or the
 * reason of the job's signal.
 */
export async function readPicture({ index, source, focus }: WorkItem, job: PictureJob): Promise<ReadPicture> {
  const { settings, workFolder, keepProcessed, signal } = job
  const clock = stopwatch()
  const bytes = await readFile(source, { signal })
  const aspect = cropAspect(settings.target, settings.aspect)
  const picture = await clock('decode', () =>
    decode(bytes, {
      ...{ aspect, signal, keepAlpha: settings.format === 'png' },
      focus: focus ?? settings.focus,
    }),
  )
  const size = targetSize(settings.target, picture, aspect !== null)
  const processed = keepProcessed ? join(workFolder, `picture-${index}.processed.png`) : null
  const { alpha } = picture
  if (processed) await clock('encode', () => encodeTo(processed, picture, { format: 'png', alpha }))
  return {
    ...{ picture, size, processed, clock, reference: fingerprintOf(asSeen(picture)) },
    sourceSha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/**
 * Brings an enlarged picture to its exact size, writes it under a temporary name and reads it back.
 *
 * Returns a sentence instead when the result is not what it should be. Throws the reason of the job's signal.
 */
export async function finishPicture(
  { index }: Pick<WorkItem, 'index'>,
  read: ReadPicture,
  large: Pixels,
  job: PictureJob,
): Promise<PictureResult | string> {
  const { picture, size, reference, sourceSha256, processed, clock } = read
  const { format, quality } = job.settings
  const [exact, alpha] = await clock('resize', () =>
    Promise.all([resizeTo(large, size), picture.alpha && resizeAlpha(picture.alpha, picture, size)]),
  )
  job.signal.throwIfAborted()

  const file = join(job.workFolder, `picture-${index}.${format}`)
  const bytes = await clock('encode', () => encodeTo(file, exact, { format, quality, alpha }))
  const fault = await clock('verify', () => findFault(file, { format, size, reference }))
  job.signal.throwIfAborted()
  if (fault) return fault
  const made = { file, processed, ...size, bytes, sourceSha256 }
  return { made, ms: clock.times, notes: picture.notes }
}

/** Tells what a person should know about the way from a picture's size to that of its result. */
export function sizeNotes(picture: Size, size: Size, scale: number): string[] {
  const passes = passesFor(picture, size, scale)
  const width = picture.width * scale ** passes
  const from = `${picture.width} x ${picture.height} pixels`
  if (passes === 0) return [`it has ${from} already and was only brought to size`]
  if (width < size.width) return [`it is so small (${from}) that part of the way was plain resampling`]
  return passes > 1 ? [`it is so small (${from}) that it passed through the model twice`] : []
}

/** Results are judged as they are seen: on white where they are transparent. */
function asSeen({ data, width, height, alpha }: Decoded): Pixels {
  if (!alpha) return { data, width, height }
  const flat = new Uint8Array(data) // the slice of a Buffer would be the same memory
  layOnWhite(flat, alpha)
  return { data: flat, width, height }
}

/** Adds up how long the stages of one picture take. */
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
