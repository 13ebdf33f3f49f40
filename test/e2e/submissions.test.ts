import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { startTestDashboard } from '../support/dashboard.ts'
import { holdLedger } from '../support/ledger.ts'
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
    await page.locator('#dialog').getByRole('link', { name: 'Hand-off sheet' }).click()
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
  }, 240_000)

  it('shows every tab how far the CSV is, also after a reload, and lets any of them cancel it', async () => {
    const { address, home, app } = await startTestDashboard()
    const names = Array.from({ length: 16 }, (_, n) => `picture_${n}`)
    await app.library.selection.set(await addUpscaled(home, 'g', names))
    const page = await openPage(address)
    const other = await page.context().newPage()
    await other.goto(`${address}/submissions`)
    const told = await watchStatus(page)

    const release = await holdLedger(app)
    await page.getByRole('button', { name: 'Make CSV' }).click()
    await page.getByText('Making the CSV: 0 of 16 named').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await other.getByText('Making the CSV: 0 of 16 named').waitFor()
    await other.reload()
    await other.getByText('Making the CSV: 0 of 16 named').waitFor()
    await other.getByRole('button', { name: 'Cancel the CSV' }).click()
    await page.getByText('Cancelling the CSV…').waitFor()
    await release()
    await page.getByText('Cancelled: no CSV was written').waitFor()
    await expect.poll(() => page.locator('.making-row').count()).toBe(0)
    expect(await app.delivery.ledger.all()).toEqual([])

    await page.getByRole('button', { name: 'Make CSV' }).click()
    await page.getByText(/^Making the CSV: \d+ of 16/).waitFor() // whichever phase is met
    await page
      .getByRole('heading', { name: 'submission.csv is written: 16 pictures' })
      .waitFor({ timeout: 120_000 })
    await other.getByText('submission.csv is written: 16 pictures').waitFor()
    await expect
      .poll(told)
      .toEqual([
        'The CSV for Adobe Stock is being made.',
        'Making the CSV was cancelled.',
        'The CSV for Adobe Stock is being made.',
        'submission.csv is written: 16 pictures Hand-off sheet',
      ])

    const releaseAgain = await holdLedger(app)
    const dialog = page.locator('#dialog')
    await page.getByText('Other agencies and options').click()
    await page.getByRole('button', { name: 'Make it' }).click()
    await dialog.getByText('Making the CSV: 0 of 16 named').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel the CSV' }).click()
    await releaseAgain()
    await page.getByText('Cancelled: no CSV was written').waitFor()
    await expect.poll(() => dialog.locator('.making-row').count()).toBe(0)
  }, 240_000)

  it('shows what another tab marks, and keeps what is ticked and typed here', async () => {
    const { address, home, api } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['harbour', 'lake'])
    await api('POST', '/api/submissions', { images, embed: false })
    const page = await openPage(`${address}/submissions`)
    const row = (name: string) => page.locator('tbody tr', { hasText: name })
    await row('harbour.jpg').getByRole('checkbox').check()
    await page.locator('.ledger-form [name="reason"]').fill('Noise')
    const [lake] = (await api('GET', '/api/ledger?q=lake')).body.entries
    await api('POST', '/api/ledger', { entries: [lake.id], state: 'submitted' })
    await row('lake.jpg').locator('.state-submitted').waitFor()
    expect(await row('harbour.jpg').getByRole('checkbox').isChecked()).toBe(true)
    expect(await page.locator('.ledger-form [name="reason"]').inputValue()).toBe('Noise')
  }, 180_000)

  it.each([true, false])(
    'takes over a table from a file after showing what would change, scripts %s',
    async (javaScriptEnabled) => {
      const { address, home, app } = await startTestDashboard()
      await addUpscaled(home, 'g', ['harbour'])
      const page = await openPage(`${address}/submissions/import`, { javaScriptEnabled })
      const buffer = Buffer.from('Filename,Status\nharbour.jpg,Approved\nother.jpg,Approved\n')
      await page.locator('#import-file').setInputFiles({ name: 'export.csv', mimeType: 'text/csv', buffer })
      await page.getByRole('button', { name: 'Show what would change' }).click()
      await page.getByText('export.csv is read; this page keeps it.').waitFor()
      await page.getByText('nothing: no entry and no picture has this name').waitFor()
      expect(await app.delivery.ledger.all()).toEqual([])
      await page.getByRole('button', { name: 'Take over one row' }).click()
      await page.getByText('The import changed one entry.').waitFor()
      expect(await app.delivery.ledger.counts()).toMatchObject({ accepted: 1 })
      if (javaScriptEnabled) expect(await seriousFaults(page)).toEqual([])
      await page.getByRole('button', { name: 'Undo' }).first().click()
      await expect.poll(async () => (await app.delivery.ledger.counts()).accepted).toBe(0)
    },
    180_000,
  )
})

/** Notes what the live region of the making says from now on; returns what it has said. */
async function watchStatus(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver(() => {
      const text = document.querySelector('#making [role=status]')?.textContent?.trim() ?? ''
      if (text && text !== said.at(-1)) said.push(text)
    }).observe(document.querySelector('#making') ?? document, {
      subtree: true,
      childList: true,
      characterData: true,
    })
  })
  return () => page.evaluate(() => ('said' in window ? (window.said as string[]) : []))
}
