import { Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { ImageId } from '../../core/ids.ts'
import { parse } from '../../core/parse.ts'
import { done } from '../answer.ts'
import { list } from '../form.ts'

const Whole = z.object({ images: z.array(ImageId).max(5000) })

const Change = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('add'),
    images: list(ImageId),
    at: z.coerce.number().int().min(0).optional(),
  }),
  z.object({ action: z.literal('remove'), images: list(ImageId) }),
  z.object({ action: z.literal('clear') }),
])

type Library = App['library']

/** The ordered selection: whole for programs, change by change for pages, so that two tabs do not undo each other. */
export function selectionRoutes({ library }: Pick<App, 'library'>): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    res.json({ images: await library.selection.get() })
  })

  router.put('/', async (req, res) => {
    const { images } = parse(Whole, req.body, 'Selection')
    res.json({ images: await library.selection.set(images) })
  })

  router.post('/', async (req, res) => {
    const change = parse(Change, req.body, 'Selection')
    const before = await library.selection.get()
    const images = await apply(library, change)
    if (change.action !== 'clear') return done(req, res, { json: { images } })
    done(req, res, {
      json: { images },
      notice: (t) => t('notice.cleared', { count: before.length }),
      undo: { action: '/api/selection', fields: [['action', 'add'], ...before.map(imageField)] },
    })
  })

  return router
}

function imageField(id: string): [string, string] {
  return ['images', id]
}

function apply({ selection }: Library, change: z.output<typeof Change>): Promise<string[]> {
  if (change.action === 'clear') return selection.set([])
  if (change.action === 'remove') return selection.remove(change.images)
  return selection.add(change.images, change.at)
}
