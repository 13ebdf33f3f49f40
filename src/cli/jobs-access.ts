import { z } from 'zod'
import type { App, Job } from '../app.ts'
import { AppError } from '../core/errors.ts'
import { holderOf } from '../core/lock.ts'

/** What the command line may do with jobs, wherever they are open. */
export interface JobsAccess {
  list(query: { status?: string; kind?: string; limit: number }): Promise<{ jobs: Job[]; total: number }>
  run(wish: { kind: string; batchSize?: number }): Promise<Job | { nothing: string }>
  /** Yields lines of JSON, in pieces of any length. */
  export(): AsyncGenerator<string>
  prune(query: { days: number; status?: string }): Promise<{ pruned: number }>
  close(): Promise<void>
}

/**
 * Opens the jobs: at a running dashboard, which has the database to itself, or in the database.
 *
 * A database server can be asked by everyone, so a dashboard is only needed for the one in the data folder.
 */
export async function openAccess(app: App): Promise<JobsAccess> {
  const { settings } = app
  const holder = settings.database_url ? null : await holderOf(settings.home)
  if (holder?.address) return accessByHttp(holder.address, settings.access_code)
  await app.prepare()
  app.jobs.start()
  await app.jobs.ready()
  return accessHere(app)
}

function accessHere({ jobs }: App): JobsAccess {
  return {
    list: ({ status, kind, limit }) => {
      const known = status as Job['status'] | undefined // the command line took no other
      return jobs.list({ status: known, kind, limit })
    },
    run: ({ kind, batchSize, ...options }) => jobs.run(kind, { batchSize, options }, 'command'),
    async *export() {
      for await (const record of jobs.export()) yield `${JSON.stringify(record)}\n`
    },
    async prune({ days, status }) {
      return { pruned: await jobs.prune({ days, status: status as Job['status'] | undefined }) }
    },
    close: () => jobs.stop(),
  }
}

const Failure = z.object({ error: z.object({ message: z.string() }) })

function accessByHttp(address: string, code: string | undefined): JobsAccess {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(code && { authorization: `Basic ${Buffer.from(`stockroom:${code}`).toString('base64')}` }),
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(address + path, { ...init, headers })
    if (answer.ok) return answer
    const { success, data } = Failure.safeParse(await answer.json().catch(() => null))
    const message = success ? data.error.message : `The dashboard at ${address} answers ${answer.status}.`
    throw new AppError(answer.status < 500 ? 'invalid' : 'unavailable', message)
  }

  const post = (path: string, body: unknown) => ask(path, { method: 'POST', body: JSON.stringify(body) })
  return {
    async list({ limit, ...query }) {
      const given = Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      )
      return (await ask(`/api/jobs?${new URLSearchParams([...given, ['limit', String(limit)]])}`)).json()
    },
    run: async (wish) => (await post('/api/jobs/run', wish)).json(),
    async *export() {
      const { body } = await ask('/api/jobs/export')
      const text = new TextDecoder()
      for await (const chunk of body ?? []) yield text.decode(chunk, { stream: true })
    },
    prune: async (query) => (await post('/api/jobs/prune', query)).json(),
    close: async () => {},
  }
}
