import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { z } from 'zod'
import { type App, JOB_STATUSES } from '../../app.ts'
import { parse } from '../../core/parse.ts'

const Prune = z.object({
  days: z.coerce.number().int().min(0).max(36_500),
  status: z.enum(JOB_STATUSES).optional(),
})

/** Hands out a copy of all jobs, and forgets old ones. */
export function jobCareRoutes({ jobs }: Pick<App, 'jobs'>): Router {
  const router = Router()

  router.get('/export', async (_req, res) => {
    await jobs.ready() // an error has to come before the first line
    res.type('application/x-ndjson').attachment('stockroom-jobs.jsonl')
    await pipeline(Readable.from(linesOf(jobs)), res).catch(() => res.destroy())
  })

  router.post('/prune', async (req, res) => {
    const { days, status } = parse(Prune, req.body, 'Prune')
    res.json({ pruned: await jobs.prune({ days, status }) })
  })

  return router
}

async function* linesOf(jobs: App['jobs']): AsyncGenerator<string> {
  for await (const record of jobs.export()) yield `${JSON.stringify(record)}\n`
}
