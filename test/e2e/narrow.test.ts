import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { boxOf, cards, chosen, open } from '../support/culling.ts'

/** Tells whether all of something lies within something else, from left to right. */
async function liesWithin(inner: Locator, outer: Locator): Promise<boolean> {
  const [a, b] = [await boxOf(inner), await boxOf(outer)]
  return a.x >= b.x && a.x + a.width <= b.x + b.width + 0.5
}

describe('the panels', () => {
  it('cut nothing off in the narrowest window, not even for a finger', async () => {
    const { page, app, ids } = await open(6, { viewport: { width: 1024, height: 768 }, hasTouch: true })
    await app.library.selection.set(ids.slice(0, 2))
    await app.library.trash.add(ids.slice(2, 4))
    await expect.poll(() => chosen(page).count()).toBe(2)
    await expect.poll(() => page.locator('.trashed').count()).toBe(2)
    const trash = page.locator('.panel.trash')
    expect(await liesWithin(trash.getByRole('button', { name: 'Empty' }), trash)).toBe(true)
    const item = page.locator('.trashed').first()
    expect(await liesWithin(item.getByRole('button'), item)).toBe(true)
    const name = chosen(page).first().locator('a.name')
    expect(await name.evaluate((link) => link.scrollWidth <= link.clientWidth)).toBe(true)
  }, 60_000)

  it('leave the whole width to the drafts in a window that is magnified to twice its size', async () => {
    const { page } = await open(6, { viewport: { width: 512, height: 384 }, deviceScaleFactor: 2 })
    expect((await boxOf(page.locator('#drafts'))).width).toBe(512)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(512)
    await page.locator('#filters input[type="search"]').focus()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(512)
    await page.locator('.selection-actions button').first().scrollIntoViewIfNeeded()
    expect((await boxOf(page.locator('.selection'))).width).toBeGreaterThan(300)
  }, 60_000)

  it('show which stage is chosen where the system chooses the colours', async () => {
    const { page } = await open(2, { forcedColors: 'active' })
    const grounds = await page
      .locator('.segments span')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))
    expect(new Set(grounds.slice(1)).size).toBe(1)
    expect(grounds[0]).not.toBe(grounds[1])
    expect(await cards(page).count()).toBe(2)
  }, 60_000)
})

it('compares two pictures at the same height, also where one has the longer name', async () => {
  const { page, address } = await open(2, { viewport: { width: 1024, height: 768 } })
  await page.goto(`${address}/compare?a=g/image_01.png&b=g/image_02.png`)
  const side = page.locator('.side-name').nth(1)
  await side.evaluate((line) => line.append(' a name that needs another line'.repeat(4)))
  const stages = page.locator('.side [data-stage]')
  const [left, right] = [await boxOf(stages.nth(0)), await boxOf(stages.nth(1))]
  expect([left.y, left.height]).toEqual([right.y, right.height])
}, 60_000)
