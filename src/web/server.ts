import { createServer as createHttpServer } from 'node:http'
import { join } from 'node:path'
import express, { type Express } from 'express'
import type { App } from '../app.ts'
import { AppError, hasCode } from '../core/errors.ts'
import { type Assets, createAssets } from './assets.ts'
import { calmAfter } from './calm.ts'
import { errorAnswers, notFound } from './errors.ts'
import { safeHeaders } from './headers.ts'
import { createTranslators, type Language, type Translate } from './i18n.ts'
import { accessCode, localOnly } from './local-only.ts'
import { isHere, PAGES } from './pages.ts'
import { preferences } from './preferences.ts'
import { descriptionRoutes } from './routes/descriptions.ts'
import { eventRoutes } from './routes/events.ts'
import { galleryRoutes } from './routes/gallery.ts'
import { guideRoutes } from './routes/guide.ts'
import { inspectRoutes } from './routes/inspect.ts'
import { jobCareRoutes } from './routes/job-care.ts'
import { jobPages } from './routes/job-pages.ts'
import { jobRoutes, upscaleRoutes } from './routes/jobs.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { libraryRoutes, mediaRoutes } from './routes/library.ts'
import { pageRoutes } from './routes/pages.ts'
import { preflightPages, preflightRoutes } from './routes/preflight.ts'
import { promptPages, promptRoutes } from './routes/prompts.ts'
import { queueRoutes, scheduleRoutes } from './routes/queue.ts'
import { selectionRoutes } from './routes/selection.ts'
import { sidecarRoutes } from './routes/sidecars.ts'
import { stateRoutes } from './routes/state.ts'
import { submissionRoutes } from './routes/submission.ts'
import { submissionPages } from './routes/submission-pages.ts'
import { trashRoutes } from './routes/trash.ts'
import { modelPages, weightsRoutes } from './routes/weights.ts'
import { addressOfIssue, addressOfWarning } from './rule-links.ts'
import { tableUploads } from './table-upload.ts'
import { tight } from './views.ts'

/** A dashboard that answers. */
export interface Server {
  /** Where it answers: `http://127.0.0.1:5001`. */
  address: string
  /**
   * Resolves when nobody has been waiting for an answer for a moment, after some seconds in any case, and when
   * the server stops.
   */
  calm(): Promise<void>
  /** Stops answering; may be called twice. */
  stop(): Promise<void>
}

/** Starts the dashboard of an app; `project` is the folder that holds `views/` and `public/`. */
export async function startServer(app: App, project: string): Promise<Server> {
  const [translators, assets] = await Promise.all([createTranslators(), createAssets(project)])
  const server = createHttpServer(dashboard(app, { project, translators, assets }))
  const calm = calmAfter(server)
  const { host, port } = app.settings
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(explain(error, host, port)))
    server.listen(port, host, done)
  })
  const bound = server.address()
  const name = host === '::1' || host.includes(':') ? `[${host}]` : host
  return {
    calm,
    address: `http://${name}:${typeof bound === 'object' && bound ? bound.port : port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

interface Parts {
  project: string
  translators: Record<Language, Translate>
  assets: Assets
}

function dashboard(app: App, { project, translators, assets }: Parts): Express {
  const web = express()
  web.disable('x-powered-by')
  web.set('view engine', 'ejs')
  web.set('views', join(project, 'views'))
  web.set('view cache', true)
  Object.assign(web.locals, {
    assets: { script: assets.script, style: assets.style },
    nav: PAGES,
    isHere,
    addressOfIssue,
    addressOfWarning,
    tight,
  })

  // what is refused at the door is told in the reader's language, too
  web.use(safeHeaders, preferences(translators, app.settings))
  web.use(localOnly(app.settings), accessCode(app.settings))
  web.use(assets.routes)
  web.use(express.static(join(project, 'public'), { index: false, maxAge: '1h' }))
  web.use(['/submissions/import', '/api/ledger/import'], tableUploads())
  web.use(
    express.json({ limit: '4mb' }),
    express.urlencoded({ extended: false, limit: '4mb', parameterLimit: 20_000 }),
  )

  web.use(pageRoutes(app))
  web.use(inspectRoutes(app))
  web.use(sidecarRoutes(app))
  web.use(modelPages(app))
  web.use(galleryRoutes(app))
  web.use(guideRoutes(app))
  web.use(jobPages(app))
  web.use(preflightPages(app))
  web.use(submissionPages(app))
  web.use(promptPages(app))
  web.use(mediaRoutes(app))
  web.use('/api', descriptionRoutes(app))
  web.use('/api', libraryRoutes(app))
  web.use('/api/trash', trashRoutes(app))
  web.use('/api/selection', selectionRoutes(app))
  web.use('/api/upscale', upscaleRoutes(app))
  web.use('/api/jobs', jobCareRoutes(app))
  web.use('/api/jobs', jobRoutes(app))
  web.use('/api/queue', queueRoutes(app))
  web.use('/api/schedules', scheduleRoutes(app))
  web.use('/api', eventRoutes(app))
  web.use('/api/prompts', promptRoutes(app))
  web.use('/api/preflight', preflightRoutes(app))
  web.use('/api/weights', weightsRoutes(app))
  web.use('/api', submissionRoutes(app))
  web.use('/api/ledger', ledgerRoutes(app))
  web.use('/api', stateRoutes(app))

  web.use(notFound)
  web.use(errorAnswers(app.log))
  return web
}

function explain(error: Error, host: string, port: number): Error {
  if (hasCode(error, 'EADDRINUSE')) {
    const say = `Port ${port} is taken, perhaps by a Stockroom that runs already. Open http://${host}:${port}, or start with another port: STOCKROOM_PORT=5002.`
    return new AppError('conflict', say, { cause: error })
  }
  if (hasCode(error, 'EACCES', 'EADDRNOTAVAIL')) {
    return new AppError(
      'unavailable',
      `This machine lets nobody listen on ${host}:${port}. Choose another address or port.`,
      { cause: error },
    )
  }
  return error
}
