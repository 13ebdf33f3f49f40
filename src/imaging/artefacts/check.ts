import { z } from 'zod'
import { profileName } from '../colour-profile.ts'
import { Fingerprint, fingerprintOf } from '../fingerprint.ts'
import { openPicture } from '../open.ts'
import type { Region, Size } from '../pixels.ts'
import { findBanding } from './banding.ts'
import { findBlocks } from './blockiness.ts'
import { findBorder } from './borders.ts'
import { findClipping } from './clipping.ts'
import { findHalos } from './halos.ts'
import { findLettering } from './lettering.ts'
import { detailOf, findWaxy } from './texture.ts'
import { transparencyOf } from './transparency.ts'
import { type Artefact, bandsOf, type Grey, greyOf, type PictureView, viewOf } from './view.ts'

/** Changes when the same picture would be judged differently: what an older version found is found again. */
export const CHECKS_VERSION = 4

/** A picture file, and the picture it was enlarged from where that is known. */
export const PixelRequest = z.object({
  path: z.string(),
  source: z
    .object({
      path: z.string(),
      /** The part that the picture shows, in the source's pixels. */
      region: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
    })
    .nullable(),
})

export type PixelRequest = z.infer<typeof PixelRequest>

const rules = ['clipping', 'halos', 'banding', 'blocks', 'waxy', 'border', 'watermark'] as const

/** What the pixels of one picture tell. */
export const PixelFindings = z.object({
  artefacts: z.array(z.object({ rule: z.templateLiteral(['quality-', z.enum(rules)]), message: z.string() })),
  /** The rules that need a source and had none. */
  hasSource: z.boolean(),
  fingerprint: Fingerprint,
  /** How much detail there is, to tell the sharper of two. */
  detail: z.number(),
  isTransparent: z.boolean(),
  /** The widest margin of a transparent picture without any pixel, as a share of its side. */
  margin: z.number(),
  /** libvips' name of the colour space: `srgb`, `b-w`, `cmyk`, ... */
  space: z.string(),
  /** The name of the colour profile; null where there is none. */
  profile: z.string().nullable(),
})

export type PixelFindings = z.infer<typeof PixelFindings>

/** A source larger than this is compared no more: an enlargement of it is none to speak of, and it would take much memory. */
const LARGEST_SOURCE = 40_000_000

/** Runs every check on a picture file; throws what sharp throws for a file that is no picture. */
export async function checkPixels({ path, source }: PixelRequest): Promise<PixelFindings> {
  const view = await viewOf(path)
  const before = source && (await sourceOf(source, path, view))
  const found: (Artefact | null)[] = [
    findClipping(view),
    findHalos(view.bands, before?.bands ?? null),
    await findBanding(view),
    findBlocks(view),
    before && findWaxy(before.reduced, before.whole),
    findBorder(view),
    findLettering(view),
  ]
  const fingerprint = await fingerprintOf(path)
  return {
    artefacts: found.filter((one) => one !== null),
    hasSource: before !== null,
    fingerprint,
    detail: detailOf(view.bands),
    ...(await transparencyOf(path)),
    ...(await coloursOf(path)),
  }
}

async function coloursOf(path: string): Promise<{ space: string; profile: string | null }> {
  const { space, icc } = await openPicture(path).metadata()
  return { space, profile: icc ? profileName(icc) : null }
}

/** The source at the picture's size in its bands, and both at the source's size. */
interface Before {
  bands: Grey[]
  whole: Grey
  reduced: Grey
}

/** Reads a source for comparison; null for one that is turned, too large, or no longer there to be read. */
async function sourceOf(
  { path, region }: NonNullable<PixelRequest['source']>,
  picture: string,
  { size, bands: own }: PictureView,
): Promise<Before | null> {
  const metadata = await openPicture(path)
    .metadata()
    .catch(() => null)
  const isUpright = metadata && (metadata.orientation ?? 1) === 1
  if (!isUpright || region.width * region.height > LARGEST_SOURCE || size.width < region.width) return null
  const scale = region.width / size.width
  const bands: Grey[] = []
  for (const [index, band] of bandsOf(size).entries()) {
    const part = inRegion(region, { top: band.top * scale, height: band.height * scale })
    const { width, height } = own[index] ?? band
    bands.push(await greyOf(path, part, { width, height }))
  }
  const whole = await greyOf(path, region)
  return { bands, whole, reduced: await greyOf(picture, { left: 0, top: 0, ...size }, sizeOf(region)) }
}

function inRegion(region: Region, { top, height }: { top: number; height: number }): Region {
  const first = Math.min(Math.round(top), region.height - 1)
  return {
    ...region,
    top: region.top + first,
    height: Math.max(1, Math.min(Math.round(height), region.height - first)),
  }
}

function sizeOf({ width, height }: Size): Size {
  return { width, height }
}
