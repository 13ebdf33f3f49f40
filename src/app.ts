import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type BulkEdits, createBulkEdits } from './app/bulk-edit.ts'
import { enlargeFiles, type FilesReport, type FilesRequest } from './app/enlarge-files.ts'
import { type BeforeAfter, beforeAfter, type Family, familyOf } from './app/family.ts'
import { createEngineStates, diskState, type EngineStates, type Health, weightsState } from './app/health.ts'
import { createOpener } from './app/open-folder.ts'
import { createSampleGeneration } from './app/sample-generation.ts'
import { createSpeeds } from './app/speeds.ts'
import { type SubmissionReport, writeSubmissions } from './app/submissions.ts'
import { type UpscaleInput, USUAL_OUTPUT, upscaleJob } from './app/upscale-job.ts'
import {
  createWeights,
  createWeightsJobs,
  type Weights,
  type WeightsInput,
  type WeightsJobs,
  weightsJob,
} from './app/weights.ts'
import { type Folders, foldersOf } from './config/folders.ts'
import { loadSettings, type Settings, type SettingsSources } from './config/settings.ts'
import { createJournal, type Journal } from './core/journal.ts'
import { createLog, type Logger } from './core/log.ts'
import { inspect } from './imaging/inspection.ts'
import { thumbnail } from './imaging/thumbnail.ts'
import type { Job } from './jobs/job.ts'
import { createQueue, type Queue } from './jobs/queue.ts'
import { createLibrary, type Image, type Library } from './library/library.ts'
import { CATEGORIES, categoryCode, categoryName } from './metadata/categories.ts'
import type { Avoided } from './upscale/providers.ts'
import { createUpscaler, type Upscaler } from './upscale/supervisor.ts'

export type { BulkEdit } from './app/bulk-edit.ts'
export type { FilesReport, FilesRequest } from './app/enlarge-files.ts'
export type { BeforeAfter, Family } from './app/family.ts'
export type { EngineState, Health } from './app/health.ts'
export type { SubmissionReport } from './app/submissions.ts'
export type { WeightsEntry } from './app/weights.ts'
export { type Job, STATUSES as JOB_STATUSES } from './jobs/job.ts'
export type {
  EditReport,
  Image,
  OpenSidecar,
  SaveResult,
  Sidecar,
  SidecarChanges,
  Thumbnail,
  TrashEntry,
} from './library/library.ts'
export { KEYWORD_COUNTS, LEADING_KEYWORDS, rankKeywords, splitKeywords } from './metadata/keywords.ts'
export { FOCUSES } from './upscale/protocol.ts'
export { AspectText, TargetText } from './upscale/target.ts'

/** What each kind of job is given. */
type Kinds = { upscale: UpscaleInput; weights: WeightsInput }

/** What pages, the command line and agents see of the product. */
export interface App {
  settings: Settings
  folders: Folders
  version: string
  log: Logger
  journal: Journal
  library: Library
  jobs: Queue<Kinds>
  upscaler: Upscaler
  /** The agency's categories by their code. */
  categories: Record<number, string>
  /** Finds a picture's other stages. */
  familyOf(image: Image): Promise<Family>
  /** Pairs an enlarged picture with what it was made from, at the same crop. */
  beforeAfter(image: Image): Promise<BeforeAfter | null>
  bulk: BulkEdits
  /** Queues pictures to be enlarged; the settings fill what is left out. */
  upscale(request: UpscaleRequest): Promise<Job>
  /** Enlarges files inside or outside the library. */
  enlargeFiles(request: FilesRequest): Promise<FilesReport>
  /** Writes `submission.csv` for the pictures. */
  submit(images: readonly string[]): Promise<SubmissionReport>
  /** Draws a generation to try the product with, and returns its id. */
  addSample(): Promise<string>
  engine: EngineStates
  weights: Weights
  /** Downloads of models, as jobs. */
  downloads: WeightsJobs
  health(): Promise<Health>
  /** Tells how long pictures will take, in milliseconds, as earlier jobs teach; null while there were none. */
  expectedTime(pictures: readonly { width: number; height: number }[]): Promise<number | null>
  /** Opens a file, folder or address on this machine, unless the settings turn it off. */
  open(target: string): Promise<void>
  /** Makes the data folders that are missing. */
  prepare(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** What to enlarge and how, as asked for. */
export type UpscaleRequest = Pick<UpscaleInput, 'images' | 'open'> &
  Partial<{
    [Field in Exclude<keyof UpscaleInput, 'images' | 'open' | 'device'>]: UpscaleInput[Field] | undefined
  }>

/** Reads the settings and builds the product for them. */
export function openApp(sources: SettingsSources): App {
  const manifest = z.object({ version: z.string() })
  const { version } = manifest.parse(JSON.parse(readFileSync(join(sources.project, 'package.json'), 'utf8')))
  return createApp(loadSettings(sources), version)
}

/** Builds everything once, and hands each part what it needs. */
export function createApp(settings: Settings, version: string): App {
  const folders = foldersOf(settings.home)
  const log = createLog(folders.logs)
  const journal = createJournal(folders.logs)
  const library = createLibrary({
    generations: folders.generations,
    trash: folders.trash,
    inspect,
    thumbnail,
    categoryOf: categoryCode,
    categoryName,
    log: log.child({ module: 'library' }),
  })
  const avoid: Avoided = {}
  const upscaler = createUpscaler({ journal, avoid })
  const speeds = createSpeeds(join(folders.generations, '.stockroom', 'speeds.json'), log)
  const engine = createEngineStates(folders.weights, settings, avoid)
  const open = createOpener(settings.open, log)
  const openFolder = (generation: string) => open(join(folders.generations, generation, 'upscaled'))
  const weights = createWeights({
    folder: folders.weights,
    mirror: settings.weights_mirror,
    models: engine.models,
  })
  const jobs = createQueue<Kinds>({
    kinds: {
      upscale: upscaleJob({ library, upscaler, journal, choose: engine.choose, openFolder, speeds }),
      weights: weightsJob(weights, journal.say),
    },
    log: log.child({ module: 'jobs' }),
  })

  async function prepare(): Promise<void> {
    for (const folder of Object.values<string>({ ...folders })) await mkdir(folder, { recursive: true })
  }
  const count = (status: 'queued' | 'processing') => jobs.list({ status }).total

  return {
    settings,
    folders,
    version,
    log,
    journal,
    library,
    jobs,
    upscaler,
    categories: CATEGORIES,
    familyOf: (image) => familyOf(library, image),
    beforeAfter: (image) => beforeAfter(library, image),
    bulk: createBulkEdits(library),
    open,
    async upscale({ images, open, model, tile, ...output }) {
      const { device } = settings
      const asked = Object.fromEntries(Object.entries(output).filter(([, value]) => value !== undefined))
      await library.find(images)
      return jobs.add(
        'upscale',
        {
          images,
          open,
          device,
          model: model ?? settings.model,
          tile: tile ?? settings.tile,
          ...USUAL_OUTPUT,
          ...asked,
        },
        images.length,
      )
    },
    enlargeFiles: (request) => enlargeFiles({ upscaler, choose: engine.choose }, request),
    submit: (images) => writeSubmissions(library, images),
    addSample: () => createSampleGeneration(library),
    engine,
    weights,
    downloads: createWeightsJobs(jobs),
    async expectedTime(pictures) {
      const { model, device } = await engine.now()
      const usable = pictures.filter(({ width }) => width > 0)
      return device && usable.length > 0 ? speeds.expect({ model, device }, usable) : null
    },
    async health() {
      return {
        version,
        node: process.version,
        platform: `${process.platform}-${process.arch}`,
        engine: await engine.ask(),
        weights: weightsState(await engine.models()),
        ...(await diskState(folders, settings.home)),
        queue: { queued: count('queued'), processing: count('processing') },
      }
    },
    prepare,
    async start() {
      await prepare()
      await library.start()
      void engine.now() // a first look, so that the page soon knows
    },
    async stop() {
      await jobs.stop()
      await upscaler.stop()
      await library.stop()
    },
  }
}
