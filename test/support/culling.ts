import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { addGeneration, type Dashboard, startTestDashboard } from './dashboard.ts'
import { openPage } from './page.ts'

/** A dashboard with `count` pictures (`g/image_01.png` and so on), and a page that shows them. */
export async function open(
  count: number,
  options: BrowserContextOptions = {},
): Promise<Dashboard & { page: Page; ids: string[] }> {
  const dashboard = await startTestDashboard()
  const names = Array.from({ length: count }, (_, n) => `image_${String(n + 1).padStart(2, '0')}`)
  const ids = await addGeneration(dashboard.home, 'g', names)
  const page = await openPage(dashboard.address, options)
  await expect.poll(() => cards(page).count()).toBe(Math.min(count, 60))
  return { ...dashboard, page, ids }
}

/** The drafts that are shown. */
export function cards(page: Page): Locator {
  return page.locator('#drafts .card:not([hidden])')
}

/** The pictures of the selection that are shown. */
export function chosen(page: Page): Locator {
  return page.locator('#selection .selected:not([hidden])')
}

/** The names of pictures, without their ending. */
export async function namesOf(items: Locator): Promise<string[]> {
  return (await items.locator('.name').allTextContents()).map((name) => name.replace(/\.png$/, ''))
}

/** The names of the marked drafts. */
export function marked(page: Page): Promise<string[]> {
  return namesOf(page.locator('#drafts .card:has(.mark :checked)'))
}

/** The name of the picture that has the focus. */
export async function focused(page: Page): Promise<string | undefined> {
  return (await namesOf(page.locator('li:focus-within')))[0]
}

/** Where something is on the screen. */
export async function boxOf(
  target: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await target.boundingBox()
  if (!box) throw new Error('There is nothing to be seen.')
  return box
}
