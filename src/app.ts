import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type BulkEdits, createBulkEdits } from './app/bulk-edit.ts'
import { checkJob } from './app/check-job.ts'
import { createStanding, type Delivery } from './app/delivery/delivery.ts'
import { openDelivery } from './app/delivery/opening.ts'
import type { SubmissionReport } from './app/delivery/submission-report.ts'
import type { SubmissionRequest } from './app/delivery/submission-request.ts'
import { createDescribe, type Describe } from './app/describe.ts'
import { type Enlarging, openEnlarging } from './app/enlarging.ts'
import { type BeforeAfter, beforeAfter, type Family, familyOf } from './app/family.ts'
import { type Guide, readGuide } from './app/guide.ts'
import { diskState, type Health, queueState, weightsState } from './app/health.ts'
import type { Kinds } from './app/job-kinds.ts'
import { openJobs, type Role } from './app/job-wiring.ts'
import { createOpener } from './app/open-folder.ts'
import { createOwnWords } from './app/own-words.ts'
import { createPlanning, type Planning } from './app/planning.ts'
import { openPreflight } from './app/preflight/opening.ts'
import type { Preflight } from './app/preflight/preflight.ts'
import { submittedBefore } from './app/preflight/submitted.ts'
import { createWordChecks } from './app/preflight/words.ts'
import { followRemoteLines } from './app/remote-lines.ts'
import { type RunReport, runHere } from './app/run-here.ts'
import { createSampleGeneration } from './app/sample-generation.ts'
import { createWeightsJobs, type WeightsJobs, weightsJob } from './app/weights-job.ts'
import { type Folders, foldersOf } from './config/folders.ts'
import { loadSettings, type Settings, type SettingsSources } from './config/settings.ts'
import { createJournal, type Journal } from './core/journal.ts'
import { createLog, type Logger } from './core/log.ts'
import { createLedger } from './delivery/ledger.ts'
import { inspect } from './imaging/inspection.ts'
import { createPreviewer } from './imaging/previews/previewer.ts'
import type { JobProgress } from './jobs/job.ts'
import type { Jobs } from './jobs/jobs.ts'
import { createLibrary, type Image, type Library } from './library/library.ts'
import { CATEGORIES, categoryCode, categoryName } from './metadata/categories.ts'
import { checkRights } from './metadata/rights.ts'

export type { BulkEdit } from './app/bulk-edit.ts'
export type { Delivery, Quota } from './app/delivery/delivery.ts'
export type { Made, Making, Makings } from './app/delivery/makings.ts'
export type { SubmissionReport } from './app/delivery/submission-report.ts'
export type { SubmissionRequest } from './app/delivery/submission-request.ts'
export type { Describe, DescriptionReport } from './app/describe.ts'
export type { FilesReport } from './app/enlarge-files.ts'
export type { BeforeAfter, Family } from './app/family.ts'
export type { GalleryResult } from './app/gallery.ts'
export type { Guide } from './app/guide.ts'
export type { EngineState, Health } from './app/health.ts'
export type { Role } from './app/job-wiring.ts'
export type { ConfigState as PromptConfig } from './app/planning/config-file.ts'
export type { Draft as PlanDraft } from './app/planning/plan-draft.ts'
export { PlanRequest, PromptCount } from './app/planning/plan-request.ts'
export type { Preflight } from './app/preflight/preflight.ts'
export type { PreflightPicture, PreflightReport } from './app/preflight/report.ts'
export type { RunReport } from './app/run-here.ts'
export type { WorkEvent } from './app/watched-kind.ts'
export type { WeightsEntry } from './app/weights.ts'
export { AGENCIES, agencyName } from './delivery/agencies/agencies.ts'
export type { Agency, Ground } from './delivery/agencies/agency.ts'
export { REFUSALS } from './delivery/agencies/refusals.ts'
export type { Handoff } from './delivery/handoff.ts'
export type { ImportPlan, ImportRequest } from './delivery/ledger-import.ts'
export {
  type LedgerEntry,
  type LedgerState,
  STATES as LEDGER_STATES,
} from './delivery/ledger-lines.ts'
export type { HistoryEntry } from './jobs/history.ts'
export {
  FILTERS as JOB_FILTERS,
  ITEM_STATUSES,
  type Job,
  type JobFilter,
  type JobItem,
  type JobProgress,
  STATUSES as JOB_STATUSES,
} from './jobs/job.ts'
export type { Jobs, JobsState } from './jobs/jobs.ts'
export type { Machine } from './jobs/machines.ts'
export type { Duration, Overview } from './jobs/overview.ts'
export { EVERYTHING } from './jobs/pauses.ts'
export type { Schedule } from './jobs/schedules.ts'
export type {
  EditReport,
  Image,
  ImageFilter,
  OpenSidecar,
  SaveResult,
  SelectionChange,
  Sidecar,
  SidecarChanges,
  Thumbnail,
  TrashEntry,
} from './library/library.ts'
export { FILTERS, ORDERS, SORTS, USUAL_ORDER } from './library/library.ts'
export type { Finding } from './metadata/findings.ts'
export { KEYWORD_COUNTS, LEADING_KEYWORDS, rankKeywords, splitKeywords } from './metadata/keywords.ts'
export type { SettledFinding } from './metadata/overrides.ts'
export { isRuleId, type RuleId, ruleOf } from './metadata/rules.ts'
export type { Suggestion } from './metadata/suggestion.ts'
export type { Upcoming } from './prompts/calendar.ts'
export {
  type Cell as CoverageCell,
  type Mark as PairMark,
  type PairMatrix,
  shareOf,
} from './prompts/coverage.ts'
export { DIALECT_IDS, DIALECTS } from './prompts/dialects.ts'
export { LEAD } from './prompts/occasions.ts'
export { FOCUSES } from './upscale/protocol.ts'
export { AspectText, TargetText } from './upscale/target.ts'

/** What pages, the command line and agents see of the product. */
export interface App extends Enlarging {
  settings: Settings
  folders: Folders
  version: string
  log: Logger
  journal: Journal
  library: Library
  jobs: Jobs<Kinds>
  /** The agency's categories by their code. */
  categories: Record<number, string>
  /** Finds a picture's other stages. */
  familyOf(image: Image): Promise<Family>
  /** Pairs an enlarged picture with what it was made from, at the same crop. */
  beforeAfter(image: Image): Promise<BeforeAfter | null>
  bulk: BulkEdits
  /** Words about pictures: suggested, checked, and decided upon. */
  describe: Describe
  /** Reads the knowledge base about what agencies ask for. */
  guide(language: Guide['language']): Promise<Guide>
  /** Checks pictures before they are submitted. */
  preflight: Preflight
  /** Looks at the pixels of pictures at once and without the queue, for somebody who waits. */
  lookHere(
    images: readonly string[],
    hooks: { signal: AbortSignal; onProgress: (progress: JobProgress) => void },
  ): Promise<RunReport>
  /** Readies pictures for Adobe Stock as the settings say, and writes `submission.csv`. */
  submit(images: readonly string[], request?: Omit<SubmissionRequest, 'images'>): Promise<SubmissionReport>
  /** Agencies, hand-off sheets, and what became of what was submitted. */
  delivery: Delivery
  /** Prompts: the config, plans, coverage and the calendar. */
  planning: Planning
  /** Draws a generation to try the product with, and returns its id. */
  addSample(): Promise<string>
  /** Downloads of models, as jobs. */
  downloads: WeightsJobs
  health(): Promise<Health>
  /** Opens a file, folder or address on this machine, unless the settings turn it off. */
  open(target: string): Promise<void>
  /** Makes the data folders that are missing. */
  prepare(): Promise<void>
  /** Readies everything; what takes much computing and can wait is begun once `calm` resolves. */
  start(calm?: Promise<unknown>): Promise<void>
  stop(): Promise<void>
}

/** What else the product is built for. */
interface Surroundings {
  project: string
  role?: Role | undefined
  /** Whether the jobs' database is opened only when it is first asked for something. */
  opensLate?: boolean
}

/** Reads the settings and builds the product for them. */
export function openApp(sources: SettingsSources, role?: Role): App {
  const manifest = z.object({ version: z.string() })
  const { version } = manifest.parse(JSON.parse(readFileSync(join(sources.project, 'package.json'), 'utf8')))
  return createApp(loadSettings(sources), version, { role, project: sources.project })
}

/** Builds everything once, and hands each part what it needs. */
export function createApp(
  settings: Settings,
  version: string,
  { role, project, opensLate }: Surroundings,
): App {
  const folders = foldersOf(settings.home)
  const log = createLog(folders.logs)
  const journal = createJournal(folders.logs)
  const ownWords = createOwnWords(settings.home)
  const words = createWordChecks(async () => (await ownWords()).lists)
  const ledger = createLedger(join(folders.generations, 'ledger.jsonl'))
  const previewer = createPreviewer({ log: log.child({ module: 'previews' }) })
  const library = createLibrary({
    generations: folders.generations,
    trash: folders.trash,
    inspect,
    thumbnail: previewer.make,
    foreseeThumbnails: previewer.prepare,
    categoryOf: categoryCode,
    categoryName,
    countFindings: words.count,
    standing: createStanding(ledger),
    log: log.child({ module: 'library' }),
  })
  const planning = createPlanning({
    library,
    rightsSearch: async () => {
      const { lists } = await ownWords()
      return (prompt) => checkRights({ prompt }, lists)
    },
    files: {
      own: join(settings.home, 'config', 'prompt_config.md'),
      shipped: join(project, 'config', 'prompt_config.md'),
      earlier: join(folders.generations, '.stockroom', 'prompt_config.md'),
      marks: join(settings.home, 'config', 'rejected_pairs.json'),
    },
  })
  const describe = createDescribe({
    library,
    ownWords,
    promptFor: async (image) => (await planning.promptFor(image))?.prompt,
  })
  const open = createOpener(settings.open, log)
  const enlarging = openEnlarging({ library, settings, folders, journal, log, open, jobs: () => jobs })
  const { engine, weights, upscaler, gallery } = enlarging.parts
  const { preflight, kind: preflightKind } = openPreflight({
    ...{ library, words, generations: folders.generations },
    submitted: async () => (await ledger.all()).map(submittedBefore),
    jobs: () => jobs,
  })
  const delivery = openDelivery({ library, ledger, settings, preflight })
  const jobs: Jobs<Kinds> = openJobs({
    kinds: {
      ...{ upscale: enlarging.kind, weights: weightsJob(weights, journal.say) },
      ...{ check: checkJob(library), preflight: preflightKind },
    },
    ...{ settings, version, folders, project, role, log },
  })
  let unfollow = () => {}
  let hasEnded = false

  async function prepare(): Promise<void> {
    for (const folder of Object.values<string>({ ...folders })) await mkdir(folder, { recursive: true })
  }

  /** A worker goes without: it makes no folder where nothing is mounted, and nobody looks at its pages. */
  async function startLibrary(calm: Promise<unknown>): Promise<void> {
    await prepare()
    await library.start(calm)
    const ends = [
      followRemoteLines(jobs, journal, log),
      jobs.onChange((change) => void (change?.what === 'item' && library.refresh())),
    ]
    unfollow = () => {
      for (const end of ends) end()
    }
  }

  function startWork(): void {
    if (hasEnded) return
    if (!opensLate) jobs.start()
    void engine.ask().then((state) => state.device && jobs.device(state.device)) // a first look, so that the page soon knows
  }

  return {
    settings,
    folders,
    version,
    log,
    journal,
    library,
    jobs,
    categories: CATEGORIES,
    familyOf: (image) => familyOf(library, image),
    beforeAfter: (image) => beforeAfter(library, image),
    bulk: createBulkEdits(library, describe),
    describe,
    guide: (language) => readGuide({ home: settings.home, project }, language),
    open,
    ...enlarging.parts,
    preflight,
    lookHere: (images, hooks) => runHere(preflightKind, { input: {}, items: images }, hooks),
    submit: (images, request) => delivery.submit({ ...request, images }),
    delivery,
    planning,
    addSample: () => createSampleGeneration(library),
    downloads: createWeightsJobs(jobs),
    async health() {
      return {
        version,
        node: process.version,
        platform: `${process.platform}-${process.arch}`,
        engine: await engine.ask(),
        weights: weightsState(await engine.models()),
        ...(await diskState(folders, settings.home)),
        queue: await queueState(jobs),
      }
    },
    prepare,
    async start(calm = Promise.resolve()) {
      if (role?.role !== 'worker') await startLibrary(calm)
      void calm.then(startWork)
    },
    async stop() {
      hasEnded = true
      unfollow()
      const stopped = jobs.stop() // says so to what runs, before the upscaler lets go
      await Promise.all([stopped, upscaler.stop(), delivery.stop(), planning.stop()])
      preflight.stop()
      previewer.stop()
      await gallery.close()
      await library.stop()
    },
  }
}
