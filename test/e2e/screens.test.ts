import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { boxOf, cards, chosen, namesOf, open } from '../support/culling.ts'

const TABLET = { hasTouch: true, isMobile: true, viewport: { width: 1180, height: 820 } }
const PAGES = ['/', '/jobs', '/guide', '/images/g/image_01.png', '/compare?a=g/image_01.png&b=g/image_02.png']

describe('on a touch screen', () => {
  it('a finger that rests on a card carries it into the selection, and another to the trash', async () => {
    const { page } = await open(4, TABLET)
    await carryByFinger(page, cards(page).nth(1), page.locator('#selection'))
    await expect.poll(() => namesOf(chosen(page))).toEqual(['image_02'])
    await carryByFinger(page, cards(page).first(), page.locator('#trash'))
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(1)
    expect(await namesOf(cards(page))).toEqual(['image_03', 'image_04'])
  }, 120_000)

  it('every control can be seen without a pointer over it, and is large enough for a finger', async () => {
    const { page, address, app, ids } = await open(3, TABLET)
    await app.library.selection.set(ids.slice(2))
    for (const path of PAGES) {
      await page.goto(address + path)
      await page.locator('button:visible').first().waitFor()
      expect(await poorTargets(page), path).toEqual([])
    }
  }, 180_000)
})

describe('on a screen of 3840 x 2160', () => {
  it('no page is wider than the window, and the pictures take the room there is', async () => {
    const { page, address } = await open(30, { viewport: { width: 3840, height: 2160 } })
    const grid = await boxOf(page.locator('#drafts'))
    const card = await boxOf(cards(page).first())
    expect(Math.floor(grid.width / card.width)).toBeGreaterThanOrEqual(9)
    expect(card.width).toBeGreaterThanOrEqual(240)
    for (const path of PAGES) {
      await page.goto(address + path)
      await page.locator('main').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(3840)
    }
  }, 180_000)
})

/** Rests a finger on one thing and moves it to another, by the events of the touch screen itself. */
async function carryByFinger(page: Page, from: Locator, to: Locator): Promise<void> {
  const screen = await page.context().newCDPSession(page)
  const [start, end] = [await boxOf(from), await boxOf(to)]
  const at = (box: typeof start) => ({ x: box.x + box.width / 2, y: box.y + Math.min(box.height / 3, 90) })
  const [a, b] = [at(start), at(end)]
  await screen.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [a] })
  await from.and(page.locator('.sortable-chosen')).waitFor()
  for (let step = 1; step <= 20; step++) {
    const share = Math.min(1, step / 15)
    const point = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share + (step % 2) }
    await screen.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] })
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)))
  }
  await screen.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

/** Returns the controls that are smaller than 24 pixels or cannot be seen; links in a text are as high as it. */
function poorTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, select, summary, .button, .mark, .card-open',
    )
    return [...controls].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect()
      const isThere = control.checkVisibility({ visibilityProperty: true }) && width > 1
      if (!isThere || control.closest('[aria-hidden="true"] .off')) return []
      const isSeen = control.checkVisibility({ opacityProperty: true })
      return isSeen && width >= 24 && height >= 24
        ? []
        : [`${control.outerHTML.slice(0, 120)} ${width}x${height}`]
    })
  })
}
