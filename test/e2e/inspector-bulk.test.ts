import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

async function openBulk(options: Parameters<typeof openPage>[1] = {}) {
  const dashboard = await startTestDashboard()
  const images = await addGeneration(dashboard.home, 'g', ['one', 'two', 'three'])
  await dashboard.app.library.selection.set(images)
  const file = (name: string) => join(dashboard.home, 'generations', 'g', `${name}.json`)
  const page = await openPage(dashboard.address, options)
  return { ...dashboard, page, file, text: (name: string) => readFile(file(name), 'utf8') }
}

it('shows what changes while it is asked for, applies it, and takes it back in one step', async () => {
  const { page, text } = await openBulk()
  const before = await text('two')
  await page.getByRole('button', { name: 'Edit details' }).click()
  await page.getByRole('heading', { name: 'Edit details of 3 pictures' }).waitFor()
  await page.getByLabel('Add keywords').fill('snow, ice')
  await page.getByLabel('Remove keywords').fill('Shape')
  await page.getByLabel('Replace keyword').fill('colour')
  await page.getByLabel('with', { exact: true }).fill('color')
  await page.getByLabel('Category').selectOption({ label: '7 · Food' })
  await page.locator('.bulk-table ins', { hasText: '7 · Food' }).first().waitFor()
  expect(await page.locator('.bulk-table del', { hasText: 'shape' }).count()).toBe(3)
  expect(await page.locator('.bulk-table ins', { hasText: 'color' }).count()).toBe(3)
  expect(await text('two')).toBe(before)

  await page.getByRole('button', { name: 'Apply to 3' }).click()
  await page.getByText('Changed the details of 3 pictures.').waitFor()
  await page.locator('#bulk').waitFor({ state: 'detached' })
  expect(JSON.parse(await text('two'))).toMatchObject({
    keywords: ['disc', 'gradient', 'color', 'background', 'abstract', 'snow', 'ice'],
    category: 7,
  })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => text('two')).toBe(before)
}, 120_000)

it('names what could not be changed, and leaves alone what was changed since', async () => {
  const { page, text, file } = await openBulk()
  await writeFile(file('two'), 'half {')
  await page.getByRole('button', { name: 'Edit details' }).click()
  await page.getByLabel('Add keywords').fill('snow')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.locator('#bulk-preview .issue', { hasText: 'two.png' }).waitFor()
  await page.getByRole('button', { name: 'Apply to 2' }).click()
  await page.getByText('One picture could not be changed').waitFor()
  await page.locator('.warnings li', { hasText: 'two.png' }).waitFor()
  await writeFile(file('one'), '{"title":"agent"}')
  await page.locator('#dialog').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => JSON.parse(await text('three')).keywords).not.toContain('snow')
  await page.getByText('One was changed since and was left: g/one.json').waitFor()
  expect(await text('one')).toBe('{"title":"agent"}')
}, 120_000)

it('works by plain forms where scripts are off', async () => {
  const { page, text } = await openBulk({ javaScriptEnabled: false })
  const before = await text('one')
  await page.getByRole('button', { name: 'Edit details' }).click()
  await page.getByLabel('Add keywords').fill('snow')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect.poll(() => page.locator('.bulk-table ins').allTextContents()).toEqual(['snow', 'snow', 'snow'])
  await page.getByRole('button', { name: 'Apply to 3' }).click()
  await page.getByText('Changed the details of 3 pictures.').waitFor()
  expect(JSON.parse(await text('one')).keywords).toContain('snow')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => text('one')).toBe(before)
}, 120_000)
