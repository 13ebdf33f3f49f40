import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { cards, chosen, focused, namesOf, open } from '../support/culling.ts'
import { carry, openPage } from '../support/page.ts'

describe('undo', () => {
  it('takes back every kind of move, several steps deep, and does them again', async () => {
    const { page, app, ids } = await open(6)
    const [a = '', b = '', c = '', d = ''] = ids
    await page.keyboard.press('ArrowDown')
    for (const key of ['s', 's', 's', 'x']) await page.keyboard.press(key)
    await expect.poll(() => chosen(page).count()).toBe(3)
    await chosen(page).nth(2).locator('a.name').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.keyboard.press('x')
    await expect.poll(() => app.library.selection.get()).toEqual([a, b])
    await page.locator('.selection').getByRole('button', { name: 'Clear', exact: true }).first().click()
    await expect.poll(() => app.library.selection.get()).toEqual([])
    await page.getByRole('button', { name: 'Restore image_04.png' }).click()
    await expect.poll(() => app.library.trash.list()).toEqual([])

    const state = async () => [
      await app.library.selection.get(),
      (await app.library.trash.list()).map(({ id }) => id),
    ]
    const states = [
      [[], [d]],
      [[a, b], [d]],
      [[a, c, b], [d]],
      [[a, b, c], [d]],
      [[a, b, c], []],
      [[a, b], []],
      [[a], []],
      [[], []],
    ]
    await page.getByText('Restored g/image_04.png.').waitFor()
    for (const expected of states) {
      await page.keyboard.press('u')
      await expect.poll(state).toEqual(expected)
    }
    await page.getByText('Undone: image_01.png selected, 1 in the selection.').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('There is nothing to undo').waitFor()
    await page.keyboard.press('u')
    await page.keyboard.press('u')
    await expect.poll(() => page.locator('.notice', { hasText: 'There is nothing to undo' }).count()).toBe(1)
    for (const expected of states.slice(0, -1).toReversed()) {
      await page.keyboard.press('Control+y')
      await expect.poll(state).toEqual(expected)
    }
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(state).toEqual([[], []])
    await page.getByText('Done again: Restored g/image_04.png.').waitFor()
  }, 180_000)

  it('goes 25 steps deep, also after a reload, and brings the focus to what came back', async () => {
    const { page, app } = await open(30)
    await page.keyboard.press('ArrowDown')
    for (let n = 0; n < 25; n++) await page.keyboard.press('x')
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(25)
    await page.reload()
    await page.keyboard.press('u')
    await expect.poll(() => focused(page)).toBe('image_25')
    for (let n = 0; n < 24; n++) await page.keyboard.press('u')
    await expect.poll(() => app.library.trash.list()).toEqual([])
    await expect.poll(() => cards(page).count()).toBe(30)
  }, 180_000)

  it('is offered by a toast that names the deed, and by buttons that tell whether there is a way', async () => {
    const { page, app } = await open(3)
    const button = page.locator('#undo')
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('button', { name: 'Move image_02.png to the trash' }).click()
    const toast = page.locator('.notice', { hasText: 'Moved image_02.png to the trash.' })
    await toast.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Undone: Moved image_02.png to the trash.').waitFor()
    await expect.poll(() => cards(page).count()).toBe(3)
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    await page.locator('#redo').click()
    await expect.poll(async () => (await app.library.trash.list()).length).toBe(1)
    await button.click()
    await expect.poll(() => app.library.trash.list()).toEqual([])
  }, 120_000)

  it('undoes in one tab only what it did, and leaves the other tab its own', async () => {
    const { page, address, app, ids } = await open(4)
    const other = await openPage(address)
    await expect.poll(() => cards(other).count()).toBe(4)
    await select(page, 'image_01')
    await expect.poll(() => chosen(other).count()).toBe(1)
    await select(other, 'image_02')
    await expect.poll(() => chosen(page).count()).toBe(2)
    await page.keyboard.press('u')
    await expect.poll(() => app.library.selection.get()).toEqual([ids[1]])
    await other.keyboard.press('u')
    await expect.poll(() => app.library.selection.get()).toEqual([])
  }, 120_000)

  it('says so and harms nothing where another tab changed the same', async () => {
    const { page, address, app, ids } = await open(4)
    const [a = '', b = '', c = ''] = ids
    await app.library.selection.set([a, b, c])
    const other = await openPage(address)
    await expect.poll(() => chosen(page).count()).toBe(3)
    await page.getByRole('button', { name: 'Move image_01.png down' }).press('Enter')
    await expect.poll(() => app.library.selection.get()).toEqual([b, a, c])
    await expect.poll(async () => (await namesOf(chosen(other)))[0]).toBe('image_02')
    await other.getByRole('button', { name: 'Move image_03.png up' }).press('Enter')
    await expect.poll(() => app.library.selection.get()).toEqual([b, c, a])
    await page.keyboard.press('u')
    await page
      .getByText('Nothing was undone')
      .filter({ hasText: 'The order of the selection was changed' })
      .waitFor()
    expect(await app.library.selection.get()).toEqual([b, c, a])

    await page.getByRole('button', { name: 'Move image_04.png to the trash' }).click()
    await other.getByRole('button', { name: 'Restore image_04.png' }).click()
    await expect.poll(() => cards(page).count()).toBe(1)
    await page.keyboard.press('u')
    await page.getByText('Nothing was undone').filter({ hasText: 'in the trash' }).waitFor()
    expect(await app.library.trash.list()).toEqual([])
  }, 120_000)
})

describe('moves that still wait when the page goes away', () => {
  it.each(['/', '/guide'])(
    'are made all the same when it goes to %s',
    async (address) => {
      const { page, app, ids } = await open(9)
      await page.evaluate((next) => {
        for (const key of 'ArrowDown s s x s s x s'.split(' ')) {
          const target = document.activeElement ?? document.body
          target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
        }
        location.assign(next)
      }, address)
      const [a, b, c, d, e, f, g] = ids
      await expect.poll(() => app.library.selection.get()).toEqual([a, b, d, e, g])
      const trashed = async () => (await app.library.trash.list()).map(({ id }) => id).toSorted()
      await expect.poll(trashed).toEqual([c, f])
    },
    60_000,
  )
})

describe('a move that fails', () => {
  it('comes back with the sentence of the server', async () => {
    const { page, app } = await open(3)
    await page.route('**/api/trash', async (route) => {
      await app.library.trash.add(['g/image_02.png']) // somebody else was faster
      await route.continue()
    })
    await page.getByRole('button', { name: 'Move image_02.png to the trash' }).click()
    await page.locator('.notice-error', { hasText: 'There is no g/image_02.png.' }).waitFor()
    await expect.poll(() => namesOf(cards(page))).toEqual(['image_01', 'image_03'])
    await page.unroute('**/api/trash')

    await page.route('**/api/selection', (route) => route.fulfill({ status: 500, body: '' }))
    await cards(page).nth(0).locator('.card-picture').focus()
    await page.keyboard.press('s')
    await page.getByText('Stockroom did not answer, so nothing was changed.').waitFor()
    expect(await namesOf(cards(page))).toEqual(['image_01', 'image_03'])
  }, 120_000)

  it('comes back to where it was carried from when nobody answers', async () => {
    const { page } = await open(3)
    await page.route('**/api/selection', (route) => route.abort())
    await carry(page, cards(page).nth(0), page.locator('#selection'))
    await page.getByText('Stockroom did not answer, so nothing was changed.').waitFor()
    await expect.poll(() => namesOf(cards(page))).toEqual(['image_01', 'image_02', 'image_03'])
    expect(await page.locator('#selection li').count()).toBe(0)
  }, 120_000)
})

async function select(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Select ${name}.png` }).click()
}
