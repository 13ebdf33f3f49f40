import { z } from 'zod'
import { isPlainName } from './files.ts'

/** The stages of a picture, in the order it passes through them. */
export const STAGES = ['raw', 'processed', 'upscaled'] as const

/** The model that comes with the product. What it made is marked, because Real-ESRGAN gives more detail. */
export const BUILT_IN_MODEL = 'stockroom-x4'

/** What was there before the built-in model: plain resampling. Pictures that it made are marked, too. */
export const RESAMPLED = 'lanczos'

/** `raw` lies in the generation itself; the other stages in a folder of their name. */
export type Stage = (typeof STAGES)[number]

/** The name of a generation: one plain folder name that does not start with a dot. */
export const GenerationId = z
  .string()
  .refine((name) => isPlainName(name) && !name.startsWith('.'), 'expected the name of a generation folder')

/**
 * An image's path below `generations/`: `2025-12-13_10-00-00/image_01.png` (raw) or
 * `2025-12-13_10-00-00/upscaled/image_01.jpg`.
 */
export const ImageId = z
  .string()
  .refine(isImageId, 'expected the id of an image, such as "generation/image_01.png"')

/** What an image's id says about it. */
export interface ImagePlace {
  generation: string
  stage: Stage
  name: string
}

/** Takes an image's id apart; the id must have passed {@link ImageId}. */
export function placeOf(id: string): ImagePlace {
  const [generation = '', second = '', third] = id.split('/')
  return third === undefined
    ? { generation, stage: 'raw', name: second }
    : { generation, stage: second === 'processed' ? 'processed' : 'upscaled', name: third }
}

/** Puts an image's id together. */
export function idOf({ generation, stage, name }: ImagePlace): string {
  return stage === 'raw' ? `${generation}/${name}` : `${generation}/${stage}/${name}`
}

/** Returns a file's name without its extension: `image_01` for `image_01.png`. */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

function isImageId(id: string): boolean {
  const parts = id.split('/')
  if (!parts.every((part) => isPlainName(part) && !part.startsWith('.'))) return false
  return parts.length === 2 || (parts.length === 3 && (parts[1] === 'processed' || parts[1] === 'upscaled'))
}
