import { join } from 'node:path'
import type { Folders } from '../config/folders.ts'
import type { Settings } from '../config/settings.ts'
import type { Journal } from '../core/journal.ts'
import type { Logger } from '../core/log.ts'
import type { Job, JobKind, JobProgress, Origin } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Library } from '../library/library.ts'
import { chooseModel } from '../upscale/models.ts'
import type { Avoided } from '../upscale/providers.ts'
import { createUpscaler, type Upscaler } from '../upscale/supervisor.ts'
import { enlargeFiles, type FilesReport, type FilesRequest } from './enlarge-files.ts'
import { createGallery, type Gallery } from './gallery.ts'
import { createEngineStates, type EngineStates } from './health.ts'
import type { Kinds } from './job-kinds.ts'
import { createModelChoice, type ModelChoice } from './model-choice.ts'
import { type RunReport, runHere } from './run-here.ts'
import { createSpeeds } from './speeds.ts'
import { type UpscaleInput, USUAL_OUTPUT } from './upscale-input.ts'
import { upscaleJob } from './upscale-job.ts'
import { createWeights, type Weights } from './weights.ts'

/** Everything that makes pictures larger: the engine, its models, and the ways to ask for it. */
export interface Enlarging {
  upscaler: Upscaler
  /** Queues pictures to be enlarged; the settings fill what is left out. */
  upscale(request: UpscaleRequest): Promise<Job>
  /** Enlarges pictures of the library at once and without the queue, for somebody who waits. */
  upscaleHere(
    request: UpscaleRequest,
    hooks: { signal: AbortSignal; onProgress: (progress: JobProgress) => void },
  ): Promise<RunReport>
  /** Enlarges files inside or outside the library. */
  enlargeFiles(request: FilesRequest): Promise<FilesReport>
  engine: EngineStates
  weights: Weights
  /** The model that is asked for when nobody names one. */
  choice: ModelChoice
  /** The same part of a picture through every model. */
  gallery: Gallery
  /** Tells how long pictures will take, in milliseconds, as earlier jobs teach; null while there were none. */
  expectedTime(pictures: readonly { width: number; height: number }[]): Promise<number | null>
}

/** What to enlarge and how, as asked for. */
export type UpscaleRequest = { images: string[]; open: boolean; origin?: Origin } & Partial<{
  [Field in Exclude<keyof UpscaleInput, 'open'>]: UpscaleInput[Field] | undefined
}>

interface Deps {
  library: Library
  settings: Settings
  folders: Folders
  journal: Journal
  log: Logger
  open: (target: string) => Promise<void>
  /** The jobs, which are opened after everything that they run. */
  jobs: () => Jobs<Kinds>
}

/** Builds the engine and what stands around it, and the kind of job that runs it. */
export function openEnlarging({ library, settings, folders, journal, log, open, jobs }: Deps): {
  parts: Enlarging
  kind: JobKind<UpscaleInput>
} {
  const avoid: Avoided = {}
  const upscaler = createUpscaler({ journal, avoid })
  const speeds = createSpeeds(join(folders.generations, '.stockroom', 'speeds.json'), log)
  const choice = createModelChoice({
    ...{ home: settings.home, first: settings.model },
    check: async (wanted) => void chooseModel(await engine.models(), wanted),
  })
  const { device, tile } = settings
  const usual = {
    tile,
    get model() {
      return choice.now()
    },
  }
  const engine = createEngineStates(folders.weights, { wanted: choice.now, device }, avoid)
  const openFolder = (generation: string) => open(join(folders.generations, generation, 'upscaled'))
  const weights = createWeights({
    folder: folders.weights,
    mirror: settings.weights_mirror,
    models: engine.models,
  })
  const gallery = createGallery({
    ...{ library, upscaler, models: engine.models, choose: engine.choose },
    settings: { device, tile },
  })
  const upscaleKind = upscaleJob({
    library,
    upscaler,
    journal,
    choose: engine.choose,
    openFolder,
    speeds,
    usual,
    device,
  })

  function inputOf({ images: _, open, origin: __, model, tile, ...output }: UpscaleRequest): UpscaleInput {
    const asked = Object.fromEntries(Object.entries(output).filter(([, value]) => value !== undefined))
    const own = { ...usual, ...(model && { model }), ...(tile && { tile }) }
    return { ...own, ...USUAL_OUTPUT, ...asked, open: open ? jobs().machine.id : null }
  }

  const parts: Enlarging = {
    upscaler,
    async upscale(request) {
      await library.find(request.images)
      return jobs().add('upscale', inputOf(request), request.images, { origin: request.origin ?? 'page' })
    },
    async upscaleHere(request, hooks) {
      return runHere(upscaleKind, { input: inputOf(request), items: request.images }, hooks)
    },
    enlargeFiles: (request) => enlargeFiles({ upscaler, choose: engine.choose }, request),
    engine,
    weights,
    choice,
    gallery,
    async expectedTime(pictures) {
      const { model, device } = await engine.now()
      const usable = pictures.filter(({ width }) => width > 0)
      return device && usable.length > 0 ? speeds.expect({ model, device }, usable) : null
    },
  }
  return { parts, kind: upscaleKind }
}
