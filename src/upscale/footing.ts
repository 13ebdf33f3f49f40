import { nextSmallerTile } from './enlargement.ts'
import type { Provider } from './providers.ts'

/** How carefully a picture is enlarged. */
export interface Footing {
  tile: number
  device: Provider
}

/**
 * Returns the footings that a job may fall back to, the usual one first: smaller tiles, because drivers
 * fail with large ones, then the CPU, which never computes nonsense.
 */
export function footingsFrom(usual: Footing): Footing[] {
  const tile = nextSmallerTile(usual.tile) ?? usual.tile
  const footings: Footing[] = [usual]
  if (tile !== usual.tile) footings.push({ tile, device: usual.device })
  if (usual.device !== 'cpu') footings.push({ tile, device: 'cpu' })
  return footings
}

/** Says a footing: "with tiles of 128 on cpu". */
export function footingText({ tile, device }: Footing): string {
  return `with tiles of ${tile} on ${device}`
}
