import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

const SMALL =
  '## Subjects\n```yaml\n- cats: a cat\n- dogs: a dog\n```\n## Styles\n```yaml\n- ink\n- oil\n```\n'

describe('planning prompts, in a real browser', () => {
  it('shows what is chosen at once, copies it, and plans exactly that', async () => {
    const { address, home } = await startTestDashboard()
    const page = await openPage(`${address}/prompts`, { permissions: ['clipboard-read', 'clipboard-write'] })
    const prompts = page.locator('.plan-prompt')
    await expect.poll(() => prompts.count()).toBe(20)
    await page.getByLabel('Prompts', { exact: true }).fill('3')
    await expect.poll(() => prompts.count()).toBe(3)
    await page.getByLabel('Written for').selectOption('midjourney')
    await prompts.getByText('--ar 16:9').first().waitFor()
    await page.getByText('Axes and values').click()
    await page.getByLabel('Values of Styles').selectOption('Linocut print')
    await expect.poll(() => prompts.locator('.facts').getByText('Linocut print').count()).toBe(3)

    const shown = await page.locator('#prompt-2').textContent()
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    const said = page.evaluate(waitForWord, 'Copied') // it says so for a moment only
    await page.getByRole('button', { name: 'Copy prompt 2' }).click()
    await said
    expect(await copied()).toBe(shown)
    await page.getByRole('button', { name: 'Copy all' }).click()
    await expect.poll(copied).toContain(`\n\n${shown}`)

    await page.getByRole('button', { name: 'Plan these prompts' }).click()
    await page.waitForURL(/\/prompts\/plans\//)
    const generation = decodeURIComponent(page.url().split('/').at(-1) ?? '')
    const plan = JSON.parse(await readFile(join(home, 'generations', generation, 'prompts.json'), 'utf8'))
    expect(plan.prompts.map(({ prompt }: { prompt: string }) => prompt)).toContain(shown)
    await page.getByText('image_03.png').waitFor()
    expect(await seriousFaults(page)).toEqual([])
  }, 120_000)

  it('plans the missing cell that is clicked, and shows a mark', async () => {
    const { address, app } = await startTestDashboard()
    await app.planning.plan({ count: 10, seed: 1 })
    const page = await openPage(`${address}/prompts/coverage`)
    await page.getByRole('link', { name: /^Styles and Lighting/ }).click()
    await page.getByRole('heading', { name: 'Styles × Lighting' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.locator('button.cell-missing').first().click()
    await page.waitForURL(/\/prompts\/plans\//)
    expect(await page.locator('.plan-prompt').count()).toBe(1)

    await page.goBack()
    await page.locator('a.cell-covered').first().click()
    await page.getByRole('button', { name: 'Mark as rejected' }).click()
    await page.locator('a.cell-rejected').waitFor()
    await page.getByRole('button', { name: 'Take the mark away' }).click()
    await page.getByRole('button', { name: 'Mark as rejected' }).waitFor()
  }, 120_000)

  it('follows the config on disk, and tells its mistakes', async () => {
    const { address, home } = await startTestDashboard()
    const config = join(home, 'config', 'prompt_config.md')
    await mkdir(join(home, 'config'))
    await writeFile(config, SMALL)
    const page = await openPage(`${address}/prompts`, { colorScheme: 'dark' })
    await expect.poll(() => page.locator('.plan-prompt').count()).toBe(4)
    await writeFile(config, SMALL.replace('- oil', '- oil\n- chalk'))
    await expect.poll(() => page.locator('.plan-prompt').count()).toBe(6)
    await writeFile(config, SMALL.replace('- oil', '- name: oil\n  wieght: 3'))
    await page.getByText('is no field of a value').waitFor()
    await page.getByText('line 10 · Styles').waitFor()
    expect(await page.locator('.plan-prompt').count()).toBe(6)
    expect(await seriousFaults(page)).toEqual([])
  }, 120_000)

  it.each(['light', 'dark'] as const)(
    'is readable for everybody in the %s theme: axe finds nothing serious',
    async (colorScheme) => {
      const { address } = await startTestDashboard()
      const page = await openPage(`${address}/prompts?seed=1`, {
        colorScheme,
        viewport: { width: 1024, height: 768 },
      })
      expect(await seriousFaults(page)).toEqual([])
      await page.goto(`${address}/prompts/calendar`)
      expect(await seriousFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024)
    },
    120_000,
  )
})

/** Resolves when a word comes into the page that was not there, however soon it goes again. */
function waitForWord(word: string): Promise<void> {
  return new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (!document.body.textContent.includes(word)) return
      observer.disconnect()
      done()
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}
