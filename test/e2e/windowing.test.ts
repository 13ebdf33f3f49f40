import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { drawPicture, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

const COUNT = 360

/** A dashboard with many tiny pictures, and a page that has fetched them all. */
async function startLarge() {
  const dashboard = await startTestDashboard()
  const folder = join(dashboard.home, 'generations', 'g')
  await mkdir(folder, { recursive: true })
  const tiny = await drawPicture(8, 8)
  for (let n = 0; n < COUNT; n++) await writeFile(join(folder, `picture_${n}.png`), tiny)
  const page = await openPage(dashboard.address)
  await expect
    .poll(
      async () => {
        await page.evaluate(() => document.querySelector('#drafts')?.scrollBy({ top: 3000 }))
        return page.evaluate(() => document.querySelectorAll('#drafts > .card').length)
      },
      { timeout: 80_000 },
    )
    .toBe(COUNT)
  return { ...dashboard, folder, page, tiny }
}

/** What is seen of the drafts, and how many of them are laid out. */
function seen(page: Page) {
  return page.evaluate(() => {
    const list = document.querySelector<HTMLElement>('#drafts')
    if (!list) throw new Error('There are no drafts.')
    const { top, bottom } = list.getBoundingClientRect()
    const cards = [...list.querySelectorAll<HTMLElement>(':scope > .card')]
    const boxes = cards.map((card) => ({ card, box: card.getBoundingClientRect() }))
    const laid = boxes.filter(({ box }) => box.height > 0)
    const inView = laid.filter(({ box }) => box.bottom > top && box.top < bottom)
    const name = ({ card }: { card: HTMLElement }) => card.querySelector('.name')?.textContent ?? ''
    return {
      laid: laid.length,
      names: inView.map(name),
      tops: inView.map(({ box }) => Math.round(box.top)),
      lefts: inView.map(({ box }) => Math.round(box.left)),
      fills:
        inView.length > 0 &&
        (inView[0]?.box.top ?? 0) <= top + 20 &&
        (inView.at(-1)?.box.bottom ?? 0) >= bottom - 20,
      focus: document.activeElement?.closest('li')?.querySelector('.name')?.textContent,
    }
  })
}

async function scrollTo(page: Page, top: number): Promise<void> {
  await page.evaluate((to) => document.querySelector('#drafts')?.scrollTo({ top: to }), top)
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))
}

/** The number in a picture's name. */
const numberOf = (name = '') => Number(/\d+/.exec(name)?.[0])

describe('drafts in their hundreds', () => {
  it('are laid out only near to what is seen, each in its place, wherever one scrolls', async () => {
    const { page } = await startLarge()
    const height = await page.evaluate(() => document.querySelector('#drafts')?.scrollHeight ?? 0)
    for (const top of [0, height / 2, height / 4, 1000, height]) {
      await scrollTo(page, top)
      await expect.poll(async () => (await seen(page)).fills).toBe(true)
      const { laid, names, tops, lefts } = await seen(page)
      expect(laid).toBeLessThan(COUNT / 2)
      const numbers = names.map(numberOf)
      const [first = -1] = numbers
      expect(numbers).toEqual(numbers.map((_, index) => first + index))
      const columns = new Set(lefts).size
      expect(first % columns).toBe(0)
      expect(new Set(tops).size).toBe(Math.ceil(numbers.length / columns))
    }
    await scrollTo(page, 0)
    await expect.poll(async () => (await seen(page)).names[0]).toBe('picture_0.png')
    await page.setViewportSize({ width: 1100, height: 700 })
    await scrollTo(page, 4000)
    await expect.poll(async () => (await seen(page)).fills).toBe(true)
    const { names, lefts } = await seen(page)
    expect(numberOf(names[0]) % new Set(lefts).size).toBe(0)
  }, 240_000)

  it('keep focus, marks and order over what is far away', async () => {
    const { page, app } = await startLarge()
    await scrollTo(page, 0)
    await page.locator('#drafts > .card .name').first().click()
    await page.keyboard.press('End')
    await expect.poll(async () => (await seen(page)).focus).toBe(`picture_${COUNT - 1}.png`)
    await expect.poll(async () => (await seen(page)).names).toContain(`picture_${COUNT - 1}.png`)
    await page.keyboard.press('Home')
    await expect.poll(async () => (await seen(page)).names[0]).toBe('picture_0.png')
    expect((await seen(page)).focus).toBe('picture_0.png')

    await scrollTo(page, 6000) // the focus is left behind, and the keys go on from there
    expect((await seen(page)).focus).toBe('picture_0.png')
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await seen(page)).names[0]).toBe('picture_0.png')
    expect((await seen(page)).focus).toBe('picture_1.png')

    await page.locator('#drafts > .card .name').first().click()
    await scrollTo(page, 1e6)
    await page
      .locator('#drafts > .card .name', { hasText: `picture_${COUNT - 1}.png` })
      .click({ modifiers: ['Shift'] })
    await expect.poll(() => page.locator('#marks-drafts [data-marked]').textContent()).toBe(String(COUNT))
    await page.keyboard.press('s')
    await expect.poll(async () => (await app.library.selection.get()).length).toBe(COUNT)
    const chosen = await app.library.selection.get()
    expect(chosen).toEqual(Array.from({ length: COUNT }, (_, n) => `g/picture_${n}.png`))
  }, 240_000)

  it('stay where they are seen when pictures come and go above', async () => {
    const { page, folder, tiny } = await startLarge()
    await scrollTo(page, 5000)
    await expect.poll(async () => (await seen(page)).fills).toBe(true)
    const before = await seen(page)
    await writeFile(join(folder, 'picture_3b.png'), tiny)
    await expect.poll(() => page.locator('#drafts > .card', { hasText: 'picture_3b.png' }).count()).toBe(1)
    await expect.poll(async () => (await seen(page)).fills).toBe(true)
    const after = await seen(page)
    expect(after.laid).toBeLessThan(COUNT / 2)
    // one more above moves each on by one place, and the rows stay
    expect(Math.abs(numberOf(after.names[0]) - numberOf(before.names[0]))).toBeLessThanOrEqual(6)
    expect(after.tops[0]).toBeGreaterThan((before.tops[0] ?? 0) - 20)
  }, 240_000)

  it('are marked by a box that is drawn further than what is laid out', async () => {
    const { page } = await startLarge()
    await scrollTo(page, 0)
    const list = await page.locator('#drafts').boundingBox()
    if (!list) throw new Error('There are no drafts.')
    await page.mouse.move(list.x + 3, list.y + 3)
    await page.mouse.down()
    await page.mouse.move(list.x + list.width - 60, list.y + list.height - 2, { steps: 5 })
    await expect
      .poll(() => page.evaluate(() => document.querySelector('#drafts')?.scrollTop ?? 0), { timeout: 90_000 })
      .toBeGreaterThan(4500)
    await page.mouse.up()
    const marked = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('#drafts > .card:has(.mark-box:checked)')].map(
        ({ dataset }) => dataset.id ?? '',
      ),
    )
    const numbers = marked.map((id) => Number(/_(\d+)/.exec(id)?.[1]))
    expect(numbers.length).toBeGreaterThan(60)
    expect(numbers).toEqual(numbers.map((_, index) => index))
  }, 240_000)
})
