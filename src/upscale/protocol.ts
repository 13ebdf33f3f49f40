import { z } from 'zod'
import { DEVICES } from './providers.ts'

const SizeMessage = z.object({ width: z.number().positive(), height: z.number().positive() })

/** The stages of a picture's way whose time is told. */
const STAGE_NAMES = ['decode', 'enlarge', 'resize', 'encode', 'verify'] as const

/** How pictures are to be enlarged. */
export const WorkSettings = z.object({
  modelPath: z.string().nullable(),
  device: z.enum(DEVICES),
  /** The side of a square that bounds the area of a tile. */
  tile: z.number().int().positive(),
  /** An exact size, or a multiple of the cropped picture. */
  target: z.union([SizeMessage, z.object({ scale: z.number().positive() })]),
  /** The ratio to crop to, or null to keep all. */
  aspect: SizeMessage.nullable(),
  format: z.enum(['jpg', 'png']),
  /** JPEG quality, 1-100. */
  quality: z.number().min(1).max(100),
})

/** How pictures are to be enlarged, as the worker is told. */
export type WorkSettings = z.infer<typeof WorkSettings>

const MadePictureMessage = z.object({
  /** The finished picture, under a temporary name in the work folder. */
  file: z.string(),
  /** The cropped picture before enlarging, a PNG, when it was asked for. */
  processed: z.string().nullable(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  sourceSha256: z.string(),
})

/** A finished, checked picture that waits in the work folder to be moved to its place. */
export type MadePicture = z.infer<typeof MadePictureMessage>

const StageTimesMessage = z.record(z.enum(STAGE_NAMES), z.number())

/** Milliseconds spent in each stage. */
export type StageTimes = z.infer<typeof StageTimesMessage>

/** What the supervisor tells the worker. */
export const ToWorker = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    items: z.array(z.object({ index: z.number(), source: z.string() })),
    settings: WorkSettings,
    workFolder: z.string(),
    keepProcessed: z.boolean(),
  }),
  z.object({ type: z.literal('cancel') }),
])

/** What the supervisor tells the worker. */
export type ToWorker = z.infer<typeof ToWorker>

const index = z.number().int().nonnegative()

/** What the worker tells the supervisor. */
export const FromWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('job-started'), device: z.string(), why: z.string() }),
  z.object({ type: z.literal('job-refused'), reason: z.string(), details: z.string() }),
  z.object({ type: z.literal('heartbeat'), memory: z.number() }),
  z.object({ type: z.literal('item-started'), index }),
  z.object({ type: z.literal('tile'), index, done: z.number(), total: z.number() }),
  z.object({
    type: z.literal('item-done'),
    index,
    made: MadePictureMessage,
    ms: StageTimesMessage,
    notes: z.array(z.string()),
  }),
  z.object({ type: z.literal('item-failed'), index, reason: z.string(), details: z.string() }),
  z.object({ type: z.literal('log'), text: z.string() }),
  z.object({ type: z.literal('job-done') }),
])

/** What the worker tells the supervisor. */
export type FromWorker = z.infer<typeof FromWorker>
