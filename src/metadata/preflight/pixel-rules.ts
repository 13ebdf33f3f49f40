import type { Finding } from '../findings.ts'
import type { RuleId } from '../rules.ts'

/** What was found in a picture's pixels. */
export interface LookedAt {
  artefacts: readonly { rule: RuleId; message: string }[]
  isTransparent: boolean
  /** The widest empty margin of a transparent picture, as a share of its side. */
  margin: number
  /** libvips' name of the colour space. */
  space: string
  /** The colour profile's name; null where there is none, which means sRGB. */
  profile: string | null
}

/** The rules that take a look at the pixels. */
export const PIXEL_RULES: readonly RuleId[] = [
  ...(['colour-space', 'png-opaque', 'png-empty-space', 'quality-clipping', 'quality-halos'] as const),
  ...(['quality-banding', 'quality-blocks', 'quality-waxy', 'quality-border', 'quality-watermark'] as const),
]

/** A transparent picture may have so much empty space at a side. */
const MOST_EMPTY = 0.2

/** Judges what was found in the pixels; what is not enlarged yet is delivered as an opaque sRGB JPEG, whatever it is now. */
export function checkLook(
  look: LookedAt,
  { stage, mime }: { stage: string; mime: string | null },
): Finding[] {
  const artefacts = look.artefacts.map(({ rule, message }): Finding => ({ rule, level: 'warn', message }))
  return stage === 'upscaled' ? [...colours(look), ...transparency(look, mime), ...artefacts] : artefacts
}

function colours({ space, profile }: LookedAt): Finding[] {
  const isSrgb = space === 'srgb' && (profile === null || /srgb|c2\b|c2ci/i.test(profile))
  if (isSrgb) return []
  const what = space === 'srgb' ? (profile ?? '') : space
  const message = `The colours are ${what}; Adobe takes sRGB. Upscale it again, or convert it.`
  return [{ rule: 'colour-space', level: 'block', message }]
}

function transparency({ isTransparent, margin }: LookedAt, mime: string | null): Finding[] {
  if (mime !== 'image/png') return []
  if (!isTransparent) {
    const message = 'The PNG is opaque; PNG is for transparent pictures alone. Deliver it as a JPEG.'
    return [{ rule: 'png-opaque', level: 'block', message }]
  }
  if (margin <= MOST_EMPTY) return []
  const message = `Up to ${Math.round(margin * 100)} % at a side is empty: crop the empty space.`
  return [{ rule: 'png-empty-space', level: 'warn', message }]
}
