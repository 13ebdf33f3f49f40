import { AppError } from '../core/errors.ts'
import { idOf, type Stage, stemOf } from '../core/ids.ts'
import { attentionRegion } from '../imaging/attention.ts'
import { cropRegion } from '../imaging/crop.ts'
import type { Region } from '../imaging/pixels.ts'
import type { Image, Library } from '../library/library.ts'
import { isPictureName } from '../library/names.ts'
import { CropFocus } from './upscale-facts.ts'

/** One picture in its stages, as far as they are there. */
export interface Family {
  raw: Image | null
  processed: Image[]
  upscaled: Image[]
}

/** An enlarged picture, and the same part of the picture before it was enlarged. */
export interface BeforeAfter {
  before: Image
  /** The part of `before` that `after` shows, in its pixels. */
  region: Region
  after: Image
}

type Reader = Pick<Library, 'find' | 'derivedOf' | 'siblings' | 'pathOf' | 'sidecarOf'>

/** Returns what was made from a picture. Files that other tools put there name no source; the same name means the same picture. */
export async function madeFrom(
  library: Reader,
  source: Image,
  stage: Exclude<Stage, 'raw'>,
): Promise<Image[]> {
  const derived = await library.derivedOf(source.id, stage)
  if (derived.length > 0) return library.find(derived.map(({ id }) => id))
  const found = await sameName(library, source, stage)
  return found.filter((one) => one.source === null)
}

/** Finds a picture's other stages, whichever stage it is given in. */
export async function familyOf(library: Reader, image: Image): Promise<Family> {
  const raw = image.stage === 'raw' ? image : await rawOf(library, image)
  if (!raw) return { raw, processed: [], upscaled: [], [image.stage]: [image] }
  const [processed, upscaled] = await Promise.all([
    madeFrom(library, raw, 'processed'),
    madeFrom(library, raw, 'upscaled'),
  ])
  return { raw, processed, upscaled }
}

/**
 * Pairs an enlarged picture with what it was made from, at the same crop; null where there are no two.
 *
 * The crop that the job left in `processed/` is taken where it still has the shape of the result; else
 * the raw picture is cropped again as the facts beside the result say.
 */
export async function beforeAfter(library: Reader, image: Image): Promise<BeforeAfter | null> {
  const { raw, processed, upscaled } = await familyOf(library, image)
  const after = image.stage === 'upscaled' ? image : upscaled.find(isSound)
  if (!after || !isSound(after)) return null
  const cropped = processed.find((one) => isSound(one) && sameShape(one, after))
  if (cropped) return { before: cropped, region: whole(cropped), after }
  if (!raw || !isSound(raw)) return null
  return { before: raw, region: await regionOf(library, raw, after), after }
}

async function rawOf(library: Reader, image: Image): Promise<Image | null> {
  if (!image.source) return (await sameName(library, image, 'raw'))[0] ?? null
  try {
    return (await library.find([image.source]))[0] ?? null
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

async function sameName(library: Reader, { generation, name }: Image, stage: Stage): Promise<Image[]> {
  const stem = stemOf(name).toLowerCase()
  const names = await library.siblings(generation, stage)
  const same = names.filter((one) => isPictureName(one) && stemOf(one).toLowerCase() === stem)
  return library.find(same.map((one) => idOf({ generation, stage, name: one })))
}

async function regionOf(library: Reader, raw: Image, after: Image): Promise<Region> {
  if (sameShape(raw, after)) return whole(raw)
  const aspect = { width: after.width, height: after.height }
  const facts = (await library.derivedOf(raw.id, 'upscaled')).find(({ id }) => id === after.id)?.facts
  const focus = focusIn(facts?.upscaled)
  if (focus === 'attention') return attentionRegion(await library.pathOf(raw.id), whole(raw), aspect)
  return cropRegion({ width: raw.width, height: raw.height }, aspect, focus)
}

/** Reads where the crop lay from what is noted beside the result: `attention`, `0.5,0.3`, or nothing for the centre. */
function focusIn(facts: unknown): 'attention' | CropFocus | undefined {
  const said = typeof facts === 'object' && facts !== null && 'focus' in facts ? facts.focus : undefined
  if (said === 'attention') return said
  const [x, y] = String(said ?? '')
    .split(',')
    .map(Number)
  return CropFocus.safeParse({ x, y }).data
}

/** A crop is in whole pixels, so its shape is that of the result to half a pixel of the smaller. */
function sameShape(a: Image, b: Image): boolean {
  const small = a.width < b.width ? a : b
  const large = small === a ? b : a
  return Math.abs(small.width - (small.height * large.width) / large.height) <= 1
}

function whole({ width, height }: Image): Region {
  return { left: 0, top: 0, width, height }
}

function isSound({ width }: Image): boolean {
  return width > 0
}
