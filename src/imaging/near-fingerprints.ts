import type { Pieces } from '../core/pieces.ts'
import { bitsDistance, bitsOf, type Fingerprint, type FingerprintBits, hashDistance } from './fingerprint.ts'

/** Two of a list, by their places in it, and how many bits apart. */
export interface NearPair {
  a: number
  b: number
  distance: number
}

type Hash = FingerprintBits['picture']

/** A hash is looked up by parts of so many bits: about as many as tell apart ten thousand pictures and their mirrors. */
const PARTS = [13, 13, 12, 13, 13] as const

function partsOf([high, low]: Hash): [number, number, number, number, number] {
  const middle = ((high & 0x3f) << 6) | (low >>> 26)
  return [high >>> 19, (high >>> 6) & 0x1fff, middle, (low >>> 13) & 0x1fff, low & 0x1fff]
}

/**
 * Finds every pair of pictures whose fingerprints differ in at most `most` of 64 bits, mirrored ones included.
 *
 * Two hashes that are at most r bits apart are as good as the same in one of their parts, so only hashes with such a part
 * are compared (M. Norouzi, A. Punjani and D. J. Fleet, "Fast search in Hamming space with multi-index hashing", CVPR
 * 2012): no pair is missed. A null stands for a picture whose fingerprint is not known yet.
 */
export function* nearPairs(fingerprints: readonly (Fingerprint | null)[], most: number): Pieces<NearPair[]> {
  const index = createIndex(fingerprints.length, most)
  const bits: (FingerprintBits | null)[] = []
  const pairs: NearPair[] = []
  for (const [b, fingerprint] of fingerprints.entries()) {
    yield
    const own = fingerprint === null ? null : bitsOf(fingerprint)
    bits.push(own)
    if (!own) continue
    for (const a of index.near(own)) {
      const other = bits[a]
      if (other) pairs.push({ a, b, distance: bitsDistance(own, other) })
    }
    index.add(own, b)
  }
  return pairs
}

/** Which of the two hashes of a picture an entry of the index is. */
const WHICH = { picture: 0, mirror: 1 } as const

/** Chains of places by the parts of their hashes, without an object for each. */
function createIndex(count: number, most: number) {
  // a place has two entries: its picture's and its mirror's
  const hashes = new Int32Array(count * 4)
  const tables = PARTS.map((bits, part) => ({
    heads: new Int32Array(1 << bits).fill(-1),
    next: new Int32Array(count * 2).fill(-1),
    flips: flipsOf(bits, radiusOf(part, most)),
  }))

  function addEntry(hash: Hash, entry: number): void {
    hashes.set(hash, entry * 2)
    const keys = partsOf(hash)
    for (const [part, { heads, next }] of tables.entries()) {
      const key = keys[part] ?? 0
      next[entry] = heads[key] ?? -1
      heads[key] = entry
    }
  }

  function isNear(hash: Hash, entry: number): boolean {
    return hashDistance(hash[0], hash[1], hashes[entry * 2] ?? 0, hashes[entry * 2 + 1] ?? 0) <= most
  }

  function visit(hash: Hash, meet: (entry: number) => void): void {
    const keys = partsOf(hash)
    for (const [part, { heads, next, flips }] of tables.entries()) {
      const key = keys[part] ?? 0
      for (const flip of flips) {
        for (let entry = heads[key ^ flip] ?? -1; entry >= 0; entry = next[entry] ?? -1) {
          if (isNear(hash, entry)) meet(entry)
        }
      }
    }
  }

  return {
    add({ picture, mirror }: FingerprintBits, place: number): void {
      addEntry(picture, place * 2 + WHICH.picture)
      addEntry(mirror, place * 2 + WHICH.mirror)
    },
    /** Returns the places whose picture or mirror is near the picture, or whose picture is near the mirror. */
    near({ picture, mirror }: FingerprintBits): ReadonlySet<number> {
      const found = new Set<number>()
      visit(picture, (entry) => found.add(entry >> 1))
      visit(mirror, (entry) => {
        if ((entry & 1) === WHICH.picture) found.add(entry >> 1)
      })
      return found
    },
  }
}

/** How many bits of a part may differ so that no hash is missed: if all differed in more, together they came to over `most`. */
function radiusOf(part: number, most: number): number {
  const share = Math.floor(most / PARTS.length)
  return part <= most % PARTS.length ? share : share - 1
}

/** All ways to flip at most `most` bits of a part; none where not even the same part is asked for. */
function flipsOf(bits: number, most: number): Int32Array {
  let flips = new Set(most < 0 ? [] : [0])
  for (let n = 0; n < most; n++) {
    const more = [...flips].flatMap((flip) => Array.from({ length: bits }, (_, bit) => flip | (1 << bit)))
    flips = new Set([...flips, ...more])
  }
  return Int32Array.from(flips)
}
