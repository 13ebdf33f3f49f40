import { expect, it } from 'vitest'
import { jobEnd, startTestDashboard } from '../../support/dashboard.ts'

it('finds nothing to warn of in the sample generation, enlarged by the built-in model', async () => {
  const dashboard = await startTestDashboard({ bare: true })
  const { app, api } = dashboard
  const generation = await app.addSample()
  const { body: raw } = await api('GET', `/api/images?generation=${generation}`)
  const images = raw.images.map(({ id }: { id: string }) => id)
  const { body: upscale } = await api('POST', '/api/upscale', { images })
  await jobEnd(dashboard, upscale.id)
  const { body: look } = await api('POST', '/api/preflight/look', { generation })
  await jobEnd(dashboard, look.id)

  const { body } = await api('POST', '/api/preflight', { generation })
  expect(body.pictures).toHaveLength(4)
  for (const { rules } of body.pictures) {
    const found = rules.filter(({ state }: { state: string }) => state !== 'pass')
    expect(found.map(({ rule }: { rule: string }) => rule)).toEqual([])
  }
}, 300_000)
