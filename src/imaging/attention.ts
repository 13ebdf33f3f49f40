import { cropRegion } from './crop.ts'
import { openPicture } from './open.ts'
import type { Region, Size } from './pixels.ts'

/** The side of the small copy that is looked at: attention does not need more. */
const glance = 512

/**
 * Returns the largest region of a picture that has an aspect ratio, where it draws the eye most.
 *
 * libvips looks for edges, saturated colours and skin tones ("attention" in `vips_smartcrop`), here on
 * a small copy, whose answer is scaled back.
 */
export async function attentionRegion(input: string | Buffer, size: Size, aspect: Size): Promise<Region> {
  const region = cropRegion(size, aspect)
  const factor = Math.min(1, glance / Math.max(size.width, size.height))
  const small = { width: scaled(region.width, factor), height: scaled(region.height, factor) }
  const { info } = await openPicture(input, { failOn: 'none' })
    .autoOrient()
    .resize({ ...small, fit: 'cover', position: 'attention' })
    .toBuffer({ resolveWithObject: true })
  const place = (offset: number | undefined, available: number) =>
    Math.max(0, Math.min(available, Math.round(-(offset ?? 0) / factor)))
  return {
    ...region,
    left: place(info.cropOffsetLeft, size.width - region.width),
    top: place(info.cropOffsetTop, size.height - region.height),
  }
}

function scaled(length: number, factor: number): number {
  return Math.max(1, Math.round(length * factor))
}
