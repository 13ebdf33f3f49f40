import { chmod, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { thumbnail } from '../../src/imaging/thumbnail.ts'
import { age, openBench, png } from './bench.ts'

it('makes a WebP once for each version of a picture', async () => {
  let made = 0
  const { library, put, root } = await openBench({
    thumbnail(path, edge) {
      made++
      return thumbnail(path, edge)
    },
  })
  await age(await put('gen/a.png', await png('#0000ff', 900, 600)), 60)

  const [first, meanwhile] = await Promise.all([
    library.thumbnail('gen/a.png'),
    library.thumbnail('gen/a.png'),
  ])
  const later = await library.thumbnail('gen/a.png')

  expect(await sharp(first.data).metadata()).toMatchObject({ format: 'webp', width: 480, height: 320 })
  expect([meanwhile, later]).toEqual([first, first])
  expect(made).toBe(1)
  expect(await readdir(join(root, '.stockroom', 'thumbnails'))).toHaveLength(1)

  await age(await put('gen/a.png', await png('#00ff00', 900, 600)), 30)
  const next = await library.thumbnail('gen/a.png')
  expect(next.etag).not.toBe(first.etag)
  expect(next.data).not.toEqual(first.data)
})

it('works bounded: few at once, however many are asked for', async () => {
  let running = 0
  let most = 0
  const { library, put } = await openBench({
    async thumbnail(path, edge) {
      most = Math.max(most, ++running)
      const data = await thumbnail(path, edge)
      running--
      return data
    },
  })
  const ids = Array.from({ length: 12 }, (_, n) => `gen/${n}.png`)
  for (const id of ids) await put(id, await png())

  await Promise.all(ids.map((id) => library.thumbnail(id)))

  expect(most).toBe(3)
})

it('says that a file cannot be decoded', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', 'no picture')

  await expect(library.thumbnail('gen/a.png')).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringMatching(/^There is no preview: the file cannot be decoded \(.+\)\.$/),
  })
  await expect(library.thumbnail('gen/none.png')).rejects.toMatchObject({ code: 'not_found' })
})

it('goes on when the folder of previews cannot be written, and when it is gone', async () => {
  const { library, put, root, logged } = await openBench()
  await age(await put('gen/a.png', await png()), 60)
  await put('.stockroom/thumbnails', 'a file in the way')

  expect((await library.thumbnail('gen/a.png')).data.length).toBeGreaterThan(0)
  expect((await library.thumbnail('gen/a.png')).data.length).toBeGreaterThan(0)
  expect(logged.filter((line) => line.includes('Previews cannot be kept'))).toHaveLength(1)

  await rm(join(root, '.stockroom', 'thumbnails'))
  await library.thumbnail('gen/a.png')
  await rm(join(root, '.stockroom'), { recursive: true })
  expect((await library.thumbnail('gen/a.png')).data.length).toBeGreaterThan(0)
})

it('makes an empty kept preview again', async () => {
  const { library, put, root } = await openBench()
  await age(await put('gen/a.png', await png()), 60)
  const { data } = await library.thumbnail('gen/a.png')
  const folder = join(root, '.stockroom', 'thumbnails')
  const [name = ''] = await readdir(folder)
  await chmod(join(folder, name), 0o600)
  await writeFile(join(folder, name), '')

  expect((await library.thumbnail('gen/a.png')).data).toEqual(data)
})
