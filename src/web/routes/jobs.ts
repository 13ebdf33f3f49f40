import { Router } from 'express'
import { z } from 'zod'
import { type App, AspectText, FOCUSES, ITEM_STATUSES, JOB_FILTERS, TargetText } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done, isForPerson } from '../answer.ts'
import { ImageList } from '../form.ts'
import { isSameMachine } from '../local-only.ts'

const JobQuery = z.object({
  status: z.enum(JOB_FILTERS).optional(),
  kind: z.string().max(50).optional(),
  group: z.string().max(200).optional(),
  q: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const ItemQuery = z.object({
  status: z.enum(ITEM_STATUSES).optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

const LineQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

const Upscale = ImageList.extend({
  model: z.string().min(1).max(200).optional(),
  tile: z.coerce
    .number()
    .pipe(z.literal([128, 256, 384, 512]))
    .optional(),
  format: z.enum(['jpg', 'png']).optional(),
  quality: z.coerce.number().int().min(1).max(100).optional(),
  size: TargetText.optional(),
  aspect: AspectText.optional(),
  focus: z.enum(FOCUSES).optional(),
})

/** What a program asks for; what is not named here goes to the kind. */
const Run = z.looseObject({
  kind: z.string().min(1).max(50),
  batchSize: z.coerce.number().int().min(1).max(100_000).optional(),
})

const Kind = z.object({ kind: z.string().min(1).max(50).optional() })
const Priority = z.object({ priority: z.coerce.number().pipe(z.literal([-1, 0, 1])) })

/** Where a waiting job goes: before another, last, or one place up or down. */
const Place = z.union([
  z.object({ by: z.coerce.number().pipe(z.literal([-1, 1])) }),
  z.object({
    before: z
      .string()
      .max(50)
      .nullable()
      .transform((id) => id || null),
  }),
])

/** Queues upscales. */
export function upscaleRoutes({ upscale }: Pick<App, 'upscale'>): Router {
  const router = Router()

  router.post('/', async (req, res) => {
    const { size: target, ...request } = parse(Upscale, req.body, 'Upscale')
    const job = await upscale({ ...request, target, open: isSameMachine(req) })
    done(req, res, {
      json: job,
      status: 202,
      notice: (t) => t('notice.queued', { count: request.images.length }),
    })
  })

  return router
}

/** Shows jobs, starts them, stops them, puts them in order, and does them again. */
export function jobRoutes({ jobs }: Pick<App, 'jobs'>): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    res.json(await jobs.list(parse(JobQuery, req.query, 'Jobs')))
  })

  router.post('/run', async (req, res) => {
    const { kind, batchSize, ...options } = parse(Run, req.body, 'Run')
    const made = await jobs.run(kind, { batchSize, options }, isForPerson(req) ? 'page' : 'program')
    if ('nothing' in made) return done(req, res, { json: made, notice: () => res.locals.say(made.nothing) })
    const count = made.progress.steps
    done(req, res, { json: made, status: 202, notice: (t) => t('jobs.added', { count }) })
  })

  router.post('/retry', async (req, res) => {
    const { kind } = parse(Kind, req.body ?? {}, 'Retry')
    const count = await jobs.retryFailed(kind)
    done(req, res, { json: { retried: count }, notice: (t) => t('jobs.retried', { count }) })
  })

  router.get('/:id', async (req, res) => {
    res.json(await jobs.get(req.params.id))
  })

  router.get('/:id/items', async (req, res) => {
    const { id } = await jobs.get(req.params.id)
    res.json(await jobs.items(id, parse(ItemQuery, req.query, 'Items')))
  })

  router.get('/:id/lines', async (req, res) => {
    const { after, limit } = parse(LineQuery, req.query, 'Lines')
    const { id } = await jobs.get(req.params.id)
    const lines = await jobs.lines({ job: id, limit, ...(after !== undefined && { after }) })
    res.json({ lines, next: lines.at(-1)?.n ?? after ?? 0 })
  })

  router.post('/:id/cancel', async (req, res) => {
    done(req, res, { json: await jobs.cancel(req.params.id), notice: (t) => t('notice.cancelling') })
  })

  router.post('/:id/retry', async (req, res) => {
    const job = await jobs.retry(req.params.id)
    done(req, res, {
      json: job,
      status: 202,
      notice: (t) =>
        job.kind === 'upscale' ? t('notice.queued', { count: job.counts.waiting }) : t('notice.again'),
    })
  })

  router.post('/:id/priority', async (req, res) => {
    const { priority } = parse(Priority, req.body, 'Priority')
    done(req, res, { json: await jobs.prioritize(req.params.id, priority) })
  })

  router.post('/:id/move', async (req, res) => {
    const place = parse(Place, req.body, 'Move')
    const { id } = req.params
    const job = 'by' in place ? await jobs.shift(id, place.by) : await jobs.move(id, place.before)
    done(req, res, { json: job })
  })

  return router
}
