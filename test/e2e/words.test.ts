import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

async function openPicture(options: Parameters<typeof openPage>[1] = {}) {
  const dashboard = await startTestDashboard()
  const images = await addGeneration(dashboard.home, 'g', ['one', 'two'])
  const file = join(dashboard.home, 'generations', 'g', 'one.json')
  const sidecar = {
    prompt: 'Red fox in a snowy forest at dawn, mist',
    title: 'Vespa, behind a fox in the style of Monet',
    keywords: ['fox', 'Nikon'],
    is_ai_generated: true,
  }
  await writeFile(file, JSON.stringify(sidecar))
  await dashboard.app.library.selection.set(images)
  const page = await openPage(`${dashboard.address}/images/g/one.png`, options)
  return {
    ...dashboard,
    page,
    read: async () => JSON.parse(await readFile(file, 'utf8')),
    text: () => readFile(file, 'utf8'),
    /** Writes the sidecar as an agent does. */
    write: (fields: object) => writeFile(file, JSON.stringify(fields)),
  }
}

it('mends with one click, takes suggestions, and records an override with its reason', async () => {
  const { page, read } = await openPicture()
  const title = page.getByLabel('Title')
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Drop "in the style of"' }).click()
  await expect.poll(() => title.inputValue()).toBe('Vespa, behind a fox')
  await page.getByRole('button', { name: 'Drop the commas' }).click()
  await expect.poll(async () => (await read()).title).toBe('Vespa behind a fox')
  await page.getByRole('button', { name: 'Remove "Nikon"' }).click()
  await expect.poll(async () => (await read()).keywords).toEqual(['fox'])

  const brand = page.locator('.finding[data-rule="rights-brand"]')
  await brand.getByText('Override…').click()
  await brand.getByLabel('Why does the rule not hold').fill('We hold a licence')
  await brand.getByLabel('Why does the rule not hold').press('Enter')
  await page.getByText('We hold a licence').waitFor()
  expect((await read()).overrides['rights-brand']).toMatchObject({
    reason: 'We hold a licence',
    text: 'Vespa',
  })

  const words = page.locator('[data-words="category"]')
  await words.getByText('Suggest').click()
  await words.getByText(/% sure, because of: /).waitFor()
  await words.getByRole('button', { name: 'Use this' }).click()
  await expect.poll(async () => (await read()).category).toBe(1)
  expect((await read()).overrides['rights-brand'].reason).toBe('We hold a licence')

  await page.getByRole('button', { name: 'Withdraw' }).click()
  await expect.poll(async () => (await read()).overrides).toBeUndefined()
  await page.getByText('Override…').first().waitFor()
}, 180_000)

it('keeps an override that is being written when the words around it change', async () => {
  const { page, read, write } = await openPicture()
  const brand = page.locator('.finding[data-rule="rights-brand"]')
  const reason = brand.getByLabel('Why does the rule not hold')
  await brand.getByText('Override…').click()
  await reason.fill('We hold')
  await write({ ...(await read()), title: 'Vespa behind a fox in the style of Monet' })
  await page.getByRole('button', { name: 'Drop the commas' }).waitFor({ state: 'detached' })
  await page.keyboard.type(' a licence')
  expect(await reason.inputValue()).toBe('We hold a licence')
  await reason.press('Enter')
  await page.getByText('We hold a licence').waitFor()
  expect((await read()).overrides['rights-brand'].reason).toBe('We hold a licence')
}, 180_000)

it('fills in what is missing for a selection, after a preview, and takes it back', async () => {
  const { page, address, read, text } = await openPicture()
  const before = await text()
  await page.goto(address)
  await page.getByRole('button', { name: 'Edit details' }).click()
  await page.getByLabel('Suggestions').selectOption({ label: 'Fill in what is missing' })
  await page.locator('.bulk-table ins', { hasText: '1 · Animals' }).waitFor()
  expect(await text()).toBe(before)
  await page.getByRole('button', { name: 'Apply to one' }).click()
  await page.getByText('Changed the details of one picture.').waitFor()
  expect(await read()).toMatchObject({ title: 'Vespa, behind a fox in the style of Monet', category: 1 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(text).toBe(before)
}, 180_000)

it('works by plain forms where scripts are off', async () => {
  const { page, read } = await openPicture({ javaScriptEnabled: false })
  await page.getByRole('button', { name: 'Drop "in the style of"' }).click()
  await expect.poll(async () => (await read()).title).toBe('Vespa, behind a fox')
  await page.getByRole('button', { name: 'Drop "in the style of"' }).waitFor({ state: 'detached' })
  const brand = page.locator('.finding[data-rule="rights-brand"]')
  await brand.getByText('Override…').click()
  await brand.getByLabel('Why does the rule not hold').fill('We hold a licence')
  await brand.getByRole('button', { name: 'Record the override' }).click()
  await page.getByText('We hold a licence').waitFor()
  expect((await read()).overrides['rights-brand'].text).toBe('Vespa')
}, 180_000)
