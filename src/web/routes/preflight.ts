import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { type App, type EditReport, isRuleId, type RuleId } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done, isForPerson, isFragment } from '../answer.ts'
import { previewOf } from '../bulk.ts'
import { ImageList } from '../form.ts'
import { preflightModel } from '../preflight/model.ts'
import { addressOfScope, checked, Scope } from '../preflight/scope.ts'
import { stripModel } from '../strip.ts'
import { view } from '../views.ts'

const Rule = z.string().refine((id): id is RuleId => isRuleId(id), 'expected the id of a rule')
const blank = (value: unknown) => (value === '' ? undefined : value)
const About = z.preprocess(blank, z.string().max(1000).optional())
const Fix = ImageList.extend({
  rule: Rule,
  about: About,
  label: z.preprocess(blank, z.string().max(500).optional()),
})
const Heed = ImageList.extend({ rule: Rule })
const Override = Heed.extend({ reason: z.string().trim().min(1).max(1000) })

type Source = Pick<App, 'library' | 'preflight' | 'jobs' | 'engine' | 'categories' | 'delivery'>

/** The page on which pictures are checked before they are submitted. */
export function preflightPages(app: Source): Router {
  const router = Router()

  router.get('/preflight', async (req, res) => {
    await showPage(app, parse(Scope, req.query, 'Preflight'), res)
  })

  router.get('/parts/preflight', async (req, res) => {
    view(res, 'parts/preflight/all', await modelOf(app, parse(Scope, req.query, 'Preflight'), res))
  })

  // a form can name more pictures than an address
  router.post('/preflight', async (req, res) => {
    const scope = parse(Scope, req.body, 'Preflight')
    const address = addressOfScope(scope, await app.library.selection.get())
    if (address) res.redirect(303, address)
    else await showPage(app, scope, res)
  })

  return router
}

/** Preflight for programs, and what its page does. */
export function preflightRoutes(app: Source): Router {
  const router = Router()
  const { preflight } = app

  router.post('/', async (req, res) => {
    const { report } = await checked(app, parse(Scope, req.body, 'Preflight'))
    res.json(report)
  })

  router.post('/look', async (req, res) => {
    const scope = parse(Scope, req.body, 'Preflight')
    const { report } = await checked(app, scope)
    const job = await preflight.look(report.unchecked, isForPerson(req) ? 'page' : 'program')
    done(req, res, { json: job ?? { nothing: 'There is nothing to look at.' }, status: job ? 202 : 200 })
  })

  router.post('/preview', async (req, res) => {
    const { images, ...fix } = parse(Fix, req.body, 'Fix')
    const report = await preflight.preview(images, fix)
    if (!isForPerson(req)) return res.json(report)
    const preview = previewOf(report, { edit: {}, categories: app.categories, t: res.locals.t })
    const model = { images, rule: fix.rule, preview }
    view(res, isFragment(req) ? 'parts/preflight/fix' : 'pages/preflight-fix', model)
  })

  router.post('/fix', async (req, res) => {
    const { images, ...fix } = parse(Fix, req.body, 'Fix')
    answer(req, res, await preflight.fix(images, fix), 'preflight.fixed')
  })

  router.post('/override', async (req, res) => {
    const { images, ...override } = parse(Override, req.body, 'Override')
    answer(req, res, await preflight.override(images, override), 'preflight.overridden')
  })

  router.post('/heed', async (req, res) => {
    const { images, rule } = parse(Heed, req.body, 'Override')
    answer(req, res, await preflight.heed(images, rule), 'preflight.heeded')
  })

  return router
}

async function showPage(app: Source, scope: Scope, res: Response): Promise<void> {
  const { t, language } = res.locals
  const [model, strip] = await Promise.all([modelOf(app, scope, res), stripModel(app, { t, language })])
  view(res, 'pages/preflight', { ...model, engine: strip.engine, strip })
}

async function modelOf(app: Source, scope: Scope, res: Response) {
  const [{ report, isSelection }, generations] = await Promise.all([
    checked(app, scope),
    app.library.generations(),
  ])
  const ids = generations.map(({ id }) => id)
  return preflightModel(report, { scope, isSelection, generations: ids, t: res.locals.t })
}

/** Tells what an edit of sidecars did, with the way back; a person who uses no scripts comes back to the page. */
function answer(req: Request, res: Response, report: EditReport, word: string): void {
  const { changed, failed, edit } = report
  const [problem] = failed
  done(req, res, {
    json: report,
    closes: true,
    notice: (t) =>
      problem
        ? res.locals.say(problem.reason)
        : t(changed.length > 0 ? word : 'preflight.unchanged', { count: changed.length }),
    undo: edit ? { action: '/api/sidecars/undo', fields: [['edit', edit]] } : null,
  })
}
