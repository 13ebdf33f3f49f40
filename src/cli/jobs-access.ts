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
  prune(query: { days: number; status?: string }): Promise<{ jobs: number; items: number }>
  /** How many days ended jobs are remembered when nobody says otherwise. */
  historyDays: number
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
  if (holder?.address) return accessByHttp(holder.address, settings)
  await app.prepare()
  app.jobs.start()
  try {
    await app.jobs.ready()
    return accessHere(app)
  } catch (error) {
    await app.jobs.stop() // or it would try for ever to reach a server that is away
    throw error
  }
}

function accessHere({ jobs, settings }: App): JobsAccess {
  return {
    historyDays: settings.history_days,
    list: ({ status, kind, limit }) => {
      const known = status as Job['status'] | undefined // the command line took no other
      return jobs.list({ status: known, kind, limit })
    },
    run: ({ kind, batchSize, ...options }) => jobs.run(kind, { batchSize, options }, 'command'),
    async *export() {
      for await (const record of jobs.export()) yield `${JSON.stringify(record)}\n`
    },
    prune: ({ days, status }) => jobs.prune({ days, status: status as Job['status'] | undefined }),
    close: () => jobs.stop(),
  }
}

const Failure = z.object({ error: z.object({ message: z.string() }) })

function accessByHttp(address: string, { access_code: code, history_days }: App['settings']): JobsAccess {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...(code && { authorization: `Basic ${Buffer.from(`stockroom:${code}`).toString('base64')}` }),
  }

  /** One that listens to all of the network is asked from this machine like any other. */
  const here = address.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(here + path, { ...init, headers })
    if (answer.ok) return answer
    const { success, data } = Failure.safeParse(await answer.json().catch(() => null))
    const message = success ? data.error.message : `The dashboard at ${address} answers ${answer.status}.`
    throw new AppError(answer.status < 500 ? 'invalid' : 'unavailable', message)
  }

  const post = (path: string, body: unknown) => ask(path, { method: 'POST', body: JSON.stringify(body) })
  return {
    historyDays: history_days,
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
