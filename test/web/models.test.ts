import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { addGeneration, jobEnd, startTestDashboard } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { compact, writeTorchFile } from '../upscale/weights/torch-file.ts'

const shared = fileURLToPath(new URL('../../../shared/weights/', import.meta.url))

/** A network whose weights are all zero adds nothing to the repeated pixels, so its pictures pass every check. */
function repeater() {
  const tensors = [...compact({ features: 2, convolutions: 1, scale: 4 })]
  const zeros = tensors.map(([name, { shape }]) => {
    const numbers = new Float32Array(shape.reduce((count, length) => count * length, 1))
    return [name, { shape, numbers }] as const
  })
  return new Map(zeros)
}

describe('GET /api/weights', () => {
  it('200: lists the official models, and whatever else lies in weights/', async () => {
    const { home, api } = await startTestDashboard({ bare: true })
    await writeFile(join(home, 'weights', 'page.pth'), '<html>')
    const { status, body } = await api('GET', '/api/weights')
    expect(status).toBe(200)
    expect(body.models).toHaveLength(8)
    expect(body.models[0]).toMatchObject({ name: 'realesr-general-x4v3', state: 'missing', bytes: 4_885_111 })
    expect(body.models[6]).toMatchObject({
      name: 'page',
      state: 'problem',
      problem: expect.stringContaining('web page'),
    })
  })
})

describe('POST /api/weights/{name}', () => {
  it('404: downloads nothing that is not official', async () => {
    const { api } = await startTestDashboard({ bare: true })
    const { status, body } = await api('POST', '/api/weights/my-model')
    expect(status).toBe(404)
    expect(body.error.message).toContain('"my-model" cannot be downloaded. These can: realesr-general-x4v3,')
  })

  it('202: queues a download that tells why it failed', async () => {
    const dashboard = await startTestDashboard({ bare: true, weights_mirror: await temporaryFolder() })
    const { status, body } = await dashboard.api('POST', '/api/weights/RealESRGAN_x2plus')
    expect(status).toBe(202)
    const job = await jobEnd(dashboard, body.id)
    expect(job).toMatchObject({ kind: 'weights', status: 'failed' })
    expect(job.error).toMatch(/has neither v0\.2\.1\/RealESRGAN_x2plus\.pth nor/)
    const page = await (await fetch(`${dashboard.address}/models`)).text()
    expect(page).toContain('has neither v0.2.1/RealESRGAN_x2plus.pth')
  })

  it('303: works as a plain form', async () => {
    const { address } = await startTestDashboard({ bare: true, weights_mirror: await temporaryFolder() })
    const headers = { accept: 'text/html', referer: `${address}/models` }
    const answer = await fetch(`${address}/api/weights/realesr-animevideov3`, {
      ...{ method: 'POST', headers, redirect: 'manual' },
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/models'])
  })

  it.skipIf(!existsSync(shared))('202: brings a model that is used from then on', async () => {
    const dashboard = await startTestDashboard({ bare: true, weights_mirror: shared, device: 'cpu' })
    const { body } = await dashboard.api('POST', '/api/weights/realesr-animevideov3')
    expect(await jobEnd(dashboard, body.id)).toMatchObject({
      status: 'completed',
      items: [{ id: 'realesr-animevideov3', status: 'done' }],
    })
    const { models } = (await dashboard.api('GET', '/api/weights')).body
    expect(models.find(({ state }: { state: string }) => state === 'ready')).toMatchObject({
      ...{ name: 'realesr-animevideov3', official: true, real_esrgan: true },
    })
    expect((await dashboard.api('GET', '/api/health')).body.engine).toMatchObject({
      ...{ model: 'realesr-animevideov3', device: 'cpu', real_esrgan: true, advice: '' },
    })
  })
})

describe('a .pth file that somebody puts into weights/', () => {
  it('is what the next job uses, under its own name', async () => {
    const dashboard = await startTestDashboard({ bare: true, device: 'cpu' })
    const [image] = await addGeneration(dashboard.home, 'g', ['one'])
    await writeTorchFile(join(dashboard.home, 'weights', 'my own.pth'), repeater())
    const { body } = await dashboard.api('POST', '/api/upscale', { images: [image] })
    expect(await jobEnd(dashboard, body.id)).toMatchObject({ status: 'completed', error_log: [] })
    const made = await dashboard.api('GET', '/api/images/g/upscaled/one.jpg')
    expect(made.body).toMatchObject({ width: 3840, height: 2160, model: 'my own' })
  }, 120_000)

  it('fails the job with its reason when it is named and no use', async () => {
    const dashboard = await startTestDashboard({ bare: true, device: 'cpu', model: 'page' })
    const [image] = await addGeneration(dashboard.home, 'g', ['one'])
    await writeFile(join(dashboard.home, 'weights', 'page.pth'), '<html>')
    const { body } = await dashboard.api('POST', '/api/upscale', { images: [image] })
    const job = await jobEnd(dashboard, body.id)
    expect(job).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('page.pth is a web page, not weights'),
    })
  })
})

describe('GET /models', () => {
  it('200: is a page in both languages, with a form for each model that can be had', async () => {
    const { address, home } = await startTestDashboard({ bare: true })
    await mkdir(join(home, 'weights'), { recursive: true })
    await writeFile(join(home, 'weights', '<b>.pth'), 'x')
    const page = async (language: string) =>
      (await fetch(`${address}/models`, { headers: { 'accept-language': language } })).text()
    const english = await page('en')
    expect(english.match(/action="\/api\/weights\//g)).toHaveLength(6)
    expect(english).toContain('&lt;b&gt;')
    expect(english).toContain('This file is neither a PyTorch file nor an ONNX file.')
    expect(await page('ko')).toContain('처음 쓰기에 가장 좋습니다')
  })

  it.each(['/models', '/models/gallery', '/nowhere'])(
    'has the bar that leads to every page, as has what is beside it: %s',
    async (path) => {
      const { address } = await startTestDashboard({ bare: true })
      const page = await (await fetch(`${address}${path}`, { headers: { accept: 'text/html' } })).text()
      const [, nav = ''] = /<nav class="pages"(.*?)<\/nav>/s.exec(page) ?? []
      expect(nav.match(/<a href/g)?.length).toBeGreaterThan(5)
      expect(page).toContain('action="/preferences"')
    },
  )

  it('200: is a part of a page for a script', async () => {
    const { address } = await startTestDashboard({ bare: true })
    const part = await (await fetch(`${address}/models`, { headers: { 'HX-Request': 'true' } })).text()
    expect(part).not.toContain('<html')
    expect(part).toContain('id="dialog-title"')
  })
})
