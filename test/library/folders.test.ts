import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFolders } from '../../src/library/folders.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A library with one generation that has been left alone for a minute, and was read since. */
async function readBefore() {
  const root = await temporaryFolder()
  const folders = createFolders(root)
  await put('gen/image_2.png', 'gen/image_10.png', 'gen/image_2.json', 'gen/upscaled/image_2.jpg')
  await calm('gen/upscaled', 'gen', '.')

  async function put(...names: string[]): Promise<void> {
    for (const name of names) {
      await mkdir(join(root, name, '..'), { recursive: true })
      await writeFile(join(root, name), '')
    }
  }

  async function calm(...names: string[]): Promise<void> {
    const minuteAgo = Date.now() / 1000 - 60
    for (const name of names) await utimes(join(root, name), minuteAgo, minuteAgo)
  }

  async function all() {
    const views = folders.views()
    const found: Record<string, readonly string[]> = {}
    for (const id of await folders.generations())
      for (const stage of ['raw', 'processed', 'upscaled'] as const)
        found[`${id}/${stage}`] = (await views(id, stage)).pictures
    return found
  }

  const before = await all()
  return { root, folders, put, calm, all, before }
}

it('lists pictures by generation and stage in natural order', async () => {
  const { before } = await readBefore()
  expect(before).toEqual({
    'gen/raw': ['image_2.png', 'image_10.png'],
    'gen/processed': [],
    'gen/upscaled': ['image_2.jpg'],
  })
})

it('shows at once what comes to a folder that has been left alone, and what goes', async () => {
  const { root, put, calm, all } = await readBefore()
  await put('gen/image_3.png')
  expect((await all())['gen/raw']).toEqual(['image_2.png', 'image_3.png', 'image_10.png'])
  await rm(join(root, 'gen', 'image_2.png'))
  await rename(join(root, 'gen', 'image_3.png'), join(root, 'gen', 'b.png'))
  expect((await all())['gen/raw']).toEqual(['b.png', 'image_10.png'])
  await calm('gen')
  expect((await all())['gen/raw']).toEqual(['b.png', 'image_10.png'])
})

it('shows a stage and a generation as soon as they are there, and no more once they are gone', async () => {
  const { root, put, all } = await readBefore()
  await put('gen/processed/image_2.png', 'new/a.png')
  const after = await all()
  expect(after['gen/processed']).toEqual(['image_2.png'])
  expect(after['new/raw']).toEqual(['a.png'])
  await rm(join(root, 'gen', 'upscaled'), { recursive: true })
  await rename(join(root, 'new'), join(root, 'other'))
  const last = await all()
  expect(last['gen/upscaled']).toEqual([])
  expect(Object.keys(last).filter((key) => key.endsWith('raw'))).toEqual(['other/raw', 'gen/raw'])
})

it('finds a sidecar that was written after the folder had been read', async () => {
  const { folders, put } = await readBefore()
  expect((await folders.views()('gen', 'raw')).sidecarOf('image_10.png')).toBeUndefined()
  await put('gen/image_10.json')
  expect((await folders.views()('gen', 'raw')).sidecarOf('image_10.png')).toBe('image_10.json')
})

it('tells when something came to a folder or went', async () => {
  const { folders, put } = await readBefore()
  const { modified } = await folders.views()('gen', 'raw')
  expect(Date.now() - modified).toBeGreaterThan(50_000)
  await put('gen/late.png')
  expect((await folders.views()('gen', 'raw')).modified).toBeGreaterThan(modified)
  expect((await folders.views()('nowhere', 'raw')).modified).toBe(0)
})
