import { appendFile } from 'node:fs/promises'
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
