import { AppError } from '../core/errors.ts'
import { decode } from './decode.ts'
import type { OutputFormat } from './encode.ts'
import { inspect } from './inspection.ts'
import { type Fingerprint, fingerprintOf, unlikeness } from './likeness.ts'
import type { Size } from './pixels.ts'

/** What an output must be: its format, its exact size, and the fingerprint of the picture it was made from. */
export interface Expected {
  format: OutputFormat
  size: Size
  reference: Fingerprint
}

/**
 * Reads an output back and compares it with what it was made from; returns what is wrong with it in a
 * sentence, or null.
 *
 * The file is decoded in full, so a half-written one is found. Then both pictures are compared on grids
 * of their mean colours, contrast and brightness: black, flat, garbled and shifted pictures, and tiles
 * in the wrong place, stand out.
 */
export async function findFault(path: string, { format, size, reference }: Expected): Promise<string | null> {
  const found = await inspect(path)
  if (!found.ok) return found.problem
  if (found.format !== (format === 'jpg' ? 'jpeg' : 'png')) return `It is a ${found.format} file.`
  if (found.space !== 'srgb') return `Its colour space is ${found.space} instead of sRGB.`
  if (found.width !== size.width || found.height !== size.height) {
    return `It has ${found.width} x ${found.height} pixels instead of ${size.width} x ${size.height}.`
  }
  try {
    const output = await decode(path, { aspect: null })
    const difference = unlikeness(fingerprintOf(output, reference), reference)
    return difference && `It does not look like the original (${difference}).`
  } catch (error) {
    if (error instanceof AppError && error.code === 'unsupported') return error.message
    throw error
  }
}
