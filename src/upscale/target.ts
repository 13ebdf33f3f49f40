import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import { LARGEST_PIXELS } from '../imaging/open.ts'
import type { Size } from '../imaging/pixels.ts'

const length = z.number().positive()

/** How large a result is to be: an exact size, a multiple, the length of its longer edge, or its megapixels. */
export const Target = z.union([
  z.object({ width: length, height: length }),
  z.object({ scale: length }),
  z.object({ longEdge: length }),
  z.object({ megapixels: length }),
])

/** How large a result is to be. */
export type Target = z.infer<typeof Target>

/** The forms a person may write, each with what it means. */
const forms: { pattern: RegExp; read: (a: number, b: number) => Target }[] = [
  { pattern: /^(\d{1,5})x(\d{1,5})$/, read: (width, height) => ({ width, height }) },
  { pattern: /^x(\d{1,2}(?:\.\d+)?)$/, read: (scale) => ({ scale }) },
  { pattern: /^long:(\d{1,5})$/, read: (longEdge) => ({ longEdge }) },
  { pattern: /^(\d{1,3}(?:\.\d+)?)mp$/, read: (megapixels) => ({ megapixels }) },
]

/** A target as a person writes it: `3840x2160`, `x4`, `long:5120` or `24mp`. */
export const TargetText = z.string().transform((text, context): Target => {
  const target = readTarget(text.trim().toLowerCase())
  if (target) return target
  context.addIssue({ code: 'custom', message: 'expected a size like 3840x2160, x4, long:5120 or 24mp' })
  return z.NEVER
})

function readTarget(text: string): Target | null {
  for (const { pattern, read } of forms) {
    const [, a, b] = pattern.exec(text) ?? []
    if (a !== undefined && Number(a) > 0 && Number(b ?? 1) > 0) return read(Number(a), Number(b))
  }
  return null
}

/** Writes a target in the form that {@link TargetText} reads. */
export function targetText(target: Target): string {
  if ('width' in target) return `${target.width}x${target.height}`
  if ('scale' in target) return `x${target.scale}`
  return 'longEdge' in target ? `long:${target.longEdge}` : `${target.megapixels}mp`
}

/** Returns the ratio to crop to: an exact size has its own, unless nothing is to be cropped. */
export function cropAspect(target: Target, aspect: Size | null): Size | null {
  return aspect && 'width' in target ? target : aspect
}

/**
 * Returns the exact size a cropped picture is to get; the ratio of its sides never changes.
 *
 * A picture that was not cropped to an exact size becomes as large as fits into it; one with
 * megapixels has at least as many. Throws `too_large` for more pixels than Stockroom takes in.
 */
export function targetSize(target: Target, picture: Size, isCropped: boolean): Size {
  const { width, height } = 'width' in target && isCropped ? target : scaledSize(target, picture)
  if (width * height <= LARGEST_PIXELS) return { width, height }
  const size = `${width.toLocaleString('en-US')} x ${height.toLocaleString('en-US')}`
  throw new AppError(
    'too_large',
    `The result would have ${size} pixels, which is too many. Choose a smaller size.`,
  )
}

function scaledSize(target: Target, picture: Size): Size {
  const factor = factorOf(target, picture)
  const round = 'megapixels' in target ? Math.ceil : Math.round
  const scaled = (side: number) => Math.max(1, round(Number((side * factor).toFixed(6))))
  return { width: scaled(picture.width), height: scaled(picture.height) }
}

function factorOf(target: Target, { width, height }: Size): number {
  if ('width' in target) return Math.min(target.width / width, target.height / height)
  if ('scale' in target) return target.scale
  if ('longEdge' in target) return target.longEdge / Math.max(width, height)
  return Math.sqrt((target.megapixels * 1e6) / (width * height))
}

/** A ratio as a person writes it, or `none` to crop nothing: `16:9`. */
export const AspectText = z.string().transform((text, context): Size | null => {
  if (text === 'none') return null
  const [, width = '0', height = '0'] = /^(\d{1,5}):(\d{1,5})$/.exec(text.trim()) ?? []
  if (Number(width) > 0 && Number(height) > 0) return { width: Number(width), height: Number(height) }
  context.addIssue({ code: 'custom', message: 'expected an aspect like 16:9, or none' })
  return z.NEVER
})

/** Writes a ratio in the form that {@link AspectText} reads. */
export function aspectText(aspect: Size | null): string {
  return aspect ? `${aspect.width}:${aspect.height}` : 'none'
}
