import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { AppError, isRefusal, messageOf } from '../../core/errors.ts'
import { ImageId } from '../../core/ids.ts'
import { parse } from '../../core/parse.ts'
import { backTo, isFragment } from '../answer.ts'
import { readDetails } from '../detail-fields.ts'
import { type DetailsModel, detailsModel, refusedDetails, saveDetails } from '../details.ts'
import { compareModel, inspectedModel, inspectorModel } from '../inspector.ts'
import { view } from '../views.ts'

type Source = Pick<App, 'library' | 'categories' | 'describe' | 'familyOf' | 'beforeAfter' | 'preflight'>

const Two = z.object({ a: ImageId, b: ImageId })
const Revision = z.object({ revision: z.coerce.number().int().default(-1) })

/** Pictures to look at, one or two, and the form that edits a sidecar. */
export function inspectRoutes(app: Source): Router {
  const router = Router()

  router.get('/images/*id', async (req, res) => {
    await showPicture(app, req, res)
  })

  router.get('/compare', async (req, res) => {
    const model = await compareModel(app, parse(Two, req.query, 'Compare'), res.locals.t)
    view(res, isFragment(req) ? 'parts/compare' : 'pages/compare', model)
  })

  router.get('/parts/details/*id', async (req, res) => {
    view(res, 'parts/details', await detailsModel(app, idOf(req), res.locals.t))
  })

  router.get('/parts/inspected/*id', async (req, res) => {
    const inspected = await inspectedModel(app, idOf(req), res.locals.t)
    if (inspected) view(res, 'parts/preflight/inspected', inspected)
    else res.status(204).end()
  })

  /** For pages without the strip: tells that something changed, once for each time. */
  router.get('/parts/revision', (req, res) => {
    const { revision: seen } = parse(Revision, req.query, 'Revision')
    const revision = app.library.revision()
    if (seen >= 0 && seen !== revision) res.set('HX-Trigger', 'library-changed')
    view(res, 'parts/revision', { revision })
  })

  router.post('/api/images/*id/sidecar', async (req, res) => {
    const details = await saved(app, req, res)
    if (isFragment(req)) {
      res.set('HX-Trigger', 'library-changed, strip-changed')
      view(res, 'parts/details', details)
    } else if (req.accepts(['json', 'html']) === 'json') {
      const { version, state, collisions, problem } = details
      res.json({ version, state, collisions, problem })
    } else if (details.state === 'saved') res.redirect(303, backTo(req))
    else await showPicture(app, req, res, details)
  })

  return router
}

/** Shows the page of a picture; after a form was refused, with the form as it was sent. */
async function showPicture(
  app: Source,
  req: IdRequest,
  res: Response,
  details?: DetailsModel,
): Promise<void> {
  const query = details ? Object.fromEntries(new URL(backTo(req), 'http://page').searchParams) : req.query
  const model = await inspectorModel(app, {
    id: idOf(req),
    query,
    t: res.locals.t,
    ...(details && { details }),
  })
  view(res, isFragment(req) ? 'parts/inspector' : 'pages/picture', model)
}

/** Saves what the form sent; what is refused comes back with its reason and with all that was typed. */
async function saved(app: Source, req: IdRequest, res: Response): Promise<DetailsModel> {
  const id = idOf(req)
  const form = readDetails(req.body)
  const { t } = res.locals
  try {
    const details = await saveDetails(app, { id, form, t })
    if (details.state === 'refused') res.status(409)
    return details
  } catch (error) {
    const isExpected = error instanceof AppError && error.code !== 'not_found'
    if (!isExpected && !isRefusal(error)) throw error
    res.status(isExpected ? (error.code === 'conflict' ? 409 : 422) : 503)
    return refusedDetails(app, { id, form, problem: messageOf(error), t })
  }
}

type IdRequest = Request<{ id: string[] }>

function idOf(req: IdRequest): string {
  return parse(ImageId, req.params.id.join('/'), 'Image')
}
