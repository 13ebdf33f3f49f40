import { Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done, isFragment } from '../answer.ts'
import { modelsModel } from '../models.ts'
import { view } from '../views.ts'

const Name = z.string().min(1).max(200)

/** Lists models and downloads official ones. */
export function weightsRoutes({ weights, downloads }: Pick<App, 'weights' | 'downloads'>): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    res.json({ models: await weights.list() })
  })

  router.post('/:name', async (req, res) => {
    const name = parse(Name, req.params.name, 'Model')
    const job = await downloads.add(name)
    done(req, res, { json: job, status: 202, notice: (t) => t('notice.downloading', { name }) })
  })

  return router
}

/** The page of the models, and the list on it, which is fetched anew while it is open. */
export function modelPages(app: Pick<App, 'weights' | 'downloads' | 'engine' | 'jobs'>): Router {
  const router = Router()

  router.get('/models', async (req, res) => {
    const model = await modelsModel(app, res.locals.t)
    if (isFragment(req)) view(res, 'parts/models', model)
    else view(res, 'pages/models', { ...model, engine: await app.engine.now() })
  })

  router.get('/parts/models', async (_req, res) => {
    view(res, 'parts/model-list', await modelsModel(app, res.locals.t))
  })

  return router
}
