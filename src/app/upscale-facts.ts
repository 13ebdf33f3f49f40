import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { placeOf } from '../core/ids.ts'
import type { Library } from '../library/library.ts'
import type { Model } from '../upscale/models.ts'
import { aspectText, targetText } from '../upscale/target.ts'
import type { UpscaleInput } from './upscale-input.ts'

/** What is written beside a picture about how it was enlarged; the same facts mean the same picture. */
export interface UpscaleFacts {
  model: string
  real_esrgan: boolean
  size: string
  aspect: string
  /** Where the crop lies, when it is not in the centre. */
  focus?: string
  source_sha256: string
}

/** The field of a sidecar that says where a picture's crop lies. */
export const CropFocus = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) })

/** Where a picture's crop lies, each from 0 to 1. */
export type CropFocus = z.infer<typeof CropFocus>

/** Reads from its sidecar where a raw picture's crop lies. */
export async function focusOf(library: Library, id: string): Promise<CropFocus | undefined> {
  if (placeOf(id).stage !== 'raw') return undefined
  const { sidecar } = await library.sidecarOf(id)
  return CropFocus.safeParse(sidecar?.raw.crop_focus).data
}

/** Returns what is to be written beside a picture. */
export function factsOf(
  model: Model,
  { target, aspect, focus = 'centre' }: UpscaleInput,
  own: CropFocus | undefined,
  sourceSha256: string,
): UpscaleFacts {
  const place = own ? `${own.x},${own.y}` : focus
  return {
    model: model.id,
    real_esrgan: model.isRealEsrgan,
    size: targetText(target),
    aspect: aspectText(aspect),
    ...(place !== 'centre' && { focus: place }),
    source_sha256: sourceSha256,
  }
}

/** Says why a picture need not be made: there is a sound one with the same facts. Null when it must be. */
export async function whySkip(
  library: Library,
  id: string,
  { format, factsFor }: { format: UpscaleInput['format']; factsFor: (sha256: string) => UpscaleFacts },
): Promise<string | null> {
  if (placeOf(id).stage === 'upscaled') return 'it is an enlarged picture already'
  const before = await library.derivedOf(id, 'upscaled')
  if (before.length === 0) return null // spares reading the whole file
  const wanted = factsFor(await sha256(await library.pathOf(id)))
  const same = before.find(
    (made) =>
      made.id.endsWith(`.${format}`) && JSON.stringify(made.facts.upscaled) === JSON.stringify(wanted),
  )
  if (!same) return null
  const [picture] = await library.find([same.id])
  const isSound = picture !== undefined && picture.width > 0
  return isSound ? `it was enlarged with ${wanted.model} before and has not changed since (${same.id})` : null
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
