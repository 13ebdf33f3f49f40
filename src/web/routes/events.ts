import { type Response, Router } from 'express'
import type { App } from '../../app.ts'
import { createNewsDesk, type News } from '../news.ts'

/** A line that means nothing keeps proxies from closing a connection on which nothing happens. */
const HEARTBEAT = 15_000
/** A reader that is slower than this gets one word that anything may have changed. */
const BACKLOG = 200

/** Tells pages what changes, as server-sent events; `library` and `state` come first. */
export function eventRoutes(app: Pick<App, 'library' | 'jobs' | 'engine' | 'delivery' | 'log'>): Router {
  const router = Router()
  const desk = createNewsDesk(app, app.log)

  router.get('/events', async (_req, res) => {
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
    const sender = createSender(res)
    const unfollow = desk.follow(sender.send)
    const heartbeat = setInterval(sender.beat, HEARTBEAT)
    res.on('close', () => {
      unfollow()
      clearInterval(heartbeat)
    })
    res.write('retry: 2000\n\n')
    sender.send(await desk.now())
  })

  return router
}

/** Writes news to one page; what it does not take waits, the newest of each kind. */
function createSender(res: Response): { send: (news: News[]) => void; beat: () => void } {
  const waiting = new Map<string, News>()
  res.on('drain', flush)

  function flush(): void {
    if (res.destroyed || res.writableNeedDrain || waiting.size === 0) return
    const text = [...waiting.values()].map(written).join('')
    waiting.clear()
    res.write(text)
  }

  return {
    send(news) {
      for (const one of news) waiting.set(one.key, one)
      if (waiting.size > BACKLOG) shorten(waiting)
      flush()
    },
    beat() {
      if (!res.destroyed && !res.writableNeedDrain) res.write(': still here\n\n')
    },
  }
}

/** Forgets which jobs it was; some of them are all a page needs to know. */
function shorten(waiting: Map<string, News>): void {
  for (const [key, { event, data }] of waiting) {
    if (!('id' in data)) continue
    waiting.delete(key)
    waiting.set(event, { event, key: event, data: {} })
  }
}

function written({ event, data }: News): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
