import { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done } from '../answer.ts'

const After = z.object({ after: z.coerce.number().int().min(0).default(0) })

/** What the product is doing and how it is. */
export function stateRoutes({ journal, health }: Pick<App, 'journal' | 'health'>): Router {
  const router = Router()

  router.get('/logs', (req, res) => {
    res.json(journal.after(parse(After, req.query, 'Logs').after))
  })

  const clear: RequestHandler = (req, res) => {
    journal.clear()
    done(req, res, { json: { cleared: true }, notice: (t) => t('notice.logsCleared') })
  }
  router.delete('/logs', clear)
  router.post('/logs/clear', clear) // a form can only post

  router.get('/health', async (_req, res) => {
    res.json(await health())
  })

  return router
}
