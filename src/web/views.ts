import type { Response } from 'express'
import type { EngineState, ImageFilter, Job, JobsState, RuleId } from '../app.ts'
import type { BoardModel, CardsModel } from './board.ts'
import type { BulkModel, BulkPreview, BulkResultModel } from './bulk.ts'
import type { DetailsModel } from './details.ts'
import type { GalleryModel, TileModel } from './gallery.ts'
import type { GuideModel } from './guide.ts'
import type { CompareModel, InspectedModel, InspectorModel } from './inspector.ts'
import type { JobModel } from './jobs/details.ts'
import type { JobsModel } from './jobs/page.ts'
import type { JobRow } from './jobs/row.ts'
import type { Moment } from './jobs/words.ts'
import type { KeysModel } from './keys.ts'
import type { ModelsModel } from './models.ts'
import type { Patch } from './patch.ts'
import type { PreflightModel } from './preflight/model.ts'
import type { CalendarModel } from './prompts/calendar-page.ts'
import type { CoverageModel } from './prompts/coverage-page.ts'
import type { ConfigModel, PlanFormModel, PlanPageModel, PreviewModel } from './prompts/plan-page.ts'
import type { PlanResultModel } from './prompts/plan-result.ts'
import type { SubmissionModel } from './submissions/dialog.ts'
import type { ImportModel } from './submissions/importing.ts'
import type { MakingModel } from './submissions/making.ts'
import type { SubmissionsModel } from './submissions/page.ts'
import type { SheetModel } from './submissions/sheet.ts'

/** Every view and what it shows: a misspelt name or a missing value fails `tsc`. */
export interface Views {
  'pages/curate': BoardModel & { engine: EngineState; strip: StripModel }
  'pages/error': { code: string; message: string; status: number }
  'pages/guide': GuideModel & { engine: EngineState }
  'pages/job': JobModel & { engine: EngineState; strip: StripModel }
  'pages/jobs': JobsModel & { engine: EngineState; strip: StripModel }
  'pages/keys': KeysModel
  'pages/models': ModelsModel & { engine: EngineState }
  'pages/gallery': GalleryModel & { engine: EngineState }
  'pages/bulk': BulkModel
  'pages/bulk-result': BulkResultModel
  'pages/compare': CompareModel
  'pages/picture': InspectorModel
  'pages/handoff': SheetModel & { engine: EngineState; strip: StripModel }
  'pages/import': ImportModel & { engine: EngineState; strip: StripModel }
  'pages/preflight': PreflightModel & { engine: EngineState; strip: StripModel }
  'pages/preflight-fix': FixModel
  'pages/submission': SubmissionModel
  'pages/submissions': SubmissionsModel & { engine: EngineState; strip: StripModel }
  'pages/prompt-calendar': CalendarModel & { engine: EngineState; strip: StripModel }
  'pages/prompt-coverage': CoverageModel & { engine: EngineState; strip: StripModel }
  'pages/prompt-plan': PlanResultModel & { engine: EngineState; strip: StripModel }
  'pages/prompts': PlanPageModel & { engine: EngineState; strip: StripModel }
  'parts/prompts/axes': { form: PlanFormModel }
  'parts/prompts/config': { config: ConfigModel }
  'parts/prompts/coverage': CoverageModel
  'parts/prompts/preview': { preview: PreviewModel }
  'parts/board-anew': BoardModel
  'parts/bulk': BulkModel
  'parts/bulk-preview': BulkModel
  'parts/bulk-result': BulkResultModel
  'parts/cards': CardsModel
  'parts/compare': CompareModel
  'parts/details': DetailsModel
  'parts/guide': GuideModel
  'parts/inspector': InspectorModel
  'parts/preflight/all': PreflightModel
  'parts/preflight/fix': FixModel
  'parts/preflight/inspected': InspectedModel
  'parts/revision': { revision: number }
  'parts/jobs/all': JobsModel
  'parts/jobs/one': JobModel
  'parts/jobs/runs': RunsModel
  'parts/keys': KeysModel
  'parts/filter-counts': { counts: Record<ImageFilter, number> }
  'parts/model-list': ModelsModel
  'parts/models': ModelsModel
  'parts/gallery-tile': TileModel
  'parts/making': { making: MakingModel }
  'parts/notice': NoticeModel
  'parts/patch': Patch
  'parts/strip-anew': StripModel
  'parts/submission': SubmissionModel
  'parts/submissions/all': SubmissionsModel
  'parts/submissions/sheet': SheetModel
}

/** What a fix would change in many pictures. */
export interface FixModel {
  images: string[]
  rule: RuleId
  preview: BulkPreview
}

/** A line that says what was done, with the way back where there is one. */
export interface NoticeModel {
  text: string
  tone: 'info' | 'error'
  undo: {
    action: string
    fields: [name: string, value: string][]
    /** Takes back what is told, or does again what was taken back. */
    way: 'undo' | 'redo'
    /** The sentence of what it takes back or does again. */
    what: string
    /** A new deed: what was taken back before it can no longer be done again. */
    isNew: boolean
  } | null
}

/** The strip below the panels: what runs, how far it is, how it ended. */
export interface StripModel {
  job: Job | null
  /** The same job in words. */
  row: JobRow | null
  /** The time that is left, in words. */
  eta: string | null
  revision: number
  engine: EngineState
  /** Whether the jobs can be asked. */
  jobs: JobsState
  /** The generation that a finished upscale went to. */
  folder: string | null
  /** The machine that does it, when it is not this one. */
  elsewhere: string | null
  /** How many other jobs run, and how many wait. */
  more: number
  waiting: number
  isPaused: boolean
  pausedKinds: string[]
  hasWork: boolean
  making: MakingModel
  /** Where a damaged database was put, and a name for that. */
  moved: { path: string; mark: string } | null
}

/** When a schedule is due. */
export interface RunsModel {
  rhythm: string | null
  runs: Moment[]
  /** What is wrong with what was entered. */
  problem: string | null
  enabled: boolean
  timeZone: string
}

/** Renders a view; `t`, `language`, `theme` and the page's address come from `res.locals`. */
export function view<Name extends keyof Views>(res: Response, name: Name, model: Views[Name]): void {
  res.render(name, model)
}

/** Takes the white space between tags out: thousands of cards have half as many nodes without it. */
export function tight(html: string): string {
  return html.replace(/>\s+</g, '><')
}
