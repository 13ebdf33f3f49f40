import { z } from 'zod'
import { PixelFindings, PixelRequest } from './check.ts'

/** What the dashboard tells a checker: pictures to check, one after the other. */
export const ToChecker = z.object({ type: z.literal('check'), request: PixelRequest })

export type ToChecker = z.infer<typeof ToChecker>

/** What a checker tells: what it found, or why a picture cannot be checked. */
export const FromChecker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('found'), findings: PixelFindings }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
])

export type FromChecker = z.infer<typeof FromChecker>
