import { invalid } from '../core/errors.ts'
import type { Region, Size } from './pixels.ts'

/** A point of a picture as fractions of its width and height: 0 is left or top, 1 is right or bottom. */
export interface Focus {
  x: number
  y: number
}

const centre: Focus = { x: 0.5, y: 0.5 }

/**
 * Returns the largest region of a picture that has an aspect ratio, or all of it when `aspect` is null.
 *
 * The region lies with its middle as near to `focus` as the picture allows. All numbers are whole, so
 * the ratio holds to half a pixel; the region is never empty and never reaches outside.
 */
export function cropRegion(size: Size, aspect: Size | null, focus: Focus = centre): Region {
  if (!isWhole(size.width) || !isWhole(size.height)) throw invalid('size', 'a size in whole pixels', size)
  if (aspect === null) return { left: 0, top: 0, width: size.width, height: size.height }
  if (!(aspect.width > 0 && aspect.height > 0)) throw invalid('aspect', 'two numbers over 0', aspect)

  const width = within(size.width, (size.height * aspect.width) / aspect.height)
  const height = within(size.height, (size.width * aspect.height) / aspect.width)
  return {
    left: place(size.width, width, focus.x),
    top: place(size.height, height, focus.y),
    width,
    height,
  }
}

/** Returns a region of exactly `window`'s size around `focus`, or all of a side that is shorter than that. */
export function windowRegion(size: Size, window: Size, focus: Focus = centre): Region {
  const width = within(size.width, window.width)
  const height = within(size.height, window.height)
  return { left: place(size.width, width, focus.x), top: place(size.height, height, focus.y), width, height }
}

function isWhole(length: number): boolean {
  return Number.isInteger(length) && length > 0
}

function within(available: number, wanted: number): number {
  return Math.max(1, Math.min(available, Math.round(wanted)))
}

function place(available: number, length: number, focus: number): number {
  const start = Math.floor(available * focus - length / 2)
  return Math.max(0, Math.min(available - length, start))
}
