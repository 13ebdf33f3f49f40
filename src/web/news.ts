import type { App } from '../app.ts'
import type { Logger } from '../core/log.ts'
import { ifReady } from './jobs/ready.ts'

/** One thing that changed, as pages are told: what it is, and a little about it. */
export interface News {
  event: 'library' | 'job' | 'lines' | 'queue' | 'schedule' | 'machine' | 'making' | 'ledger' | 'state'
  /** News with the same key replaces what is not sent yet. */
  key: string
  data: Record<string, unknown>
}

/** Whoever wants to hear what changes. */
export interface NewsDesk {
  /** Runs for every batch, five a second at most, until the function returned is called. */
  follow(listener: (news: News[]) => void): () => void
  /** What a page that comes new has to know. */
  now(): Promise<News[]>
}

/** So long news is gathered. */
const BATCH = 200
/** So often it is looked whether the database, the engine or the ledger has changed: none tells by itself. */
const LOOK = 1_000
/** More jobs than these are told as "many". */
const NAMED = 50

type Source = Pick<App, 'library' | 'jobs' | 'engine' | 'delivery'>
type Change = Parameters<Parameters<App['jobs']['onChange']>[0]>[0]

/** Gathers the news of the library and the jobs for all pages at once; while nobody follows, it does nothing. */
export function createNewsDesk(app: Source, log: Logger): NewsDesk {
  const listeners = new Set<(news: News[]) => void>()
  const waiting = new Map<string, News>()
  const touched = new Set<string>()
  let lastState = ''
  let lastLedger: readonly unknown[] | undefined
  let batch: NodeJS.Timeout | undefined
  let stopFollowing: (() => void) | null = null

  function add(news: News): void {
    waiting.set(news.key, news)
    batch ??= setTimeout(() => void publish(), BATCH)
  }

  function hear(change: Change): void {
    const type = change ? TYPES[change.what] : 'everything'
    if (type === 'job' && change?.job) {
      touched.add(change.job)
      batch ??= setTimeout(() => void publish(), BATCH)
    } else if (type === 'lines')
      add({ event: 'lines', key: `lines ${change?.job}`, data: { id: change?.job } })
    else if (type === 'everything') for (const event of ANYTHING) add({ event, key: event, data: {} })
    else if (type) add({ event: type, key: type, data: {} })
  }

  async function publish(): Promise<void> {
    const ids = [...touched]
    touched.clear()
    const jobs = await newsOfJobs(app.jobs, ids).catch((error: unknown) => {
      log.warn({ err: error }, 'News of jobs could not be read')
      return [MANY]
    })
    const news = [...waiting.values(), ...jobs]
    waiting.clear()
    batch = undefined
    for (const tell of listeners) tell(news)
    if (touched.size > 0) batch = setTimeout(() => void publish(), BATCH)
  }

  async function look(): Promise<void> {
    const news = await stateNews(app)
    const text = JSON.stringify(news.data)
    if (text !== lastState && lastState !== '') add(news)
    lastState = text
    // another process may have written into it, too
    const entries = await app.delivery.ledger.all()
    if (lastLedger && entries !== lastLedger) add({ event: 'ledger', key: 'ledger', data: {} })
    lastLedger = entries
  }

  function begin(): () => void {
    const ends = [
      app.library.onChange(() =>
        add({ event: 'library', key: 'library', data: { revision: app.library.revision() } }),
      ),
      app.jobs.onChange(hear),
      app.delivery.makings.onChange(() =>
        add({ event: 'making', key: 'making', data: { makings: app.delivery.makings.state().now } }),
      ),
    ]
    const glance = () => void look().catch(() => {})
    glance()
    const timer = setInterval(glance, LOOK)
    return () => {
      for (const end of ends) end()
      clearInterval(timer)
      clearTimeout(batch)
      batch = undefined
      lastState = ''
      lastLedger = undefined
      waiting.clear()
      touched.clear()
    }
  }

  return {
    follow(listener) {
      stopFollowing ??= begin()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stopFollowing?.()
        stopFollowing = null
      }
    },
    async now() {
      return [
        { event: 'library', key: 'library', data: { revision: app.library.revision() } },
        await stateNews(app),
      ]
    },
  }
}

/** What a change of the jobs is to a page. */
const TYPES = {
  job: 'job',
  ticket: 'job',
  item: 'job',
  cancel: 'job',
  lines: 'lines',
  pause: 'queue',
  schedule: 'schedule',
  machine: 'machine',
} as const

/** What may have changed when some changes were missed. */
const ANYTHING = ['job', 'queue', 'schedule', 'machine'] as const
const MANY: News = { event: 'job', key: 'job', data: {} }

async function newsOfJobs(jobs: App['jobs'], ids: string[]): Promise<News[]> {
  if (ids.length === 0) return []
  if (ids.length > NAMED) return [MANY]
  const found = (await ifReady(jobs, () => jobs.news(ids))) ?? []
  return found.map((job) => ({ event: 'job', key: `job ${job.id}`, data: { ...job } }))
}

async function stateNews({ jobs, engine }: Source): Promise<News> {
  const { model, device, checking } = await engine.now()
  const { status, reason } = jobs.state()
  return {
    event: 'state',
    key: 'state',
    data: { jobs: { status, reason }, engine: { model, device, checking } },
  }
}
