import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawPicture, startTestDashboard } from '../support/dashboard.ts'

const RAW = 'g/one.png'

/** A raw picture of 400 x 400, and what a job made of it at 16:9. */
async function enlarged({ focus, processed = true }: { focus?: string; processed?: boolean } = {}) {
  const { app, home } = await startTestDashboard()
  const folder = join(home, 'generations', 'g')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'one.png'), await drawPicture(400, 400))
  const place = async (stage: 'processed' | 'upscaled', name: string, width: number) => {
    const file = join(home, name)
    await sharp(await drawPicture(width, (width * 9) / 16)).toFile(file)
    const facts =
      stage === 'upscaled' ? { upscaled: { model: 'm', aspect: '16:9', ...(focus && { focus }) } } : {}
    return app.library.placeDerived({ source: RAW, stage, name, file, facts })
  }
  if (processed) await place('processed', 'one.png', 400)
  const upscaled = await place('upscaled', 'short.jpg', 1600)
  const pairOf = async (id: string) => app.beforeAfter(await app.library.image(id))
  return { app, folder, upscaled, pairOf }
}

it.each([RAW, 'g/processed/one.png', 'g/upscaled/short.jpg'])('finds all stages from %s', async (id) => {
  const { app } = await enlarged()
  const family = await app.familyOf(await app.library.image(id))
  expect([family.raw, ...family.processed, ...family.upscaled].map((image) => image?.id)).toEqual([
    RAW,
    'g/processed/one.png',
    'g/upscaled/short.jpg',
  ])
})

it('pairs the result with the crop that the job left', async () => {
  const { pairOf, upscaled } = await enlarged()
  for (const id of [RAW, upscaled]) {
    expect(await pairOf(id)).toMatchObject({
      before: { id: 'g/processed/one.png' },
      region: { left: 0, top: 0, width: 400, height: 225 },
      after: { id: upscaled },
    })
  }
})

it.each([
  [undefined, 87],
  ['0.5,0', 0],
  ['0.5,1', 175],
])('crops the raw picture as the job did with focus %s', async (focus, top) => {
  const { pairOf, upscaled } = await enlarged({ processed: false, ...(focus && { focus }) })
  expect(await pairOf(upscaled)).toMatchObject({
    before: { id: RAW },
    region: { left: 0, top, width: 400, height: 225 },
  })
})

it('looks for what draws the eye where the job did', async () => {
  const { pairOf, upscaled } = await enlarged({ processed: false, focus: 'attention' })
  const pair = await pairOf(upscaled)
  expect(pair?.region).toMatchObject({ left: 0, width: 400, height: 225 })
  expect(pair?.region.top).toBeGreaterThanOrEqual(0)
})

it('finds none for a picture that was not enlarged, or whose source is gone', async () => {
  const { pairOf, upscaled, folder } = await enlarged({ processed: false })
  await writeFile(join(folder, 'two.png'), await drawPicture(50, 50))
  expect(await pairOf('g/two.png')).toBeNull()
  await rm(join(folder, 'one.png'))
  expect(await pairOf(upscaled)).toBeNull()
})

it('pairs what another tool put there by its name', async () => {
  const { app, folder } = await enlarged({ processed: false })
  await writeFile(join(folder, 'two.png'), await drawPicture(160, 90))
  await writeFile(join(folder, 'upscaled', 'TWO.png'), await drawPicture(640, 360))
  expect(await app.beforeAfter(await app.library.image('g/upscaled/TWO.png'))).toMatchObject({
    before: { id: 'g/two.png' },
    region: { left: 0, top: 0, width: 160, height: 90 },
  })
})
