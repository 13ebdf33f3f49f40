import { crc32 } from 'node:zlib'
import { AppError } from '../core/errors.ts'

/** The parts of a picture file that matter when its metadata is changed. */
export interface PictureFile {
  kind: 'jpeg' | 'png'
  /** The compressed pixels, byte for byte: a change of metadata must leave them as they are. */
  pixels: Buffer
  /** Whether it carries Content Credentials (C2PA), whose signature any change would break. */
  hasCredentials: boolean
  /** The XMP packet in it, when there is one. */
  xmp: string | null
  /** Whether it holds IPTC-IIM records. */
  hasIptc: boolean
  /** Returns the whole file with this XMP packet in the place of any other, and everything else untouched. */
  withXmp(packet: string): Buffer
}

interface Part {
  start: number
  end: number
  /** What it is, when it is metadata. */
  is: 'xmp' | 'iptc' | 'credentials' | null
  text: string | null
}

const XMP_HEAD = 'http://ns.adobe.com/xap/1.0/\0'
/** A segment's length has two bytes and counts itself. */
const LARGEST_XMP = 65_533 - XMP_HEAD.length
const PNG_HEAD = Buffer.from('89504e470d0a1a0a', 'hex')
const PNG_KEYWORD = 'XML:com.adobe.xmp\0'

/**
 * Takes a JPEG or PNG apart along its segments, without decoding it; null for any other file.
 *
 * Sources: ITU-T T.81, B.1 (JPEG markers); XMP specification part 3, 1.1.3 and 1.1.4 (XMP in JPEG and PNG); PNG
 * specification, 5.3 (chunks); C2PA specification, A.3 (JUMBF in APP11 and in `caBX`).
 */
export function takeApart(bytes: Buffer): PictureFile | null {
  if (bytes.subarray(0, 2).toString('hex') === 'ffd8') return jpegFile(bytes)
  return bytes.subarray(0, 8).equals(PNG_HEAD) ? pngFile(bytes) : null
}

function jpegFile(bytes: Buffer): PictureFile {
  const { parts, scan } = jpegParts(bytes)
  return {
    kind: 'jpeg',
    pixels: bytes.subarray(scan),
    ...knownIn(parts),
    withXmp: (packet) => {
      const segment = jpegXmp(packet)
      return spliced(bytes, { parts, at: afterHeaders(bytes, parts), inserted: segment })
    },
  }
}

function jpegParts(bytes: Buffer): { parts: Part[]; scan: number } {
  const parts: Part[] = []
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff || marker === 0xda) return { parts, scan: at }
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    const body = bytes.subarray(at + 4, end)
    const isXmp = marker === 0xe1 && body.toString('latin1', 0, XMP_HEAD.length) === XMP_HEAD
    const is = isXmp ? 'xmp' : otherSegment(marker, body)
    parts.push({ start: at, end, is, text: isXmp ? body.toString('utf8', XMP_HEAD.length) : null })
    at = end
  }
  return { parts, scan: bytes.length }
}

function otherSegment(marker: number, body: Buffer): Part['is'] {
  if (marker === 0xed && body.includes('8BIM\u0004\u0004')) return 'iptc'
  return marker === 0xeb && body.includes('jumb') && body.includes('c2pa') ? 'credentials' : null
}

/** XMP comes behind JFIF and EXIF, where readers look for it. */
function afterHeaders(bytes: Buffer, parts: readonly Part[]): number {
  const isHead = ({ start }: Part) =>
    bytes[start + 1] === 0xe0 ||
    (bytes[start + 1] === 0xe1 && bytes.toString('latin1', start + 4, start + 8) === 'Exif')
  return parts.filter(isHead).at(-1)?.end ?? 2
}

function jpegXmp(packet: string): Buffer {
  const body = Buffer.from(packet)
  if (body.length > LARGEST_XMP) throw tooLarge(body.length)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1, 0)
  head.writeUInt16BE(2 + XMP_HEAD.length + body.length, 2)
  return Buffer.concat([head, Buffer.from(XMP_HEAD, 'latin1'), body])
}

function pngFile(bytes: Buffer): PictureFile {
  const { parts, data, first } = pngParts(bytes)
  return {
    kind: 'png',
    pixels: Buffer.concat(data),
    ...knownIn(parts),
    withXmp: (packet) => spliced(bytes, { parts, at: first, inserted: pngXmp(packet) }),
  }
}

function pngParts(bytes: Buffer): { parts: Part[]; data: Buffer[]; first: number } {
  const parts: Part[] = []
  const data: Buffer[] = []
  let first = 0
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const body = bytes.subarray(at + 8, end - 4)
    if (type === 'IDAT') {
      first ||= at
      data.push(body)
    }
    const isXmp = type === 'iTXt' && body.toString('latin1', 0, PNG_KEYWORD.length) === PNG_KEYWORD
    const is = isXmp ? 'xmp' : type === 'caBX' ? 'credentials' : null
    parts.push({ start: at, end, is, text: isXmp ? body.toString('utf8', PNG_KEYWORD.length + 4) : null })
    at = end
  }
  return { parts, data, first }
}

/** An uncompressed international text: keyword, two flags, no language, no translated keyword. */
function pngXmp(packet: string): Buffer {
  const body = Buffer.concat([
    Buffer.from(`iTXt${PNG_KEYWORD}`, 'latin1'),
    Buffer.alloc(4),
    Buffer.from(packet),
  ])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length - 4)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function knownIn(parts: readonly Part[]): Pick<PictureFile, 'hasCredentials' | 'hasIptc' | 'xmp'> {
  return {
    hasCredentials: parts.some(({ is }) => is === 'credentials'),
    hasIptc: parts.some(({ is }) => is === 'iptc'),
    xmp: parts.find(({ is }) => is === 'xmp')?.text ?? null,
  }
}

/** Leaves the XMP parts out and puts a new one in; `at` is where a part begins or the last one ends. */
function spliced(
  bytes: Buffer,
  { parts, at, inserted }: { parts: readonly Part[]; at: number; inserted: Buffer },
): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  const cuts = [
    ...parts.filter(({ is }) => is === 'xmp').map(({ start, end }) => ({ start, end, put: null })),
    { start: at, end: at, put: inserted },
  ].toSorted((a, b) => a.start - b.start || a.end - b.end)
  for (const { start, end, put } of cuts) {
    pieces.push(bytes.subarray(from, start))
    if (put) pieces.push(put)
    from = end
  }
  return Buffer.concat([...pieces, bytes.subarray(from)])
}

function tooLarge(bytes: number): AppError {
  return new AppError(
    'too_large',
    `The words to be embedded take ${bytes} bytes, which is more than a JPEG holds in one place. Shorten them, or leave the prompt out.`,
  )
}
