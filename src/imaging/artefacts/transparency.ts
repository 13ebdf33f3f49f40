import { openPicture } from '../open.ts'

/** What a picture's alpha channel says. */
export interface Transparency {
  /** Whether any pixel lets something through. */
  isTransparent: boolean
  /** The widest margin without any pixel, as a share of its side. */
  margin: number
}

const REDUCED = 512
/** Less opaque than this is nothing that anybody sees. */
const SEEN = 8

/**
 * Looks at a picture's alpha channel, reduced: whether it is used at all, and how wide the empty margin around the
 * content is. Many programs write an alpha channel that is opaque throughout.
 */
export async function transparencyOf(path: string): Promise<Transparency> {
  const { hasAlpha } = await openPicture(path).metadata()
  if (!hasAlpha) return { isTransparent: false, margin: 0 }
  const { data, info } = await openPicture(path)
    .extractChannel('alpha')
    .resize(REDUCED, REDUCED, { fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const columns = new Uint8Array(width)
  const rows = new Uint8Array(height)
  for (let at = 0; at < width * height; at++) {
    if ((data[at] ?? 0) < SEEN) continue
    columns[at % width] = 1
    rows[Math.floor(at / width)] = 1
  }
  const margin = Math.max(emptySides(columns), emptySides(rows))
  return { isTransparent: data.some((value) => value < 250), margin }
}

/** Returns the larger share that is empty at the two ends of a line. */
function emptySides(line: Uint8Array): number {
  const first = line.indexOf(1)
  if (first === -1) return 1
  return Math.max(first, line.length - 1 - line.lastIndexOf(1)) / line.length
}
