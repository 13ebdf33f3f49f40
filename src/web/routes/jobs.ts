import { Router } from 'express'
import { z } from 'zod'
import { type App, AspectText, FOCUSES, JOB_STATUSES, TargetText } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done } from '../answer.ts'
import { ImageList } from '../form.ts'
import { isSameMachine } from '../local-only.ts'

const JobQuery = z.object({
  status: z.enum(JOB_STATUSES).optional(),
  kind: z.string().max(50).optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(20),
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

/** Shows jobs, stops them, and does them again. */
export function jobRoutes({ jobs }: Pick<App, 'jobs'>): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    res.json(await jobs.list(parse(JobQuery, req.query, 'Jobs')))
  })

  router.get('/:id', async (req, res) => {
    res.json(await jobs.get(req.params.id))
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
        job.kind === 'upscale' ? t('notice.queued', { count: job.progress.steps }) : t('notice.again'),
    })
  })

  return router
}
