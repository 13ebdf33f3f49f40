import phash from 'sharp-phash'
import { z } from 'zod'
import { openPicture } from './open.ts'

/**
 * What a picture looks like in 32 hexadecimal digits: 16 for the picture, 16 for its mirror image.
 *
 * Each half is the 64-bit perceptual hash of the library sharp-phash: the signs of the 8 x 8 lowest frequencies of
 * a discrete cosine transform over 32 x 32 grey pixels, against their mean. Size, compression, brightness and
 * colour move a few bits; another scene moves about 32. The mirror is kept beside it because a flipped picture,
 * which agencies count as the same, would otherwise lie as far away as a stranger.
 */
export const Fingerprint = z.string().regex(/^[0-9a-f]{32}$/)

/** The text of a fingerprint; see the schema of the same name. */
export type Fingerprint = z.infer<typeof Fingerprint>

/** The two hashes of a fingerprint, each as its upper and lower 32 bits. */
export interface FingerprintBits {
  picture: readonly [number, number]
  mirror: readonly [number, number]
}

/** Hashing begins from a picture of this size, which keeps all that the 32 x 32 pixels of the hash can hold. */
const REDUCED = 256

/**
 * Returns the fingerprint of a picture file (by its path) or of its bytes, upright and laid on white.
 *
 * The same bytes give the same fingerprint. JPEGs are decoded at a fraction of their size. Throws what sharp
 * throws for a file that is no picture.
 */
export async function fingerprintOf(input: string | Buffer): Promise<Fingerprint> {
  const small = await openPicture(input, { failOn: 'none' })
    .autoOrient()
    .resize(REDUCED, REDUCED, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer()
  const mirrored = await openPicture(small).flop().png({ compressionLevel: 0 }).toBuffer()
  return `${hex(await phash(small))}${hex(await phash(mirrored))}`
}

/** Reads a fingerprint into numbers, for comparing many. */
export function bitsOf(fingerprint: Fingerprint): FingerprintBits {
  const word = (at: number) => Number.parseInt(fingerprint.slice(at, at + 8), 16) | 0
  return { picture: [word(0), word(8)], mirror: [word(16), word(24)] }
}

/**
 * Returns how many of 64 bits two pictures differ in at least, as they are or one of them mirrored.
 *
 * Symmetric; 0 for a picture with itself or with its mirror image. About 32 between strangers.
 */
export function fingerprintDistance(a: Fingerprint, b: Fingerprint): number {
  return bitsDistance(bitsOf(a), bitsOf(b))
}

/** The same for fingerprints that were read already. */
export function bitsDistance(a: FingerprintBits, b: FingerprintBits): number {
  return Math.min(
    hamming(a.picture, b.picture),
    hamming(a.picture, b.mirror),
    hamming(a.mirror, b.picture), // not quite the same: the mean that bits are held against moves with the mirror
  )
}

function hamming([high, low]: readonly [number, number], [otherHigh, otherLow]: readonly [number, number]) {
  return hashDistance(high, low, otherHigh, otherLow)
}

/** Returns how many of 64 bits two hashes differ in, each given as its upper and lower 32 bits. */
export function hashDistance(high: number, low: number, otherHigh: number, otherLow: number): number {
  return ones(high ^ otherHigh) + ones(low ^ otherLow)
}

/** Counts the bits of a 32-bit number in parallel (H. S. Warren, Hacker's Delight, 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function hex(bits: string): string {
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0')
}
