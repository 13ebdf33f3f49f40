import { type Response, Router } from 'express'
import { z } from 'zod'
import { type App, LEDGER_STATES } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { isFragment } from '../answer.ts'
import { flag } from '../form.ts'
import type { Words } from '../jobs/words.ts'
import { stripModel } from '../strip.ts'
import { emptyImport, previewedImport } from '../submissions/importing.ts'
import { runningModel } from '../submissions/making.ts'
import { submissionsModel } from '../submissions/page.ts'
import { sheetModel } from '../submissions/sheet.ts'
import { view } from '../views.ts'

/** What the form of an import sends; its file, or what else holds the table, is its text by now. */
export const ImportForm = z.object({
  csv: z.string().trim().min(1, 'expected the text of a CSV'),
  agency: z.string().trim().min(1).max(50).default('adobe'),
  state: z.enum(LEDGER_STATES).default('submitted'),
  keep: flag.transform((keep) => keep ?? false),
})

/** The page of an import may be sent without a table, and then says so. */
const PreviewForm = ImportForm.extend({
  csv: z.string().trim().default(''),
  /** What the file is called that was chosen, now or before. */
  name: z.string().trim().max(500).default(''),
})

/** The pages of what was submitted: batches and ledger, hand-off sheets, import. */
export function submissionPages(app: Pick<App, 'delivery' | 'jobs' | 'library' | 'engine'>): Router {
  const router = Router()
  const words = (res: Response): Words => ({ t: res.locals.t, language: res.locals.language })
  const around = async (res: Response) => {
    const strip = await stripModel(app, words(res))
    return { engine: strip.engine, strip }
  }

  router.get('/submissions', async (req, res) => {
    const [model, foot] = await Promise.all([submissionsModel(app, req.query, words(res)), around(res)])
    view(res, 'pages/submissions', { ...model, ...foot })
  })

  router.get('/parts/submissions', async (req, res) => {
    view(res, 'parts/submissions/all', await submissionsModel(app, req.query, words(res)))
  })

  router.get('/parts/making', (_req, res) => {
    view(res, 'parts/making', { making: runningModel(app, res.locals.t) })
  })

  router.get('/submissions/import', async (_req, res) => {
    view(res, 'pages/import', { ...emptyImport(), ...(await around(res)) })
  })

  router.post('/submissions/import', async (req, res) => {
    const { name, ...form } = parse(PreviewForm, req.body, 'Import')
    const model = await previewedImport(app, form, name)
    view(res, 'pages/import', { ...model, ...(await around(res)) })
  })

  router.get('/submissions/:batch', async (req, res) => {
    const model = await sheetModel(app, req.params.batch, words(res))
    if (isFragment(req)) view(res, 'parts/submissions/sheet', model)
    else view(res, 'pages/handoff', { ...model, ...(await around(res)) })
  })

  return router
}
