import type { Metadata } from 'sharp'
import { hasCode, messageOf } from '../core/errors.ts'
import { type Bytes, withBytes } from './bytes.ts'
import { isComplete } from './completeness.ts'
import { headerOf } from './headers/header.ts'
import { LARGEST_PIXELS, openPicture } from './open.ts'
import type { Size } from './pixels.ts'
import { couldBecomePicture, MIME, type PictureFormat, sniff } from './signatures.ts'

/** A file that holds a whole picture we can work with; the size is the one seen, after its EXIF rotation. */
export interface SoundPicture extends Size {
  ok: true
  complete: true
  problem: null
  format: PictureFormat
  mime: string
  hasAlpha: boolean
  /** Bits of one channel of one pixel. */
  depth: 8 | 16 | 32 | 64
  /** Frames of an animation or pages of a document; only the first is used. */
  pages: number
  /** libvips' name of the colour space: `srgb`, `b-w`, `cmyk`, `rgb16`, ... */
  space: string
}

/** A file that is no use, with the reason in one sentence for the person whose file it is. */
interface UnsoundPicture {
  ok: false
  /** False when the file ends too early, perhaps because it is still being written: look again later. */
  complete: boolean
  problem: string
  format: PictureFormat | null
}

/** What a file turned out to be when its content was looked at. */
export type Inspection = SoundPicture | UnsoundPicture

const LARGEST_BYTES = 1_000_000_000

/**
 * Judges a file (by its path) or its bytes by the content, not the name.
 *
 * Reads headers and the tail only, a few milliseconds a file, so galleries can ask for every card.
 * Never throws: a missing, unreadable, cut or foreign file comes back with its problem.
 */
export async function inspect(input: string | Buffer): Promise<Inspection> {
  try {
    return await withBytes(input, (bytes) => look(input, bytes))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return unsound('The file is gone.', { complete: false })
    if (hasCode(error, 'EISDIR')) return unsound('This is a folder, not a picture.')
    return unsound(`The file cannot be read (${firstLine(error)}).`)
  }
}

async function look(input: string | Buffer, bytes: Bytes): Promise<Inspection> {
  if (bytes.size === 0) return unsound('The file is empty.', { complete: false })
  if (bytes.size > LARGEST_BYTES) return unsound(`The file is too large (${megabytes(bytes.size)}).`)
  const head = await bytes.read(0, 1024)
  const kind = sniff(head)
  if (kind === null || 'other' in kind) return refuse(kind?.other, head)

  const { format } = kind
  const size = format === 'png' ? pngSize(head) : null
  if (size && isTooLarge(size)) return unsound(tooLarge(size), { format })
  if (!(await isComplete(format, bytes))) return unsound(cutShort, { format, complete: false })
  const header = await headerOf(format, bytes)
  if (!header) return read(input, format)
  if (isTooLarge(header)) return unsound(tooLarge(header), { format })
  return { ...{ ok: true, complete: true, problem: null, format, mime: MIME[format], pages: 1 }, ...header }
}

async function read(input: string | Buffer, format: PictureFormat): Promise<Inspection> {
  let metadata: Metadata
  try {
    metadata = await openPicture(input, { limitInputPixels: false, failOn: 'none' }).metadata()
  } catch (error) {
    return unsound(
      `The file starts like a ${format.toUpperCase()} picture but is damaged (${firstLine(error)}).`,
      {
        format,
      },
    )
  }
  const { width, height } = metadata.autoOrient
  if (isTooLarge({ width, height })) return unsound(tooLarge({ width, height }), { format })
  return {
    ...{ ok: true, complete: true, problem: null, format, mime: MIME[format], width, height },
    hasAlpha: metadata.hasAlpha,
    depth: depths[metadata.depth] ?? 8,
    pages: metadata.pages ?? 1,
    space: metadata.space,
  }
}

const depths: Partial<Record<string, SoundPicture['depth']>> = {
  ...{ uchar: 8, char: 8, ushort: 16, short: 16, uint: 32, int: 32, float: 32, complex: 64, double: 64 },
}

const cutShort = 'The file is cut short: it ends before the picture does.'

function refuse(other: string | undefined, head: Buffer): UnsoundPicture {
  if (other === undefined && couldBecomePicture(head)) return unsound(cutShort, { complete: false })
  if (other === undefined) return unsound('The file holds no picture that Stockroom knows.')
  return unsound(`The file holds ${other}, not a picture in PNG, JPEG, WebP, AVIF or TIFF.`)
}

/** A PNG begins with its size, which must be known before anything else touches the file. */
function pngSize(head: Buffer): Size | null {
  return head.length < 24 ? null : { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
}

function isTooLarge({ width, height }: Size): boolean {
  return width * height > LARGEST_PIXELS
}

function tooLarge({ width, height }: Size): string {
  const [w, h] = [width.toLocaleString('en-US'), height.toLocaleString('en-US')]
  return `The picture is too large: ${w} x ${h} pixels, and 268 megapixels is the most.`
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString('en-US')} MB`
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0]?.trim() ?? ''
}

function unsound(problem: string, rest: Partial<UnsoundPicture> = {}): UnsoundPicture {
  return { ok: false, complete: true, problem, format: null, ...rest }
}
