import { AppError, messageOf } from '../core/errors.ts'
import { attentionRegion } from './attention.ts'
import { cropRegion, type Focus } from './crop.ts'
import { inspect, type SoundPicture } from './inspection.ts'
import { openPicture } from './open.ts'
import { layOnWhite, type Pixels, type Region, type Size } from './pixels.ts'

/** A decoded picture with what had to be given up on the way, one sentence each. */
export interface Decoded extends Pixels {
  /** One byte a pixel, when transparency was to be kept and there is some. */
  alpha: Uint8Array | null
  notes: string[]
}

/** How a picture is decoded. */
export interface DecodeOptions {
  /** The ratio to crop to, or null to keep all. */
  aspect: Size | null
  /** Where the crop lies; around the centre by default. */
  focus?: Focus | 'centre' | 'attention' | undefined
  /** Whether transparency is kept beside the colours instead of laid on white. */
  keepAlpha?: boolean
  signal?: AbortSignal
}

/**
 * Decodes a picture file (by its path) or its bytes to 8-bit sRGB, upright and cropped.
 *
 * Colour profiles, CMYK, grey and 16-bit pictures are converted, transparency is laid on white unless it
 * is to be kept, and of an animation the first frame is taken; what is lost is told in `notes`. Throws
 * `unsupported` with one sentence for a file that cannot be used.
 */
export async function decode(
  input: string | Buffer,
  { aspect, focus = 'centre', keepAlpha = false, signal }: DecodeOptions,
): Promise<Decoded> {
  const found = await inspect(input)
  if (!found.ok) throw new AppError('unsupported', found.problem)
  signal?.throwIfAborted()

  try {
    const region = await regionOf(input, found, aspect, focus)
    const { data, info } = await openPicture(input, { failOn: 'error' })
      .autoOrient()
      .extract(region)
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    signal?.throwIfAborted()
    const { rgb, alpha } = toRgb(data, info.channels)
    const wasFlattened = alpha !== null && !keepAlpha
    if (wasFlattened) layOnWhite(rgb, alpha)
    const { width, height } = info
    return { data: rgb, width, height, alpha: keepAlpha ? alpha : null, notes: notesOn(found, wasFlattened) }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('unsupported', `The picture cannot be decoded (${messageOf(error).split('\n')[0]}).`, {
      cause: error,
    })
  }
}

async function regionOf(
  input: string | Buffer,
  size: Size,
  aspect: Size | null,
  focus: Focus | 'centre' | 'attention',
): Promise<Region> {
  if (focus === 'attention' && aspect) return attentionRegion(input, size, aspect)
  return cropRegion(size, aspect, typeof focus === 'string' ? undefined : focus)
}

function notesOn(found: SoundPicture, wasFlattened: boolean): string[] {
  return [
    ...(found.pages > 1 ? [`only the first of ${found.pages} frames was used`] : []),
    ...(wasFlattened ? ['transparency was flattened onto white'] : []),
  ]
}

/** Agents write an alpha channel into most PNGs, and mostly it is opaque: only real transparency counts. */
function toRgb(data: Buffer, channels: number): { rgb: Uint8Array; alpha: Uint8Array | null } {
  if (channels === 3) return { rgb: data, alpha: null }
  if (channels === 1) return { rgb: spreadGrey(data), alpha: null }
  if (channels !== 4)
    throw new AppError('unsupported', `The picture has ${channels} channels instead of 3 or 4.`)

  const rgb = new Uint8Array((data.length / 4) * 3)
  const alpha = new Uint8Array(data.length / 4)
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) rgb[pixel * 3 + channel] = data[pixel * 4 + channel] ?? 0
    alpha[pixel] = data[pixel * 4 + 3] ?? 255
  }
  return { rgb, alpha: alpha.every((value) => value === 255) ? null : alpha }
}

function spreadGrey(data: Buffer): Uint8Array {
  const rgb = new Uint8Array(data.length * 3)
  for (const [n, value] of data.entries()) rgb.fill(value, n * 3, n * 3 + 3)
  return rgb
}
