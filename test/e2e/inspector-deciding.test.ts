import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { cards, chosen, namesOf, open } from '../support/culling.ts'

/** Opens the first draft and waits until its picture is there. */
async function openFirst(page: Page): Promise<void> {
  await cards(page).first().locator('.card-picture').press('Enter')
  await page.locator('#dialog .stage.live').waitFor()
}

const shown = (page: Page) => page.locator('#dialog #dialog-title').textContent()

describe('deciding with a picture open', () => {
  it('throws away and selects by keys, goes on to the next each time, and says what was done', async () => {
    const { page, app } = await open(4)
    await openFirst(page)
    await page.keyboard.press('Delete')
    await expect.poll(() => shown(page)).toBe('image_02.png')
    await page.locator('[data-decided]', { hasText: 'Moved image_01.png to the trash.' }).waitFor()
    await page.keyboard.press('s')
    await expect.poll(() => shown(page)).toBe('image_03.png')
    await page.keyboard.press('x')
    await expect.poll(() => shown(page)).toBe('image_04.png')
    expect(await app.library.selection.get()).toEqual(['g/image_02.png'])
    expect((await app.library.trash.list()).map(({ name }) => name)).toEqual(['image_03.png', 'image_01.png'])

    await page.keyboard.press('u')
    await expect.poll(async () => (await app.library.trash.list()).length).toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => namesOf(cards(page))).toEqual(['image_03', 'image_04'])
    await expect.poll(() => namesOf(chosen(page))).toEqual(['image_02'])
  }, 120_000)

  it('works by buttons, goes back from the last picture, and closes after the only one', async () => {
    const { page } = await open(2)
    await cards(page).nth(1).locator('.card-picture').press('Enter')
    await page.locator('#dialog .stage.live').waitFor()
    await page.locator('#dialog').getByRole('button', { name: 'Trash' }).click()
    await expect.poll(() => shown(page)).toBe('image_01.png')
    await page.locator('#dialog').getByRole('button', { name: 'Select' }).click()
    await expect.poll(() => page.locator('#dialog[open]').count()).toBe(0)
    await expect.poll(() => namesOf(chosen(page))).toEqual(['image_01'])
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
  }, 120_000)

  it('decides once about a picture, however often the key is pressed before the answer comes', async () => {
    const { page, app } = await open(3)
    await openFirst(page)
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    let asked = 0
    await page.route('**/api/trash', async (route) => {
      asked++
      await held
      await route.continue()
    })
    await page.keyboard.press('x')
    await page.keyboard.press('x')
    await expect.poll(() => asked).toBe(1)
    letGo()
    await expect.poll(() => shown(page)).toBe('image_02.png')
    await page.locator('[data-decided]', { hasText: 'Moved image_01.png to the trash.' }).waitFor()
    await page.keyboard.press('s')
    await expect.poll(() => app.library.selection.get()).toEqual(['g/image_02.png'])
    expect(asked).toBe(1)
    expect((await app.library.trash.list()).map(({ name }) => name)).toEqual(['image_01.png'])
  }, 120_000)

  it('saves what was typed before it goes on, and takes a picture out of the selection again', async () => {
    const { page, app } = await open(2)
    await openFirst(page)
    await page.locator('#details-title').fill('Typed first')
    await page.locator('#dialog').getByRole('button', { name: 'Select' }).click()
    await expect.poll(() => shown(page)).toBe('image_02.png')
    expect((await app.library.image('g/image_01.png')).title).toBe('Typed first')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('#dialog[open]').count()).toBe(0)
    await chosen(page).first().locator('.name').press('Enter')
    await page.locator('#dialog').getByRole('button', { name: 'Selected' }).click()
    await expect.poll(() => app.library.selection.get()).toEqual([])
  }, 120_000)

  it('leaves letters to the fields they are typed into', async () => {
    const { page, app } = await open(2)
    await openFirst(page)
    await page.locator('#details-title').press('End')
    await page.locator('#details-title').pressSequentially('xs')
    // what a letter would have decided comes before the text that is saved on the way out
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('#dialog[open]').count()).toBe(0)
    expect((await app.library.image('g/image_01.png')).title).toBe('A disc called image_01xs')
    expect(await app.library.trash.list()).toEqual([])
    expect(await app.library.selection.get()).toEqual([])
  }, 120_000)
})

it('shows what two pictures were made with, and what differs', async () => {
  const { page, home, address } = await open(2)
  for (const [name, seed] of [
    ['image_01', 7],
    ['image_02', 8],
  ] as const) {
    const sidecar = { title: name, prompt: 'a fox in snow', model: 'painter-1', seed }
    await writeFile(join(home, 'generations', 'g', `${name}.json`), JSON.stringify(sidecar))
  }
  await page.goto(`${address}/compare?a=g/image_01.png&b=g/image_02.png`)
  expect(await page.locator('.parameters .differs dd').allTextContents()).toEqual(['7', '8'])
  expect(await page.locator('.parameters dd').count()).toBe(6)
  await page.goto(`${address}/images/g/image_01.png`)
  await page.locator('.inspector-side .parameters', { hasText: 'painter-1' }).waitFor()
}, 120_000)
