import type { Bytes } from './bytes.ts'
import type { PictureFormat } from './signatures.ts'

/**
 * Tells whether a picture file is there to its last byte, from a few small reads and without decoding.
 *
 * Galleries ask this for every file, and an agent may be writing one of them just now. What is after
 * the end of the picture (cameras append previews and videos) does not matter.
 */
export function isComplete(format: PictureFormat, bytes: Bytes): Promise<boolean> {
  return checks[format](bytes)
}

const checks: Record<PictureFormat, (bytes: Bytes) => Promise<boolean>> = {
  png: hasEndChunk,
  jpeg: hasEndMarker,
  webp: async (bytes) => (await bytes.read(4, 4)).readUInt32LE(0) + 8 <= bytes.size,
  avif: hasWholeBoxes,
  tiff: hasItsStrips,
}

const chunk = 65_536
const endChunk = Buffer.from('0000000049454e44ae426082', 'hex')
const endMarker = Buffer.from('ffd9', 'hex')

/** Like the end marker of a JPEG. */
async function hasEndChunk(bytes: Bytes): Promise<boolean> {
  const end = await bytes.read(Math.max(0, bytes.size - endChunk.length), endChunk.length)
  if (end.equals(endChunk)) return true
  const tail = await bytes.read(Math.max(0, bytes.size - chunk), chunk)
  return tail.includes(endChunk)
}

/** The end marker is mostly the last thing; else it is looked for behind the headers, whose previews have one too. */
async function hasEndMarker(bytes: Bytes): Promise<boolean> {
  const tail = await bytes.read(Math.max(0, bytes.size - 2), 2)
  if (tail.equals(endMarker)) return true
  const scan = await startOfScan(bytes)
  if (scan === null) return false
  for (let at = scan; at < bytes.size; at += chunk - 1) {
    if ((await bytes.read(at, chunk)).includes(endMarker)) return true
  }
  return false
}

async function startOfScan(bytes: Bytes): Promise<number | null> {
  for (let at = 2; at + 4 <= bytes.size; ) {
    const head = await bytes.read(at, 4)
    if (head[0] !== 0xff) return null
    if (head[1] === 0xff) at += 1
    else if (head[1] === 0xda) return at
    else at += 2 + head.readUInt16BE(2)
  }
  return null
}

/** Every top-level box must end inside the file, and the one with the picture data must be there. */
async function hasWholeBoxes(bytes: Bytes): Promise<boolean> {
  let sawData = false
  for (let at = 0; at < bytes.size; ) {
    const head = await bytes.read(at, 16)
    if (head.length < 8) return false
    const short = head.readUInt32BE(0)
    const length = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short
    if (head.toString('latin1', 4, 8) === 'mdat') sawData = true
    if (length === 0) break // it reaches to the end of the file
    if (length < 8 || at + length > bytes.size) return false
    at += length
  }
  return sawData
}

const stripOffsets = new Set([273, 324])
const stripLengths = new Set([279, 325])
/** Bytes of one value of each of TIFF's types, by its number. */
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

/** The first page's entries and strips (or tiles) must lie inside the file. Source: TIFF 6.0, pages 13-16, 66-68. */
async function hasItsStrips(bytes: Bytes): Promise<boolean> {
  const head = await bytes.read(0, 8)
  const little = head[0] === 0x49
  const short = (from: Buffer, at: number) => (little ? from.readUInt16LE(at) : from.readUInt16BE(at))
  const long = (from: Buffer, at: number) => (little ? from.readUInt32LE(at) : from.readUInt32BE(at))
  if (head.length === 8 && short(head, 2) !== 42) return true // BigTIFF: left to the decoder
  const directory = head.length === 8 ? long(head, 4) : bytes.size
  const count = await bytes.read(directory, 2)
  if (count.length < 2) return false
  const entries = await bytes.read(directory + 2, short(count, 0) * 12)
  if (entries.length < short(count, 0) * 12) return false

  let offsets: number[] = []
  let lengths: number[] = []
  for (let at = 0; at < entries.length; at += 12) {
    const entry = entries.subarray(at, at + 12)
    const total = long(entry, 4) * (typeSizes[short(entry, 2)] ?? 0)
    if (total > 4 && long(entry, 8) + total > bytes.size) return false
    if (stripOffsets.has(short(entry, 0))) offsets = await values(entry, total)
    if (stripLengths.has(short(entry, 0))) lengths = await values(entry, total)
  }
  return offsets.length > 0 && offsets.every((offset, n) => offset + (lengths[n] ?? 0) <= bytes.size)

  async function values(entry: Buffer, total: number): Promise<number[]> {
    const [width, read] = short(entry, 2) === 3 ? ([2, short] as const) : ([4, long] as const)
    const data = total <= 4 ? entry.subarray(8, 8 + total) : await bytes.read(long(entry, 8), total)
    return Array.from({ length: Math.floor(data.length / width) }, (_, n) => read(data, n * width))
  }
}
