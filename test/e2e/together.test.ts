import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cards, chosen, namesOf, open } from '../support/culling.ts'
import { addGeneration, drawPicture } from '../support/dashboard.ts'

it('two tabs and an agent at work at the same time end with the same pictures: no ghost, none twice, no edit lost', async () => {
  const { page, app, home, address } = await open(24)
  const other = await page.context().newPage()
  await other.goto(address)
  await expect.poll(() => cards(other).count()).toBe(24)
  const folder = join(home, 'generations', 'g')

  async function agent(): Promise<void> {
    for (let n = 0; n < 12; n++) {
      await addGeneration(home, 'g', [`new_${n}`])
      const part = join(folder, `late_${n}.png.part`)
      await writeFile(part, await drawPicture(160, 160, n * 30))
      await rename(part, join(folder, `late_${n}.png`))
      await app.library.saveSidecar('g/image_24.png', { changes: { category: (n % 21) + 1 } })
    }
  }

  /** Half are thrown away in one tab, from the front; some are selected in the other, from behind. */
  async function press(tab: typeof page, key: string, times: number): Promise<void> {
    for (let n = 0; n < times; n++) await tab.keyboard.press(key)
  }

  await cards(page).first().locator('.card-picture').focus()
  await cards(other).nth(15).locator('.card-picture').focus()
  await Promise.all([
    agent(),
    press(page, 'x', 8),
    press(other, 's', 4),
    app.library.saveSidecar('g/image_24.png', { changes: { title: 'Kept' } }),
  ])

  const listed = async () => (await app.library.images({ limit: 500, without: selected() })).images
  const selected = () => new Set(ids)
  let ids: string[] = []
  await expect.poll(async () => (await app.library.trash.list()).length).toBe(8)
  await expect
    .poll(async () => {
      ids = await app.library.selection.get()
      return ids.length
    })
    .toBe(4)
  const names = (await listed()).map(({ name }) => name.replace(/\.png$/, ''))
  expect(names).toHaveLength(24 + 24 - 8 - 4)
  for (const tab of [page, other]) {
    await expect.poll(() => namesOf(cards(tab)), { timeout: 20_000 }).toEqual(names)
    expect(await tab.locator('#drafts > .card').count()).toBe(names.length)
    await expect.poll(() => chosen(tab).count()).toBe(4)
    await expect.poll(() => tab.locator('#trash .trashed').count()).toBe(8)
  }
  const { title, sidecar } = await app.library.image('g/image_24.png')
  expect([title, sidecar?.category]).toEqual(['Kept', 12])
}, 240_000)
