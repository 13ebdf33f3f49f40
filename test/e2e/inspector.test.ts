import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addGeneration, drawPicture, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

/** A dashboard with three large pictures, the first of them enlarged, and a page with the first one open. */
async function openInspector(query = '') {
  const dashboard = await startTestDashboard()
  const { home, app, address } = dashboard
  await addGeneration(home, 'g', ['one', 'two', 'three'])
  const folder = join(home, 'generations', 'g')
  for (const [index, name] of ['one', 'two', 'three'].entries()) {
    await writeFile(join(folder, `${name}.png`), await drawPicture(1600, 1600, index * 60))
  }
  await mkdir(join(folder, 'upscaled'), { recursive: true })
  const file = join(home, 'one.jpg')
  await sharp(await drawPicture(3840, 3840, 200))
    .extract({ left: 0, top: 840, width: 3840, height: 2160 })
    .jpeg()
    .toFile(file)
  const facts = { upscaled: { model: 'm', size: '3840x2160', aspect: '16:9' } }
  await app.library.placeDerived({ source: 'g/one.png', stage: 'upscaled', name: 'one.jpg', file, facts })
  const page = await openPage(`${address}/?stage=raw${query}`)
  await page.getByRole('link', { name: 'Look at one.png' }).press('Enter')
  await page.locator('.stage.live').waitFor()
  return { ...dashboard, page }
}

describe('the inspector, with the mouse and the keyboard', () => {
  it('shows the whole picture, then its actual pixels by key, button and double click', async () => {
    const { page } = await openInspector()
    const { stage, picture } = await sizes(page)
    expect(picture.height).toBeCloseTo(stage.height, 0)
    const whole = await percent(page)

    await page.keyboard.press('z')
    expect(await percent(page)).toBe(100)
    expect((await sizes(page)).picture).toMatchObject({ width: 1600, height: 1600 })
    await page.keyboard.press('z')
    expect(await percent(page)).toBe(whole)

    await page.getByRole('button', { name: '100 %' }).click()
    expect(await percent(page)).toBe(100)
    expect(await page.getByRole('button', { name: '100 %' }).getAttribute('aria-pressed')).toBe('true')
    await page.locator('.stage').dblclick()
    expect(await percent(page)).toBe(whole)
  }, 120_000)

  it('means device pixels by 100 %, on a screen with two of them to a pixel', async () => {
    const { address } = await openInspector()
    const page = await openPage(`${address}/images/g/one.png`, { deviceScaleFactor: 2 })
    await page.keyboard.press('z')
    expect(await percent(page)).toBe(100)
    expect((await sizes(page)).picture).toMatchObject({ width: 800, height: 800 })
  }, 120_000)

  it('zooms by the wheel at the pointer, and moves by dragging and by Shift with arrow keys', async () => {
    const { page } = await openInspector()
    const { stage } = await sizes(page)
    const at = { x: stage.x + stage.width / 2 + 50, y: stage.y + 150 }
    await page.mouse.move(at.x, at.y)
    const before = await under(page, at)
    await page.mouse.wheel(0, -600)
    await expect.poll(() => percent(page)).toBeGreaterThan(100)
    const after = await under(page, at)
    expect(after.x).toBeCloseTo(before.x, 0)
    expect(after.y).toBeCloseTo(before.y, 0)

    const start = (await sizes(page)).picture
    await page.mouse.down()
    await page.mouse.move(at.x - 40, at.y + 30, { steps: 5 })
    await page.mouse.up()
    const moved = (await sizes(page)).picture
    expect(moved.x - start.x).toBeCloseTo(-40, 0)
    expect(moved.y - start.y).toBeCloseTo(30, 0)
    await page.keyboard.press('Shift+ArrowRight')
    expect((await sizes(page)).picture.x).toBeLessThan(moved.x - 70)
  }, 120_000)

  it('shows pixels as they are from 200 % on, but not where the whole picture is so large', async () => {
    const { page } = await openInspector()
    const rendering = () =>
      page.locator('.canvas img').evaluate((image) => getComputedStyle(image).imageRendering)
    await page.keyboard.press('z')
    expect(await rendering()).toBe('auto')
    for (let n = 0; n < 5; n++) await page.keyboard.press('+')
    expect(await percent(page)).toBeGreaterThan(200)
    expect(await rendering()).toBe('pixelated')
  }, 120_000)

  it('magnifies what is under the pointer while L is held, and as long as the button is on', async () => {
    const { page } = await openInspector()
    const { stage } = await sizes(page)
    const at = { x: stage.x + stage.width / 2 - 100, y: stage.y + 300 }
    await page.mouse.move(at.x, at.y)
    const wanted = await under(page, at)
    expect(await page.locator('[data-loupe]').isVisible()).toBe(false)
    await page.keyboard.down('l')
    await page.locator('[data-loupe]').waitFor()
    const seen = await page.locator('[data-loupe]').evaluate((loupe) => {
      const [box, image] = [
        loupe.getBoundingClientRect(),
        loupe.querySelector('img')?.getBoundingClientRect(),
      ]
      if (!image) return null
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      return { middle, width: image.width, x: middle.x - image.x, y: middle.y - image.y }
    })
    expect(seen?.width).toBe(1600)
    expect(seen?.middle.x).toBeCloseTo(at.x, 0)
    expect(seen?.x).toBeCloseTo(wanted.x, -1)
    expect(seen?.y).toBeCloseTo(wanted.y, -1)
    await page.keyboard.up('l')
    await page.locator('[data-loupe]').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Loupe' }).click()
    await page.locator('[data-loupe]').waitFor()
  }, 120_000)

  it('goes to the next and the previous picture of the list, without closing and without typing', async () => {
    const { page } = await openInspector()
    const name = page.locator('.inspector h2')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => name.textContent()).toBe('three.png')
    await page.getByRole('link', { name: 'Next picture: two.png' }).click()
    await expect.poll(() => name.textContent()).toBe('two.png')
    expect(await page.locator('.place').textContent()).toBe('3 / 3')
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.locator('#details-title').press('ArrowLeft')
    await page.evaluate(() => fetch('/api/health')) // what the key asked for would have been asked before
    expect(asked).toContain('/api/health')
    expect(asked.filter((path) => path.startsWith('/images/'))).toEqual([])
    expect(await name.textContent()).toBe('two.png')
    await page.locator('.stage').focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => name.textContent()).toBe('one.png')
    expect(
      await page.locator('#dialog').evaluate((dialog) => dialog instanceof HTMLDialogElement && dialog.open),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await page.locator('.inspector').waitFor({ state: 'detached' })
  }, 120_000)

  it('stays closed when the next picture comes after it was closed', async () => {
    const { page } = await openInspector()
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    await page.route('**/images/g/three.png*', async (route) => {
      await held
      await route.continue()
    })
    const asked = page.waitForRequest('**/images/g/three.png*')
    await page.keyboard.press('ArrowRight')
    const request = await asked
    await page.keyboard.press('Escape')
    await page.locator('.inspector').waitFor({ state: 'detached' })
    letGo()
    await (await request.response())?.finished()
    await expect
      .poll(() => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)))
      .toContainEqual(expect.stringContaining('/images/g/three.png'))
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))
    expect(await page.locator('#dialog[open]').count()).toBe(0)
  }, 120_000)

  it('never shows a picture that is not ready to be painted', async () => {
    const { page } = await openInspector()
    await page.evaluate(() => {
      const unready: string[] = []
      Object.assign(window, { unready })
      new MutationObserver((changes) => {
        for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
          const image = node instanceof Element ? node.querySelector<HTMLImageElement>('.canvas img') : null
          if (image && !image.complete) unready.push(image.src)
        }
      }).observe(document.querySelector('#dialog') ?? document.body, { childList: true })
    })
    for (const name of ['three.png', 'two.png']) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => page.locator('.inspector h2').textContent()).toBe(name)
    }
    expect(await page.evaluate('unready')).toEqual([])
  }, 120_000)
})

describe('before and after', () => {
  it('lie over each other at the same crop, parted by mouse, touch and keys', async () => {
    const { page } = await openInspector()
    await page.getByRole('link', { name: 'Before/after' }).click()
    const divider = page.getByRole('slider', { name: 'Boundary between before and after' })
    await divider.waitFor()
    const boxes = await page
      .locator('.canvas')
      .evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())))
    expect(new Set(boxes).size).toBe(1)
    // 1600 x 1600 cropped to 16:9 lies 350 pixels below the top
    const raw = await page.locator('[data-layer="before"] img').evaluate((image) => image.style.top)
    expect(Number.parseFloat(raw)).toBeCloseTo(-350 * 2.4, 0)

    expect(await divider.getAttribute('aria-valuenow')).toBe('50')
    await divider.press('ArrowRight')
    await divider.press('Shift+ArrowRight')
    expect(await divider.getAttribute('aria-valuenow')).toBe('61')
    await divider.press('Home')
    expect(await clip(page)).toBe('inset(0px 100% 0px 0px)')
    await divider.press('End')
    expect(await divider.getAttribute('aria-valuenow')).toBe('100')

    const { stage, picture } = await sizes(page)
    const box = await divider.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 5, stage.y + stage.height / 2)
    await page.mouse.down()
    await page.mouse.move(stage.x + stage.width / 4, stage.y + stage.height / 2, { steps: 8 })
    await page.mouse.up()
    expect(Number(await divider.getAttribute('aria-valuenow'))).toBeCloseTo(25, -0.5)
    expect((await sizes(page)).picture).toEqual(picture)
    expect(await page.locator('.inspector h2').textContent()).toBe('one.png')
  }, 120_000)

  it('zoom together, and the form beside them keeps what is being typed', async () => {
    const { page } = await openInspector()
    await page.locator('#details-title').fill('Half typed')
    await page.getByRole('link', { name: 'Before/after' }).click()
    await page.getByRole('slider').waitFor()
    expect(await page.locator('#details-title').inputValue()).toBe('Half typed')
    await page.locator('.stage').focus()
    await page.keyboard.press('z')
    expect(await percent(page)).toBe(100)
    const scales = await page.locator('.canvas').evaluateAll((all) => all.map((one) => one.style.transform))
    expect(new Set(scales).size).toBe(1)
    await page.keyboard.press('b')
    await page.getByRole('slider').waitFor({ state: 'detached' })
  }, 120_000)
})

describe('two pictures side by side', () => {
  it('zoom and move together', async () => {
    const { page } = await openInspector()
    await page.getByText('Compare with…').click()
    await page.getByRole('link', { name: 'Next: three.png' }).click()
    await page.locator('.compare .stage.live').nth(1).waitFor()
    const places = () => page.locator('.canvas').evaluateAll((all) => all.map((one) => one.style.transform))
    await page.locator('.stage').first().hover()
    await page.mouse.wheel(0, -900)
    await expect.poll(() => percent(page)).toBeGreaterThan(100)
    await page.mouse.down()
    await page.mouse.move(300, 300, { steps: 5 })
    await page.mouse.up()
    // both stages have the same size, but for a line between them
    const [left = '', right = ''] = await places()
    const numbers = (text: string) => [...text.matchAll(/-?[\d.]+/g)].map(([value]) => Number(value))
    for (const [index, value] of numbers(left).entries()) {
      expect(Math.abs(value - (numbers(right)[index] ?? Number.NaN))).toBeLessThan(4)
    }
    await page.getByRole('link', { name: 'Swap sides' }).click()
    await expect.poll(() => page.locator('.side-name a').first().textContent()).toBe('three.png')
    await page.getByRole('link', { name: 'Back to the picture' }).click()
    await expect.poll(() => page.locator('.inspector h2').textContent()).toBe('three.png')
  }, 120_000)
})

it('is a page of its own, where scripts are off too', async () => {
  const { address } = await openInspector()
  const page = await openPage(`${address}/images/g/one.png?stage=raw`, { javaScriptEnabled: false })
  await page.locator('.canvas img').waitFor()
  const [box, stage] = [
    await page.locator('.canvas img').boundingBox(),
    await page.locator('.stage').boundingBox(),
  ]
  expect(box?.height).toBeLessThanOrEqual(stage?.height ?? 0)
  await page.getByRole('link', { name: 'Next picture: three.png' }).click()
  await expect.poll(() => page.locator('h2').textContent()).toBe('three.png')
  await page.goto(`${address}/images/g/one.png`)
  await page.getByRole('link', { name: 'Before/after' }).click()
  await expect.poll(() => page.locator('.canvas img').count()).toBe(2)
  await page.getByText('Compare with…').click()
  await page.locator('.menu a').first().click()
  await expect.poll(() => page.locator('.compare img:visible').count()).toBe(2)
}, 120_000)

async function percent(page: Page): Promise<number> {
  return Number.parseInt((await page.locator('[data-zoom]').first().textContent()) ?? '', 10)
}

async function clip(page: Page): Promise<string> {
  return page.locator('[data-layer="before"]').evaluate((layer) => getComputedStyle(layer).clipPath)
}

async function sizes(page: Page) {
  const [stage, picture] = await Promise.all([
    page.locator('.stage').first().boundingBox(),
    page.locator('.canvas').first().boundingBox(),
  ])
  if (!stage || !picture) throw new Error('There is no picture on the stage.')
  return { stage, picture }
}

/** Which pixel of the picture lies under a place on the page. */
async function under(page: Page, at: { x: number; y: number }) {
  const { picture } = await sizes(page)
  const scale = picture.width / 1600
  return { x: (at.x - picture.x) / scale, y: (at.y - picture.y) / scale }
}
