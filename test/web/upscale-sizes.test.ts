import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { addGeneration, jobEnd, startTestDashboard } from '../support/dashboard.ts'

it('POST /api/upscale 202: makes the size, aspect and format that were asked for', async () => {
  const dashboard = await startTestDashboard()
  const { home, api } = dashboard
  const images = await addGeneration(home, 'g', ['one'])
  const wish = { images, size: 'long:800', aspect: '4:3', format: 'png', focus: 'attention' }
  const { status, body } = await api('POST', '/api/upscale', wish)
  expect(status).toBe(202)
  const [item] = (await jobEnd(dashboard, body.id)).items
  const made = await sharp(join(home, 'generations', item.result.image)).metadata()
  expect(made).toMatchObject({ width: 800, height: 600, format: 'png' })
  const again = await jobEnd(dashboard, (await api('POST', '/api/upscale', wish)).body.id)
  expect(again.items[0].status).toBe('skipped')
})

it('POST /api/upscale 422: says what a size looks like', async () => {
  const { home, api } = await startTestDashboard()
  const images = await addGeneration(home, 'g', ['one'])
  const { status, body } = await api('POST', '/api/upscale', { images, size: 'huge' })
  expect(status).toBe(422)
  expect(body.error).toMatchObject({
    field: 'size',
    message: expect.stringContaining('3840x2160, x4, long:5120 or 24mp'),
  })
})

it('crops around the crop_focus of the sidecar, and makes a picture again when that moves', async () => {
  const dashboard = await startTestDashboard()
  const { home, api } = dashboard
  const [id = ''] = await addGeneration(home, 'g', ['one'])
  const sidecar = join(home, 'generations', 'g', 'one.json')
  const half = { create: { width: 200, height: 200, channels: 3, background: '#103070' } } as const
  const red = await sharp({ create: { ...half.create, height: 60, background: '#e02020' } })
    .png()
    .toBuffer()
  const picture = sharp(half).composite([{ input: red, left: 0, top: 0 }])
  await picture.png().toFile(join(home, 'generations', id))
  const redness = async (y: number) => {
    await writeFile(sidecar, JSON.stringify({ title: 'Red above blue', crop_focus: { x: 0.5, y } }))
    const { body } = await api('POST', '/api/upscale', { images: [id], size: '320x180' })
    const [item] = (await jobEnd(dashboard, body.id)).items
    expect(item.status).toBe('done')
    // its bytes, since libvips may remember what a file of this name was before
    const { channels } = await sharp(await readFile(join(home, 'generations', item.result.image))).stats()
    return channels[0]?.mean ?? 0
  }
  expect(await redness(0)).toBeGreaterThan(100)
  expect(await redness(1)).toBeLessThan(60)
})
