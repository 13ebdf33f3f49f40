import { z } from 'zod'

/** What the dashboard tells the preview maker: a picture file, and the square its preview shall fit into. */
export const ToMaker = z.object({
  type: z.literal('make'),
  id: z.number(),
  path: z.string(),
  edge: z.number(),
})

export type ToMaker = z.infer<typeof ToMaker>

/** What the preview maker tells: that it is ready, a preview, or why a file has none. */
export const FromMaker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('made'), id: z.number(), data: z.instanceof(Buffer) }),
  z.object({ type: z.literal('failed'), id: z.number(), reason: z.string() }),
])

export type FromMaker = z.infer<typeof FromMaker>
