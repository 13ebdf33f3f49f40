import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { cards, chosen, namesOf, open } from '../support/culling.ts'
import { carry } from '../support/page.ts'

describe('carrying several', () => {
  it('takes all that are marked to the selection, in order, and says how many', async () => {
    const { page, app, ids } = await open(6)
    await app.library.selection.set(ids.slice(5))
    await expect.poll(() => chosen(page).count()).toBe(1)
    await mark(page, [3, 0, 2])
    const told = await watchCounts(page)
    await carry(page, cards(page).nth(2), page.locator('#selection'))
    await expect.poll(() => chosen(page).count()).toBe(4)
    const list = await app.library.selection.get()
    expect(list.filter((id) => id !== ids[5])).toEqual([ids[0], ids[2], ids[3]])
    expect(await told()).toEqual(['3'])
    expect(await namesOf(cards(page))).toEqual(['image_02', 'image_05'])
    expect(await page.locator('#marks-drafts').isVisible()).toBe(false)
    await page.keyboard.press('u')
    await expect.poll(() => app.library.selection.get()).toEqual([ids[5]])
  }, 120_000)

  it('takes all that are marked to the trash, but one that is not marked alone', async () => {
    const { page, app } = await open(5)
    const trash = async () => (await app.library.trash.list()).map(({ name }) => name).toSorted()
    await mark(page, [0, 1])
    await carry(page, cards(page).nth(4), page.locator('#trash'))
    await expect.poll(trash).toEqual(['image_05.png'])
    await expect.poll(() => cards(page).count()).toBe(4)
    await mark(page, [0, 1])
    await carry(page, cards(page).nth(1), page.locator('#trash'))
    await expect.poll(trash).toEqual(['image_01.png', 'image_02.png', 'image_05.png'])
    await page.getByText('Moved 2 pictures to the trash.').waitFor()
  }, 120_000)

  it('takes what was thrown away back to the drafts', async () => {
    const { page, app, ids } = await open(3)
    await app.library.trash.add(ids.slice(0, 1))
    await expect.poll(() => page.locator('.trashed').count()).toBe(1)
    await carry(page, page.locator('.trashed img'), page.locator('#drafts'))
    await page.getByText('Restored g/image_01.png.').waitFor()
    await expect.poll(() => namesOf(cards(page))).toEqual(['image_01', 'image_02', 'image_03'])
    expect(await page.locator('#drafts .trashed').count()).toBe(0)
    expect(await app.library.selection.get()).toEqual([])
    await page.keyboard.press('u')
    await expect.poll(async () => (await app.library.trash.list()).length).toBe(1)
  }, 60_000)

  it('puts several of the selection elsewhere in it, and back to the drafts', async () => {
    const { page, app, ids } = await open(5)
    await app.library.selection.set(ids)
    const [a, b, c, d, e] = ids
    await expect.poll(() => chosen(page).count()).toBe(5)
    await chosen(page).nth(2).locator('img').click()
    await chosen(page)
      .nth(4)
      .locator('img')
      .click({ modifiers: ['Control'] })
    await carry(page, chosen(page).nth(4), chosen(page).nth(0))
    await expect.poll(() => app.library.selection.get()).toEqual([c, e, a, b, d])
    await page.getByText('2 pictures moved; they begin at number 1 of 5.').waitFor()
    await page.keyboard.press('u')
    await expect.poll(() => app.library.selection.get()).toEqual(ids)
    await expect.poll(async () => (await namesOf(chosen(page)))[0]).toBe('image_01')

    await chosen(page).nth(1).locator('img').click()
    await chosen(page)
      .nth(3)
      .locator('img')
      .click({ modifiers: ['Control'] })
    await carry(page, chosen(page).nth(1), page.locator('#drafts'))
    await expect.poll(() => app.library.selection.get()).toEqual([a, c, e])
    await expect.poll(() => namesOf(cards(page))).toEqual(['image_02', 'image_04'])
  }, 120_000)
})

describe('with many pictures', () => {
  it('answers a key before the next frame with 300 cards on the page', async () => {
    const { page } = await open(300)
    await page.keyboard.press('ArrowRight')
    for (let shown = 120; shown <= 300; shown += 60) {
      await page.keyboard.press('End')
      await expect.poll(() => cards(page).count()).toBe(shown)
    }
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    // In the same task as the key: what is painted next already shows it.
    const seen = await page.evaluate(() => {
      const before = document.querySelectorAll('#drafts .card:not([hidden])').length
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'x', code: 'KeyX', bubbles: true, cancelable: true }),
      )
      const after = document.querySelectorAll('#drafts .card:not([hidden])').length
      return { gone: before - after, focus: document.activeElement?.closest('li')?.dataset.id }
    })
    expect(seen).toEqual({ gone: 1, focus: 'g/image_03.png' })
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(1)
    expect(await cards(page).count()).toBe(299)
  }, 240_000)
})

/** Marks drafts by their places, and nothing else. */
async function mark(page: Page, places: number[]): Promise<void> {
  await page.keyboard.press('Escape')
  for (const place of places)
    await cards(page)
      .nth(place)
      .locator('.card-picture')
      .click({ modifiers: ['Control'] })
}

/** Notes the numbers on cards that are carried from now on, however short they are; returns what they were. */
async function watchCounts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const counts: string[] = []
    Object.assign(window, { counts })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const { carried } = target instanceof HTMLElement ? target.dataset : {}
        if (carried !== undefined) counts.push(carried)
      }
    }).observe(document.body, { subtree: true, attributeFilter: ['data-carried'] })
  })
  return () => page.evaluate(() => ('counts' in window ? (window.counts as string[]) : []))
}
