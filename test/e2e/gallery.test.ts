import { describe, expect, it } from 'vitest'
import { seriousFaults } from '../support/axe.ts'
import { addGeneration, addModel, startTestDashboard } from '../support/dashboard.ts'
import { openPage } from '../support/page.ts'

/** Every model is opened in a process of its own. */
const patiently = { timeout: 60_000 }

async function start() {
  const dashboard = await startTestDashboard({ bare: true, device: 'cpu' })
  await addModel(dashboard.home, 'bilinear-x4-bytes.onnx', 'soft.onnx')
  await addModel(dashboard.home, 'bilinear-x4.onnx', 'other.onnx')
  await addGeneration(dashboard.home, 'g', ['one', 'two'])
  return dashboard
}

describe('the gallery of the models, in a real browser', () => {
  it('shows a part through every model, and uses the one that is chosen', async () => {
    const { address, app } = await start()
    const page = await openPage(address)
    await page.locator('#engine').click()
    await page.getByRole('link', { name: 'Compare them on your own picture' }).click()
    await page.getByRole('img', { name: 'Enlarged with soft' }).waitFor(patiently)
    await page.getByRole('img', { name: 'Enlarged with stockroom-x4' }).waitFor(patiently)
    await page.getByRole('img', { name: 'Enlarged with other' }).waitFor(patiently)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Use this model: stockroom-x4' }).click()
    await page.getByText('Pictures are enlarged with stockroom-x4.').waitFor()
    expect(app.choice.now()).toBe('stockroom-x4')
    await page.getByRole('img', { name: 'Enlarged with soft' }).waitFor(patiently)
    await page.getByRole('button', { name: 'Let Stockroom choose' }).click()
    await page.getByText('Stockroom chooses the model by itself.').waitFor()
  }, 240_000)

  it('looks where the picture is clicked, and works without scripts', async () => {
    const { address } = await start()
    const page = await openPage(`${address}/models/gallery`, { javaScriptEnabled: false })
    await page
      .getByRole('button', { name: 'one.png: click where to look' })
      .click({ position: { x: 5, y: 5 } })
    await page.getByRole('link', { name: 'Enlarge with all models (takes a while)' }).click(patiently)
    await page.getByRole('img', { name: 'Enlarged with soft' }).waitFor(patiently)
    expect(await page.locator('.gallery-map rect').getAttribute('x')).toBe('0')
  }, 240_000)
})
