import { type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { AppError } from '../../core/errors.ts'
import { parse } from '../../core/parse.ts'
import { jobModel } from '../jobs/details.ts'
import { jobsModel } from '../jobs/page.ts'
import { rhythmOf, runsOf } from '../jobs/schedules.ts'
import type { Words } from '../jobs/words.ts'
import { stripModel } from '../strip.ts'
import { view } from '../views.ts'

const Preview = z.object({ cron: z.string().trim().max(200), time_zone: z.string().trim().max(100) })

/** The page of the jobs and that of one job, and what is on them, which is fetched anew as it changes. */
export function jobPages(app: Pick<App, 'jobs' | 'library' | 'engine' | 'version' | 'delivery'>): Router {
  const router = Router()
  const words = (res: Response): Words => ({ t: res.locals.t, language: res.locals.language })
  const strip = (res: Response) => stripModel(app, words(res))

  router.get('/jobs', async (req, res) => {
    const [jobs, foot] = await Promise.all([jobsModel(app, req.query, words(res)), strip(res)])
    view(res, 'pages/jobs', { ...jobs, engine: foot.engine, strip: foot })
  })

  router.get('/parts/jobs', async (req, res) => {
    view(res, 'parts/jobs/all', await jobsModel(app, req.query, words(res)))
  })

  router.get('/jobs/:id', async (req, res) => {
    const { id } = req.params
    const [job, foot] = await Promise.all([jobModel(app, { id, query: req.query }, words(res)), strip(res)])
    view(res, 'pages/job', { ...job, engine: foot.engine, strip: foot })
  })

  router.get('/parts/jobs/:id', async (req, res) => {
    view(res, 'parts/jobs/one', await jobModel(app, { id: req.params.id, query: req.query }, words(res)))
  })

  router.get('/parts/runs', (req, res) => {
    const { cron, time_zone } = parse(Preview, req.query, 'Preview')
    view(res, 'parts/jobs/runs', previewOf(app.jobs, { cron, time_zone }, words(res)))
  })

  return router
}

/** What is not a rhythm yet is told while it is being written, and is no error of the page. */
function previewOf(jobs: App['jobs'], { cron, time_zone }: z.output<typeof Preview>, words: Words) {
  try {
    const runs = runsOf(jobs.schedules.preview(cron, time_zone), time_zone, words)
    return { rhythm: rhythmOf(cron, words), runs, problem: null, enabled: true, timeZone: time_zone }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'invalid')) throw error
    const problem = error.field === 'time_zone' ? words.t('schedule.badZone') : words.t('schedule.badCron')
    return { rhythm: null, runs: [], problem, enabled: true, timeZone: time_zone }
  }
}
