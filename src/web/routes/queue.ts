import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { type App, EVERYTHING } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done } from '../answer.ts'
import { ifReady } from '../jobs/ready.ts'

const Scope = z.object({
  kind: z
    .string()
    .max(50)
    .transform((kind) => kind || EVERYTHING)
    .default(EVERYTHING),
})

/** Fields of a form are text; options come as a document, or as its JSON. */
const Change = z.object({
  cron: z.string().trim().min(1).max(200).optional(),
  time_zone: z.string().trim().min(1).max(100).optional(),
  enabled: z.union([z.boolean(), z.stringbool()]).optional(),
  options: z
    .preprocess(
      (value) => (typeof value === 'string' ? fromJson(value) : value),
      z.record(z.string(), z.unknown()),
    )
    .optional(),
})

const Preview = z.object({ cron: z.string().max(200), time_zone: z.string().max(100) })

/** Tells how the queue is, and holds it and lets it go on. */
export function queueRoutes({ jobs, version }: Pick<App, 'jobs' | 'version'>): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    const known = await ifReady(jobs, () =>
      Promise.all([jobs.paused(), jobs.overview(), jobs.machines()]).then(([paused, overview, machines]) => ({
        ...{ paused, overview, machines },
      })),
    )
    const unknown = { paused: null, overview: null, machines: null }
    res.json({ state: jobs.state(), machine: jobs.machine, version, ...(known ?? unknown) })
  })

  router.post('/pause', async (req, res) => {
    const { kind } = parse(Scope, req.body ?? {}, 'Pause')
    done(req, res, { json: { paused: await jobs.pause(kind) }, notice: (t) => t('jobs.isPaused') })
  })

  router.post('/resume', async (req, res) => {
    const { kind } = parse(Scope, req.body ?? {}, 'Resume')
    done(req, res, { json: { paused: await jobs.resume(kind) }, notice: (t) => t('jobs.isResumed') })
  })

  return router
}

/** Shows schedules, changes them, and runs them at once. */
export function scheduleRoutes({ jobs }: Pick<App, 'jobs'>): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    res.json({ schedules: await jobs.schedules.list() })
  })

  router.get('/preview', (req, res) => {
    const { cron, time_zone } = parse(Preview, req.query, 'Preview')
    res.json({ next_runs: jobs.schedules.preview(cron, time_zone) })
  })

  const change: RequestHandler<{ id: string }> = async (req, res) => {
    const wanted = parse(Change, req.body ?? {}, 'Schedule')
    const { cron, time_zone, enabled, options } = wanted
    const given = {
      ...(cron !== undefined && { cron }),
      ...(time_zone !== undefined && { time_zone }),
      ...(enabled !== undefined && { enabled }),
      ...(options !== undefined && { options }),
    }
    const schedule = await jobs.schedules.change(req.params.id, given)
    done(req, res, { json: schedule, notice: (t) => t('schedule.saved') })
  }
  router.put('/:id', change)
  router.post('/:id', change) // a form can only post

  router.post('/:id/run', async (req, res) => {
    const ran = await jobs.schedules.runNow(req.params.id)
    done(req, res, {
      json: ran,
      status: 'job' in ran ? 202 : 200,
      notice: (t) => ('job' in ran ? t('schedule.started') : res.locals.say(ran.nothing)),
    })
  })

  return router
}

/** What is no JSON stays text, which the schema refuses. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
