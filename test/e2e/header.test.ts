import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

/** The longest words that stand in the header, and one page more than there are. */
const WORDS = {
  'en-US': ['Pictures', 'Prompts', 'Check', 'Submissions', 'Jobs', 'Guide', 'Automatic'],
  'ko-KR': ['이미지', '프롬프트', '사전 점검', '제출 기록', '작업', '안내', '자동'],
}

describe.each(['en-US', 'ko-KR'] as const)('the header in %s', (locale) => {
  it.each([1024, 1440, 3840])(
    'holds every page, filter and preference side by side at %i px',
    async (width) => {
      const { address } = await startTestDashboard()
      const page = await openPage(address, { locale, viewport: { width, height: 720 } })
      await fillPages(page, WORDS[locale])

      for (const row of ['.bar-row', '.filters']) {
        const boxes = await boxesOf(
          page.locator(`${row} :is(a, button, select, summary, .segments, .search)`),
        )
        expect(boxes.filter(({ right }) => right > width)).toEqual([])
        for (const [index, box] of boxes.slice(1).entries())
          expect(box.left).toBeGreaterThanOrEqual(boxes[index]?.right ?? 0)
      }
      const bar = await page.locator('.bar').boundingBox()
      expect(bar?.height).toBeLessThan(90)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    },
    120_000,
  )

  it('lets a narrow window scroll to the last page', async () => {
    const { address } = await startTestDashboard()
    const page = await openPage(`${address}/jobs`, { locale, viewport: { width: 480, height: 720 } })
    await fillPages(page, WORDS[locale])
    await page.locator('.pages a').last().focus()
    const [last] = await boxesOf(page.locator('.pages a').last())
    const [pages] = await boxesOf(page.locator('.pages'))
    expect(last?.right).toBeLessThanOrEqual((pages?.right ?? 0) + 1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(480)
  }, 120_000)
})

it('leads back from another page to the list one came from, and from the list itself to everything', async () => {
  const { address } = await startTestDashboard()
  const page = await openPage(`${address}/?stage=raw&sort=date`)
  await page.getByRole('link', { name: 'Jobs' }).click()
  await page.waitForURL(/jobs/)
  await page.getByRole('link', { name: 'Pictures' }).click()
  await page.waitForURL(`${address}/?stage=raw&sort=date`)
  await page.getByRole('link', { name: 'Pictures' }).click()
  await page.waitForURL(`${address}/`)
}, 120_000)

/** Puts as many pages into the header as there may ever be. */
function fillPages(page: Page, words: string[]): Promise<void> {
  return page.locator('.pages').evaluate((nav, all) => {
    const links = all.map((word) =>
      Object.assign(document.createElement('a'), { href: '/', textContent: word }),
    )
    links[0]?.setAttribute('aria-current', 'page')
    nav.replaceChildren(...links)
  }, words)
}

function boxesOf(elements: Locator): Promise<{ left: number; right: number }[]> {
  return elements.evaluateAll((all) =>
    all
      .map((element) => element.getBoundingClientRect())
      .filter(({ width }) => width > 1)
      .map(({ left, right }) => ({ left: Math.round(left), right: Math.round(right) })),
  )
}
