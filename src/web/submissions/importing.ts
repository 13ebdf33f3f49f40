import { AGENCIES, type App, type ImportPlan, type ImportRequest, LEDGER_STATES } from '../../app.ts'
import { AppError } from '../../core/errors.ts'
import { MOST_MB } from '../table-upload.ts'

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
  /** The largest table that is taken, in megabytes. */
  most: number
  /** What a file holds, or a text that is too long for a field: the page keeps it out of sight. */
  held: { name: string } | null
}

const SHOWN = 200
const LONGEST_TEXT = 100_000

/** The page before anything was entered. */
export function emptyImport(form: Partial<ImportRequest> = {}): ImportModel {
  return {
    form: { csv: '', agency: 'adobe', state: 'submitted', keep: false, ...form },
    agencies: AGENCIES.map(({ id, name }) => ({ id, name })),
    states: LEDGER_STATES,
    ...{ plan: null, problem: null, shown: SHOWN, held: null, most: MOST_MB },
  }
}

/** The page with what an import would do; a table that cannot be read comes back with the reason. */
export async function previewedImport(
  { delivery }: Pick<App, 'delivery'>,
  form: ImportRequest,
  name: string,
): Promise<ImportModel> {
  const empty = emptyImport(form)
  if (!form.csv) return { ...empty, problem: 'Choose a file, or paste its text.' }
  const held = name !== '' || form.csv.length > LONGEST_TEXT ? { name } : null
  try {
    return { ...empty, held, plan: await delivery.previewImport(form) }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid')) throw error
    return { ...emptyImport(form), problem: error.message }
  }
}
