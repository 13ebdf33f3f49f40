import pLimit from 'p-limit'
import { cropRegion } from '../imaging/crop.ts'
import { inspect } from '../imaging/inspection.ts'
import type { Size } from '../imaging/pixels.ts'
import type { WorkItem } from './protocol.ts'

/**
 * Returns the pictures with those of one size together, in the order in which the sizes first appear.
 *
 * A GPU plans its work anew for every other shape of tile: a job that alternates between two sizes would
 * pay that for each picture. Files that are no use come first, so that a person hears of them soon.
 */
export async function groupBySize(items: readonly WorkItem[], aspect: Size | null): Promise<WorkItem[]> {
  if (items.length < 3) return [...items]
  const few = pLimit(8)
  const shapes = await Promise.all(items.map((item) => few(() => shapeOf(item, aspect))))
  const groups = Map.groupBy(items.keys(), (n) => shapes[n] ?? null)
  const useless = groups.get(null) ?? []
  groups.delete(null)
  return [...useless, ...[...groups.values()].flat()].flatMap((n) => items[n] ?? [])
}

/** The size after the crop as a text, or null for a file that is no picture. */
async function shapeOf({ source }: WorkItem, aspect: Size | null): Promise<string | null> {
  const found = await inspect(source)
  if (!found.ok) return null
  const { width, height } = cropRegion(found, aspect)
  return `${width}x${height}`
}
