import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addGeneration, project, startTestDashboard } from '../support/dashboard.ts'
import { carry, openPage } from '../support/page.ts'

const samples = join(project, '..', 'shared', 'samples', 'generations', '2025-12-12_23-18-00')

describe('the main job, with the mouse in a real browser', () => {
  it('takes two pictures from the drafts to checked 4K JPEGs and a submission.csv', async () => {
    const { address, home } = await startTestDashboard()
    await useTinyModel(home)
    const generation = await addRealPictures(home)
    const page = await openPage(address)

    await expect.poll(() => page.locator('#drafts .card').count()).toBe(2)
    await carry(page, page.locator('#drafts .card').first(), page.locator('#selection'))
    await expect.poll(() => page.locator('#selection .selected').count()).toBe(1)
    await carry(page, page.locator('#drafts .card').first(), page.locator('#selection'))
    await expect.poll(() => page.locator('#selection .selected').count()).toBe(2)

    await page.getByRole('button', { name: 'Upscale selected' }).click()
    await page.locator('#strip progress').waitFor()
    await page.getByText('All done!', { exact: true }).waitFor({ timeout: 60_000 })
    await expect.poll(() => page.locator('#drafts .card .tag-upscaled').count()).toBe(2)

    await page.locator('#log-last').click()
    for (const step of [/\[1\/2\].*done in/, /\[2\/2\].*done in/]) {
      await page.locator('#log-lines li', { hasText: step }).waitFor()
    }

    const folder = join(home, 'generations', generation, 'upscaled')
    const pictures = (await readdir(folder)).filter((name) => name.endsWith('.jpg'))
    expect(pictures).toHaveLength(2)
    for (const name of pictures) {
      expect(name.length).toBeLessThanOrEqual(30)
      expect(await sharp(join(folder, name)).metadata()).toMatchObject({
        width: 3840,
        height: 2160,
        format: 'jpeg',
      })
    }
    expect(await readdir(folder)).not.toContain('submission.csv')

    await page.getByRole('button', { name: 'Make CSV' }).click()
    await page.getByRole('heading', { name: 'submission.csv is written: 2 pictures' }).waitFor()
    const text = await readFile(join(folder, 'submission.csv'), 'utf8')
    expect(text.startsWith('Filename,Title,Keywords,Category,Releases\n')).toBe(true)
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows.map((row) => row.Filename).toSorted()).toEqual(pictures.toSorted())
    expect(rows.every((row) => Number(row.Category) >= 1 && Number(row.Category) <= 21)).toBe(true)
  }, 240_000)

  it('is finished in Korean, too', async () => {
    const { address, home } = await startTestDashboard()
    await useTinyModel(home)
    await addGeneration(home, 'g', ['one'])
    const page = await openPage(address, { locale: 'ko-KR' })
    await page.getByRole('button', { name: 'one.png 선택' }).click()
    await page.getByRole('button', { name: '선택 항목 업스케일' }).click()
    await page.getByText('모두 완료!', { exact: true }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'CSV 생성' }).click()
    await page.getByRole('heading', { name: 'submission.csv 저장됨: 이미지 1개' }).waitFor()
  }, 180_000)

  it('starts from nothing with a sample that is drawn on the spot', async () => {
    const { address } = await startTestDashboard({ bare: true })
    const page = await openPage(address)
    await page.getByText('No pictures yet').waitFor()
    await page.getByRole('button', { name: 'Draw a sample generation' }).click()
    await expect.poll(() => page.locator('#drafts .card').count(), { timeout: 60_000 }).toBeGreaterThan(2)
    await expect.poll(() => page.locator('#drafts .card .no').count()).toBe(0)
    await page.getByText('Built-in model, not Real-ESRGAN').waitFor()
  }, 120_000)
})

describe('culling', () => {
  it('throws a card away with the mouse, and takes it back', async () => {
    const { address, home, app } = await startTestDashboard()
    await addGeneration(home, 'g', ['one', 'two'])
    const page = await openPage(address)
    await carry(page, page.locator('#drafts .card').first(), page.locator('#trash'))
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(1)
    expect(await app.library.trash.list()).toMatchObject([{ id: 'g/one.png' }])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.locator('#drafts .card').count()).toBe(2)
    await expect.poll(() => page.locator('#trash .trashed').count()).toBe(0)
  }, 120_000)

  it('puts the selection in order with the mouse', async () => {
    const { address, home, app } = await startTestDashboard()
    const [one = '', two = '', three = ''] = await addGeneration(home, 'g', ['one', 'two', 'three'])
    await app.library.selection.set([one, two, three])
    const page = await openPage(address)
    await carry(
      page,
      page.locator('#selection .selected').nth(2),
      page.locator('#selection .selected').nth(0),
    )
    await expect.poll(() => app.library.selection.get()).toEqual([three, one, two])
    await expect
      .poll(() => page.locator('#selection .selected .name').first().textContent())
      .toBe('three.png')
  }, 120_000)

  it('puts it in order by buttons, and takes back an emptied selection', async () => {
    const { address, home, app } = await startTestDashboard()
    const [one = '', two = ''] = await addGeneration(home, 'g', ['one', 'two'])
    await app.library.selection.set([one, two])
    const page = await openPage(address)
    await page.getByRole('button', { name: 'Move two.png up' }).press('Enter')
    await expect.poll(() => app.library.selection.get()).toEqual([two, one])
    await page.getByRole('button', { name: 'Clear', exact: true }).click()
    await expect.poll(() => app.library.selection.get()).toEqual([])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => app.library.selection.get()).toEqual([two, one])
  }, 120_000)

  it('shows a picture by itself when an agent drops one', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(home, 'g', ['one'])
    const page = await openPage(address)
    await expect.poll(() => page.locator('#drafts .card').count()).toBe(1)
    await addGeneration(home, 'h', ['two'])
    await expect.poll(() => page.locator('#drafts .card').count()).toBe(2)
    await expect.poll(() => page.locator('#generations option').count()).toBe(3)
  }, 120_000)

  it('filters by stage and by words, and brings the rest as one scrolls', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(
      home,
      'g',
      Array.from({ length: 130 }, (_, n) => `picture_${n}`),
    )
    const page = await openPage(address)
    await expect.poll(() => page.locator('#drafts .card').count()).toBe(60)
    await page.locator('#more').scrollIntoViewIfNeeded()
    await expect.poll(() => page.locator('#drafts .card').count()).toBe(120)
    await page.getByRole('radio', { name: 'Upscaled' }).check()
    await page.getByText('Nothing here matches').or(page.locator('[data-hint^="Nothing here"]')).waitFor()
    await page.goto(`${address}/?q=picture_12`)
    await expect.poll(() => page.locator('#drafts .card').count()).toBe(11)
  }, 180_000)

  it('shows what happens in one tab in the other', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(home, 'g', ['one', 'two'])
    const [here, there] = [await openPage(address), await openPage(address)]
    await here.getByRole('button', { name: 'Select one.png' }).click()
    await expect.poll(() => there.locator('#selection .selected').count()).toBe(1)
    await there.getByRole('button', { name: 'Select two.png' }).click()
    await expect.poll(() => here.locator('#selection .selected').count()).toBe(2)
  }, 120_000)

  it('says so when the dashboard does not answer', async () => {
    const { address, hangUp } = await startTestDashboard()
    const page = await openPage(address)
    await hangUp()
    await page.getByText('Stockroom does not answer').waitFor()
  }, 120_000)

  it('works by plain forms where scripts are off', async () => {
    const { address, home, app } = await startTestDashboard()
    const [one] = await addGeneration(home, 'g', ['one', 'two'])
    const { openBrowser } = await import('../support/browser.ts')
    const browser = await openBrowser()
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
      await page.goto(address)
      await page.getByRole('button', { name: 'Select one.png' }).click()
      await expect.poll(() => app.library.selection.get()).toEqual([one])
      await page.getByRole('button', { name: 'Move two.png to the trash' }).click()
      await page.getByRole('button', { name: 'Restore two.png' }).click()
      await expect.poll(() => app.library.trash.list()).toEqual([])
      await page.getByRole('button', { name: 'Select two.png' }).waitFor()
      await page.getByRole('button', { name: 'Make CSV' }).click()
      await page.getByText('Nothing to submit yet').waitFor()
    } finally {
      await browser.close()
    }
  }, 120_000)
})

/** A small real network of ours, in the place of Real-ESRGAN. */
async function useTinyModel(home: string): Promise<void> {
  await mkdir(join(home, 'weights'), { recursive: true })
  await copyFile(
    join(project, 'test', 'fixtures', 'models', 'bilinear-x4.onnx'),
    join(home, 'weights', 'tiny-x4.onnx'),
  )
}

/** Real pictures of a contributor where they are at hand, else drawn ones. */
async function addRealPictures(home: string): Promise<string> {
  const generation = '2025-12-12_23-18-00'
  if (!existsSync(samples)) {
    await addGeneration(home, generation, ['harbour_in_the_morning_1765549150437', 'image_02'])
    return generation
  }
  const folder = join(home, 'generations', generation)
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(samples)) await copyFile(join(samples, name), join(folder, name))
  return generation
}
