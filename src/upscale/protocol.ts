import { z } from 'zod'
import { DEVICES, PROVIDERS } from './providers.ts'
import { Target } from './target.ts'

const index = z.number().int().nonnegative()
const ProviderName = z.enum(PROVIDERS)
const SizeMessage = z.object({ width: z.number().positive(), height: z.number().positive() })

/** Where a crop may lie: in the centre, or where the picture draws the eye most. */
export const FOCUSES = ['centre', 'attention'] as const

/** The stages of a picture's way whose time is told. */
const STAGE_NAMES = ['decode', 'enlarge', 'resize', 'encode', 'verify'] as const

/** How pictures are to be enlarged. */
export const WorkSettings = z.object({
  modelPath: z.string(),
  device: z.enum(DEVICES),
  /** The side of a square that bounds the area of a tile. */
  tile: z.number().int().positive(),
  /** So many pixels around what is kept of a tile depend on more than the tile shows; 32 when left out. */
  overlap: z.number().int().nonnegative().optional(),
  /** Tiles begin at multiples of this; 1 when left out. */
  align: z.number().int().positive().optional(),
  target: Target,
  /** The ratio to crop to, or null to keep all. */
  aspect: SizeMessage.nullable(),
  /** Where the crop lies when a picture has no focus of its own; in the centre when left out. */
  focus: z.enum(FOCUSES).optional(),
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

const WorkItemMessage = z.object({
  index,
  source: z.string(),
  /** The point the crop shall lie around, as fractions of the picture's width and height. */
  focus: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).optional(),
})

/** One picture as the worker is given it. */
export type WorkItem = z.infer<typeof WorkItemMessage>

/** What the supervisor tells the worker. */
export const ToWorker = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    items: z.array(WorkItemMessage),
    settings: WorkSettings,
    /** Whether one picture is finished before the next is begun, so that a death shows whose fault it is. */
    oneByOne: z.boolean().optional(),
    /** Providers that "auto" leaves out, each with the reason. */
    avoid: z.partialRecord(ProviderName, z.string()).optional(),
    workFolder: z.string(),
    keepProcessed: z.boolean(),
  }),
  // finish what is in work, begin nothing more
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('cancel') }),
])

/** What the supervisor tells the worker. */
export type ToWorker = z.infer<typeof ToWorker>

/** What the worker tells the supervisor. */
export const FromWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  // said before a provider is tried, because a bad driver takes the process along
  z.object({ type: z.literal('provider-tried'), provider: ProviderName }),
  z.object({ type: z.literal('provider-refused'), provider: ProviderName, reason: z.string() }),
  z.object({ type: z.literal('job-started'), device: z.string(), why: z.string() }),
  z.object({ type: z.literal('job-refused'), reason: z.string(), details: z.string() }),
  z.object({ type: z.literal('heartbeat'), memory: z.number() }),
  // several pictures may be in work: one is read while another is enlarged and a third is saved
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
  z.object({ type: z.literal('log'), text: z.string(), index: index.optional() }),
  z.object({ type: z.literal('job-done') }),
])

/** What the worker tells the supervisor. */
export type FromWorker = z.infer<typeof FromWorker>
