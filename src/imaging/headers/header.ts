import type { Bytes } from '../bytes.ts'
import type { Size } from '../pixels.ts'
import type { PictureFormat } from '../signatures.ts'
import { jpegHeader } from './jpeg.ts'
import { pngHeader } from './png.ts'

/** What the header of a picture of one page says; the size is the one seen. */
export interface Header extends Size {
  hasAlpha: boolean
  /** Bits of one channel of one pixel. */
  depth: 8 | 16
  /** libvips' name of the colour space. */
  space: 'srgb' | 'b-w' | 'rgb16' | 'grey16'
}

/**
 * Reads the header of a common, sound picture, or returns null where a decoder has to be asked.
 *
 * A decoder takes a third of a millisecond for it, and a board of 10,000 asks for every one. Null stands for whatever is not plain
 * beyond doubt: another format, a palette, a rotation to look up, a damaged or unknown part.
 */
export async function headerOf(format: PictureFormat, bytes: Bytes): Promise<Header | null> {
  if (format === 'png') return pngHeader(bytes)
  return format === 'jpeg' ? jpegHeader(bytes) : null
}
