import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'
import { carry, openPage } from '../support/page.ts'

async function openDetails(options: Parameters<typeof openPage>[1] = {}) {
  const dashboard = await startTestDashboard()
  const ids = await addGeneration(dashboard.home, 'g', ['one', 'two'])
  const file = (name: string) => join(dashboard.home, 'generations', 'g', `${name}.json`)
  const read = async (name: string) => JSON.parse(await readFile(file(name), 'utf8'))
  const page = await openPage(dashboard.address, options)
  await page.locator('.card-picture').first().press('Enter')
  await page.locator('#details').waitFor()
  return {
    ...dashboard,
    page,
    ids,
    read,
    title: page.locator('#details-title'),
    entry: page.locator('#details-keyword'),
    /** Writes into a sidecar as an agent does. */
    agent: async (name: string, fields: object) =>
      writeFile(file(name), JSON.stringify({ ...(await read(name)), ...fields })),
  }
}

const state = (page: Page) => page.locator('#details').getAttribute('data-state')
const chips = (page: Page) => page.locator('.chip-word').allTextContents()

describe('the details of a picture', () => {
  it('are saved when a field is left, and by Ctrl+S while typing', async () => {
    const { page, title, read } = await openDetails()
    await title.fill('A new title')
    expect(await state(page)).toBe('unsaved')
    await title.press('Tab')
    await expect.poll(() => state(page)).toBe('saved')
    expect(await read('one')).toMatchObject({ title: 'A new title', category: '8' })

    await title.fill('Another')
    await title.press('Control+s')
    await expect.poll(async () => (await read('one')).title).toBe('Another')
    expect(await page.evaluate('document.activeElement.id')).toBe('details-title')

    await page.locator('#details-category').selectOption({ label: '15 · Culture and Religion' })
    await page.getByLabel('Made with generative AI').check()
    await page.locator('#details-type').selectOption('Photo')
    await expect
      .poll(() => read('one'))
      .toMatchObject({ category: 15, is_ai_generated: true, asset_type: 'photo' })
  }, 120_000)

  it('count characters as they are typed', async () => {
    const { page, title } = await openDetails()
    const counter = page.locator('[data-count="title"]')
    await title.fill('여우 🦊')
    expect(await counter.textContent()).toBe('4/70')
    await title.fill('x'.repeat(71))
    expect(await counter.textContent()).toBe('71/200')
    expect(await counter.getAttribute('class')).toContain('above')
    await title.fill('x'.repeat(201))
    expect(await counter.getAttribute('class')).toContain('too-much')
    await title.press('Tab')
    await page.getByText('The title has 201 characters').waitFor()
    expect(await title.inputValue()).toHaveLength(201)
  }, 120_000)

  it('go along to the next picture only when they are saved', async () => {
    const { page, title, read } = await openDetails()
    await title.fill('Typed and left')
    await page.locator('#inspect-next').click()
    await expect.poll(() => page.locator('.inspector h2').textContent()).toBe('two.png')
    expect((await read('one')).title).toBe('Typed and left')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => title.inputValue()).toBe('Typed and left')
    await title.fill('Typed and closed')
    await page.keyboard.press('Escape')
    await page.locator('.inspector').waitFor({ state: 'detached' })
    expect((await read('one')).title).toBe('Typed and closed')
  }, 120_000)

  it('stay in the form when nobody answers, are offered again after a reload, and saved then', async () => {
    const { page, title, read, address } = await openDetails()
    // a tab that crashes has no last word: what it says as it goes would save the text, sooner or later
    await page.addInitScript(
      "addEventListener('pagehide', (event) => event.stopImmediatePropagation(), { capture: true })",
    )
    await page.goto(`${address}/images/g/one.png`)
    let unanswered = 0
    await page.route('**/sidecar', (route) => {
      unanswered++
      return route.abort()
    })
    await title.fill('Typed while away')
    await title.press('Tab')
    await page.getByText('Not saved. What you typed is kept; try again.').waitFor()
    expect(await title.inputValue()).toBe('Typed while away')
    const before = unanswered
    await page.locator('#inspect-next').click()
    await expect.poll(() => unanswered).toBeGreaterThan(before)
    await expect.poll(() => state(page)).toBe('refused')
    expect(await page.locator('.inspector h2').textContent()).toBe('one.png')

    await page.reload()
    await page.unroute('**/sidecar')
    await page.getByText('There is text from before that was not saved.').waitFor()
    expect(await title.inputValue()).toBe('A disc called one')
    await page.getByRole('button', { name: 'Bring it back' }).click()
    await expect.poll(async () => (await read('one')).title).toBe('Typed while away')
    await page.reload()
    await page.locator('#details').waitFor()
    expect(await page.locator('[data-draft]').isVisible()).toBe(false)
  }, 120_000)

  it('follow the file while they are untouched', async () => {
    const { page, title, agent, address } = await openDetails()
    await agent('one', { title: 'By an agent', keywords: ['fresh', 'list'] })
    await expect.poll(() => title.inputValue()).toBe('By an agent')
    expect(await chips(page)).toEqual(['fresh', 'list'])
    await page.goto(`${address}/images/g/one.png`)
    await expect.poll(() => page.locator('[name="revision"]').count()).toBe(1)
    await agent('one', { title: 'By an agent, again' })
    await expect.poll(() => title.inputValue()).toBe('By an agent, again')
  }, 120_000)
})

describe('somebody else who writes meanwhile', () => {
  it('does not take back what was saved before the news of it came', async () => {
    const { page, title, agent, read } = await openDetails()
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    let asked = 0
    await page.route('**/parts/details/**', async (route) => {
      const response = await route.fetch()
      if (asked++ === 0) await held
      await route.fulfill({ response })
    })
    await page.evaluate(() => {
      const heard = () => Object.assign(window, { heard: 'heard' in window ? Number(window.heard) + 1 : 1 })
      document.body.addEventListener('library-changed', heard)
    })
    await agent('one', { keywords: ['agent'] })
    await expect.poll(() => asked).toBeGreaterThan(0)
    await title.fill('Saved since')
    await title.press('Control+s')
    await expect.poll(async () => (await read('one')).title).toBe('Saved since')
    await expect.poll(() => page.evaluate('heard')).toBeGreaterThan(1) // the page knows of what it wrote itself, too
    const arrived = page.waitForEvent('requestfinished', (request) =>
      request.url().includes('/parts/details/'),
    )
    letGo()
    await arrived
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))))
    expect(await title.inputValue()).toBe('Saved since')
    await expect.poll(() => chips(page)).toEqual(['agent'])
    await page.unrouteAll({ behavior: 'wait' })
  }, 120_000)

  it('is merged without a question where the fields are others', async () => {
    const { page, title, agent, read } = await openDetails()
    await title.fill('Mine')
    await agent('one', { keywords: ['agent'] })
    await expect.poll(() => chips(page)).toEqual(['agent'])
    expect(await title.inputValue()).toBe('Mine')
    await title.press('Control+s')
    await expect.poll(() => read('one')).toMatchObject({ title: 'Mine', keywords: ['agent'] })
    expect(await page.locator('.collision').count()).toBe(0)
  }, 120_000)

  it('is shown beside what was typed where the field is the same, and the user chooses', async () => {
    const { page, title, agent, read } = await openDetails()
    await title.fill('Mine')
    await agent('one', { title: 'Theirs' })
    await title.press('Control+s')
    await page.locator('.collision q', { hasText: 'Theirs' }).waitFor()
    await page.locator('.collision q', { hasText: 'Mine' }).waitFor()
    expect(await title.inputValue()).toBe('Mine')
    expect((await read('one')).title).toBe('Theirs')

    await page.getByRole('button', { name: 'Title: keep mine' }).click()
    await expect.poll(async () => (await read('one')).title).toBe('Mine')
    await page.locator('.collision').waitFor({ state: 'detached' })

    await title.fill('Mine again')
    await agent('one', { title: 'Theirs again' })
    await title.press('Control+s')
    await page.getByRole('button', { name: 'Title: take theirs' }).click()
    await expect.poll(() => title.inputValue()).toBe('Theirs again')
    await expect.poll(() => state(page)).toBe('saved')
    expect((await read('one')).title).toBe('Theirs again')
  }, 120_000)

  it('may be a second tab, and neither loses an edit', async () => {
    const { page, title, address, read } = await openDetails()
    const other = await openPage(`${address}/images/g/one.png`)
    await title.fill('From the first')
    await other.locator('#details-keyword').fill('second')
    await other.locator('#details-keyword').press('Enter')
    await expect.poll(async () => (await read('one')).keywords).toContain('second')
    await title.press('Tab')
    await expect.poll(async () => (await read('one')).title).toBe('From the first')
    expect((await read('one')).keywords).toContain('second')
    await expect.poll(() => other.locator('#details-title').inputValue()).toBe('From the first')
    await expect.poll(() => chips(page)).toContain('second')
  }, 120_000)
})

describe('keywords', () => {
  it('are added by Enter and comma, pasted as a list, and refused twice', async () => {
    const { page, entry, read } = await openDetails()
    await entry.pressSequentially('fox,snow')
    await entry.press('Enter')
    expect((await chips(page)).slice(-2)).toEqual(['fox', 'snow'])
    await paste(page, 'ice\nFOX, winter;  long   words')
    expect((await chips(page)).slice(-5)).toEqual(['fox', 'snow', 'ice', 'winter', 'long words'])
    await page.getByText('“FOX” is there already.').waitFor()
    await entry.fill('Snow')
    await entry.press('Enter')
    await page.getByText('“Snow” is there already.').waitFor()
    expect(await page.locator('.chip.meant').textContent()).toContain('snow')
    await expect.poll(async () => (await read('one')).keywords).toHaveLength(11)
    expect(await page.locator('[data-count="keywords"]').textContent()).toBe('11/49')
  }, 120_000)

  it('are put in order by dragging and by Alt with arrow keys, with a line after the tenth', async () => {
    const { page, entry, read } = await openDetails()
    await paste(page, 'seven, eight, nine, ten, eleven')
    expect(await entry.inputValue()).toBe('')
    const line = await page.locator('.chips').evaluate((list) => getComputedStyle(list, '::after').content)
    expect(line).toContain('The first 10 count most')
    const [tenth, eleventh] = await Promise.all(
      [9, 10].map((n) => page.locator('.chip').nth(n).boundingBox()),
    )
    expect(eleventh?.y).toBeGreaterThan((tenth?.y ?? 0) + (tenth?.height ?? 0) + 10)

    await carry(
      page,
      page.locator('.chip-word', { hasText: 'eleven' }),
      page.locator('.chip-word', { hasText: 'disc' }),
    )
    await expect.poll(async () => (await read('one')).keywords[0]).toBe('eleven')

    const disc = page.locator('.chip-word', { hasText: 'disc' })
    await disc.click()
    await disc.press('Alt+ArrowRight')
    await disc.press('Alt+ArrowRight')
    await expect
      .poll(async () => (await read('one')).keywords.slice(0, 4))
      .toEqual(['eleven', 'gradient', 'colour', 'disc'])
    expect(await page.locator('[data-moved]').textContent()).toBe('disc: place 4 of 11')
    await disc.press('Alt+ArrowLeft')
    await expect.poll(async () => (await read('one')).keywords.indexOf('disc')).toBe(2)
  }, 120_000)

  it('are removed by Delete, Backspace and their cross, and edited by Enter', async () => {
    const { page, entry, read } = await openDetails()
    await entry.focus()
    await entry.press('Backspace')
    expect(await chips(page)).not.toContain('shape')
    await page.locator('.chip-word', { hasText: 'disc' }).click()
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: 'Remove gradient' }).click()
    await expect.poll(async () => (await read('one')).keywords).toEqual(['colour', 'background', 'abstract'])
    await page.locator('.chip-word', { hasText: 'colour' }).press('Enter')
    await entry.press('End')
    await entry.pressSequentially('s')
    await entry.press('Tab')
    await expect.poll(async () => (await read('one')).keywords).toEqual(['background', 'abstract', 'colours'])
  }, 120_000)

  it('that are half typed are not lost on the way to the next picture', async () => {
    const { page, entry, read } = await openDetails()
    await entry.pressSequentially('unfinished')
    await page.locator('#inspect-next').click()
    await expect.poll(() => page.locator('.inspector h2').textContent()).toBe('two.png')
    expect((await read('one')).keywords).toContain('unfinished')
  }, 120_000)
})

it('works by plain forms where scripts are off, collisions included', async () => {
  const { address, agent, read } = await openDetails()
  const page = await openPage(`${address}/images/g/two.png`, { javaScriptEnabled: false })
  await page.getByLabel('Title').fill('Without scripts')
  await page.getByRole('textbox', { name: 'Keywords' }).first().fill('one, two\nthree')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => page.locator('[name="base.title"]').inputValue()).toBe('Without scripts')
  expect(await read('two')).toMatchObject({ title: 'Without scripts', keywords: ['one', 'two', 'three'] })

  await page.getByLabel('Title').fill('Mine')
  await agent('two', { title: 'Theirs' })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The file was changed meanwhile').waitFor()
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Mine')
  await page.getByRole('button', { name: 'Title: keep mine' }).click()
  await expect.poll(async () => (await read('two')).title).toBe('Mine')
}, 120_000)

/** Pastes a text into the entry, as the system's clipboard does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.locator('#details-keyword').evaluate((entry, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', text)
    entry.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}
