import { type Response, Router } from 'express'
import { z } from 'zod'
import type { App, PairMark } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { done, isFragment, whileWaiting } from '../answer.ts'
import { calendarModel } from '../prompts/calendar-page.ts'
import { coverageModel } from '../prompts/coverage-page.ts'
import { allText, configModel, planPageModel, previewModel } from '../prompts/plan-page.ts'
import { planResultModel } from '../prompts/plan-result.ts'
import { askedPlan, pairOf } from '../prompts/request.ts'
import { stripModel } from '../strip.ts'
import { view } from '../views.ts'

type Source = Pick<App, 'planning' | 'jobs' | 'library' | 'engine' | 'delivery'>

const Place = z.object({ axis: z.string().max(100), value: z.string().max(300) })
const MarkForm = z.object({
  pair: z.union([z.string(), z.tuple([Place, Place])]),
  rejected: z.union([z.boolean(), z.stringbool()]),
})
const DryRun = z.object({ dry_run: z.union([z.boolean(), z.stringbool()]).optional() })
const Format = z.object({ format: z.enum(['json', 'txt']).default('json') })
const Version = z.object({ version: z.string().max(100).default('') })

/** Plans prompts for programs and forms, and tells what was planned, what is covered and what the calendar says. */
export function promptRoutes({ planning }: Pick<App, 'planning'>): Router {
  const router = Router()

  router.get('/', async (_req, res) => {
    const { schema, ...config } = await planning.config()
    const plans = await planning.plans()
    res.json({
      config: { ...config, axes: schema?.axes ?? [] },
      plans: plans.map(({ generation, plan }) => ({ generation, prompts: plan.prompts.length })),
    })
  })

  router.post('/', async (req, res) => {
    const { dry_run } = parse(DryRun, req.body ?? {}, 'Prompts')
    const { dry_run: _, ...body } = req.body ?? {}
    if (dry_run) return res.json(await planning.draft(askedPlan(body), whileWaiting(res)))
    const report = await planning.plan(askedPlan(body), whileWaiting(res))
    if (req.accepts(['json', 'html']) === 'html')
      res.redirect(303, `/prompts/plans/${encodeURIComponent(report.generation)}`)
    else res.status(201).json(report)
  })

  router.get('/plans/:generation', async (req, res) => {
    const { format } = parse(Format, req.query, 'Format')
    const { generation } = req.params
    const plan = await planning.planOf(generation)
    res.attachment(`${generation}.${format}`)
    if (format === 'json') res.type('json').send(`${JSON.stringify(plan, null, 2)}\n`)
    else res.type('txt').send(`${allText(plan.prompts)}\n`)
  })

  router.get('/coverage', async (_req, res) => {
    const { axes, matrices } = await planning.coverage()
    res.json({ axes, matrices })
  })

  router.post('/marks', async (req, res) => {
    const { pair, rejected } = parse(MarkForm, req.body, 'Mark')
    await planning.mark(markOf(pair), rejected)
    done(req, res, { json: { rejected } })
  })

  router.get('/calendar', (_req, res) => {
    res.json({ occasions: planning.calendar() })
  })

  router.post('/config', async (req, res) => {
    const path = await planning.copyConfig()
    done(req, res, { json: { path }, status: 201, notice: (t) => t('prompts.copied', { path }) })
  })

  return router
}

/** The pages of the prompts, and the parts of them that are fetched anew. */
export function promptPages(app: Source): Router {
  const router = Router()
  const words = (res: Response) => ({ t: res.locals.t, language: res.locals.language, say: res.locals.say })
  const waiting = (res: Response) => ({ ...words(res), signal: whileWaiting(res) })
  const foot = async (res: Response) => {
    const strip = await stripModel(app, words(res))
    return { engine: strip.engine, strip }
  }

  router.get('/prompts', async (req, res) => {
    view(res, 'pages/prompts', {
      ...(await planPageModel(app, req.query, waiting(res))),
      ...(await foot(res)),
    })
  })

  router.get('/parts/prompts', async (req, res) => {
    view(res, 'parts/prompts/preview', {
      preview: await previewModel(app, askedPlan(req.query), waiting(res)),
    })
  })

  router.get('/parts/prompt-axes', async (req, res) => {
    view(res, 'parts/prompts/axes', { form: (await planPageModel(app, req.query, waiting(res))).form })
  })

  router.get('/parts/prompt-config', async (req, res) => {
    const { version } = parse(Version, req.query, 'Config')
    const config = configModel(await app.planning.config())
    if (config.version === version) return res.status(204).end()
    res.set('HX-Trigger', 'config-changed')
    view(res, 'parts/prompts/config', { config })
  })

  router.get('/prompts/plans/:generation', async (req, res) => {
    const model = await planResultModel(app, req.params.generation, words(res))
    view(res, 'pages/prompt-plan', { ...model, ...(await foot(res)) })
  })

  router.get('/prompts/coverage', async (req, res) => {
    const model = await coverageModel(app, req.query, words(res))
    if (isFragment(req)) view(res, 'parts/prompts/coverage', model)
    else view(res, 'pages/prompt-coverage', { ...model, ...(await foot(res)) })
  })

  router.get('/prompts/calendar', async (_req, res) => {
    view(res, 'pages/prompt-calendar', { ...(await calendarModel(app, words(res))), ...(await foot(res)) })
  })

  return router
}

function markOf(pair: z.output<typeof MarkForm>['pair']): PairMark {
  if (typeof pair !== 'string') return pair
  const [first, second] = pairOf(pair)
  return parse(z.tuple([Place, Place]), [first, second], 'Mark')
}
