import type { Response } from 'express'
import type { EngineState, Job } from '../app.ts'
import type { BoardModel, CardsModel } from './board.ts'
import type { BulkModel, BulkResultModel } from './bulk.ts'
import type { DetailsModel } from './details.ts'
import type { CompareModel, InspectorModel } from './inspector.ts'
import type { ModelsModel } from './models.ts'

/** Every view and what it shows: a misspelt name or a missing value fails `tsc`. */
export interface Views {
  'pages/curate': BoardModel & { engine: EngineState; strip: StripModel }
  'pages/error': { code: string; message: string; status: number }
  'pages/models': ModelsModel
  'pages/bulk': BulkModel
  'pages/bulk-result': BulkResultModel
  'pages/compare': CompareModel
  'pages/picture': InspectorModel
  'pages/submission': SubmissionModel
  'parts/board-anew': BoardModel
  'parts/bulk': BulkModel
  'parts/bulk-preview': BulkModel
  'parts/bulk-result': BulkResultModel
  'parts/cards': CardsModel
  'parts/compare': CompareModel
  'parts/details': DetailsModel
  'parts/model-list': ModelsModel
  'parts/models': ModelsModel
  'parts/notice': NoticeModel
  'parts/inspector': InspectorModel
  'parts/revision': { revision: number }
  'parts/strip-anew': StripModel
  'parts/submission': SubmissionModel
}

/** A line that says what was done, with the way back where there is one. */
export interface NoticeModel {
  text: string
  tone: 'info' | 'error'
  undo: { action: string; fields: [name: string, value: string][] } | null
}

/** The strip below the panels: what runs, how far it is, how it ended. */
export interface StripModel {
  job: Job | null
  /** The time that is left, in words. */
  eta: string | null
  revision: number
  engine: EngineState
}

/** What "Make CSV" did. */
export interface SubmissionModel {
  rows: number
  files: { generation: string; path: string; rows: number }[]
  warnings: { name: string; code: string; message: string; values: Record<string, string | number> }[]
}

/** Renders a view; `t`, `language`, `theme` and the page's address come from `res.locals`. */
export function view<Name extends keyof Views>(res: Response, name: Name, model: Views[Name]): void {
  res.render(name, model)
}
