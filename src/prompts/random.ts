/** Chance that is the same on every machine for the same seed. */
export interface Random {
  /** Returns a whole number from 0 to `count - 1`. */
  below(count: number): number
  /** Returns the items in another order. */
  shuffle<Item>(items: readonly Item[]): Item[]
  /** Returns one of the items; throws when there are none. */
  pick<Item>(items: readonly Item[]): Item
}

/**
 * Makes chance from a seed: sfc32 (Chris Doty-Humphrey, PractRand) filled by FNV-1a of the seed.
 *
 * It computes in 32-bit whole numbers alone, so no platform's floating point has a say in it.
 */
export function createRandom(seed: string | number): Random {
  const next = sfc32(String(seed))

  const below = (count: number) => (count <= 1 ? 0 : next() % count)
  return {
    below,
    shuffle: (items) =>
      items
        .map((item) => ({ item, key: next() }))
        .sort((one, other) => one.key - other.key)
        .map(({ item }) => item),
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('Nothing to pick from.')
      return item
    },
  }
}

function sfc32(seed: string): () => number {
  let [a, b, c, d] = [fnv1a(`${seed}a`), fnv1a(`${seed}b`), fnv1a(`${seed}c`), 1]
  const next = () => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let turn = 0; turn < 12; turn++) next()
  return next
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash | 0
}
