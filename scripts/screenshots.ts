/**
 * Takes pictures of every page and state of the dashboard, in both themes, both languages, two widths and on 4K.
 *
 *   npm run screenshots               into screenshots/, which git ignores
 *   npm run screenshots -- --readme   also renews the README's
 *   npm run screenshots -- --only "light en-US 1440"   one look, or all that hold these words
 */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { createApp } from '../src/app.ts'
import { loadSettings } from '../src/config/settings.ts'
import { startServer } from '../src/web/server.ts'
import { openBrowser } from '../test/support/browser.ts'

const project = join(import.meta.dirname, '..')
const out = join(project, 'screenshots')
const wanted = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : ''
const looks = (['light', 'dark'] as const)
  .flatMap((colorScheme) =>
    (['en-US', 'ko-KR'] as const).flatMap((locale) =>
      [1024, 1440, 3840].map((width) => ({ colorScheme, locale, width })),
    ),
  )
  .filter((look) => nameOf(look).includes(wanted ?? ''))

/** Pages that are only looked at, once the main job is done: a new page of the product is a new line here. */
const PAGES = [
  { name: 'prompts', path: '/prompts' },
  { name: 'coverage', path: '/prompts/coverage' },
  { name: 'calendar', path: '/prompts/calendar' },
  { name: 'submissions', path: '/submissions' },
  { name: 'submissions-rejected', path: '/submissions?state=rejected' },
  { name: 'submissions-import', path: '/submissions/import' },
  { name: 'guide', path: '/guide' },
  { name: 'guide-rule', path: '/guide#rule-similar' },
  { name: 'guide-search', path: '/guide?q=sharp' },
  { name: 'models', path: '/models' },
  { name: 'gallery', path: '/models/gallery' },
  { name: 'nothing-found', path: '/?q=nowhere' },
  { name: 'error', path: '/images/no/such.png' },
] as const

await mkdir(out, { recursive: true })
const browser = await openBrowser()
try {
  for (const look of looks) await inHome((address) => walk(browser, address, look))
} finally {
  await browser.close()
}
if (process.argv.includes('--readme')) {
  for (const [state, name] of [
    ['done', 'dashboard'],
    ['jobs', 'jobs'],
    ['guide-rule', 'guide'],
  ] as const)
    await sharp(join(out, `${state} light en-US 1440.png`))
      .png({ palette: true, quality: 90 })
      .toFile(join(project, 'docs', `${name}.png`))
}

function nameOf({
  colorScheme,
  locale,
  width,
}: {
  colorScheme: string
  locale: string
  width: number
}): string {
  return `${colorScheme} ${locale} ${width}`
}

/** Goes through the main job as a new user does, and takes a picture at every step. */
async function walk(browser: Browser, address: string, look: (typeof looks)[number]): Promise<void> {
  const { colorScheme, locale, width } = look
  const viewport = { width, height: width > 3000 ? 2160 : Math.round(width * 0.65) }
  const context = await browser.newContext({ colorScheme, locale, viewport, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000) // drawing and enlarging take their time on a machine at work
  const shoot = async (name: string) => {
    await page.evaluate(() =>
      Promise.all([...document.images].map((image) => image.decode().catch(() => {}))),
    )
    await page.screenshot({ path: join(out, `${name} ${nameOf(look)}.png`) })
  }

  await page.goto(`${address}/preflight`)
  await shoot('preflight-empty')
  await page.goto(`${address}/submissions`)
  await shoot('submissions-empty')
  await page.goto(`${address}/prompts?seed=1`)
  await page.locator('.plan-prompt').first().waitFor()
  await page.goto(address)
  await shoot('empty')
  await page.locator('.empty button').click()
  await page.locator('#drafts .card').nth(3).waitFor()
  await shoot('drafts')
  await page.locator('#drafts .card-picture').first().press('Enter')
  await page.locator('#dialog .details .chip').first().waitFor()
  await shoot('picture')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+a')
  await shoot('marked')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.locator('#dialog .keys').waitFor()
  await shoot('keys')
  await page.keyboard.press('Escape')
  for (let n = 0; n < 2; n++) await press(page, n)
  await page.locator('#drafts .card .danger').first().click()
  await page.locator('#trash .trashed').waitFor()
  await page.locator('.selection .primary').click()
  await page.locator('.strip progress').waitFor()
  await shoot('working')
  await page.locator('.strip-completed').waitFor()
  await page.locator('#drafts .tag-upscaled').nth(1).waitFor()
  await page.locator('#log summary').click()
  await page.locator('#notices').evaluate((notices) => notices.replaceChildren())
  await shoot('done')
  await page.locator('.selection-actions button').nth(1).click()
  await page.locator('#dialog .csv-file').waitFor()
  await shoot('csv')
  await page.locator('#dialog .primary-link').click()
  await page.locator('#handoff .hand-steps').waitFor()
  await shoot('hand-off')
  await page.goto(`${address}/preflight`)
  await page.locator('.verdict-pixels .yes').waitFor()
  await shoot('preflight')
  await page.goto(`${address}/jobs`)
  await page.locator('.plot-enlarge').first().waitFor()
  await shoot('jobs')
  await page.locator('.schedules').scrollIntoViewIfNeeded()
  await shoot('schedules')
  await page.locator('.job-row a').first().click()
  await page.locator('.item').first().waitFor()
  await shoot('job')
  for (const { name, path } of PAGES) {
    await page.goto(address + path)
    await shoot(name)
  }
  await context.close()
}

async function press(page: Page, n: number): Promise<void> {
  await page.locator('#drafts .card-actions button').first().click()
  await page.locator('#selection .selected').nth(n).waitFor()
}

/** Runs a dashboard of its own in a home that goes afterwards, with the small test network for an engine. */
async function inHome(use: (address: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'stockroom-screenshots-'))
  const settings = loadSettings({ project, env: {}, flags: { home, port: 0, open: false } })
  const app = createApp(settings, '0.1.0', { project })
  await app.start()
  await copyFile(
    join(project, 'test/fixtures/models/bilinear-x4.onnx'),
    join(home, 'weights', 'demo-x4.onnx'),
  )
  const server = await startServer(app, project)
  try {
    await use(server.address)
  } finally {
    await server.stop()
    await app.stop()
    await rm(home, { recursive: true, force: true })
  }
}
