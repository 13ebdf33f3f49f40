import { Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { guideModel } from '../guide.ts'
import { view } from '../views.ts'

const Search = z.object({ q: z.string().max(200).default('') })

/** The knowledge base, read from its file each time it is asked for. */
export function guideRoutes(app: Pick<App, 'guide' | 'engine'>): Router {
  const router = Router()

  router.get('/guide', async (req, res) => {
    const { q } = parse(Search, req.query, 'Search')
    const [guide, engine] = await Promise.all([app.guide(res.locals.language), app.engine.now()])
    view(res, 'pages/guide', { ...guideModel(guide, q), engine })
  })

  router.get('/parts/guide', async (req, res) => {
    const { q } = parse(Search, req.query, 'Search')
    view(res, 'parts/guide', guideModel(await app.guide(res.locals.language), q))
  })

  return router
}
