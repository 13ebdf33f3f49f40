import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'
import { addUpscaled } from '../support/upscaled.ts'

describe('from the selection to the agency, in a real browser', () => {
  it('makes the CSV, hands off, is marked as submitted, refused, and goes out once more under another name', async () => {
    const { address, home, app } = await startTestDashboard({ weekly_uploads: 10 })
    const images = await addUpscaled(home, 'g', ['harbour', 'lake'], {
      ...{ is_ai_generated: true, is_fictional: true, asset_type: 'photo', title: 'A house by the lake' },
    })
    await app.library.selection.set(images)
    const page = await openPage(address)

    await page.getByRole('button', { name: 'Make CSV' }).click()
    await page.getByRole('heading', { name: 'submission.csv is written: 2 pictures' }).waitFor()
    await page.getByText('read back and compared').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Hand-off sheet' }).click()
    await page.getByRole('heading', { name: 'Hand-off to Adobe Stock' }).waitFor()
    await page.getByText('Created using generative AI tools').waitFor()
    expect(await page.locator('.boxes .tick').allTextContents()).toEqual(['☑', '☑'])
    expect(await seriousFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Mark as submitted' }).click()
    await page.getByText('2 entries are marked: submitted.').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Mark as submitted' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Mark as submitted' }).click()
    await expect.poll(async () => (await app.delivery.ledger.counts()).submitted).toBe(2)

    await page.getByRole('link', { name: 'Submissions', exact: true }).click()
    await page.getByText('Adobe Stock, last seven days: 2 of 10').waitFor()
    await page.getByPlaceholder('Reason or remark').fill('Quality issues')
    await page.getByRole('button', { name: 'Mark harbour.jpg: rejected' }).click()
    await page.locator('.ledger-why', { hasText: 'Quality issues' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])

    await page.goto(address)
    await page.getByRole('button', { name: 'Make CSV' }).click()
    await page.getByText('harbour-r2.jpg').first().waitFor()
    expect(await app.library.selection.get()).toEqual(['g/upscaled/harbour-r2.jpg', 'g/upscaled/lake.jpg'])

    await page.getByText('Other agencies and options').click()
    await page.getByLabel('Agency').selectOption('magnific')
    await page.getByRole('button', { name: 'Make it' }).click()
    await page
      .getByRole('heading', { name: 'The CSV for Magnific (Freepik) is written: 2 pictures' })
      .waitFor()
    const csv = await readFile(join(home, 'generations/g/upscaled/submission-magnific.csv'), 'utf8')
    expect(csv).toContain('harbour-r2.jpg;A house by the lake;')
  }, 120_000)

  it('takes over a table from a file, after showing what would change', async () => {
    const { address, home, app } = await startTestDashboard()
    await addUpscaled(home, 'g', ['harbour'])
    const page = await openPage(`${address}/submissions/import`)
    const buffer = Buffer.from('Filename,Status\nharbour.jpg,Approved\nother.jpg,Approved\n')
    await page.locator('#import-file').setInputFiles({ name: 'export.csv', mimeType: 'text/csv', buffer })
    await expect.poll(() => page.locator('#import-csv').inputValue()).toContain('harbour.jpg')
    await page.getByRole('button', { name: 'Show what would change' }).click()
    await page.getByText('nothing: no entry and no picture has this name').waitFor()
    expect(await app.delivery.ledger.all()).toEqual([])
    await page.getByRole('button', { name: 'Take over one row' }).click()
    await page.getByText('The import changed one entry.').waitFor()
    expect(await app.delivery.ledger.counts()).toMatchObject({ accepted: 1 })
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(async () => (await app.delivery.ledger.counts()).accepted).toBe(0)
  }, 90_000)
})
