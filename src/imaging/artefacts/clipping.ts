import { type Artefact, type Grey, type PictureView, percent } from './view.ts'

/** Pixels count as lost from these levels on, in all three channels. */
const LIGHT = 254
const SHADOW = 1
/** Shares of the picture that may be lost. Shadows may be deeper: a night is dark. */
const MOST = { light: 0.05, shadow: 0.12 }
/** A lost area along so much of the picture's edge is a backdrop, which stock pictures are often cut out on. */
const BACKDROP = 0.5

/**
 * Finds areas in which light or shadow has lost every detail.
 *
 * Method, ours: share of pixels at the end of the scale in all channels of the reduced picture, without what hangs
 * together with a backdrop of pure white or black. Pictures drawn in flat colours have nothing to lose: their white is meant. Thresholds: the real samples have under 0.5 % of each.
 */
export function findClipping({ overview }: PictureView): Artefact | null {
  let isFlat: boolean | undefined
  for (const kind of ['light', 'shadow'] as const) {
    const share = lostShare(overview, kind)
    if (share > MOST[kind]) {
      isFlat ??= isDrawn(overview)
      if (isFlat) return null
      const message =
        kind === 'light'
          ? `Light is clipped to pure white in ${percent(share)} of the picture.`
          : `Shadow is clipped to pure black in ${percent(share)} of the picture.`
      return { rule: 'quality-clipping', message }
    }
  }
  return null
}

/** Of a drawing so many of the pixels that are neither white nor black are exactly like their neighbours; no camera or model that paints does that. */
const DRAWN = 0.6

function isDrawn({ data, width, height }: Grey): boolean {
  let [same, all] = [0, 0]
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const at = (y * width + x) * 3
      const [low, high] = [
        Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0),
        Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0),
      ]
      if (low >= LIGHT || high <= SHADOW) continue
      all++
      if (isLike(data, at, at + 3) && isLike(data, at, at + width * 3)) same++
    }
  }
  return all > 0 && same / all >= DRAWN
}

function isLike(data: Uint8Array, a: number, b: number): boolean {
  return data[a] === data[b] && data[a + 1] === data[b + 1] && data[a + 2] === data[b + 2]
}

function lostShare(overview: Grey, kind: 'light' | 'shadow'): number {
  const lost = lostMap(overview, kind)
  const { width, height } = overview
  const edge = edgePixels(width, height)
  const atEdge = edge.filter((pixel) => lost[pixel])
  if (atEdge.length > edge.length * BACKDROP) takeOut(lost, atEdge, width)
  return lost.reduce((sum, is) => sum + is, 0) / (width * height)
}

function lostMap({ data, width, height }: Grey, kind: 'light' | 'shadow'): Uint8Array {
  const lost = new Uint8Array(width * height)
  for (let pixel = 0, at = 0; pixel < lost.length; pixel++, at += 3) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
    const is = kind === 'light' ? Math.min(red, green, blue) >= LIGHT : Math.max(red, green, blue) <= SHADOW
    if (is) lost[pixel] = 1
  }
  return lost
}

function edgePixels(width: number, height: number): number[] {
  const across = Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x])
  const down = Array.from({ length: height }, (_, y) => [y * width, y * width + width - 1])
  return [...across, ...down].flat()
}

/** Clears everything that hangs together with the given pixels. */
function takeOut(map: Uint8Array, from: readonly number[], width: number): void {
  const open = [...from]
  for (const pixel of open) map[pixel] = 0
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    const x = pixel % width
    for (const next of [
      pixel - width,
      pixel + width,
      x > 0 ? pixel - 1 : -1,
      x < width - 1 ? pixel + 1 : -1,
    ]) {
      if (map[next] !== 1) continue
      map[next] = 0
      open.push(next)
    }
  }
}
