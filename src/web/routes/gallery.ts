import { Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { ImageId } from '../../core/ids.ts'
import { parse } from '../../core/parse.ts'
import { done, isFragment, whileWaiting } from '../answer.ts'
import { GalleryQuery, galleryModel, tileModel } from '../gallery.ts'
import { view } from '../views.ts'

const Result = z.object({
  image: ImageId,
  x: z.coerce.number().min(0).max(100).default(50),
  y: z.coerce.number().min(0).max(100).default(50),
  model: z.string().min(1).max(200),
  place: z.coerce.number().int().min(0).default(0),
})

const Use = z.object({ model: z.string().min(1).max(200) })

/** The gallery: the same part of a picture through every model, and the choice of one. */
export function galleryRoutes(
  app: Pick<App, 'gallery' | 'library' | 'engine' | 'weights' | 'choice'>,
): Router {
  const router = Router()
  const { gallery, choice } = app

  router.get('/models/gallery', async (req, res) => {
    const query = parse(GalleryQuery, req.query, 'Gallery')
    const model = await galleryModel(app, query, { t: res.locals.t, signal: whileWaiting(res) })
    view(res, 'pages/gallery', { ...model, engine: await app.engine.now() })
  })

  /** Whoever leaves the page cancels what it waits for. */
  router.get('/models/gallery/result', async (req, res) => {
    const { image, x, y, model, place } = parse(Result, req.query, 'Gallery')
    const crop = { image, focus: { x: x / 100, y: y / 100 } }
    const result = await gallery.enlarge(crop, model, whileWaiting(res))
    if (!isFragment(req)) return res.json(result)
    view(res, 'parts/gallery-tile', await tileModel(app, { result, place, t: res.locals.t }))
  })

  router.get('/models/gallery/files/:name', (req, res) => {
    const path = gallery.fileOf(req.params.name)
    res.set('Cache-Control', 'private, max-age=86400').type('png').sendFile(path, { dotfiles: 'allow' })
  })

  router.post('/api/models/use', async (req, res) => {
    const { model } = parse(Use, req.body, 'Model')
    await choice.use(model)
    const json = { model: choice.now(), is_overridden: choice.isOverridden() }
    done(req, res, { json, notice: (t) => t('gallery.used', { model }) })
  })

  return router
}
