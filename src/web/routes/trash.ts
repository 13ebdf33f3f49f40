import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done } from '../answer.ts'
import { ImageList, list, listOrNone } from '../form.ts'

/** `entries` names the entries that the pictures were restored from, when that is taken back. */
const Discard = ImageList.extend({ entries: listOrNone(z.string().max(255)) })
const Entries = z.object({ entries: list(z.string().min(1).max(255)) })

/** Moves pictures to the trash and back. */
export function trashRoutes({ library }: Pick<App, 'library'>): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    res.json({ entries: await library.trash.list() })
  })

  router.post('/', async (req, res) => {
    const { images, entries: names } = parse(Discard, req.body, 'Trash')
    const entries = await library.trash.add(images, names)
    done(req, res, {
      json: { entries },
      notice: (t) =>
        t(entries.length === 1 ? 'cull.trashed.one' : 'cull.trashed.many', {
          count: entries.length,
          name: entries[0]?.name,
        }),
      undo: { action: '/api/trash/restore', fields: entries.map(({ entry }) => ['entries', entry]) },
    })
  })

  router.post('/restore', async (req, res) => {
    const { entries } = parse(Entries, req.body, 'Restore')
    const restored = await library.trash.restore(entries)
    const renamed = restored.find(({ renamed }) => renamed)
    done(req, res, {
      json: { restored },
      notice: (t) =>
        renamed
          ? t('notice.restoredAs', { name: renamed.id })
          : t(restored.length === 1 ? 'cull.restored.one' : 'cull.restored.many', {
              count: restored.length,
              name: restored[0]?.id,
            }),
      undo: {
        action: '/api/trash',
        fields: restored.flatMap(({ id, entry }): [string, string][] => [
          ['images', id],
          ['entries', entry],
        ]),
      },
    })
  })

  const empty: RequestHandler = async (req, res) => {
    const count = await library.trash.empty()
    done(req, res, { json: { deleted: count }, notice: (t) => t('notice.emptied', { count }) })
  }
  router.delete('/', empty)
  router.post('/empty', empty) // a form can only post

  return router
}
