import { appendFile, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createPixelStore, type KnownPixels } from '../../src/app/preflight/pixel-store.ts'
import { startTestDashboard } from '../support/dashboard.ts'
import { addUpscaled } from '../support/upscaled.ts'

const MARK = '0123456789abcdef'.repeat(2)
const known: KnownPixels = {
  findings: {
    ...{ artefacts: [], hasSource: true, fingerprint: MARK, detail: 3, isTransparent: false },
    ...{ margin: 0, space: 'srgb', profile: null },
  },
}

it('a submission takes over what a look at the pixels told, and looks by itself at what was not looked at or has changed', async () => {
  const { app, home } = await startTestDashboard()
  const images = await addUpscaled(home, 'g', ['looked', 'new', 'changed'])
  const [looked = '', , changed = ''] = images
  const store = createPixelStore(join(home, 'generations/.stockroom/preflight'))
  for (const [index, image] of (await app.library.find([looked, changed])).entries()) {
    await store.set(image, { sha256: String(index).repeat(64), source: null }, known)
  }
  await appendFile(join(home, 'generations', changed), 'one more byte')
  await app.submit(images, { embed: false })
  const prints = new Map(
    (await app.delivery.ledger.all()).map(({ name, fingerprint }) => [name, fingerprint]),
  )
  expect(prints.get('looked.jpg')).toBe(MARK)
  for (const name of ['new.jpg', 'changed.jpg']) {
    expect(prints.get(name)).toMatch(/^[0-9a-f]{32}$/)
    expect(prints.get(name)).not.toBe(MARK)
  }
})

it('what a look at the pixels told holds for the delivered picture too, with other words inside and another name', async () => {
  const { app, home, api } = await startTestDashboard()
  const images = await addUpscaled(home, 'g', ['short', 'a name that is far too long to be taken', 'changed'])
  const store = createPixelStore(join(home, 'generations/.stockroom/preflight'))
  for (const [index, image] of (await app.library.find(images)).entries()) {
    await store.set(image, { sha256: String(index).repeat(64), source: null }, known)
  }
  const [first = '', , changed = ''] = images.map((id) => join(home, 'generations', id))
  await copyFile(first, changed)
  const report = await app.submit(images)
  expect(report).toMatchObject({ left: [], embedded: { written: 3 } })
  expect(report.renamed).toHaveLength(1)
  const { body } = await api('POST', '/api/preflight', { generation: 'g' })
  expect(body.pictures).toHaveLength(3)
  expect(body.unchecked).toEqual(['g/upscaled/changed.jpg'])
})
