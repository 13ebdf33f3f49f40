import sharp, { type Sharp, type SharpOptions } from 'sharp'
import type { Pixels } from './pixels.ts'

/** Pictures of more pixels than this are refused before they are decoded (sharp's own limit, 16383 x 16383). */
export const LARGEST_PIXELS = 0x3fff ** 2

/**
 * Opens a picture file or its bytes for a sharp pipeline.
 *
 * libvips would otherwise keep finished files open in its cache: on Windows they could then be neither
 * renamed nor deleted, and a file written again under the same name would show its old content.
 */
export function openPicture(input: string | Buffer, options: SharpOptions = {}): Sharp {
  sharp.cache(false)
  return sharp(input, { limitInputPixels: LARGEST_PIXELS, ...options })
}

/** Opens pixels in memory for a sharp pipeline: three bytes each, or one. */
export function openPixels({ data, width, height }: Pixels, channels: 1 | 3 = 3): Sharp {
  sharp.cache(false)
  // our own pictures may be larger than what we accept: 4x in each direction
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false })
}
