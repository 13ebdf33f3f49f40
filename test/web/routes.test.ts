import { access, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addGeneration, drawPicture, jobEnd, rawRequest, startTestDashboard } from '../support/dashboard.ts'

describe('GET /api/images', () => {
  it('200: lists pictures with what a program needs, in pages', async () => {
    const { home, api } = await startTestDashboard()
    await addGeneration(home, '2026-01-01_10-00-00', ['image_2', 'image_10', 'image_1'])
    const first = await api('GET', '/api/images?limit=2')
    expect(first.body).toMatchObject({
      total: 3,
      images: [
        {
          id: '2026-01-01_10-00-00/image_1.png',
          stage: 'raw',
          width: 320,
          height: 320,
          has_json: true,
          issues: [],
        },
        { name: 'image_2.png', title: 'A disc called image_2' },
      ],
    })
    const rest = await api('GET', `/api/images?limit=2&cursor=${encodeURIComponent(first.body.next)}`)
    expect(rest.body).toMatchObject({ images: [{ name: 'image_10.png' }], next: null })
  })

  it('422: names the field that is wrong', async () => {
    const { api } = await startTestDashboard()
    const { status, body } = await api('GET', '/api/images?stage=half')
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ code: 'invalid', field: 'stage' })
  })
})

describe('GET /api/generations and /api/images/{id}', () => {
  it('200: counts the stages, and shows one picture with its sidecar', async () => {
    const { home, api } = await startTestDashboard()
    const [id] = await addGeneration(home, 'g 겨울', ['one'])
    expect((await api('GET', '/api/generations')).body.generations).toMatchObject([
      { id: 'g 겨울', counts: { raw: 1, processed: 0, upscaled: 0 } },
    ])
    const { body } = await api('GET', `/api/images/${encodeURI(id ?? '')}`)
    expect(body).toMatchObject({ name: 'one.png', sidecar: { title: 'A disc called one', category: 8 } })
  })

  it('404: says what is not there', async () => {
    const { api } = await startTestDashboard()
    const { status, body } = await api('GET', '/api/images/g/none.png')
    expect(status).toBe(404)
    expect(body.error.message).toContain('g/none.png')
  })
})

describe('PUT /api/images/{id}/sidecar', () => {
  it('200: changes what is named and keeps the rest', async () => {
    const { home, api } = await startTestDashboard()
    const [id = ''] = await addGeneration(home, 'g', ['one'])
    const file = join(home, 'generations', 'g', 'one.json')
    await writeFile(
      file,
      JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), camera_mood: { soft: true } }),
    )
    const { status } = await api('PUT', `/api/images/${id}/sidecar`, { title: '새 제목', category: 15 })
    expect(status).toBe(200)
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      title: '새 제목',
      category: 15,
      camera_mood: { soft: true },
    })
  })

  it('422: refuses a category that is none, and leaves the file alone', async () => {
    const { home, api } = await startTestDashboard()
    const [id = ''] = await addGeneration(home, 'g', ['one'])
    const file = join(home, 'generations', 'g', 'one.json')
    const before = await readFile(file, 'utf8')
    expect((await api('PUT', `/api/images/${id}/sidecar`, { category: 22 })).status).toBe(422)
    expect(await readFile(file, 'utf8')).toBe(before)
  })
})

describe('GET /media and /thumbnails', () => {
  it('200: sends a picture as what it is, whatever its name says', async () => {
    const { home, address } = await startTestDashboard()
    await addGeneration(home, 'g', [])
    const jpeg = await sharp(await drawPicture())
      .jpeg()
      .toBuffer()
    await writeFile(join(home, 'generations', 'g', 'really_a.png'), jpeg)
    const answer = await fetch(`${address}/media/g/really_a.png`)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await answer.arrayBuffer()).equals(jpeg)).toBe(true)
  })

  it('200, then 304: sends a small WebP once', async () => {
    const { home, address } = await startTestDashboard()
    const [id] = await addGeneration(home, 'g', ['one'])
    const answer = await fetch(`${address}/thumbnails/${id}?v=1`)
    expect(answer.headers.get('content-type')).toBe('image/webp')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    const { width } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
    expect(width).toBeLessThanOrEqual(512)
    const headers = { host: new URL(address).host, 'if-none-match': answer.headers.get('etag') ?? '' }
    const again = await rawRequest(address, `/thumbnails/${id}?v=1`, headers)
    expect(again.status).toBe(304)
  })

  it('415: does not send what is no picture', async () => {
    const { home, address } = await startTestDashboard()
    await addGeneration(home, 'g', [])
    await writeFile(join(home, 'generations', 'g', 'page.png'), '<script>alert(1)</script>')
    const answer = await fetch(`${address}/media/g/page.png`, { headers: { accept: 'application/json' } })
    expect(answer.status).toBe(415)
    expect((await fetch(`${address}/thumbnails/g/page.png`)).status).toBe(415)
  })
})

describe('the trash', () => {
  it('200: moves, lists, restores', async () => {
    const { home, api } = await startTestDashboard()
    const [id = ''] = await addGeneration(home, 'g', ['one'])
    const { body } = await api('POST', '/api/trash', { images: [id] })
    expect(body.entries).toMatchObject([{ id, name: 'one.png' }])
    await expect(access(join(home, 'generations', id))).rejects.toThrow()
    expect((await api('GET', '/api/trash')).body.entries).toHaveLength(1)

    const back = await api('POST', '/api/trash/restore', { entries: [body.entries[0].entry] })
    expect(back.body.restored).toMatchObject([{ id }])
    await access(join(home, 'generations', 'g', 'one.json'))
  })

  it('200: empties for good', async () => {
    const { home, api } = await startTestDashboard()
    const [id] = await addGeneration(home, 'g', ['one'])
    await api('POST', '/api/trash', { images: [id] })
    expect((await api('DELETE', '/api/trash')).body).toEqual({ deleted: 1 })
    expect((await api('GET', '/api/trash')).body.entries).toEqual([])
  })

  it('404: moves nothing when one of several is missing', async () => {
    const { home, api } = await startTestDashboard()
    const [id = ''] = await addGeneration(home, 'g', ['one'])
    expect((await api('POST', '/api/trash', { images: [id, 'g/none.png'] })).status).toBe(404)
    await access(join(home, 'generations', id))
  })
})

describe('the selection', () => {
  it('200: keeps its order, and changes bit by bit', async () => {
    const { home, api } = await startTestDashboard()
    const [a, b, c] = await addGeneration(home, 'g', ['a', 'b', 'c'])
    expect((await api('PUT', '/api/selection', { images: [c, a] })).body.images).toEqual([c, a])
    expect((await api('POST', '/api/selection', { action: 'add', images: [b], at: 1 })).body.images).toEqual([
      c,
      b,
      a,
    ])
    expect((await api('POST', '/api/selection', { action: 'remove', images: [c] })).body.images).toEqual([
      b,
      a,
    ])
    expect((await api('GET', '/api/selection')).body.images).toEqual([b, a])
  })

  it('404: does not take a picture that is not there', async () => {
    const { api } = await startTestDashboard()
    expect((await api('PUT', '/api/selection', { images: ['g/none.png'] })).status).toBe(404)
  })
})

describe('jobs and logs', () => {
  it('200: lists jobs, and 409 for one that has ended', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one'])
    const { body } = await api('POST', '/api/upscale', { images })
    await jobEnd(dashboard, body.id)
    expect((await api('GET', '/api/jobs?status=completed')).body).toMatchObject({
      total: 1,
      jobs: [{ id: body.id }],
    })
    expect((await api('POST', `/api/jobs/${body.id}/cancel`)).status).toBe(409)
    expect((await api('GET', '/api/jobs/none')).status).toBe(404)
  })

  it('200: tells what came after a line, and clears', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one'])
    await jobEnd(dashboard, (await api('POST', '/api/upscale', { images })).body.id)
    const { body } = await api('GET', '/api/logs?after=0')
    const texts = body.lines.map((line: { text: string }) => line.text)
    expect(texts).toContainEqual(expect.stringMatching(/^\[1\/1\] one\.png: done in .*decode \d+ ms/))
    expect(texts.at(-1)).toBe('All done! (모두 완료!) 1 done, 0 skipped, 0 failed.')
    expect((await api('GET', `/api/logs?after=${body.next}`)).body.lines).toEqual([])
    expect(await readFile(join(home, 'logs', 'upscale.log'), 'utf8')).toContain('one.png: done in')
    await api('DELETE', '/api/logs')
    expect((await api('GET', '/api/logs?after=0')).body.lines).toEqual([])
  })

  it('202: does not mind when the log cannot be written', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one'])
    await rm(join(home, 'logs'), { recursive: true })
    await writeFile(join(home, 'logs'), 'a file where the folder was')
    const job = await jobEnd(dashboard, (await api('POST', '/api/upscale', { images })).body.id)
    expect(job.status).toBe('completed')
    const { body } = await api('GET', '/api/logs?after=0')
    expect(body.lines.at(-1).text).toContain('All done!')
  })

  it('200: reports its health', async () => {
    const { api, home } = await startTestDashboard({ bare: true })
    const { body } = await api('GET', '/api/health')
    expect(body).toMatchObject({
      version: '0.0.0',
      engine: { model: 'stockroom-x4', real_esrgan: false },
      weights: [{ id: 'stockroom-x4' }],
    })
    expect(body.folders).toContainEqual({ path: join(home, 'generations'), writable: true })
    expect(body.free_disk_bytes).toBeGreaterThan(0)
  })
})

describe('an error', () => {
  it('is a page for a person and the error form for a program', async () => {
    const { address } = await startTestDashboard()
    const page = await fetch(`${address}/nowhere`, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(404)
    expect(await page.text()).toContain('There is nothing at /nowhere.')
    const { error } = await (
      await fetch(`${address}/nowhere`, { headers: { accept: 'application/json' } })
    ).json()
    expect(error).toEqual({ code: 'not_found', message: 'There is nothing at /nowhere.' })
  })

  it('422: broken JSON is the caller’s mistake', async () => {
    const { address } = await startTestDashboard()
    const answer = await fetch(`${address}/api/csv`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: '{',
    })
    expect(answer.status).toBe(400)
    expect((await answer.json()).error.code).toBe('invalid')
  })
})

describe('the way back that a notice offers', () => {
  it('200: takes a change of the selection back exactly, and tells what that was', async () => {
    const { home, api, address } = await startTestDashboard()
    const [a, b, c] = await addGeneration(home, 'g', ['a', 'b', 'c'])
    await api('PUT', '/api/selection', { images: [a, b, c] })
    const notice = await post(address, '/api/selection', [
      ['action', 'remove'],
      ['images', 'g/b.png'],
    ])
    expect(notice.text).toContain('Took b.png out of the selection; 2 left.')
    const back = await post(address, '/api/selection', notice.fields)
    expect(back.text).toContain('Undone: Took b.png out of the selection; 2 left.')
    expect((await api('GET', '/api/selection')).body.images).toEqual([a, b, c])
    const again = await post(address, '/api/selection', back.fields)
    expect(again.text).toContain('Done again: Took b.png')
    expect((await api('GET', '/api/selection')).body.images).toEqual([a, c])
  })

  it('409: says that nothing was undone when it does not fit any more', async () => {
    const { home, api, address } = await startTestDashboard()
    await addGeneration(home, 'g', ['a'])
    const { fields } = await post(address, '/api/selection', [
      ['action', 'add'],
      ['images', 'g/a.png'],
    ])
    await api('POST', '/api/selection', { action: 'clear' })
    const { status, text } = await post(address, '/api/selection', fields)
    expect(status).toBe(409)
    expect(text).toContain('Nothing was undone')
    expect(text).toContain('g/a.png is not in the selection any more.')
  })

  it('422: refuses a picture without its position', async () => {
    const { api } = await startTestDashboard()
    const revert = { action: 'revert', images: ['g/a.png'], at: [] }
    expect((await api('POST', '/api/selection', revert)).status).toBe(422)
  })

  it('200: offers none where nothing was changed', async () => {
    const { home, address } = await startTestDashboard()
    await addGeneration(home, 'g', ['a'])
    const { status, text } = await post(address, '/api/selection', [
      ['action', 'remove'],
      ['images', 'g/a.png'],
    ])
    expect([status, text]).toEqual([204, ''])
  })
})

/** Posts a form as a page's script does, and reads the form in the notice that comes back. */
async function post(address: string, path: string, fields: [string, string][]) {
  const answer = await fetch(address + path, {
    method: 'POST',
    headers: { 'HX-Request': 'true' },
    body: new URLSearchParams(fields),
  })
  const text = await answer.text()
  const found = [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  return {
    status: answer.status,
    text,
    fields: found.map(([, name = '', value = '']): [string, string] => [name, value]),
  }
}
