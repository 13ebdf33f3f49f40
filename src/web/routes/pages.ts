import { Router } from 'express'
import { z } from 'zod'
import type { App } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { backTo, isFragment } from '../answer.ts'
import { boardModel, cardsModel, filterCounts } from '../board.ts'
import { LANGUAGES } from '../i18n.ts'
import { keysModel } from '../keys.ts'
import { patchOf, Seen } from '../patch.ts'
import { THEMES } from '../preferences.ts'
import { stripModel } from '../strip.ts'
import { view } from '../views.ts'

const Preferences = z.object({
  language: z.enum(LANGUAGES).optional(),
  theme: z.enum(THEMES).optional(),
  /** What was told once and need not be told again. */
  told: z
    .string()
    .regex(/^[0-9a-f]{12}$/)
    .optional(),
})
const Strip = z.object({ revision: z.coerce.number().int().default(-1) })

/** The page to curate on, and the parts of it that are fetched anew. */
export function pageRoutes(
  app: Pick<App, 'library' | 'jobs' | 'engine' | 'addSample' | 'expectedTime' | 'delivery'>,
): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    const [board, strip] = await Promise.all([
      boardModel(app, req.query, res.locals.t),
      stripModel(app, { t: res.locals.t, language: res.locals.language }),
    ])
    view(res, 'pages/curate', { ...board, engine: strip.engine, strip })
  })

  router.get('/parts/board', async (req, res) => {
    view(res, 'parts/board-anew', await boardModel(app, req.query, res.locals.t))
  })

  // Says what is there already, which may be thousands of cards: more than an address holds.
  router.post('/parts/board', async (req, res) => {
    const seen = parse(Seen, req.body, 'Page')
    const board = await boardModel(app, req.query, res.locals.t, seen.cards.length)
    const patch = patchOf(board, seen)
    if (board.isEmpty) view(res, 'parts/board-anew', board)
    else if (patch) view(res, 'parts/patch', patch)
    else res.status(204).end()
  })

  router.get('/parts/filter-counts', async (req, res) => {
    view(res, 'parts/filter-counts', await filterCounts(app, req.query))
  })

  router.get('/parts/cards', async (req, res) => {
    view(res, 'parts/cards', await cardsModel(app, req.query))
  })

  router.get('/parts/strip', async (req, res) => {
    const seen = parse(Strip, req.query, 'Strip').revision
    const strip = await stripModel(app, { t: res.locals.t, language: res.locals.language })
    if (seen >= 0 && seen !== strip.revision) res.set('HX-Trigger', 'library-changed')
    view(res, 'parts/strip-anew', strip)
  })

  router.get('/keys', (req, res) => {
    view(res, isFragment(req) ? 'parts/keys' : 'pages/keys', keysModel())
  })

  router.post('/preferences', (req, res) => {
    const chosen = parse(Preferences, req.body, 'Preferences')
    for (const [name, value] of Object.entries(chosen)) {
      if (value) res.cookie(name, value, { maxAge: 31_536_000_000, sameSite: 'strict', httpOnly: true })
    }
    res.redirect(303, backTo(req))
  })

  router.post('/sample', async (req, res) => {
    await app.addSample()
    res.redirect(303, backTo(req))
  })

  return router
}
