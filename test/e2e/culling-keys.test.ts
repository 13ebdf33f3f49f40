import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { boxOf, cards, chosen, focused, marked, namesOf, open } from '../support/culling.ts'

describe('the keyboard in the drafts', () => {
  it('walks in two dimensions along the columns that there are', async () => {
    const { page } = await open(14, { viewport: { width: 1100, height: 700 } })
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focused(page)).toBe('image_01')
    const columns = await columnsOf(page)
    expect(columns).toBeGreaterThan(1)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toBe(nameAt(columns + 1))
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowUp')
    expect(await focused(page)).toBe('image_01')
    await page.keyboard.press('End')
    expect(await focused(page)).toBe('image_14')
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toBe('image_14')
    await page.keyboard.press('PageUp')
    expect(Number((await focused(page))?.slice(-2))).toBeLessThanOrEqual(14 - columns)
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Home')
    expect(await focused(page)).toBe('image_01')
    await page.setViewportSize({ width: 1600, height: 700 })
    const wider = await columnsOf(page)
    expect(wider).toBeGreaterThan(columns)
    await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toBe(nameAt(wider))
  }, 120_000)

  it('selects and throws away, goes on to the next, and at the end to the one before', async () => {
    const { page, app, ids } = await open(5)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('s')
    expect(await focused(page)).toBe('image_03')
    await page.keyboard.press('x')
    expect(await focused(page)).toBe('image_04')
    expect(await namesOf(cards(page))).toEqual(['image_01', 'image_04', 'image_05'])
    await page.getByText('Moved image_03.png to the trash.').waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('Delete')
    expect(await focused(page)).toBe('image_04')
    await expect.poll(() => app.library.selection.get()).toEqual([ids[1]])
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(2)
    await expect.poll(() => chosen(page).count()).toBe(1)
    expect(await focused(page)).toBe('image_04')
  }, 120_000)

  it('decides about all that is marked, in order, and announces it', async () => {
    const { page, app, ids } = await open(6)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('s')
    await page
      .locator('#notices[aria-live=polite]')
      .getByText('3 pictures selected, 3 in the selection.')
      .waitFor()
    expect(await app.library.selection.get()).toEqual(ids.slice(0, 3))
    expect(await focused(page)).toBe('image_04')
    expect(await marked(page)).toEqual([])
    await page.keyboard.press('s')
    await page.getByText('image_04.png selected, 4 in the selection.').waitFor()
  }, 120_000)

  it('announces in Korean, and hears letters that are written in Hangul', async () => {
    const { page, app, ids } = await open(2, { locale: 'ko-KR' })
    await page.keyboard.press('ArrowDown')
    await page.locator(':focus').evaluate((element) => {
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㄴ', code: 'KeyS', bubbles: true }))
    })
    await page.getByText('image_01.png를 선택했습니다. 선택 목록: 1개').waitFor()
    expect(await app.library.selection.get()).toEqual([ids[0]])
  }, 120_000)

  it('keeps up with a fast hand: twenty pictures, twenty keys, no ghost', async () => {
    const { page, app, ids } = await open(30)
    await page.keyboard.press('ArrowDown')
    for (let n = 0; n < 20; n++) await page.keyboard.press(n % 2 ? 'x' : 's')
    expect(await cards(page).count()).toBe(10)
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(10)
    await expect.poll(() => chosen(page).count()).toBe(10)
    expect(await app.library.selection.get()).toEqual(ids.slice(0, 20).filter((_, n) => n % 2 === 0))
    expect(await namesOf(cards(page))).toEqual(ids.slice(20).map((id) => id.slice(2, -4)))
    expect(await focused(page)).toBe('image_21')
  }, 120_000)

  it('opens with Space, comes back with Escape, and leaves the board alone meanwhile', async () => {
    const { page, app } = await open(4)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    await page.locator('#dialog').getByRole('heading', { name: 'image_01.png' }).waitFor()
    for (const key of ['i', 'm', 'Control+a', '2', 'Home']) await page.keyboard.press(key)
    expect(await marked(page)).toEqual([])
    expect(page.url()).not.toContain('stage')
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('image_01')
    expect(await cards(page).count()).toBe(4)
    expect(await app.library.trash.list()).toEqual([])
    expect(await app.library.selection.get()).toEqual([])
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toBe('image_02')
  }, 120_000)

  it('lets the Tab key stop once in every panel', async () => {
    const { page, app, ids } = await open(9)
    await app.library.selection.set(ids.slice(0, 3))
    await app.library.trash.add(ids.slice(3, 5))
    await expect.poll(() => chosen(page).count()).toBe(3)
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(2)
    await expect.poll(() => stopsOf(page, '#trash')).toBe(1)
    await expect.poll(() => stopsOf(page, '#drafts')).toBe(1)
    await expect.poll(() => stopsOf(page, '#selection')).toBe(1)
  }, 120_000)
})

describe('the keyboard on the page', () => {
  it('filters by 1 to 4 and stays in the drafts, searches by /, and leaves a field in peace', async () => {
    const { page, app } = await open(3)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('2')
    await page.waitForURL(/stage=raw/)
    await expect.poll(() => focused(page)).toBe('image_01')
    await page.keyboard.press('4')
    await page.waitForURL(/stage=upscaled/)
    await page.keyboard.press('1')
    await page.waitForURL((url) => !url.search.includes('stage'))
    await page.keyboard.press('/')
    await page.keyboard.type('sxu2?')
    expect(await page.locator('input[type=search]').inputValue()).toBe('sxu2?')
    expect(page.url()).not.toContain('stage')
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('image_01')
    expect(await app.library.trash.list()).toEqual([])
    expect(await app.library.selection.get()).toEqual([])
  }, 120_000)

  it('goes back to the picture it came from when a search that found nothing is left', async () => {
    const { page } = await open(3)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('/')
    await page.keyboard.type('nowhere')
    await expect.poll(() => cards(page).count()).toBe(0)
    await page.keyboard.press('Escape')
    await expect.poll(() => cards(page).count()).toBe(3)
    await expect.poll(() => focused(page)).toBe('image_02')
  }, 120_000)

  it('lists every key, by ? and by a button', async () => {
    const { page } = await open(1)
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keys' })
    await help.getByText('into the trash, and on to the next').first().waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => help.isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Keys' }).click()
    await help.getByText('Mark several').waitFor()
  }, 120_000)

  it('says the key of a button that the pointer or the focus is on', async () => {
    const { page } = await open(1)
    const button = page.getByRole('button', { name: 'Move image_01.png to the trash' })
    expect(await button.getAttribute('aria-keyshortcuts')).toBe('X Delete')
    await button.hover()
    expect(await button.evaluate((element) => getComputedStyle(element, '::after').content)).toBe('"X"')
  }, 120_000)
})

describe('the keyboard in the selection and the trash', () => {
  it('puts pictures in order by Alt and an arrow, and takes them out by X', async () => {
    const { page, app, ids } = await open(5)
    const [a, b, c] = ids
    await app.library.selection.set(ids.slice(0, 3))
    await expect.poll(() => chosen(page).count()).toBe(3)
    await chosen(page).nth(0).locator('a.name').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Alt+ArrowDown')
    expect(await namesOf(chosen(page))).toEqual(['image_01', 'image_03', 'image_02'])
    expect(await focused(page)).toBe('image_02')
    await page.getByText('image_02.png is number 3 of 3 now.').waitFor()
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(() => app.library.selection.get()).toEqual([b, a, c])
    await page.keyboard.press('x')
    expect(await focused(page)).toBe('image_01')
    await page.getByText('Took image_02.png out of the selection; 2 left.').waitFor()
    expect(await app.library.selection.get()).toEqual([a, c])
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await expect.poll(() => app.library.selection.get()).toEqual([])
    await expect.poll(() => cards(page).count()).toBe(5)
  }, 120_000)

  it('restores from the trash by R and by Enter', async () => {
    const { page, app, ids } = await open(4)
    await app.library.trash.add(ids.slice(0, 2))
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(2)
    await page.locator('#trash button').first().focus()
    await page.keyboard.press('r')
    await page.keyboard.press('Enter')
    await expect.poll(() => cards(page).count()).toBe(4)
    expect(await app.library.trash.list()).toEqual([])
  }, 120_000)
})

function nameAt(index: number): string {
  return `image_${String(index + 1).padStart(2, '0')}`
}

/** Counts the columns by where the cards are. */
async function columnsOf(page: Page): Promise<number> {
  const first = await boxOf(cards(page).nth(0))
  let count = 1
  while ((await boxOf(cards(page).nth(count))).y === first.y) count++
  return count
}

/** Counts the pictures of a list at which the Tab key stops. */
function stopsOf(page: Page, list: string): Promise<number> {
  return page.locator(`${list} li:has([tabindex="0"])`).count()
}
