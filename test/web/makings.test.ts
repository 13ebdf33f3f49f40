import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTestDashboard } from '../support/dashboard.ts'
import { holdLedger } from '../support/ledger.ts'
import { openStream } from '../support/stream.ts'
import { addUpscaled } from '../support/upscaled.ts'

const NAMES = Array.from({ length: 8 }, (_, n) => `picture_${n}`)

/** What is told about the first submission that is being made. */
function first({ makings }: Record<string, unknown>): Record<string, unknown> {
  return Array.isArray(makings) ? (makings[0] ?? {}) : {}
}

describe('a submission that is being made', () => {
  it('tells how far it is, is listed and shown on pages, and ends when it is cancelled', async () => {
    const { home, api, address, app } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', NAMES)
    const stream = await openStream(address)
    const release = await holdLedger(app)
    const asked = api('POST', '/api/submissions', { images })
    const told = first(await stream.until('making', (data) => first(data).phase === 'naming'))
    expect(told).toMatchObject({ agency: 'adobe', done: 0, of: 8, isEnding: false })
    expect((await api('GET', '/api/submissions')).body.makings).toMatchObject([{ id: told.id }])
    const page = await (await fetch(address, { headers: { 'accept-language': 'ko' } })).text()
    expect(page).toContain('CSV 생성 중: 8개 중 0개')
    expect(page).toContain(`/api/submissions/makings/${told.id}/cancel`)

    const cancelled = await api('POST', `/api/submissions/makings/${told.id}/cancel`)
    expect(cancelled).toMatchObject({ status: 202, body: { cancelled: true } })
    expect(await (await fetch(address)).text()).toContain('Cancelling the CSV…')
    await release()
    expect(await asked).toMatchObject({ status: 409, body: { error: { code: 'cancelled' } } })
    await stream.until('making', ({ makings }) => Array.isArray(makings) && makings.length === 0)
    expect(await app.delivery.ledger.all()).toEqual([])
    expect(await readdir(join(home, 'generations/g/upscaled'))).not.toContain('submission.csv')
    expect(await (await fetch(address)).text()).toContain('Making the CSV was cancelled.')
    expect(await api('POST', `/api/submissions/makings/${told.id}/cancel`)).toMatchObject({ status: 404 })

    const again = await api('POST', '/api/submissions', { images })
    expect(again).toMatchObject({ status: 200, body: { rows: 8, left: [] } })
    expect((await api('GET', '/api/submissions')).body.makings).toEqual([])
    expect(await (await fetch(address)).text()).toContain('submission.csv is written: 8 pictures')
  }, 240_000)

  it('lets the next one wait, which can be cancelled while the first goes on', async () => {
    const { home, api, address, app } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', NAMES.slice(0, 3))
    const stream = await openStream(address)
    const release = await holdLedger(app)
    const one = api('POST', '/api/submissions', { images, embed: false })
    await stream.until('making', (data) => first(data).phase === 'naming')
    const two = api('POST', '/api/submissions', { images, agency: 'magnific' })
    const { makings } = await stream.until(
      'making',
      (data) => Array.isArray(data.makings) && data.makings.length === 2,
    )
    const waiting = Array.isArray(makings) ? makings[1] : {}
    expect(waiting).toMatchObject({ phase: 'waiting', agency: 'magnific' })
    await api('POST', `/api/submissions/makings/${waiting.id}/cancel`)
    await release()
    expect(await one).toMatchObject({ status: 200, body: { rows: 3 } })
    expect(await two).toMatchObject({ status: 409 })
  }, 240_000)

  it('counts the pictures as they are written', async () => {
    const { home, app } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', NAMES)
    const seen: string[] = []
    app.delivery.makings.onChange(() => {
      const [making] = app.delivery.makings.state().now
      if (making) seen.push(`${making.phase} ${making.done} of ${making.of}`)
    })
    await app.submit(images)
    for (const phase of ['reading', 'naming', 'writing']) {
      const counts = NAMES.map((_, n) => `${phase} ${n + 1} of 8`)
      expect(seen.filter((text) => text.startsWith(phase))).toEqual([`${phase} 0 of 8`, ...counts])
    }
  }, 240_000)

  it('is ended by a dashboard that stops, which leaves the ledger as it was', async () => {
    const { home, api, app } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', NAMES)
    const stopped = new Promise<void>((done) => {
      const unfollow = app.delivery.makings.onChange(() => {
        if (app.delivery.makings.state().now[0]?.phase !== 'writing') return
        unfollow()
        done(app.stop())
      })
    })
    const answer = await api('POST', '/api/submissions', { images })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'cancelled' } } })
    await stopped
    const ledger = await readFile(join(home, 'generations/ledger.jsonl'), 'utf8')
    const lines = ledger
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.filter(({ line }) => line === 'undo')).toHaveLength(8)
    expect(await app.delivery.ledger.all()).toEqual([])
  }, 240_000)
})
