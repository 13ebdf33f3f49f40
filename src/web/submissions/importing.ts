import { AGENCIES, type App, type ImportPlan, type ImportRequest, LEDGER_STATES } from '../../app.ts'
import { AppError } from '../../core/errors.ts'

/** The page that takes a table over. */
export interface ImportModel {
  form: ImportRequest
  agencies: { id: string; name: string }[]
  states: readonly string[]
  plan: ImportPlan | null
  /** Why the table cannot be read. */
  problem: string | null
  /** How many rows are shown; the others are counted. */
  shown: number
}

const SHOWN = 200

/** The page before anything was entered. */
export function emptyImport(form: Partial<ImportRequest> = {}): ImportModel {
  return {
    form: { csv: '', agency: 'adobe', state: 'submitted', keep: false, ...form },
    agencies: AGENCIES.map(({ id, name }) => ({ id, name })),
    states: LEDGER_STATES,
    ...{ plan: null, problem: null, shown: SHOWN },
  }
}

/** The page with what an import would do; a table that cannot be read comes back with the reason. */
export async function previewedImport(
  { delivery }: Pick<App, 'delivery'>,
  form: ImportRequest,
): Promise<ImportModel> {
  try {
    return { ...emptyImport(form), plan: await delivery.previewImport(form) }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid')) throw error
    return { ...emptyImport(form), problem: error.message }
  }
}
