import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import {
  addGeneration,
  type Dashboard,
  drawPicture,
  jobEnd,
  startTestDashboard,
} from '../support/dashboard.ts'
import { carry, openPage } from '../support/page.ts'

/** A dashboard with pictures, one of them none, and jobs that wait for as many of them as are named. */
async function withWaiting(sizes: number[]): Promise<Dashboard & { images: string[]; jobs: string[] }> {
  const dashboard = await startTestDashboard({ device: 'cpu' })
  const { app, home } = dashboard
  const images = await addGeneration(home, 'g', ['one', 'two', 'three'])
  await app.jobs.pause('*')
  const jobs: string[] = []
  for (const size of sizes) jobs.push((await app.upscale({ images: images.slice(0, size), open: false })).id)
  return { ...dashboard, images, jobs }
}

describe('the page of the jobs, in a real browser', () => {
  it('pauses, puts in order by button and by mouse, cancels, goes on, and shows how it ends by itself', async () => {
    const { address, app, jobs } = await withWaiting([1, 2, 3])
    const [a = '', b = '', c = ''] = jobs
    const page = await openPage(`${address}/jobs`)
    const shown = () => page.locator('.job-row').evaluateAll((rows) => rows.map((row) => row.id.slice(4)))
    await page.getByRole('button', { name: 'Move 3 items up' }).click()
    await expect.poll(shown).toEqual([a, c, b])
    await carry(page, page.locator(`#job-${b} .grip`), page.locator(`#job-${a} .grip`))
    await expect.poll(shown).toEqual([b, a, c])
    const queued = async () => (await app.jobs.list({ status: 'queued' })).jobs.map(({ id }) => id)
    await expect.poll(queued).toEqual([b, a, c]) // the page shows at once what was carried
    await page.getByRole('button', { name: 'Make 3 items more urgent' }).click()
    await expect.poll(shown).toEqual([c, b, a])
    await page.locator(`#job-${c}`).getByText('urgent').waitFor()
    await page.getByRole('button', { name: 'Cancel 3 items' }).click()
    await page.locator(`#job-${c} .look-cancelled`).waitFor()
    await page.getByRole('button', { name: 'Go on with everything' }).click()
    await page.locator(`#job-${a} .look-completed`).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Retry 3 items' }).click()
    await page.locator(`#job-${c} .look-completed`).waitFor({ timeout: 60_000 })
    await page.locator('.plot-enlarge').first().waitFor()
    await page.getByText('Upscale: completed, 2 done').first().waitFor()
  }, 300_000)

  it('does what was pressed, also when the queue changes while the button is down', async () => {
    const { address, app, jobs } = await withWaiting([1, 2])
    const [a = '', b = ''] = jobs
    const page = await openPage(`${address}/jobs`)
    const cancel = await page.getByRole('button', { name: 'Cancel 2 items' }).boundingBox()
    await page.mouse.move((cancel?.x ?? 0) + 5, (cancel?.y ?? 0) + 5)
    await page.mouse.down()
    const renewed = page.waitForResponse(async (response) => {
      const text = response.url().endsWith('/parts/jobs') ? await response.text() : ''
      return text.indexOf(`job-${b}`) < text.indexOf(`job-${a}`)
    })
    await app.jobs.move(b, a)
    await renewed
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))
    await page.mouse.up()
    await page.locator(`#job-${b} .look-cancelled`).waitFor()
    expect((await app.jobs.get(a)).status).toBe('queued')
  }, 180_000)

  it('keeps its filters in the address, and drills down to an item, its reason and its picture', async () => {
    const { address, api, app, home, ...dashboard } = await withWaiting([])
    await writeFile(join(home, 'generations', 'g', 'text.png'), 'no pixels')
    await app.jobs.resume('*')
    const { id } = await app.upscale({ images: ['g/one.png', 'g/text.png'], open: false })
    await jobEnd({ address, api, app, home, ...dashboard }, id)
    const page = await openPage(`${address}/jobs`)
    await page.locator('#tab-completed_with_errors').click()
    await page.locator('#job-kind').selectOption('upscale')
    await page.waitForURL(`${address}/jobs?status=completed_with_errors&kind=upscale`)
    await page.getByRole('searchbox').fill('text.png')
    await page.keyboard.press('Enter')
    await page.waitForURL(/&q=text\.png/)
    await page.reload()
    expect(await page.getByRole('searchbox').inputValue()).toBe('text.png')
    await page.locator(`#job-${id} .look-partly`).waitFor()
    await page.getByRole('link', { name: 'Upscale', exact: true }).click()
    await page.locator('#item-tab-failed').click()
    await page.waitForURL(/\?status=failed/)
    await page.getByText('The file holds text, not a picture').first().waitFor()
    await page.getByText('Log excerpt').click()
    await page.locator('.excerpt', { hasText: 'text.png: failed' }).waitFor()
    await page.locator('#item-tab-done').click()
    await page.locator('.item', { hasText: 'enlarge' }).getByRole('link', { name: 'one.jpg' }).click()
    await page.getByRole('dialog').getByText('3840 × 2160').first().waitFor()
  }, 240_000)

  it('shows the next runs while a schedule is written, and keeps it', async () => {
    const { address, app } = await withWaiting([])
    const page = await openPage(`${address}/jobs`)
    const schedule = page.locator('#schedule-check-library')
    await schedule.locator('#cron-check-library').fill('0 5 * * 1')
    await schedule.getByText(/Every Monday at 05:00/).waitFor()
    await schedule.locator('#cron-check-library').fill('soon')
    await schedule.getByText('This is no cron expression').waitFor()
    // News of the jobs brings the whole page anew, which knows only the schedule that was saved.
    const renewed = page.waitForResponse((response) => response.url().endsWith('/parts/jobs'))
    await app.jobs.pause('check')
    await renewed
    await page
      .getByRole('button', { name: /Go on with/ })
      .first()
      .waitFor()
    expect(await schedule.locator('#cron-check-library').inputValue()).toBe('soon')
    expect(await schedule.getByText('This is no cron expression').isVisible()).toBe(true)
    await schedule.locator('#cron-check-library').fill('0 5 * * 1')
    await schedule.getByText(/Every Monday at 05:00/).waitFor()
    await schedule.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The schedule is saved.').waitFor()
    await schedule.getByRole('switch', { name: 'by the clock' }).click()
    await schedule.getByText('Next:').waitFor()
    expect(await app.jobs.schedules.list()).toMatchObject([
      { id: 'check-library', cron: '0 5 * * 1', enabled: true },
      {},
    ])
    await schedule.getByRole('button', { name: 'Run now' }).click()
    await schedule.getByText('a job was added').waitFor()
  }, 180_000)

  it('works by plain forms and links without scripts', async () => {
    const { address, app, jobs } = await withWaiting([1, 2])
    const [a = '', b = ''] = jobs
    const page = await openPage(address, { javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Jobs' }).click()
    await page.getByRole('button', { name: 'Move 2 items up' }).click()
    await expect.poll(() => page.locator('.job-row').first().getAttribute('id')).toBe(`job-${b}`)
    await page.getByRole('button', { name: 'Cancel one item' }).click()
    await page.locator(`#job-${a} .look-cancelled`).waitFor()
    await page.locator('#tab-queued').click()
    await page.waitForURL(/status=queued/)
    await page.getByLabel('Kind').selectOption('check')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('No job matches.').waitFor()
    await page.goto(`${address}/jobs`)
    await page.getByRole('button', { name: 'Go on with everything' }).click()
    await expect.poll(() => app.jobs.paused()).toEqual([])
  }, 180_000)

  it.each(['light', 'dark'] as const)(
    'is readable for everybody in the %s theme',
    async (colorScheme) => {
      const { address, api, app, home, ...dashboard } = await withWaiting([1])
      await app.jobs.resume('*')
      await jobEnd({ address, api, app, home, ...dashboard }, dashboard.jobs[0] ?? '')
      await app.jobs.pause('upscale')
      await app.upscale({ images: dashboard.images, open: false })
      const page = await openPage(`${address}/jobs`, { colorScheme })
      await page.locator('#throughput-table summary').click()
      expect(await seriousFaults(page)).toEqual([])
      await page.goto(`${address}/jobs/${dashboard.jobs[0]}`)
      expect(await seriousFaults(page)).toEqual([])
    },
    180_000,
  )
})

describe('news', () => {
  it('reach eight tabs through one connection, without a reload or a jump, and outlive the tab that listens', async () => {
    const { address, app, home } = await withWaiting([])
    for (let n = 0; n < 40; n++)
      await writeFile(join(home, 'generations', 'g', `more_${n}.png`), await drawPicture(64, 64, n))
    await app.jobs.resume('*')
    const first = await openPage(address)
    const streams = new Set<Request>()
    const context = first.context()
    context.on('request', (request) => void (isStream(request) && streams.add(request)))
    context.on('requestfailed', (request) => streams.delete(request))
    await first.reload()
    const tabs = [first]
    while (tabs.length < 8) tabs.push(await first.context().newPage())
    await Promise.all(tabs.slice(1).map((tab) => tab.goto(address)))
    const second = tabs[1] as Page
    await second.bringToFront()
    await second.locator('#drafts .card').nth(40).waitFor()
    await second.evaluate(() => Object.assign(window, { isSame: true }))
    const mark = second.locator('#drafts .card', { hasText: 'more_30.png' })
    await mark.scrollIntoViewIfNeeded()
    const before = await mark.boundingBox()
    await writeFile(join(home, 'generations', 'g', 'zzz_new.png'), await drawPicture())
    await expect.poll(() => second.locator('#drafts .card', { hasText: 'zzz_new.png' }).count()).toBe(1)
    expect(await second.evaluate(() => 'isSame' in window)).toBe(true)
    expect((await mark.boundingBox())?.y).toBe(before?.y)

    expect(streams.size).toBe(1)
    await first.close()
    await expect.poll(() => streams.size).toBe(1)
    const { id } = await app.upscale({ images: ['g/one.png'], open: false })
    await second.getByText('All done!', { exact: true }).waitFor({ timeout: 60_000 })
    const third = tabs[2] as Page
    await third.bringToFront()
    await third.goto(`${address}/jobs/${id}`)
    await third.locator('.job-head .look-completed').waitFor()
  }, 300_000)

  it('tell the strip what waits behind what is shown, and the queue goes on from there', async () => {
    const { address } = await withWaiting([1, 2])
    const page = await openPage(address)
    await page.locator('.strip-queue').getByText('one waiting').waitFor()
    await page.getByText('The queue is paused').waitFor()
    await page.locator('.strip-queue').getByRole('button', { name: 'Go on' }).click()
    await page.getByText('All done!', { exact: true }).waitFor({ timeout: 60_000 })
  }, 180_000)
})

function isStream(request: Request): boolean {
  return request.url().endsWith('/api/events')
}
