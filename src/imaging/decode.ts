import { AppError, messageOf } from '../core/errors.ts'
import { cropRegion } from './crop.ts'
import { inspect, type SoundPicture } from './inspection.ts'
import { openPicture } from './open.ts'
import type { Pixels, Size } from './pixels.ts'

/** A decoded picture with what had to be given up on the way, one sentence each. */
export interface Decoded extends Pixels {
  notes: string[]
}

/**
 * Decodes a picture file (by its path) or its bytes to 8-bit sRGB, upright and cropped around its centre.
 *
 * Colour profiles, CMYK, grey and 16-bit pictures are converted, transparency is laid on white, and of
 * an animation the first frame is taken; the last two are told in `notes`. Throws `unsupported` with
 * one sentence for a file that cannot be used.
 */
export async function decode(
  input: string | Buffer,
  { aspect, signal }: { aspect: Size | null; signal?: AbortSignal },
): Promise<Decoded> {
  const found = await inspect(input)
  if (!found.ok) throw new AppError('unsupported', found.problem)
  signal?.throwIfAborted()

  const region = cropRegion(found, aspect)
  const pipeline = openPicture(input, { failOn: 'error' }).autoOrient().extract(region).toColourspace('srgb')
  try {
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
    signal?.throwIfAborted()
    const { rgb, wasFlattened } = toRgb(data, info.channels)
    return { data: rgb, width: info.width, height: info.height, notes: notesOn(found, wasFlattened) }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('unsupported', `The picture cannot be decoded (${messageOf(error).split('\n')[0]}).`, {
      cause: error,
    })
  }
}

function notesOn(found: SoundPicture, wasFlattened: boolean): string[] {
  return [
    ...(found.pages > 1 ? [`only the first of ${found.pages} frames was used`] : []),
    ...(wasFlattened ? ['transparency was flattened onto white'] : []),
  ]
}

/** Agents write an alpha channel into most PNGs, and mostly it is opaque: only real transparency is a loss. */
function toRgb(data: Buffer, channels: number): { rgb: Uint8Array; wasFlattened: boolean } {
  if (channels === 3) return { rgb: data, wasFlattened: false }
  if (channels === 1) return { rgb: spreadGrey(data), wasFlattened: false }
  if (channels !== 4)
    throw new AppError('unsupported', `The picture has ${channels} channels instead of 3 or 4.`)

  const rgb = new Uint8Array((data.length / 4) * 3)
  let wasFlattened = false
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    const alpha = data[from + 3] ?? 255
    if (alpha !== 255) wasFlattened = true
    for (let channel = 0; channel < 3; channel++) {
      rgb[to + channel] = Math.round(255 + (((data[from + channel] ?? 0) - 255) * alpha) / 255)
    }
  }
  return { rgb, wasFlattened }
}

function spreadGrey(data: Buffer): Uint8Array {
  const rgb = new Uint8Array(data.length * 3)
  for (const [n, value] of data.entries()) rgb.fill(value, n * 3, n * 3 + 3)
  return rgb
}
