/** A stream of numbers in 0-1 that is the same for the same seed. Source: mulberry32 by Tommy Ettinger. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Returns a rough curve in about -1 to 1, the same for the same seed: value noise in `octaves` layers,
 * each twice as fine and half as strong as the one before. One step of `x` is the coarsest wave.
 */
export function roughCurve(seed: number, octaves: number): (x: number) => number {
  const random = seededRandom(seed)
  const layers = Array.from({ length: octaves }, () => Array.from({ length: 256 }, () => random() * 2 - 1))
  return (x) =>
    layers.reduce((sum, values, n) => sum + smoothAt(values, (x + 31 * n) * 2 ** n) * 0.5 ** (n + 1), 0)
}

function smoothAt(values: readonly number[], x: number): number {
  const whole = Math.floor(x)
  const part = x - whole
  const [a, b] = [values[whole & 255] ?? 0, values[(whole + 1) & 255] ?? 0]
  return a + (b - a) * part * part * (3 - 2 * part)
}
