import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, expect, onTestFinished } from 'vitest'
import { openBrowser } from './browser.ts'

/** So long an action waits for what it needs: a submission of large pictures takes a slow machine half a minute. */
const PATIENCE = 60_000

/** One for all tests of a file, each in a context of its own: to start it takes longer than many a test. */
let browser: Promise<Browser> | undefined

afterAll(async () => {
  await (await browser?.catch(() => undefined))?.close()
})

/** Opens a page that fails the test when a script throws, the policy blocks something, or anything outside is asked for. */
export async function openPage(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  browser ??= openBrowser()
  // Without animations a card is where it is carried to at once.
  const context = await (await browser).newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // An answer of 4xx and a dashboard that is gone are errors to Chromium; tests provoke both.
    const isProvoked = /^Failed to load resource|Failed to fetch/.test(message.text())
    if (message.type() === 'error' && !isProvoked) faults.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(address).host) faults.push(`asked for ${request.url()}`)
  })
  onTestFinished(async () => {
    await context.close()
    expect(faults).toEqual([])
  })
  await page.goto(address)
  return page
}

/** Carries one thing to another with the mouse, a frame for every step, as a hand is no faster. */
export async function carry(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await middle(from)
  const end = await middle(to)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  for (let step = 1; step <= 20; step++) {
    const share = Math.min(1, step / 15) // the last steps are spent on the spot
    await page.mouse.move(
      start.x + (end.x - start.x) * share,
      start.y + (end.y - start.y) * share + (step % 2),
    )
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)))
  }
  await page.mouse.up()
}

async function middle(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox()
  if (!box) throw new Error('There is nothing to carry to or from.')
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 3, 200) }
}
