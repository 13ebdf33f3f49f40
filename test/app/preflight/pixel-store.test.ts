import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createPixelStore,
  type KnownPixels,
  type PixelContent,
} from '../../../src/app/preflight/pixel-store.ts'

const picture = { id: 'g/upscaled/disc.jpg', version: 'v1-1', source: 'g/raw/disc.png' }
const region = { left: 0, top: 0, width: 320, height: 180 }
const content: PixelContent = { sha256: 'a'.repeat(64), source: { sha256: 'b'.repeat(64), region } }
const known: KnownPixels = {
  findings: {
    ...{ artefacts: [], hasSource: true, fingerprint: '0'.repeat(32), detail: 3, isTransparent: false },
    ...{ margin: 0, space: 'srgb', profile: null },
  },
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'stockroom-pixels-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

describe('createPixelStore', () => {
  it('knows a picture again by its content, wherever it lies, and from then on by its place', async () => {
    const path = await folder()
    await createPixelStore(path).set(picture, content, known)
    const store = createPixelStore(path)
    expect(await store.get(picture)).toEqual(known)
    const moved = { ...picture, id: 'h/upscaled/round.jpg', version: 'v2-1' }
    expect(await store.get(moved)).toBeNull()
    expect(await store.recognise(moved, content)).toEqual(known)
    expect(await store.get(moved)).toEqual(known)
    expect(await createPixelStore(path).get(moved)).toEqual(known)
  })

  it.each<[string, PixelContent]>([
    ['other bytes', { ...content, sha256: 'c'.repeat(64) }],
    ['no source', { ...content, source: null }],
    ['another source', { ...content, source: { sha256: 'c'.repeat(64), region } }],
    [
      'another part of the source',
      { ...content, source: { ...content.source, sha256: 'b'.repeat(64), region: { ...region, left: 1 } } },
    ],
  ])('takes %s for another content', async (_, other) => {
    const store = createPixelStore(await folder())
    await store.set(picture, content, known)
    expect(await store.recognise({ ...picture, id: 'g/upscaled/other.jpg' }, other)).toBeNull()
  })

  it('keeps a problem for the version of the file alone', async () => {
    const store = createPixelStore(await folder())
    const problem = { problem: 'The picture cannot be checked (it ends too early).' }
    await store.set(picture, content, problem)
    expect(await store.get(picture)).toEqual(problem)
    expect(await store.get({ ...picture, version: 'v2-1' })).toBeNull()
    expect(await store.recognise({ ...picture, id: 'g/upscaled/copy.jpg' }, content)).toBeNull()
  })

  it('hashes a version of a file once, also over restarts', async () => {
    const path = await folder()
    let hashed = 0
    const hash = async () => {
      hashed++
      return 'd'.repeat(64)
    }
    await createPixelStore(path).sha256(picture, hash)
    expect(await createPixelStore(path).sha256(picture, hash)).toBe('d'.repeat(64))
    expect(hashed).toBe(1)
    await createPixelStore(path).sha256({ ...picture, version: 'v2-1' }, hash)
    expect(hashed).toBe(2)
  })

  it('takes a damaged file for none', async () => {
    const path = await folder()
    await createPixelStore(path).set(picture, content, known)
    for (const name of await readdir(path, { recursive: true })) {
      if (name.endsWith('.json')) await writeFile(join(path, name), '{"fin')
    }
    expect(await createPixelStore(path).get(picture)).toBeNull()
  })

  it('answers for many as for each, whether they lie in memory, on the disk or nowhere', async () => {
    const path = await folder()
    const many = Array.from({ length: 150 }, (_, n) => ({ ...picture, id: `g/upscaled/disc_${n}.jpg` }))
    const before = createPixelStore(path)
    for (const [n, one] of many.entries()) {
      if (n % 3 === 0) await before.set(one, content, known)
      if (n % 3 === 1) await before.set(one, content, { problem: `It cannot be checked: ${n}.` })
    }
    const store = createPixelStore(path)
    await store.get(many[0] ?? picture)
    const all = await store.getAll(many)
    expect(all).toEqual(await Promise.all(many.map(store.get)))
    expect(all.slice(0, 3)).toEqual([known, { problem: 'It cannot be checked: 1.' }, null])
    expect(await store.getAll(many.slice(0, 3))).toEqual(all.slice(0, 3))
    expect(await createPixelStore(join(path, 'not', 'there')).getAll(many)).toEqual(many.map(() => null))
  })
})
