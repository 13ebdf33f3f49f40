import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { jobEnd, startTestDashboard } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'

const shared = fileURLToPath(new URL('../../../shared/weights/', import.meta.url))

describe('GET /api/weights', () => {
  it('200: lists the official models, and whatever else lies in weights/', async () => {
    const { home, api } = await startTestDashboard()
    await writeFile(join(home, 'weights', 'page.pth'), '<html>')
    const { status, body } = await api('GET', '/api/weights')
    expect(status).toBe(200)
    expect(body.models).toHaveLength(7)
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
    const { api } = await startTestDashboard()
    const { status, body } = await api('POST', '/api/weights/my-model')
    expect(status).toBe(404)
    expect(body.error.message).toContain('"my-model" cannot be downloaded. These can: realesr-general-x4v3,')
  })

  it('202: queues a download that tells why it failed', async () => {
    const dashboard = await startTestDashboard({ weights_mirror: await temporaryFolder() })
    const { status, body } = await dashboard.api('POST', '/api/weights/RealESRGAN_x2plus')
    expect(status).toBe(202)
    const job = await jobEnd(dashboard, body.id)
    expect(job).toMatchObject({ kind: 'weights', status: 'failed' })
    expect(job.error).toMatch(/has neither v0\.2\.1\/RealESRGAN_x2plus\.pth nor/)
    const page = await (await fetch(`${dashboard.address}/models`)).text()
    expect(page).toContain('has neither v0.2.1/RealESRGAN_x2plus.pth')
  })

  it('303: works as a plain form', async () => {
    const { address } = await startTestDashboard({ weights_mirror: await temporaryFolder() })
    const headers = { accept: 'text/html', referer: `${address}/models` }
    const answer = await fetch(`${address}/api/weights/realesr-animevideov3`, {
      ...{ method: 'POST', headers, redirect: 'manual' },
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/models'])
  })

  it.skipIf(!existsSync(shared))('202: brings a model that is used from then on', async () => {
    const dashboard = await startTestDashboard({ weights_mirror: shared, device: 'cpu' })
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

describe('GET /models', () => {
  it('200: is a page in both languages, with a form for each model that can be had', async () => {
    const { address, home } = await startTestDashboard()
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

  it('200: is a part of a page for a script', async () => {
    const { address } = await startTestDashboard()
    const part = await (await fetch(`${address}/models`, { headers: { 'HX-Request': 'true' } })).text()
    expect(part).not.toContain('<html')
    expect(part).toContain('id="dialog-title"')
  })
})
