import { crc32 } from 'node:zlib'
import type { Bytes } from '../bytes.ts'
import type { Header } from './header.ts'

/** Parts before the pixels that say nothing about size, transparency or rotation, whatever is in them. */
const HARMLESS = new Set([
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'pHYs',
  'sBIT',
  'bKGD',
  'tIME',
  'tEXt',
  'zTXt',
  'iTXt',
  'caBX',
])
/** Libraries take no larger part, or more of them. */
const MOST = { bytes: 1_000_000, parts: 64 }
const LARGEST_SIDE = 100_000

/** Colour types with their channels. A palette, and single pixels of fewer than 8 bits, are left to a decoder. */
const COLOURS: Partial<Record<number, { hasAlpha: boolean; isGrey: boolean }>> = {
  0: { hasAlpha: false, isGrey: true },
  2: { hasAlpha: false, isGrey: false },
  4: { hasAlpha: true, isGrey: true },
  6: { hasAlpha: true, isGrey: false },
}

/** Reads the header of a PNG; see {@link Header}. Source: PNG, third edition (W3C, 2025), 5.3 and 11.2.1. */
export async function pngHeader(bytes: Bytes): Promise<Header | null> {
  const header = read(await bytes.read(8, 25))
  if (!header) return null
  let at = 33
  for (let part = 0; part < MOST.parts; part++) {
    const start = await bytes.read(at, 8)
    if (start.length < 8) return null
    const [length, type] = [start.readUInt32BE(0), start.toString('latin1', 4, 8)]
    if (at + 12 + length > bytes.size) return null
    if (type === 'IDAT') return header
    if (!HARMLESS.has(type) || length > MOST.bytes) return null
    at += 12 + length
  }
  return null
}

function read(part: Buffer): Header | null {
  if (part.length < 25 || part.readUInt32BE(0) !== 13 || part.toString('latin1', 4, 8) !== 'IHDR') return null
  if (crc32(part.subarray(4, 21)) !== part.readUInt32BE(21)) return null
  const [width, height] = [part.readUInt32BE(8), part.readUInt32BE(12)]
  const [depth, colour, compression, filter, interlace] = part.subarray(16, 21)
  const channels = COLOURS[colour ?? -1]
  if (!channels || (depth !== 8 && depth !== 16)) return null
  if (compression !== 0 || filter !== 0 || (interlace ?? 2) > 1) return null
  if (width === 0 || height === 0 || Math.max(width, height) > LARGEST_SIDE) return null
  const { hasAlpha, isGrey } = channels
  const space = depth === 16 ? (isGrey ? 'grey16' : 'rgb16') : isGrey ? 'b-w' : 'srgb'
  return { width, height, hasAlpha, depth, space }
}
