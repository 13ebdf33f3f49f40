import { type Artefact, type Grey, percent } from './view.ts'

/** The picture is looked at in cells of so many pixels along each side. */
const CELL = 16
/** A cell of the source has texture from this energy on, and edges rather than texture beyond the second. */
const TEXTURED = { least: 2.5, most: 14 }
/** So much of a source's texture must be left. */
const LEAST_LEFT = 0.5
/** Fewer textured cells than this say nothing. */
const LEAST_CELLS = 40

/**
 * Finds pictures that lost the fine texture of their source and look like wax.
 *
 * Method, ours: both pictures at the source's size; the mean absolute Laplacian in cells of 16 pixels; the median of
 * what is left in the cells that have texture and no hard edges.
 */
export function findWaxy(picture: Grey, source: Grey): Artefact | null {
  const left = textureLeft(picture, source)
  if (left === null || left >= LEAST_LEFT) return null
  const message = `Surfaces look waxy: only ${percent(left)} of the source's fine texture is left. Another model or a lower denoise strength keeps more.`
  return { rule: 'quality-waxy', message }
}

/** Returns the share of the source's texture that a picture of the same size has; null where the source has too little. */
function textureLeft(picture: Grey, source: Grey): number | null {
  const [own, before] = [energies(picture), energies(source)]
  const shares = before.flatMap((energy, cell) =>
    energy >= TEXTURED.least && energy <= TEXTURED.most ? [(own[cell] ?? 0) / energy] : [],
  )
  if (shares.length < LEAST_CELLS) return null
  shares.sort((a, b) => a - b)
  return shares[Math.floor(shares.length / 2)] ?? null
}

/** Returns how much detail a picture has: its mean energy over all cells, to tell the sharper of two. */
export function detailOf(bands: readonly Grey[]): number {
  const all = bands.flatMap((band) => energies(band))
  return all.reduce((sum, energy) => sum + energy, 0) / (all.length || 1)
}

/** The mean absolute Laplacian of each cell, in levels. */
function energies({ data, width, height }: Grey): number[] {
  const found: number[] = []
  for (let top = 1; top + CELL < height; top += CELL) {
    for (let left = 1; left + CELL < width; left += CELL) {
      let sum = 0
      for (let y = top; y < top + CELL; y++) {
        for (let at = y * width + left, end = at + CELL; at < end; at++) sum += laplacian(data, at, width)
      }
      found.push(sum / (CELL * CELL))
    }
  }
  return found
}

function laplacian(data: Uint8Array, at: number, width: number): number {
  const around = (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - width] ?? 0) + (data[at + width] ?? 0)
  return Math.abs(around - 4 * (data[at] ?? 0)) / 4
}
