import type { Bytes } from '../bytes.ts'
import type { Header } from './header.ts'

/** A frame as its header tells it. */
interface Frame extends Header {
  /** The numbers of its components. */
  components: number[]
}

/** What a JPEG with fewer parts than this has to say stands in them. */
const MOST_PARTS = 200
/** The largest side that libraries take. */
const LARGEST_SIDE = 65_500

/**
 * Reads the header of a JPEG; see {@link Header}. Source: ITU T.81, B.2.
 *
 * EXIF may hold a rotation, and a multi-picture index may make another kind of picture of it; both, and CMYK, are
 * left to a decoder. So is every table that a decoder would refuse.
 */
export async function jpegHeader(bytes: Bytes): Promise<Header | null> {
  let frame: Frame | null = null
  for (let at = 2, part = 0; part < MOST_PARTS; part++) {
    const start = await bytes.read(at, 4)
    if (start.length < 4 || start[0] !== 0xff) return null
    const [marker, length] = [start[1] ?? 0, start.readUInt16BE(2)]
    const content = await bytes.read(at + 4, contentLength(marker, length))
    if (length < 2 || at + 2 + length > bytes.size) return null
    if (marker === 0xda) return frame && isScan(content, frame) ? headerFrom(frame) : null
    if (FRAMES.has(marker)) {
      if (frame) return null
      frame = frameIn(content)
      if (!frame) return null
    } else if (!isHarmless(marker, content)) return null
    at += 2 + length
  }
  return null
}

/** Baseline, extended and progressive, each with Huffman's code. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2])

function headerFrom({ components: _, ...header }: Frame): Header {
  return header
}

/** Of what applications put into a file, the beginning says what it is. */
function contentLength(marker: number, length: number): number {
  const all = Math.max(0, length - 2)
  return (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe ? Math.min(all, 32) : all
}

function isHarmless(marker: number, content: Buffer): boolean {
  const begins = (text: string) => content.toString('latin1', 0, text.length) === text
  if (marker === 0xc4) return areCodes(content)
  if (marker === 0xdb) return areQuantizers(content)
  if (marker === 0xdd) return content.length === 2
  if (marker === 0xe1) return begins('http://ns.adobe.com/') // XMP, and more of it
  if (marker === 0xe2) return begins('ICC_PROFILE\0')
  return marker === 0xe0 || marker === 0xfe || (marker > 0xe2 && marker <= 0xef)
}

function frameIn(content: Buffer): Frame | null {
  const [precision = 0, , , , , count = 0] = content
  if (precision !== 8 || (count !== 1 && count !== 3) || content.length !== 6 + count * 3) return null
  const [height, width] = [content.readUInt16BE(1), content.readUInt16BE(3)]
  if (width === 0 || height === 0 || Math.max(width, height) > LARGEST_SIDE) return null
  const components: number[] = []
  for (let at = 6; at < content.length; at += 3) {
    const [number = 0, sampling = 0] = content.subarray(at, at + 2)
    const sides = [sampling >> 4, sampling & 15]
    if (sides.some((side) => side < 1 || side > 4) || components.includes(number)) return null
    components.push(number)
  }
  return { width, height, hasAlpha: false, depth: 8, space: count === 1 ? 'b-w' : 'srgb', components }
}

function isScan(content: Buffer, { components }: Frame): boolean {
  const [count = 0] = content
  if (count < 1 || count > components.length || content.length !== 4 + count * 2) return false
  const named = Array.from({ length: count }, (_, n) => content[1 + n * 2] ?? -1)
  return new Set(named).size === count && named.every((number) => components.includes(number))
}

function areCodes(content: Buffer): boolean {
  let at = 0
  while (at + 17 <= content.length) {
    if (((content[at] ?? 0) & 0xef) > 3) return false
    const count = content.subarray(at + 1, at + 17).reduce((sum, one) => sum + one, 0)
    if (count > 256) return false
    at += 17 + count
  }
  return at === content.length
}

function areQuantizers(content: Buffer): boolean {
  let at = 0
  while (at < content.length) {
    const kind = content[at] ?? 0
    if ((kind & 15) > 3 || kind >> 4 > 1) return false
    at += 1 + 64 * ((kind >> 4) + 1)
  }
  return at === content.length
}
