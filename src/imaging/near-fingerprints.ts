import { bitsDistance, bitsOf, type Fingerprint, type FingerprintBits } from './fingerprint.ts'

/** Two of a list, by their places in it, and how many bits apart. */
export interface NearPair {
  a: number
  b: number
  distance: number
}

/** A hash is looked up by so many parts of so many bits. */
const PARTS = 4
const PART_BITS = 16

/**
 * Finds every pair of pictures whose fingerprints differ in at most `most` of 64 bits, mirrored ones included.
 *
 * Two hashes that are at most r bits apart agree in one of their four quarters up to r / 4 bits, so only hashes of such
 * quarters are compared (M. Norouzi, A. Punjani and D. J. Fleet, "Fast search in Hamming space with multi-index hashing",
 * CVPR 2012): no pair is missed. A null stands for a picture whose fingerprint is not known yet.
 */
export function nearPairs(fingerprints: readonly (Fingerprint | null)[], most: number): NearPair[] {
  const bits = fingerprints.map((one) => (one === null ? null : bitsOf(one)))
  const flips = flipsOf(Math.floor(most / PARTS))
  const index = createIndex(bits.length)
  const pairs: NearPair[] = []
  const lastSeen = new Int32Array(bits.length).fill(-1)
  for (const [place, own] of bits.entries()) {
    if (!own) continue
    const meet = (other: number) => {
      if (lastSeen[other] === place) return
      lastSeen[other] = place
      const theirs = bits[other]
      const distance = theirs ? bitsDistance(own, theirs) : 65
      if (distance <= most) pairs.push({ a: other, b: place, distance })
    }
    // pictures and mirrors are both in the index, so a flipped one is met from either side
    for (const hash of [own.picture, own.mirror]) index.visit(hash, flips, meet)
    index.add(own, place)
  }
  return pairs
}

/** All ways to flip at most `most` bits of a part. */
function flipsOf(most: number): number[] {
  let flips = [0]
  for (let n = 0; n < most; n++) {
    const more = flips.flatMap((flip) => Array.from({ length: PART_BITS }, (_, bit) => flip | (1 << bit)))
    flips = [...new Set([...flips, ...more])]
  }
  return flips
}

/** Chains of places by the quarters of their hashes, without an object for each. */
function createIndex(count: number) {
  const heads = Array.from({ length: PARTS }, () => new Int32Array(1 << PART_BITS).fill(-1))
  // a place has two entries in each table: its picture's and its mirror's
  const next = Array.from({ length: PARTS }, () => new Int32Array(count * 2).fill(-1))

  return {
    add({ picture, mirror }: FingerprintBits, place: number): void {
      for (const [which, hash] of [picture, mirror].entries()) {
        for (let part = 0; part < PARTS; part++) {
          const [head, chain] = [heads[part], next[part]]
          if (!head || !chain) continue
          const key = partOf(hash, part)
          chain[place * 2 + which] = head[key] ?? -1
          head[key] = place * 2 + which
        }
      }
    },
    visit(hash: FingerprintBits['picture'], flips: readonly number[], meet: (place: number) => void): void {
      for (let part = 0; part < PARTS; part++) {
        const [head, chain] = [heads[part], next[part]]
        if (!head || !chain) continue
        const key = partOf(hash, part)
        for (const flip of flips) {
          for (let entry = head[key ^ flip] ?? -1; entry >= 0; entry = chain[entry] ?? -1) meet(entry >> 1)
        }
      }
    },
  }
}

function partOf([high, low]: FingerprintBits['picture'], part: number): number {
  const word = part < 2 ? high : low
  return part % 2 === 0 ? word >>> 16 : word & 0xffff
}
