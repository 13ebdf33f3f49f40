import { describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

describe('the guide', () => {
  it('opens beside the work, at the rule that a finding is about', async () => {
    const { address, home, app } = await startTestDashboard()
    await app.library.selection.set(await addGeneration(home, 'g', ['one']))
    const page = await openPage(address)
    await page.getByRole('button', { name: 'Make CSV' }).click()
    const opens = page.waitForEvent('popup')
    await page.locator('#dialog .warnings a').first().click()
    const guide = await opens
    await guide.locator('#rule-pixel-count:target').waitFor()
    const top = async () => (await guide.locator('#rule-pixel-count').boundingBox())?.y
    await expect.poll(top).toBeLessThan(300)
    expect(await top()).toBeGreaterThanOrEqual(0)
    expect(await page.locator('#dialog .warnings').isVisible()).toBe(true)
  }, 120_000)

  it('finds sections while one types', async () => {
    const { address } = await startTestDashboard()
    const page = await openPage(`${address}/guide`)
    await page.getByRole('searchbox').pressSequentially('watermark')
    await page.locator('.guide-found').waitFor()
    await page.locator('#rule-quality-watermark').waitFor()
    await expect.poll(() => page.locator('#rule-title-length').count()).toBe(0)
    await page.getByRole('link', { name: 'Show the whole guide' }).click()
    await page.locator('#rule-title-length').waitFor()
  }, 120_000)

  it.each([
    ['light', 'en-US'],
    ['dark', 'ko-KR'],
  ] as const)(
    'has nothing serious for axe in the %s theme, in %s',
    async (colorScheme, locale) => {
      const { address } = await startTestDashboard()
      const page = await openPage(`${address}/guide#rule-similar`, { colorScheme, locale })
      await page.locator('#rule-similar:target').waitFor()
      expect(await seriousFaults(page)).toEqual([])
    },
    120_000,
  )
})
