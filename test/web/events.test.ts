import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, drawPicture, jobEnd, startTestDashboard } from '../support/dashboard.ts'
import { stockroom } from '../support/program.ts'
import { openStream } from '../support/stream.ts'
import { addUpscaled } from '../support/upscaled.ts'

describe('GET /api/events', () => {
  it('200: tells the state first, then pictures that come and jobs as they go on', async () => {
    const dashboard = await startTestDashboard({ device: 'cpu' })
    const { address, app, api, home } = dashboard
    await app.jobs.ready()
    const stream = await openStream(address)
    expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    const { revision } = await stream.until('library')
    expect(await stream.until('state')).toMatchObject({ jobs: { status: 'ready' } })

    const [image = ''] = await addGeneration(home, 'g', ['one'])
    await stream.until('library', (data) => data.revision !== revision)

    const { body } = await api('POST', '/api/upscale', { images: [image] })
    await stream.until('job', ({ id, status }) => id === body.id && status === 'processing')
    await stream.until('lines', ({ id }) => id === body.id)
    await jobEnd(dashboard, body.id)
    expect(await stream.until('job', ({ id, status }) => id === body.id && status === 'completed')).toEqual({
      id: body.id,
      kind: 'upscale',
      status: 'completed',
    })
    await api('POST', '/api/queue/pause')
    await stream.until('queue')
    await api('PUT', '/api/schedules/check-library', { enabled: true })
    await stream.until('schedule')
  })

  it('tells that the ledger has grown, whoever wrote into it', async () => {
    const { address, api, home } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one'])
    const { body } = await api('POST', '/api/submissions', { images, embed: false })
    const stream = await openStream(address)
    await stream.until('state')
    await stockroom(home, 'ledger', 'mark', 'submitted', '--batch', body.batch)
    await stream.until('ledger')
  }, 120_000)

  it('gathers a burst, so that a page is told a few times and not for every file', async () => {
    const { address, home, app } = await startTestDashboard()
    await addGeneration(home, 'g', ['one'])
    const stream = await openStream(address)
    const first = await stream.until('library')
    const picture = await drawPicture()
    for (let n = 0; n < 100; n++) await writeFile(join(home, 'generations', 'g', `burst_${n}.png`), picture)
    await stream.until('library', (data) => data.revision !== first.revision)
    await expect.poll(async () => (await app.library.images({ limit: 1 })).total).toBe(101)
    await stream.until('library', (data) => data.revision === app.library.revision())
    expect(stream.news.filter(({ event }) => event === 'library').length).toBeLessThan(50)
  })

  it('ends with the server, which does not wait for it, and leaves nothing behind when a page goes', async () => {
    const { address, hangUp, app } = await startTestDashboard()
    const [stays, goes] = await Promise.all([openStream(address), openStream(address)])
    goes.response.destroy()
    await Promise.all([hangUp(), stays.ended, goes.ended])
    await app.stop()
  })

  it('does not wait for a page that reads nothing', async () => {
    const { address, api } = await startTestDashboard()
    const [lazy, busy] = await Promise.all([openStream(address), openStream(address)])
    lazy.response.pause()
    for (let n = 0; n < 20; n++) await api('POST', `/api/queue/${n % 2 ? 'resume' : 'pause'}`)
    await busy.until('queue')
  })
})
