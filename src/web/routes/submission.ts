import { Router } from 'express'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { isFragment } from '../answer.ts'
import { ImageList } from '../form.ts'
import { view } from '../views.ts'

/** Writes `submission.csv`, only ever when asked. */
export function submissionRoutes({ submit }: Pick<App, 'submit'>): Router {
  const router = Router()

  router.post('/', async (req, res) => {
    const { images } = parse(ImageList, req.body, 'CSV')
    const report = await submit(images)
    if (isFragment(req)) view(res, 'parts/submission', report)
    else if (req.accepts(['json', 'html']) === 'html') view(res, 'pages/submission', report)
    else res.json(report)
  })

  return router
}
