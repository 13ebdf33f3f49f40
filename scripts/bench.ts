/**
 * Measures the dashboard on a library it makes for itself, and prints a Markdown table.
 *
 *   npm run bench            10,000 pictures in one generation, and 2,000 in 200 others
 *   npm run bench -- 2000    another number in the one
 *
 * Times depend on the machine and on what else it does; the ratios of one run are what to compare.
 */
import { lstat, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../test/support/browser.ts'
import { firstPaint, notedInputs, scrollThrough, watchInputs } from './bench/in-page.ts'
import { addPicture, FEW, MANY, makeLibrary } from './bench/library.ts'
import { get, type RunningServer, startServer } from './bench/server.ts'

const count = Number(process.argv[2] ?? 10_000)
const SCROLLED = Math.min(count, 2000)
const REFRESHES = 200
const ROUNDS = 10
const rows: string[][] = []
const many = `generation=${MANY}`

const home = await mkdtemp(join(tmpdir(), 'stockroom-bench-'))
const browser = await openBrowser()
try {
  await makeLibrary(home, count)
  await measureStart()
  await measureFirstPaint(browser)
  const server = await startServer(home)
  await measureQueries(server)
  await measureThumbnails(server)
  await measurePage(browser, server)
  await measureMemory(server)
  await server.end()
} finally {
  await browser.close()
  await rm(home, { recursive: true, force: true })
}
console.log(
  `\n| ${count.toLocaleString('en')} pictures and 200 generations | measured | ratio |\n|---|---|---|`,
)
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)

/**
 * By `npm start` only where the packages are this project's own: it sets up what is missing, and a
 * checkout whose node_modules is a link would have them changed for everybody who shares them.
 */
async function measureStart(): Promise<void> {
  const isOwn = (await lstat(join(import.meta.dirname, '..', 'node_modules'))).isDirectory()
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const began = performance.now()
    const server = await startServer(home, isOwn ? 'npm' : 'node')
    times.push(performance.now() - began)
    await server.end()
  }
  const how = isOwn ? '`npm start` with nothing to set up' : 'the program without npm'
  row(`${how}, until it answers`, ms(median(times)), '')
}

/** Each time in a server that was just started: with nothing remembered, then with what the run before left. */
async function measureFirstPaint(browser: Browser): Promise<void> {
  const paints: number[] = []
  for (const [what, path] of [
    ['first paint, never seen before', `/?${many}`],
    ['first paint after a restart', `/?${many}`],
    ['first paint after a restart, all generations', '/'],
    ['first paint after a restart, newest first by date', `/?${many}&sort=date`],
  ] as const) {
    if (paints.length === 0)
      await rm(join(home, 'generations', '.stockroom'), { recursive: true, force: true })
    const server = await startServer(home)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const paint = await firstPaint(page, server.address + path)
    paints.push(paint)
    row(what, ms(paint), `${(paint / (paints[0] ?? 1)).toFixed(2)}x of the very first`)
    await page.close()
    await server.end()
  }
}

async function measureQueries({ address, cpu }: RunningServer): Promise<void> {
  const api = `${address}/api/images?${many}`
  const small = await worked(cpu, () => warm(`${address}/?generation=${FEW}`))
  const large = await worked(cpu, () => warm(`${address}/?${many}`))
  const ratio = `${(large.work / small.work).toFixed(1)}x that of a generation of 20`
  row('the page, again (60 cards)', ms(large.result), ratio)
  row('of that, processor time of the server', ms(large.work / ROUNDS), '')
  for (const [what, query] of [
    ['search through titles and keywords', `&q=k${count - 1}`],
    ['filter by findings', '&only=findings'],
    ['filter by not yet submitted', '&only=not_submitted'],
  ] as const) {
    const cold = await time(() => get(api + query))
    const again = await warm(api + query)
    row(`${what}, never before / again`, `${ms(cold)} / ${ms(again)}`, `${(again / cold).toFixed(2)}x`)
  }
  const [byName, byDate] = [await warm(api), await warm(`${api}&sort=date`)]
  row('sorted by date, against the usual order', ms(byDate), `${(byDate / byName).toFixed(1)}x`)
}

async function measureThumbnails({ address }: RunningServer): Promise<void> {
  const { images } = JSON.parse(await get(`${address}/api/images?${many}&limit=60`))
  const all = () =>
    Promise.all(images.map(({ id }: { id: string }) => get(`${address}/thumbnails/${encodeURI(id)}`)))
  const cold = await time(all)
  const again = await time(all)
  row('60 thumbnails, made / cached', `${ms(cold)} / ${ms(again)}`, `${(again / cold).toFixed(2)}x`)
}

async function measurePage(browser: Browser, { address }: RunningServer): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${address}/?${many}`)
  const { cards, frames, longest, late } = await page.evaluate(scrollThrough, SCROLLED)
  const share = `${((100 * late) / frames).toFixed(1)} %`
  row(
    `scrolling through ${cards} cards: frames later than 50 ms`,
    `${late} of ${frames}, ${ms(longest)} at most`,
    share,
  )
  await watchInputs(page)
  await measureInputs(page)
  await measureNews(page, address)
  await page.close()
}

/** Clicks and types as a person does, with all the cards there that were scrolled through. */
async function measureInputs(page: Page): Promise<void> {
  for (let n = 0; n < 5; n++) {
    await page.locator('#drafts > .card:nth-last-child(20) .card-actions button').first().click()
    await page.locator('#selection > .selected').nth(n).waitFor()
  }
  row('input response: selecting a card', ...responses(await notedInputs(page)))
  await page.getByRole('searchbox').pressSequentially('picture 1', { delay: 60 })
  await page.waitForURL(/q=picture\+1$/)
  row('input response: typing a search', ...responses(await notedInputs(page)))
  await page.locator('#narrow summary').click()
  for (const id of ['no_sidecar', 'not_submitted']) await page.locator(`[value="${id}"]`).click()
  await page.waitForURL(/not_submitted/)
  row('input response: choosing filters', ...responses(await notedInputs(page)))
  await page.goBack()
  await page.goBack()
  await page.goBack()
}

function responses({ inputs, tasks }: { inputs: number[]; tasks: number[] }): [string, string] {
  const worst = inputs.length > 0 ? ms(Math.max(...inputs)) : 'under 16 ms'
  return [`${worst} at most, ${ms(median(inputs))} usually`, `longest task ${ms(Math.max(0, ...tasks))}`]
}

async function measureNews(page: Page, address: string): Promise<void> {
  // the way back through the history may still bring cards when it is told to be over
  await page.goto('about:blank')
  await page.goto(`${address}/?${many}`)
  await page.evaluate(scrollThrough, SCROLLED)
  await page.evaluate(() => document.querySelector('#drafts')?.scrollTo({ top: 0 }))
  await watchInputs(page)
  await notedInputs(page)
  const asked = page.waitForResponse(
    (answer) => answer.url().includes('/parts/board') && answer.status() === 200,
  )
  const took = await time(async () => {
    await addPicture(home, MANY, 'picture_0_new', count)
    // by attribute: looking for words in two thousand cards would take the page longer than what is measured
    await page.locator('#drafts > [data-id$="/picture_0_new.png"]').waitFor()
  })
  const { responseEnd, requestStart } = (await asked).request().timing()
  const { tasks } = await notedInputs(page)
  row(`one new picture among ${SCROLLED} shown, until it is there`, ms(took), '')
  row('of that, the answer', ms(responseEnd - requestStart), `longest task ${ms(Math.max(0, ...tasks))}`)
}

async function measureMemory({ address, memory }: RunningServer): Promise<void> {
  const refresh = () => get(`${address}/parts/board?${many}&shown=600`)
  // the heap takes what it likes to work with in the first hundreds
  for (let n = 0; n < 2 * REFRESHES; n++) await refresh()
  const before = await memory()
  for (let n = 0; n < REFRESHES; n++) await refresh()
  const after = await memory()
  row(
    `memory after ${2 * REFRESHES} refreshes, and ${REFRESHES} more`,
    `${before.toFixed(0)} / ${after.toFixed(0)} MB`,
    `${(after / before).toFixed(2)}x`,
  )
}

/** How much processor time the server used for something, which tells more than a clock where others work too. */
async function worked<Result>(cpu: RunningServer['cpu'], use: () => Promise<Result>) {
  const before = await cpu()
  const result = await use()
  return { result, work: (await cpu()) - before }
}

async function warm(url: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await time(() => get(url)))
  return median(times)
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function ms(value: number): string {
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`
}

function row(...cells: string[]): void {
  rows.push(cells)
  console.error(cells.join('  '))
}
