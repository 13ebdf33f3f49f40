import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addGeneration, addModel, startTestDashboard } from '../support/dashboard.ts'

const at = '/models/gallery'

async function start(flags: Record<string, unknown> = {}) {
  const dashboard = await startTestDashboard({ device: 'cpu', ...flags })
  const [image = ''] = await addGeneration(dashboard.home, 'g', ['one'])
  return { ...dashboard, image, result: (model: string) => `${at}/result?image=${image}&model=${model}` }
}

describe('GET /models/gallery', () => {
  it('200: offers the newest picture and a place for every model, and says what to do without scripts', async () => {
    const { address, home } = await start()
    await writeFile(join(home, 'weights', 'page.pth'), '<html>')
    const page = await (await fetch(address + at)).text()
    expect(page).toContain('one.png: click where to look')
    expect(page.match(/hx-get="\/models\/gallery\/result/g)).toHaveLength(2)
    expect(page).not.toContain('page.pth')
    expect(page).toMatch(/<noscript>.*run=1/)
  })

  it('200: makes everything before it answers when it is asked to', async () => {
    const { address, image } = await start()
    const page = await (await fetch(`${address}${at}?image=${image}&x=10&y=90&run=1`)).text()
    expect(page.match(/alt="Enlarged with/g)).toHaveLength(2)
    expect(page).not.toContain('hx-get="/models/gallery/result')
    expect(page).toMatch(/<rect x="0" y="230" width="120" height="90"/)
  }, 120_000)

  it('200: looks where the picture was clicked', async () => {
    const { address, image } = await start()
    const page = await (await fetch(`${address}${at}?image=${image}&at.x=279&at.y=0`)).text()
    expect(page).toMatch(/<rect x="200" y="0" width="120" height="90"/)
  })

  it('200: says that there are no pictures yet, in Korean, too', async () => {
    const { address } = await startTestDashboard()
    const page = await fetch(address + at, { headers: { 'accept-language': 'ko' } })
    expect(await page.text()).toContain('아직 이미지가 없습니다')
  })

  it('404: for a picture that is not there; 422: for a place outside of it', async () => {
    const { api } = await start()
    expect((await api('GET', `${at}?image=g/none.png`)).status).toBe(404)
    expect((await api('GET', `${at}?x=400`)).status).toBe(422)
  })
})

describe('GET /models/gallery/result', () => {
  it('200: is the part four times as large, with time and memory, and the same file the next time', async () => {
    const { api, address, result } = await start()
    const { body } = await api('GET', result('tiny'))
    expect(body).toMatchObject({ model: 'tiny', device: 'cpu', problem: null, real_esrgan: false })
    expect(body.ms).toBeGreaterThanOrEqual(0)
    expect(body.memory).toBeGreaterThan(10_000_000)
    expect(body.picture_ms).toBeGreaterThanOrEqual(body.ms)
    const file = await fetch(`${address}${at}/files/${body.file}`)
    const { width, height } = await sharp(Buffer.from(await file.arrayBuffer())).metadata()
    expect([width, height]).toEqual([480, 360])
    expect((await api('GET', result('tiny'))).body).toEqual(body)
  }, 120_000)

  it('200: tells what is wrong with a model, and the others go on', async () => {
    const { api, home, result } = await start()
    await addModel(home, 'classifier.onnx', 'classifier.onnx')
    const [wrong, none, good] = await Promise.all(
      ['classifier', 'nobody', 'tiny'].map(async (model) => (await api('GET', result(model))).body),
    )
    expect(wrong.problem).toContain('is not a model that enlarges pictures')
    expect(none.problem).toContain('There is no model called "nobody"')
    expect(good.problem).toBeNull()
  }, 120_000)

  it('makes nothing for whoever has gone', async () => {
    const { address, app, result } = await start()
    const gone = new AbortController()
    const asked = fetch(address + result('tiny'), { signal: gone.signal })
    gone.abort()
    await expect(asked).rejects.toThrow()
    const left = new AbortController()
    left.abort(new Error('gone'))
    const crop = { image: 'g/one.png', focus: { x: 0.5, y: 0.5 } }
    await expect(app.gallery.enlarge(crop, 'tiny', left.signal)).rejects.toThrow('gone')
    expect(await app.gallery.known(crop, 'tiny')).toBeNull()
  })

  it('404: gives no file that was not made here', async () => {
    const { address } = await start()
    for (const name of ['none.png', '..%2F..%2Fone.png'])
      expect((await fetch(`${address}${at}/files/${name}`)).status).toBe(404)
  })
})

describe('POST /api/models/use', () => {
  it('200: uses the model at once, and writes it down beside the other settings', async () => {
    const { api, home } = await start()
    await addModel(home, 'bilinear-x4.onnx', 'other.onnx')
    const { status, body } = await api('POST', '/api/models/use', { model: 'stockroom-x4' })
    expect([status, body]).toEqual([200, { model: 'stockroom-x4', is_overridden: false }])
    const settings = JSON.parse(await readFile(join(home, 'config', 'settings.json'), 'utf8'))
    expect(settings).toMatchObject({ model: 'stockroom-x4' })
    expect((await api('GET', '/api/health')).body.engine.model).toBe('stockroom-x4')
  }, 120_000)

  it('200: says when the environment or the command line decides again at the next start', async () => {
    const { api, address } = await start({ model: 'tiny' })
    const { body } = await api('POST', '/api/models/use', { model: 'auto' })
    expect(body).toEqual({ model: 'auto', is_overridden: true })
    expect(await (await fetch(address + at)).text()).toContain('decides again at the next start')
  })

  it('404: refuses a model that is not there, and keeps the one there is', async () => {
    const { api, app } = await start()
    const { status, body } = await api('POST', '/api/models/use', { model: 'nobody' })
    expect([status, body.error.message]).toEqual([404, expect.stringContaining('There is no model called')])
    expect(app.choice.now()).toBe('auto')
  })

  it('303: works as a plain form', async () => {
    const { address } = await start()
    const answer = await fetch(`${address}/api/models/use`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ model: 'tiny' }) },
      headers: { accept: 'text/html', referer: address + at },
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, at])
  })
})
