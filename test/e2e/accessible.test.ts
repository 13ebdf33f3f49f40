import { describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'
import { addUpscaled } from '../support/upscaled.ts'

describe.each(['light', 'dark'] as const)('in the %s theme, axe finds nothing serious', (colorScheme) => {
  it('on an empty library', async () => {
    const { address } = await startTestDashboard()
    const page = await openPage(address, { colorScheme })
    expect(await seriousFaults(page)).toEqual([])
  }, 120_000)

  it('on the panels, a picture, a notice and the result of Make CSV', async () => {
    const { address, home, app } = await startTestDashboard()
    const [one = '', two = ''] = await addGeneration(home, 'g', ['one', 'two', 'three', 'four'])
    await app.library.selection.set([one])
    await app.library.trash.add([two])
    const page = await openPage(address, { colorScheme })
    await page.getByRole('button', { name: 'Move three.png to the trash' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])

    await page.keyboard.press('Control+a')
    await page.locator('#marks-drafts').getByText('1 marked').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('?')
    await page.locator('#dialog .keys').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Make CSV' }).click()
    await page.getByRole('heading', { name: 'Nothing to submit yet' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.locator('#selection .name').click()
    await page.locator('#dialog .details .chip').first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
  }, 120_000)

  it.each([
    '/prompts?seed=1',
    '/prompts/coverage',
    '/prompts/calendar',
    '/preflight',
    '/submissions',
    '/submissions/import',
    '/guide',
    '/models',
    '/jobs',
  ])(
    'on %s before there is anything, which fits its window',
    async (path) => {
      const { address } = await startTestDashboard()
      const page = await openPage(address + path, { colorScheme, viewport: { width: 1024, height: 700 } })
      expect(await seriousFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024)
    },
    120_000,
  )

  it('on the check, the hand-off sheet and the ledger of pictures that are on their way', async () => {
    const { address, home, app } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['harbour', 'lake'], { title: 'A house, by the lake' })
    await app.library.selection.set(images)
    const page = await openPage(`${address}/preflight`, { colorScheme })
    await page.locator('.override summary').first().click()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Make CSV' }).click()
    await page.locator('#dialog .again').waitFor()
    expect(await seriousFaults(page)).toEqual([])

    await page.locator('#dialog').getByRole('link', { name: 'Hand-off sheet' }).click()
    await page.getByRole('button', { name: 'Mark as submitted' }).click()
    await page.locator('.state-submitted').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.goto(`${address}/submissions`)
    expect(await seriousFaults(page)).toEqual([])
  }, 180_000)

  it('on two pictures side by side, a collision, and the edit of many', async () => {
    const { address, home, app } = await startTestDashboard()
    const images = await addGeneration(home, 'g', ['one', 'two'])
    await app.library.selection.set(images)
    const page = await openPage(`${address}/images/g/one.png`, { colorScheme })
    await page.locator('#details-title').fill('Mine')
    await app.library.writeSidecar('g/one.png', { title: 'Theirs' })
    await page.locator('#details-title').press('Control+s')
    await page.locator('.collision').waitFor()
    expect(await seriousFaults(page)).toEqual([])

    await page.goto(`${address}/compare?a=g/one.png&b=g/two.png`)
    await page.locator('.stage.live').nth(1).waitFor()
    expect(await seriousFaults(page)).toEqual([])

    await page.goto(address)
    await page.getByRole('button', { name: 'Edit details' }).click()
    await page.getByLabel('Add keywords').fill('snow')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.locator('.bulk-table ins').first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
  }, 120_000)
})

it('moves nothing by itself for those who ask for less motion, and lets a notice arrive for the others', async () => {
  const { address, home } = await startTestDashboard()
  await addGeneration(home, 'g', ['one', 'two', 'three'])
  for (const [reducedMotion, expected] of [
    ['reduce', []],
    ['no-preference', ['arrive']],
  ] as const) {
    const page = await openPage(address, { reducedMotion })
    await page
      .getByRole('button', { name: /to the trash$/ })
      .first()
      .click()
    await page.locator('.notice').first().waitFor()
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element)
        return [animationName, ...(/[1-9]/.test(transitionDuration) ? ['transition'] : [])]
      }),
    )
    expect([...new Set(moving)].filter((name) => name !== 'none')).toEqual(expected)
  }
}, 120_000)
