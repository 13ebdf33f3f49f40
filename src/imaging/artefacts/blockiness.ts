import type { Artefact, Grey, PictureView } from './view.ts'

/** The grids that are looked for: JPEG's blocks, and the pixels of a fourfold enlargement that only repeats them. */
const PERIODS = [8, 4] as const
/** How many times as large the steps on a grid's lines may be as those between them. Clean pictures have 1.0, quality 75 gives 1.3. */
const MOST = 1.45
/** A step of more than this is an edge of what the picture shows, and counts no more than this. */
const STEP = 24
/** Steps under this on average are no grid that anybody sees. */
const SEEN = 0.35

/**
 * Finds the grid that strong JPEG compression or a cheap enlargement leaves.
 *
 * Method: the mean step between neighbours is taken for every phase of the grid; blocks make it larger in one phase
 * (Z. Wang, A. C. Bovik and B. L. Evans, "Blind measurement of blocking artifacts in images", ICIP 2000, here by
 * phase instead of by spectrum). Both directions must show it: blinds and keyboards have a rhythm in one.
 */
export function findBlocks({ bands }: PictureView): Artefact | null {
  const [strongest] = PERIODS.map((period) => ({
    period,
    strength: Math.min(gridStrength(bands, period, true), gridStrength(bands, period, false)),
  })).sort((a, b) => b.strength - a.strength)
  if (!strongest || strongest.strength <= MOST) return null
  const { period, strength } = strongest
  const message = `A grid of ${period} pixels shows, ${strength.toFixed(1)} times as strong as its surroundings: compress less, or enlarge from a cleaner source.`
  return { rule: 'quality-blocks', message }
}

/** Returns how many times as large the steps on the strongest phase are as on the others; 1 where there is no grid. */
function gridStrength(bands: readonly Grey[], period: number, isAcross: boolean): number {
  const sums = new Float64Array(period)
  const counts = new Float64Array(period)
  for (const band of bands) addSteps(band, isAcross, sums, counts)
  const means = Array.from(sums, (sum, phase) => sum / (counts[phase] || 1))
  const top = Math.max(...means)
  const rest = (means.reduce((sum, mean) => sum + mean, 0) - top) / (period - 1)
  return top - rest < SEEN ? 1 : top / Math.max(rest, 0.05)
}

function addSteps(
  { data, width, height }: Grey,
  isAcross: boolean,
  sums: Float64Array,
  counts: Float64Array,
) {
  const reach = isAcross ? 1 : width
  const period = sums.length
  for (let y = isAcross ? 0 : 1; y < height; y++) {
    for (let x = isAcross ? 1 : 0, at = y * width + x; x < width; x++, at++) {
      const phase = (isAcross ? x : y) % period
      sums[phase] = (sums[phase] ?? 0) + Math.min(STEP, Math.abs((data[at] ?? 0) - (data[at - reach] ?? 0)))
      counts[phase] = (counts[phase] ?? 0) + 1
    }
  }
}
