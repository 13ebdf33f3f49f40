import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { project, startTestDashboard } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { openPage } from '../support/page.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shared = join(project, '..', 'shared', 'weights')

describe('the models, in a real browser', () => {
  it.skipIf(!existsSync(shared))(
    'are had with one click from the chip in the header',
    async () => {
      const { address } = await startTestDashboard({ bare: true, weights_mirror: shared, device: 'cpu' })
      const page = await openPage(address)
      await page.getByRole('link', { name: 'Built-in model, not Real-ESRGAN' }).click()
      const dialog = page.getByRole('dialog', { name: 'Models' })
      await dialog.getByRole('button', { name: 'Download realesr-animevideov3' }).click()
      await dialog.locator('.model', { hasText: 'realesr-animevideov3' }).getByText('in use').waitFor()
      await dialog.getByRole('button', { name: 'Close' }).click()
      await page.getByRole('link', { name: 'cpu · realesr-animevideov3' }).waitFor()
      await expect.poll(() => dialog.isVisible()).toBe(false)
    },
    120_000,
  )

  it('are readable for everybody: axe finds nothing serious', async () => {
    const { address, home } = await startTestDashboard({ bare: true, device: 'cpu' })
    await writeFile(join(home, 'weights', 'page.pth'), '<html>')
    await writeFile(join(home, 'weights', 'RealESRGAN_x2plus.pth.part'), 'PK')
    const page = await openPage(address)
    await page.locator('#engine').click()
    await page.getByRole('button', { name: 'Go on with RealESRGAN_x2plus' }).waitFor()
    await page.evaluate(axe)
    const { violations } = await page.evaluate<{ violations: { id: string; impact: string }[] }>('axe.run()')
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  }, 120_000)

  it('tell why a download failed, and offer it again', async () => {
    const { address } = await startTestDashboard({
      bare: true,
      weights_mirror: await temporaryFolder(),
      device: 'cpu',
    })
    const page = await openPage(address)
    await page.getByRole('link', { name: 'Get a model' }).click()
    const dialog = page.getByRole('dialog', { name: 'Models' })
    const button = dialog.getByRole('button', { name: 'Download RealESRGAN_x4plus', exact: true })
    await button.click()
    await dialog.getByText('has neither v0.1.0/RealESRGAN_x4plus.pth').waitFor()
    await button.waitFor()
  }, 120_000)
})
