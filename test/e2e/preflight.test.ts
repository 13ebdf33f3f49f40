import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawPicture, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

const KEYWORDS =
  'disc gradient color background abstract shape circle light simple modern round warm soft pattern wallpaper texture design template banner graphic digital art bright creative minimal'

/** Four pictures of one scene, the last with a comma in its title, all of them selected. */
async function startWithScene() {
  const dashboard = await startTestDashboard()
  const folder = join(dashboard.home, 'generations', 'g')
  await mkdir(join(folder, 'upscaled'), { recursive: true })
  const titles = ['Simple disc one', 'Simple disc two', 'Simple disc three', 'Simple disc, four']
  for (const [n, title] of titles.entries()) {
    const picture = sharp(await drawPicture(640, 360, 30 + n)).resize(2880, 1620, { fit: 'fill' })
    await picture.jpeg({ quality: 92 }).toFile(join(folder, 'upscaled', `disc_${n}.jpg`))
    const sidecar = {
      title,
      keywords: [...title.replace(',', '').toLowerCase().split(' '), ...KEYWORDS.split(' ').slice(1)],
    }
    await writeFile(
      join(folder, `disc_${n}.json`),
      JSON.stringify({ ...sidecar, category: 8, is_ai_generated: true }),
    )
  }
  const images = titles.map((_, n) => `g/upscaled/disc_${n}.jpg`)
  await dashboard.api('PUT', '/api/selection', { images })
  const sidecar = async () => JSON.parse(await readFile(join(folder, 'disc_3.json'), 'utf8'))
  return { ...dashboard, images, sidecar }
}

it('checks the selection, fixes with one click, takes it back, and resolves a scene', {
  timeout: 240_000,
}, async () => {
  const { address, api, sidecar } = await startWithScene()
  const page = await openPage(address)
  await page.locator('.selection-actions').getByRole('button', { name: 'Check' }).click()
  await page.getByRole('heading', { name: 'Preflight of the selection' }).waitFor()

  await page.getByRole('button', { name: 'Drop the commas' }).click()
  await page.getByText('Fixed in one sidecar.').waitFor()
  expect((await sidecar()).title).toBe('Simple disc four')
  await page.locator('#notices').getByRole('button', { name: 'Undo' }).first().click()
  // the button may still be the one from before the fix
  await expect.poll(async () => (await sidecar()).title).toBe('Simple disc, four')
  await page.getByRole('button', { name: 'Drop the commas' }).waitFor()

  // a form that is open stays with its finding when the one above it goes
  const twice = page
    .locator('.checked', { hasText: 'disc_3.jpg' })
    .locator('.check-finding', { hasText: 'Said more than once' })
  await twice.getByText('Let pass').click()
  await twice.getByLabel('Why it may pass').fill('The shop sells it so')
  await page.getByRole('button', { name: 'Drop the commas' }).click()
  await page.getByRole('button', { name: 'Drop the commas' }).waitFor({ state: 'detached' })
  expect(await twice.getByLabel('Why it may pass').inputValue()).toBe('The shop sells it so')
  await twice.getByRole('button', { name: 'Record' }).click()
  await page.getByText('Let pass: The shop sells it so').waitFor()
  expect(Object.values((await sidecar()).overrides)).toMatchObject([{ reason: 'The shop sells it so' }])

  // the pixels fill in by themselves
  await page.getByText('All pixels were looked at.').waitFor({ timeout: 90_000 })
  await page.getByRole('heading', { name: '4 pictures of one scene' }).waitFor()
  await page.getByRole('button', { name: 'Keep the strongest, take 1 out of the selection' }).click()
  await page.getByRole('heading', { name: '4 pictures of one scene' }).waitFor({ state: 'detached' })
  expect((await api('GET', '/api/selection')).body.images).toHaveLength(3)
})
