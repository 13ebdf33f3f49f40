import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done, isFragment } from '../answer.ts'
import { type BulkRequest, bulkModel, fingerprintOf, nameOf, previewOf, readBulk } from '../bulk.ts'
import { view } from '../views.ts'

const Undo = z.object({ edit: z.string().min(1).max(200) })

type Source = Pick<App, 'bulk' | 'categories'>

/** Edits the sidecars of many pictures: what would change, the change, and the way back. */
export function sidecarRoutes(app: Source): Router {
  const router = Router()

  router.post('/bulk', (req, res) => {
    const { images, texts } = readBulk(req.body)
    const model = bulkModel(app, { images, texts, preview: null, t: res.locals.t })
    view(res, isFragment(req) ? 'parts/bulk' : 'pages/bulk', model)
  })

  router.post('/api/sidecars/preview', async (req, res) => {
    const request = readBulk(req.body)
    if (!isForPerson(req)) return res.json(await app.bulk.preview(request.images, request.edit))
    const model = await previewed(app, request, res)
    if (isFragment(req)) view(res, 'parts/bulk-preview', model)
    else view(res, 'pages/bulk', model)
  })

  router.post('/api/sidecars/apply', async (req, res) => {
    const request = readBulk(req.body)
    if (!isForPerson(req)) return res.json(await app.bulk.apply(request.images, request.edit))
    // what was typed after the preview is shown before it is done
    if (request.texts.seen === fingerprintOf(request.edit)) await apply(app, request, req, res)
    else view(res, isFragment(req) ? 'parts/bulk' : 'pages/bulk', await previewed(app, request, res))
  })

  router.post('/api/sidecars/undo', async (req, res) => {
    const report = await app.bulk.undo(parse(Undo, req.body, 'Undo').edit)
    const { restored: count, kept } = report
    done(req, res, {
      json: report,
      closes: true,
      notice: (t) =>
        kept.length === 0
          ? t('bulk.undone', { count })
          : `${t('bulk.undone', { count })} ${t('bulk.kept', { count: kept.length, names: kept.join(', ') })}`,
    })
  })

  return router
}

async function previewed(app: Source, { images, edit, texts }: BulkRequest, res: Response) {
  const { t } = res.locals
  const report = await app.bulk.preview(images, edit)
  const preview = previewOf(report, { edit, categories: app.categories, t })
  return bulkModel(app, { images, texts, preview, t })
}

/** Says what was done: in a notice, in the dialog where something failed, on a page of its own without scripts. */
async function apply(app: Source, { images, edit }: BulkRequest, req: Request, res: Response): Promise<void> {
  const { changed, failed, edit: id } = await app.bulk.apply(images, edit)
  const result = {
    count: changed.length,
    failed: failed.map(({ id, reason }) => ({ name: nameOf(id), reason })),
    edit: id,
  }
  if (!isFragment(req)) return view(res, 'pages/bulk-result', result)
  if (failed.length > 0) {
    res.set('HX-Trigger', 'library-changed, strip-changed')
    return view(res, 'parts/bulk-result', result)
  }
  done(req, res, {
    json: result,
    closes: true,
    notice: (t) => t('bulk.done', { count: result.count }),
    undo: id ? { action: '/api/sidecars/undo', fields: [['edit', id]] } : null,
  })
}

function isForPerson(req: Request): boolean {
  return isFragment(req) || req.accepts(['json', 'html']) === 'html'
}
