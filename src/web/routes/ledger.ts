import { type Request, Router } from 'express'
import { z } from 'zod'
import { type App, LEDGER_STATES } from '../../app.ts'
import { invalid } from '../../core/errors.ts'
import { parse } from '../../core/parse.ts'
import { done, isForPerson } from '../answer.ts'
import { listOrNone } from '../form.ts'
import { jsonInPieces } from '../json-in-pieces.ts'
import { LedgerQuery } from '../submissions/page.ts'
import { ImportForm } from './submission-pages.ts'

const State = z.enum(LEDGER_STATES)

/** A button of one row says both: which entry, and what became of it. */
const One = z
  .string()
  .regex(/^[^:]{1,100}:\w+$/)
  .transform((text) => {
    const [entry, state] = text.split(':')
    return { entry, state }
  })
  .pipe(z.object({ entry: z.string(), state: State }))

const Mark = z.object({
  entries: listOrNone(z.string().min(1).max(100), 50_000),
  batch: z.string().min(1).max(100).optional(),
  state: State.optional(),
  one: One.optional(),
  reason: z.string().trim().max(1000).default(''),
})

const Undo = z.object({ change: z.string().min(1).max(100) })

/** What was submitted and what became of it, for pages and programs. */
export function ledgerRoutes({ delivery }: Pick<App, 'delivery'>): Router {
  const router = Router()
  const { ledger } = delivery
  const by = (req: Request) => (isForPerson(req) ? 'page' : 'program')

  router.get('/', async (req, res) => {
    const { page, limit, ...query } = parse(LedgerQuery, req.query, 'Ledger')
    const entries = await ledger.entries({ ...query, state: query.state || undefined })
    const counts = await ledger.counts(query.agency || undefined)
    res.json({ entries: entries.slice((page - 1) * limit, page * limit), total: entries.length, counts })
  })

  router.get('/export', async (_req, res) => {
    res
      .type('text/csv')
      .attachment('stockroom-ledger.csv')
      .send(await delivery.export())
  })

  router.post('/', async (req, res) => {
    const { entries, batch, one, state = one?.state, reason } = parse(Mark, req.body, 'Ledger')
    if (!state) throw invalid('state', `one of ${LEDGER_STATES.join(', ')}`, state)
    const asked = one ? [one.entry] : batch ? idsOf(await ledger.batch(batch)) : entries
    if (asked.length === 0) throw invalid('entries', 'at least one entry', asked)
    const report = await ledger.mark({ entries: asked, state: one?.state ?? state, reason, by: by(req) })
    const { change, changed: count } = report
    done(req, res, {
      json: report,
      notice: (t) => t('ledger.marked', { count, state: t(`ledger.state.${one?.state ?? state}`) }),
      undo: change ? { action: '/api/ledger/undo', fields: [['change', change]] } : null,
      triggers: ['ledger-changed'],
    })
  })

  router.post('/undo', async (req, res) => {
    await ledger.undo(parse(Undo, req.body, 'Undo').change, by(req))
    done(req, res, {
      json: { undone: true },
      notice: (t) => t('ledger.undone'),
      triggers: ['ledger-changed'],
    })
  })

  router.post('/import/preview', async (req, res) => {
    await jsonInPieces(res, { ...(await delivery.previewImport(parse(ImportForm, req.body, 'Import'))) })
  })

  router.post('/import', async (req, res) => {
    const report = await delivery.import(parse(ImportForm, req.body, 'Import'), by(req))
    if (!isForPerson(req)) return jsonInPieces(res, { ...report })
    const { update, add, new: found } = report.counts
    res.redirect(303, `/submissions?imported=${update + add + found}&change=${report.change ?? ''}`)
  })

  return router
}

function idsOf({ entries }: { entries: readonly { id: string }[] }): string[] {
  return entries.map(({ id }) => id)
}
