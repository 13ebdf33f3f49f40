import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, type Dashboard, jobEnd, startTestDashboard } from '../support/dashboard.ts'
import { TOKEN } from '../support/token.ts'

/** Jobs that wait, because everything is paused. */
async function waitingJobs(dashboard: Dashboard, count: number): Promise<string[]> {
  const { api, home } = dashboard
  const [image = ''] = await addGeneration(home, 'g', ['one'])
  await api('POST', '/api/queue/pause')
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push((await api('POST', '/api/upscale', { images: [image] })).body.id)
  return ids
}

describe('jobs, for programs', () => {
  it('200: are listed by status, kind and words, in the order they will be taken', async () => {
    const dashboard = await startTestDashboard()
    const { api } = dashboard
    const [a, b, c] = await waitingJobs(dashboard, 3)
    const order = async (query = '') =>
      (await api('GET', `/api/jobs?status=queued${query}`)).body.jobs.map(({ id }: { id: string }) => id)
    expect(await order()).toEqual([a, b, c])
    expect(await order('&kind=check')).toEqual([])
    expect(await order('&q=one.png')).toHaveLength(3)
    expect((await api('POST', `/api/jobs/${c}/priority`, { priority: 1 })).body.priority).toBe(1)
    expect(await order()).toEqual([c, a, b])
    await api('POST', `/api/jobs/${b}/move`, { by: -1 })
    expect(await order()).toEqual([c, b, a])
    await api('POST', `/api/jobs/${c}/move`, { before: null })
    expect(await order()).toEqual([b, a, c])
    await api('POST', `/api/jobs/${c}/move`, { before: b })
    expect(await order()).toEqual([c, b, a])
  })

  it('422 and 404: for what there is not', async () => {
    const dashboard = await startTestDashboard()
    const { api } = dashboard
    const [a] = await waitingJobs(dashboard, 1)
    expect((await api('GET', '/api/jobs?status=odd')).body.error).toMatchObject({ field: 'status' })
    expect((await api('POST', `/api/jobs/${a}/priority`, { priority: 2 })).status).toBe(422)
    expect((await api('POST', `/api/jobs/${a}/move`, {})).status).toBe(422)
    for (const path of ['', '/items', '/lines'])
      expect((await api('GET', `/api/jobs/nothing${path}`)).status).toBe(404)
  })

  it('200: tell their items by status, and what they said after a line', async () => {
    const dashboard = await startTestDashboard({ device: 'cpu' })
    const { api, home } = dashboard
    const [image = ''] = await addGeneration(home, 'g', ['one'])
    await writeFile(join(home, 'generations', 'g', 'text.png'), 'no pixels')
    const { body } = await api('POST', '/api/upscale', { images: [image, 'g/text.png'] })
    await jobEnd(dashboard, body.id)
    const failed = (await api('GET', `/api/jobs/${body.id}/items?status=failed`)).body
    expect(failed).toMatchObject({ total: 1, items: [{ id: 'g/text.png', status: 'failed' }] })
    expect((await api('GET', `/api/jobs/${body.id}/items?limit=1&page=2`)).body.items).toHaveLength(1)
    const { lines, next } = (await api('GET', `/api/jobs/${body.id}/lines`)).body
    expect(lines.length).toBeGreaterThan(1)
    expect((await api('GET', `/api/jobs/${body.id}/lines?after=${next}`)).body).toEqual({ lines: [], next })
    expect((await api('GET', '/api/jobs?status=completed_with_errors')).body.total).toBe(1)

    expect((await api('POST', '/api/jobs/retry', {})).body).toEqual({ retried: 1 })
    expect(await jobEnd(dashboard, body.id)).toMatchObject({ counts: { done: 1, failed: 1 } })
  })

  it('200: the queue is paused and goes on, as a whole or for a kind', async () => {
    const { api } = await startTestDashboard()
    expect((await api('POST', '/api/queue/pause')).body).toEqual({ paused: ['*'] })
    expect((await api('POST', '/api/queue/pause', { kind: 'check' })).body.paused.toSorted()).toEqual([
      '*',
      'check',
    ])
    expect((await api('POST', '/api/queue/resume', {})).body).toEqual({ paused: ['check'] })
    expect((await api('POST', '/api/queue/pause', { kind: 'odd' })).body.error).toMatchObject({
      field: 'kind',
    })
    expect((await api('GET', '/api/queue')).body).toMatchObject({
      state: { status: 'ready', engine: 'pglite' },
      paused: ['check'],
      overview: { counts: { queued: 0, completed_with_errors: 0 } },
      machines: [{ is_self: true, is_alive: true }],
    })
  })

  it('303: a plain form comes back to its page, 422 with a sentence when it is wrong', async () => {
    const dashboard = await startTestDashboard()
    const { address } = dashboard
    const [id] = await waitingJobs(dashboard, 1)
    const post = (path: string, fields: Record<string, string>) =>
      fetch(address + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { accept: 'text/html', referer: `${address}/jobs?status=queued` },
        body: new URLSearchParams(fields),
      })
    for (const [path, fields] of [
      [`/api/jobs/${id}/move`, { by: '1' }],
      [`/api/jobs/${id}/priority`, { priority: '-1' }],
      ['/api/queue/pause', { kind: 'upscale' }],
      ['/api/schedules/check-library', { enabled: 'true' }],
      [`/api/jobs/${id}/cancel`, {}],
      ['/api/jobs/retry', {}],
    ] as const) {
      const answer = await post(path, fields)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/jobs?status=queued'])
    }
    const wrong = await post('/api/schedules/check-library', { cron: 'at noon' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('Expected a cron expression such as')
  })
})

describe('schedules', () => {
  it('200: are listed, switched on and changed, with the next runs', async () => {
    const { api } = await startTestDashboard()
    const { schedules } = (await api('GET', '/api/schedules')).body
    expect(schedules.map(({ id }: { id: string }) => id)).toEqual(['check-library', 'upscale-selected'])
    const wish = { enabled: true, cron: '0 3 * * *', time_zone: 'Asia/Seoul', options: { from: 'library' } }
    const { body } = await api('PUT', '/api/schedules/upscale-selected', wish)
    expect(body).toMatchObject(wish)
    expect(body.next_runs[0]).toContain('T18:00:00')
    const preview = await api('GET', '/api/schedules/preview?cron=0%203%20*%20*%20*&time_zone=Asia/Seoul')
    expect(preview.body).toEqual({ next_runs: body.next_runs })
  })

  it('422: refuse what is no cron expression or time zone, also while they are off', async () => {
    const { api } = await startTestDashboard()
    const change = (wish: object) => api('PUT', '/api/schedules/check-library', wish)
    expect(await change({ cron: 'noon' })).toMatchObject({ status: 422, body: { error: { field: 'cron' } } })
    expect(await change({ time_zone: 'Moon/Base' })).toMatchObject({
      body: { error: { field: 'time_zone' } },
    })
    expect(await change({ options: 'nothing' })).toMatchObject({
      status: 422,
      body: { error: { field: 'options' } },
    })
    expect((await api('PUT', '/api/schedules/none', { enabled: true })).status).toBe(404)
  })

  it('200 and 202: run at once, and say when there is nothing to do', async () => {
    const dashboard = await startTestDashboard()
    const { api, home } = dashboard
    expect(await api('POST', '/api/schedules/upscale-selected/run')).toMatchObject({
      status: 200,
      body: { nothing: 'Nothing is selected that has not been enlarged.' },
    })
    await addGeneration(home, 'g', ['one'])
    const { status, body } = await api('POST', '/api/schedules/check-library/run')
    expect(status).toBe(202)
    expect(await jobEnd(dashboard, body.job)).toMatchObject({ origin: 'schedule', group: 'check-library' })
  })
})

describe('POST /api/jobs/run, from outside', () => {
  const ask = (address: string, token: string | null, body: object = { kind: 'check' }) =>
    fetch(`${address}/api/jobs/run`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        origin: 'https://ci.example',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })

  it('202: takes the token in place of the access code and of the page, and lets the caller wait', async () => {
    const dashboard = await startTestDashboard({ api_token: TOKEN, access_code: 'open sesame' })
    const { address, home } = dashboard
    await addGeneration(home, 'g', ['one'])
    const answer = await ask(address, TOKEN)
    expect(answer.status).toBe(202)
    const { id } = (await answer.json()) as { id: string }
    const headers = { authorization: `Bearer ${TOKEN}` }
    expect((await fetch(`${address}/api/jobs/${id}`, { headers })).status).toBe(200)
    expect((await fetch(`${address}/api/jobs/${id}/items`, { headers })).status).toBe(401)
    expect((await fetch(`${address}/api/jobs`, { headers })).status).toBe(401)
    expect((await fetch(`${address}/api/jobs/export`, { headers })).status).toBe(401)
  })

  it('200: says when there is nothing to do, 422 when nobody knows the kind', async () => {
    const { address } = await startTestDashboard({ api_token: TOKEN })
    const nothing = await ask(address, TOKEN, { kind: 'upscale', batchSize: 5, from: 'library' })
    expect([nothing.status, await nothing.json()]).toEqual([
      200,
      { nothing: 'Everything there has been enlarged.' },
    ])
    expect((await ask(address, TOKEN, { kind: 'odd' })).status).toBe(422)
    expect((await ask(address, TOKEN, { kind: 'check', batchSize: 0 })).status).toBe(422)
  })

  it('401 and 403: say what is wrong with the token', async () => {
    const { address } = await startTestDashboard({ api_token: TOKEN })
    const wrong = await ask(address, 'another-token-of-some-length')
    expect(wrong.status).toBe(401)
    expect(await wrong.text()).toContain('not the one in STOCKROOM_API_TOKEN')
    expect((await ask(address, null)).status).toBe(403)
    const without = await startTestDashboard()
    const answer = await ask(without.address, TOKEN)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Set STOCKROOM_API_TOKEN')
  })
})

describe('the page of the jobs', () => {
  it.each([
    ['en', 'Waiting', 'What happened'],
    ['ko', '대기 중', '최근 이벤트'],
  ])('200: is there in %s, with everything on it', async (language, waiting, events) => {
    const dashboard = await startTestDashboard()
    const [id] = await waitingJobs(dashboard, 1)
    const headers = { cookie: `language=${language}`, accept: 'text/html' }
    const get = async (path: string) => (await fetch(dashboard.address + path, { headers })).text()
    for (const path of ['/jobs?status=queued&kind=upscale&q=one', `/jobs/${id}?status=waiting`]) {
      const text = await get(path)
      expect(text).toContain(waiting.toLowerCase())
      expect(text).not.toMatch(/(jobs|event|schedule|machine)\.[a-z]+\.?[a-z]*</)
    }
    expect(await get('/jobs')).toContain(events)
    expect(await get('/parts/runs?cron=0%203%20*%20*%201&time_zone=UTC')).toMatch(
      /Every Monday at|매주 월요일/,
    )
    expect(await get('/parts/runs?cron=noon&time_zone=UTC')).toContain('class="issue"')
  })

  it('404: for a job there is not, 422 for a filter there is not', async () => {
    const { address, app } = await startTestDashboard()
    await app.jobs.ready()
    const status = async (path: string) => (await fetch(address + path)).status
    expect(await status('/jobs/none')).toBe(404)
    expect(await status('/jobs?status=odd')).toBe(422)
    expect(await status('/jobs?page=99')).toBe(200)
  })

  it('200: says that the database does not answer, and the pictures can be seen meanwhile', async () => {
    const { address, api, app } = await startTestDashboard({
      database_url: 'postgres://nobody:x@127.0.0.1:1/none',
    })
    app.jobs.start()
    await expect.poll(async () => (await api('GET', '/api/queue')).body.state.status).toBe('away')
    expect((await api('GET', '/api/queue')).body).toMatchObject({ paused: null, overview: null })
    const headers = { accept: 'text/html' }
    const page = async (path: string) => (await fetch(address + path, { headers })).text()
    for (const path of ['/jobs', '/jobs/any', '/'])
      expect(await page(path)).toContain('The job database does not answer.')
  })
})
