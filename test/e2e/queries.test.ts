import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { addGeneration, drawPicture, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

/** Keywords that leave nothing to be said about them: neither few nor many, each once, all singular. */
const KEYWORDS = (
  'winter forest night moon snow tree river mountain cloud leaf stone grass meadow autumn spring summer ' +
  'animal wildlife nature landscape mist frost pine branch dawn twig'
).split(' ')

/** Four pictures: two without a sidecar, one upscaled and submitted, one that is no picture; two have no findings. */
async function startFilled() {
  const dashboard = await startTestDashboard()
  const { home } = dashboard
  const folder = join(home, 'generations', 'g')
  await addGeneration(home, 'g', ['fox_2', 'fox_10', 'owl'])
  for (const [name, animal] of [
    ['fox_2', 'fox'],
    ['owl', 'owl'],
  ] as const) {
    const sidecar = {
      ...{
        filename: `${name}.png`,
        title: `A ${animal} in a winter forest`,
        keywords: [animal, ...KEYWORDS],
      },
      ...{ category: '1', category_name: 'Animals', is_ai_generated: true, is_fictional: true },
    }
    await writeFile(join(folder, `${name}.json`), JSON.stringify(sidecar))
  }
  await rm(join(folder, 'fox_10.json'))
  await writeFile(join(folder, 'text.png'), 'no picture')
  await mkdir(join(folder, 'upscaled'))
  await writeFile(join(folder, 'upscaled', 'fox_2.jpg'), await drawPicture())
  await writeFile(join(folder, 'upscaled', 'submission.csv'), 'Filename,Title\nfox_2.jpg,A fox\n')
  return dashboard
}

const cards = (page: Page) => page.locator('#drafts > .card > .name').allTextContents()
const filters = (page: Page) => page.locator('#narrow summary')

describe('filters, search and sort', () => {
  it('go into the address without a reload, and come back with back, forward, reload and a bookmark', async () => {
    const { address } = await startFilled()
    const page = await openPage(address)
    await page.evaluate(() => document.body.setAttribute('data-same', ''))
    await filters(page).click()
    await page.getByRole('checkbox', { name: 'Not yet submitted' }).check()
    await expect.poll(() => cards(page)).toEqual(['fox_10.png', 'owl.png', 'text.png'])
    await page.getByRole('checkbox', { name: 'Has findings' }).check()
    await expect.poll(() => cards(page)).toEqual(['fox_10.png', 'text.png'])
    await page.getByLabel('Sort by').selectOption('Name')
    await expect.poll(() => new URL(page.url()).search).toBe('?only=findings&only=not_submitted&sort=name')

    await page.goBack()
    await page.goBack()
    await expect.poll(() => cards(page)).toEqual(['fox_10.png', 'owl.png', 'text.png'])
    const isChecked = () => page.getByRole('checkbox', { name: 'Has findings' }).isChecked()
    await expect.poll(isChecked).toBe(false)
    await expect.poll(() => page.getByLabel('Sort by').inputValue()).toBe('generation')
    await page.goForward()
    await expect.poll(() => cards(page)).toEqual(['fox_10.png', 'text.png'])
    await expect.poll(isChecked).toBe(true)
    expect(await page.locator('body[data-same]').count()).toBe(1)

    await page.reload()
    expect(await cards(page)).toEqual(['fox_10.png', 'text.png'])
    const bookmark = await openPage(page.url())
    expect(await cards(bookmark)).toEqual(['fox_10.png', 'text.png'])
    expect(await filters(bookmark).textContent()).toMatch(/Filters\s+2/)
    await bookmark.getByRole('link', { name: 'Remove the filter: Not yet submitted' }).click()
    await expect.poll(() => new URL(bookmark.url()).search).toBe('?only=findings')
    await expect.poll(() => bookmark.locator('.chip').count()).toBe(1)
  }, 180_000)

  it('are combined with generation and stage, and say how many each would leave', async () => {
    const { address, home } = await startFilled()
    await addGeneration(home, 'h', ['fox_9'])
    const page = await openPage(address)
    await page.locator('#generations').selectOption('g')
    await page.getByLabel('Raw').check()
    await page.getByRole('searchbox').fill('fox')
    await expect.poll(() => cards(page)).toEqual(['fox_2.png', 'fox_10.png'])
    await filters(page).click()
    const left = (id: string) => page.locator(`#count-${id}`).textContent()
    for (const id of ['not_upscaled', 'no_sidecar', 'findings', 'not_submitted'])
      await expect.poll(() => left(id)).toBe('1')
    await page.getByRole('checkbox', { name: 'Not yet submitted' }).check()
    await expect.poll(() => cards(page)).toEqual(['fox_10.png'])
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      ...{ generation: 'g', stage: 'raw', q: 'fox', only: 'not_submitted' },
    })
    await page.keyboard.press('Escape')
    expect(await page.getByRole('checkbox', { name: 'Has findings' }).isVisible()).toBe(false)
  }, 180_000)

  it('searches while one types, with words left out and phrases, and tells how', async () => {
    const { address } = await startFilled()
    const page = await openPage(address)
    const field = page.getByRole('searchbox')
    expect(await page.locator('#search-hint').isVisible()).toBe(false)
    await field.focus()
    await page.getByText('-word leaves out').waitFor()
    await field.pressSequentially('fox -')
    await expect.poll(() => cards(page)).toHaveLength(3)
    await field.pressSequentially('upscaled -10')
    await expect.poll(() => cards(page)).toEqual(['fox_2.png', 'fox_2.jpg'])
    expect(await field.inputValue()).toBe('fox -upscaled -10')
    await field.fill('"disc called fox"')
    await expect.poll(() => cards(page)).toEqual(['fox_2.png', 'fox_2.jpg'])
    for (const odd of ['"', '-', '(((', '%', '-"', '\\']) {
      await field.fill(odd)
      await field.press('Enter')
      await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(odd)
    }
    await page.getByRole('link', { name: /Remove the search/ }).click()
    await expect.poll(() => cards(page)).toHaveLength(5)
    await expect.poll(() => field.inputValue()).toBe('')
  }, 180_000)

  it('begins each sort in its usual direction, and turns it round', async () => {
    const { address, app } = await startFilled()
    const page = await openPage(`${address}/?stage=raw&q=fox`)
    await page.getByLabel('Sort by').selectOption('File size')
    await expect
      .poll(() => page.getByLabel('Direction').locator('option:checked').textContent())
      .toBe('largest first')
    await page.getByLabel('Direction').selectOption('smallest first')
    await expect.poll(() => new URL(page.url()).searchParams.get('order')).toBe('asc')
    const bySize = await app.library.images({ limit: 9, stage: 'raw', q: 'fox', sort: 'size', order: 'asc' })
    const smallest = bySize.images.map(({ name }) => name)
    await expect.poll(() => cards(page)).toEqual(smallest)
    await page.getByLabel('Direction').selectOption('largest first')
    await expect.poll(() => cards(page)).toEqual(smallest.toReversed())
    expect(new URL(page.url()).searchParams.has('order')).toBe(false)
    await page.getByLabel('Direction').selectOption('smallest first')
    await page.getByLabel('Sort by').selectOption('Name')
    await expect.poll(() => cards(page)).toEqual(['fox_2.png', 'fox_10.png'])
    expect(new URL(page.url()).searchParams.has('order')).toBe(false)
  }, 180_000)

  it('works by plain forms where scripts are off', async () => {
    const { address } = await startFilled()
    const browser = await openBrowser()
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
      await page.goto(address)
      await filters(page).click()
      await page.getByRole('checkbox', { name: 'No sidecar' }).check()
      await page.getByRole('searchbox').fill('-text')
      await page.getByLabel('Sort by').selectOption('Name')
      await page.getByLabel('Direction').selectOption('desc')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect.poll(() => cards(page)).toEqual(['fox_10.png'])
      await page.getByRole('link', { name: 'Remove the filter: No sidecar' }).click()
      await expect.poll(() => cards(page)).toEqual(['owl.png', 'fox_10.png', 'fox_2.png', 'fox_2.jpg'])
      await page.reload()
      expect(await page.getByLabel('Sort by').inputValue()).toBe('name')
    } finally {
      await browser.close()
    }
  }, 120_000)

  it('comes back as far down as one had scrolled', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(
      home,
      'g',
      Array.from({ length: 130 }, (_, n) => `picture_${n}`),
    )
    const page = await openPage(address)
    await page.locator('#more').scrollIntoViewIfNeeded()
    await expect.poll(() => page.locator('#drafts > .card').count()).toBe(120)
    const card = page.locator('#drafts > .card', { hasText: 'picture_99.png' })
    await card.scrollIntoViewIfNeeded()
    await expect
      .poll(() =>
        page.evaluate(() => history.state?.place?.top === document.querySelector('#drafts')?.scrollTop),
      )
      .toBe(true)
    await page.getByRole('radio', { name: 'Upscaled' }).check()
    await expect.poll(() => page.locator('#drafts > .card').count()).toBe(0)
    await page.goBack()
    await expect.poll(() => isInView(page, 'picture_99.png')).toBe(true)
    await page.reload()
    await expect.poll(() => isInView(page, 'picture_99.png')).toBe(true)
  }, 180_000)
})

describe('a library of 3,000 tiny pictures', () => {
  it('answers, and changes only what is new in the page', async () => {
    const { address, home, app } = await startTestDashboard()
    const folder = join(home, 'generations', 'g')
    await mkdir(folder, { recursive: true })
    const tiny = await drawPicture(8, 8)
    for (let n = 0; n < 3000; n++) await writeFile(join(folder, `picture_${n}.png`), tiny)
    const page = await openPage(address)
    expect(await page.locator('#drafts-count').textContent()).toBe('3000')
    await page.locator('#more').scrollIntoViewIfNeeded()
    await expect.poll(() => page.locator('#drafts > .card').count()).toBe(120)
    await page.evaluate(() => {
      for (const card of document.querySelectorAll('#drafts > .card')) card.setAttribute('data-same', '')
    })

    await app.library.trash.add(['g/picture_5.png'])
    await expect.poll(() => page.locator('#drafts > .card', { hasText: 'picture_5.png' }).count()).toBe(0)
    await writeFile(join(folder, 'picture_7b.png'), tiny)
    await expect.poll(() => page.locator('#drafts > .card', { hasText: 'picture_7b.png' }).count()).toBe(1)
    await writeFile(join(folder, 'picture_8.json'), '{"title": "Told later"}')
    await expect.poll(() => page.locator('#drafts > .card img[alt="Told later"]').count()).toBe(1)

    const names = await cards(page)
    expect(names.slice(0, 9)).toEqual(
      ['0', '1', '2', '3', '4', '6', '7', '7b', '8'].map((n) => `picture_${n}.png`),
    )
    expect(new Set(names).size).toBe(names.length)
    expect(await page.locator('#drafts > .card:not([data-same])').count()).toBeLessThanOrEqual(3)
    await page.locator('#more').scrollIntoViewIfNeeded()
    await expect.poll(async () => (await cards(page)).length).toBeGreaterThan(170)
    const more = await cards(page)
    expect(new Set(more).size).toBe(more.length)
    expect(await page.locator('#drafts-count').textContent()).toBe('3000')
    await appendFile(join(folder, 'picture_9.png'), 'a tail')
    await page.getByRole('searchbox').fill('picture_299')
    await expect.poll(() => page.locator('#drafts > .card').count()).toBe(11)
  }, 240_000)
})

function isInView(page: Page, name: string): Promise<boolean> {
  return page.evaluate((wanted) => {
    const list = document.querySelector('#drafts')?.getBoundingClientRect()
    const card = [...document.querySelectorAll('#drafts > .card')].find((one) =>
      one.textContent?.includes(wanted),
    )
    const box = card?.getBoundingClientRect()
    return box !== undefined && list !== undefined && box.bottom > list.top && box.top < list.bottom
  }, name)
}
