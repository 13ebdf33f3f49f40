import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done, isForPerson, isFragment } from '../answer.ts'
import { flag, ImageList } from '../form.ts'
import { submissionModel } from '../submissions/dialog.ts'
import { view } from '../views.ts'

const Submission = ImageList.extend({
  agency: z.string().min(1).max(50).optional(),
  embed: flag,
  prompt: flag,
  bom: flag,
  include_blocked: flag,
  resubmit: flag,
})

type Source = Pick<App, 'submit' | 'delivery' | 'library' | 'settings'>

/** Readies pictures for an agency, only ever when asked; `/csv` is Adobe Stock's, as the settings say. */
export function submissionRoutes(app: Source): Router {
  const router = Router()

  router.post('/csv', async (req, res) => {
    const { images } = parse(ImageList, req.body, 'CSV')
    await answer(app, req, res, { images })
  })

  router.post('/submissions', async (req, res) => {
    await answer(app, req, res, parse(Submission, req.body, 'Submission'))
  })

  router.get('/submissions', async (_req, res) => {
    const batches = await app.delivery.ledger.batches()
    const { now } = app.delivery.makings.state()
    res.json({ batches, quota: await app.delivery.quota(), makings: now })
  })

  router.post('/submissions/makings/:id/cancel', (req, res) => {
    app.delivery.makings.cancel(req.params.id)
    done(req, res, { json: { cancelled: true }, status: 202 })
  })

  router.get('/submissions/:batch', async (req, res) => {
    res.json(await app.delivery.handoff(req.params.batch))
  })

  return router
}

async function answer(
  app: Source,
  req: Request,
  res: Response,
  { images, ...request }: z.output<typeof Submission>,
): Promise<void> {
  const by = isForPerson(req) ? 'page' : 'program'
  const report = await app.submit(images, { ...request, by, say: res.locals.say })
  if (!isForPerson(req)) {
    res.json(report)
    return
  }
  // what was given another name is known by it from now on
  const now = await stillThere(app, images, report.renamed)
  const model = submissionModel(app, { report, images: now, request }, res.locals.t)
  if (isFragment(req)) {
    res.set('HX-Trigger', 'library-changed, ledger-changed')
    view(res, 'parts/submission', model)
  } else view(res, 'pages/submission', model)
}

async function stillThere(
  { library }: Pick<App, 'library'>,
  images: readonly string[],
  renamed: readonly { from: string; to: string }[],
): Promise<string[]> {
  if (renamed.length === 0) return [...images]
  const there = new Set(await library.order({}))
  const names = new Map(renamed.map(({ from, to }) => [from, to]))
  const now = images.map((id) => {
    const [name = ''] = id.split('/').slice(-1)
    return there.has(id) ? id : id.slice(0, -name.length) + (names.get(name) ?? name)
  })
  return now.filter((id) => there.has(id))
}
