import { AGENCIES, type Agency, type App, REFUSALS, type SubmissionReport } from '../../app.ts'
import type { Translate } from '../i18n.ts'
import { saidAgency } from './agency-name.ts'
import { type MakingModel, runningModel } from './making.ts'

/** What "Make CSV" did, and what can be made besides. */
export interface SubmissionModel extends SubmissionReport {
  agencyName: string
  /** The pictures it was made of. */
  images: readonly string[]
  agencies: readonly Agency[]
  refusals: typeof REFUSALS
  form: { embed: boolean; prompt: boolean; bom: boolean; include_blocked: boolean; resubmit: boolean }
  making: MakingModel
}

/** How it was asked for; the settings fill what is left out. */
interface Asked {
  embed?: boolean | undefined
  prompt?: boolean | undefined
  bom?: boolean | undefined
  include_blocked?: boolean | undefined
  resubmit?: boolean | undefined
}

/** Gathers what the dialog shows. */
export function submissionModel(
  app: Pick<App, 'settings' | 'delivery'>,
  { report, images, request }: { report: SubmissionReport; images: readonly string[]; request: Asked },
  t: Translate,
): SubmissionModel {
  const { settings } = app
  return {
    ...report,
    agencyName: saidAgency(report.agency, t),
    images,
    agencies: AGENCIES,
    refusals: REFUSALS,
    making: runningModel(app, t),
    form: {
      embed: request.embed ?? settings.embed,
      prompt: request.prompt ?? settings.embed_prompt,
      bom: request.bom ?? settings.csv_bom,
      include_blocked: request.include_blocked ?? false,
      resubmit: request.resubmit ?? false,
    },
  }
}
