import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { cards, chosen, focused, namesOf, open } from '../support/culling.ts'

/** Opens the first draft with a double click and waits until its picture is there. */
async function openFirst(page: Page): Promise<void> {
  await cards(page).first().locator('.card-picture').dblclick()
  await page.locator('#dialog .stage.live').waitFor()
}

const shown = (page: Page) => page.locator('#dialog #dialog-title').textContent()
const said = (page: Page) => page.locator('[data-decided]').textContent()

describe('an opened picture', () => {
  it('has the focus itself, and gives it to the card of the picture that was looked at last', async () => {
    const { page, app } = await open(4)
    await openFirst(page)
    expect(await page.evaluate(() => document.activeElement?.matches('[data-stage]'))).toBe(true)
    for (const name of ['image_02.png', 'image_03.png']) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => shown(page)).toBe(name)
    }
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('image_03')
    await page.keyboard.press('x') // not the one that the double click had marked
    await expect
      .poll(async () => (await app.library.trash.list()).map(({ name }) => name))
      .toEqual(['image_03.png'])
    expect(await namesOf(cards(page))).toEqual(['image_01', 'image_02', 'image_04'])
  }, 60_000)

  it('gives the focus to a card beyond those that were there when it was opened', async () => {
    const { page } = await open(64)
    await cards(page).nth(59).locator('.card-picture').press('Enter')
    await page.locator('#dialog .stage.live').waitFor()
    for (const name of ['image_61.png', 'image_62.png']) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => shown(page)).toBe(name)
    }
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('image_62')
  }, 90_000)

  it('lets Ctrl+Z and Ctrl+Y take decisions back and make them again, and says so', async () => {
    const { page, app } = await open(3)
    await openFirst(page)
    await page.keyboard.press('s')
    await expect.poll(() => shown(page)).toBe('image_02.png')
    await page.keyboard.press('x')
    await expect.poll(() => shown(page)).toBe('image_03.png')
    await page.keyboard.press('Control+z')
    await expect.poll(() => said(page)).toBe('Undone: Moved image_02.png to the trash.')
    expect(await app.library.trash.list()).toEqual([])
    await page.locator('#inspect-previous[aria-label$="image_02.png"]').waitFor()
    await page.keyboard.press('u')
    await expect.poll(() => said(page)).toBe('Undone: image_01.png selected, 1 in the selection.')
    await page.keyboard.press('Control+y')
    await expect.poll(() => said(page)).toBe('Done again: image_01.png selected, 1 in the selection.')
    expect(await app.library.selection.get()).toEqual(['g/image_01.png'])
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => shown(page)).toBe('image_02.png')
    await page.keyboard.press('Control+Shift+z') // throws away what is shown
    await expect.poll(() => shown(page)).toBe('image_03.png')
    await page.keyboard.press('Escape')
    await expect.poll(() => namesOf(chosen(page))).toEqual(['image_01'])
    await expect.poll(() => namesOf(cards(page))).toEqual(['image_03'])
  }, 60_000)

  it('saves by itself what could not be saved while the dashboard was away', async () => {
    const { page, home } = await open(2)
    await openFirst(page)
    await page.route('**/images/**', (route) => route.abort())
    await page.route('**/api/events', (route) => route.abort())
    await page.locator('#details-title').fill('Typed meanwhile')
    await page.locator('#details-title').press('Tab')
    await expect.poll(() => page.locator('#details').getAttribute('data-state')).toBe('refused')
    await page.unroute('**/images/**')
    // what the stream says when it flows again
    await page.evaluate(() => new BroadcastChannel('stockroom').postMessage({ type: 'connected', is: true }))
    const title = async () =>
      JSON.parse(await readFile(join(home, 'generations', 'g', 'image_01.json'), 'utf8')).title
    await expect.poll(title).toBe('Typed meanwhile')
    await expect.poll(() => page.locator('#details').getAttribute('data-state')).toBe('saved')
  }, 60_000)
})

it('leads from the search to what it found by Enter', async () => {
  const { page } = await open(12)
  await page.keyboard.press('/')
  await page.keyboard.type('image_1')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('image_10')
  expect(new URL(page.url()).search).toBe('?q=image_1')
}, 60_000)

it('marks all that match, also what has not been scrolled to', async () => {
  const { page } = await open(64)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('m')
  await page.keyboard.press('i')
  await expect.poll(() => page.locator('#marks-drafts [data-marked]').textContent()).toBe('63')
  await page.keyboard.press('i')
  await page.keyboard.press('Control+a')
  await expect.poll(() => page.locator('#marks-drafts [data-marked]').textContent()).toBe('64')
}, 90_000)
