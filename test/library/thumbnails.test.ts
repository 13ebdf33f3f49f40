import { chmod, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
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

it('works bounded: as many at once as there are cores, four at most, however many are asked for', async () => {
  const { library, putAll, let: go, most } = await openGated()
  const ids = await putAll(12)
  const all = Promise.all(ids.map((id) => library.thumbnail(id)))
  go()
  await all
  expect(most()).toBe(Math.min(4, availableParallelism()))
})

it('makes nothing that nobody waits for any more, but what somebody else does', async () => {
  const { library, putAll, let: go, order, begun } = await openGated()
  const ids = await putAll(5)
  const busy = Promise.all(ids.slice(0, 3).map((id) => library.thumbnail(id)))
  await begun()

  const leaving = new AbortController()
  const left = [3, 4].map((n) => library.thumbnail(ids[n] ?? '', leaving.signal))
  const ended = Promise.allSettled(left)
  const stays = library.thumbnail(ids[4] ?? '')
  leaving.abort()
  go()
  await Promise.all([busy, stays])

  expect((await ended)[0]).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
  const names = order().map((path) => basename(path, '.png'))
  expect(names.toSorted()).toEqual(['0', '1', '2', '4'])
})

it('tells beforehand that previews are about to be made, unless all that are to be shown have one', async () => {
  let foreseen = 0
  const { library, put } = await openBench({ foreseeThumbnails: () => void foreseen++ })
  for (const name of ['a', 'b']) await age(await put(`gen/${name}.png`, await png()), 60)
  const { images } = await library.images({ generation: 'gen', limit: 60 })

  await library.foreseeThumbnails([])
  expect(foreseen).toBe(0)
  await library.thumbnail('gen/a.png')
  await library.foreseeThumbnails(images)
  expect(foreseen).toBe(1)
  await library.thumbnail('gen/b.png')
  await library.foreseeThumbnails(images)
  expect(foreseen).toBe(1)
})

it('makes one preview for one content, however many pictures have it and wherever they go', async () => {
  const { library, put, root, order, let: go } = await openGated()
  go()

  for (const id of ['gen/a.png', 'gen/copy.png', 'other/moved.png']) {
    await age(await put(id, await png('#445566')), 60)
  }
  await Promise.all(['gen/a.png', 'gen/copy.png'].map((id) => library.thumbnail(id)))
  await rename(join(root, 'other', 'moved.png'), join(root, 'gen', 'new name.png'))
  await library.thumbnail('gen/new name.png')
  const [entry] = await library.trash.add(['gen/a.png'])
  await library.trash.thumbnail(entry?.entry ?? '')

  expect(order()).toHaveLength(1)
  expect(await readdir(join(root, '.stockroom', 'thumbnails'))).toHaveLength(1)
})

it('knows its previews after a restart without reading the pictures again', async () => {
  const { library, put, root, again, order, let: go } = await openGated()
  go()
  await age(await put('gen/a.png', await png()), 60)
  const { etag } = await library.thumbnail('gen/a.png')
  await library.stop()

  expect(await readFile(join(root, '.stockroom', 'thumbnails.json'), 'utf8')).toContain('../../gen/a.png')
  expect((await again().thumbnail('gen/a.png')).etag).toBe(etag)
  await rm(join(root, '.stockroom', 'thumbnails.json'))
  expect((await again().thumbnail('gen/a.png')).etag).toBe(etag)
  expect(order()).toHaveLength(1)
})

it('sweeps away previews of pictures that have gone, and those that nobody looks at for a month', async () => {
  const { library, put, root, again } = await openBench()
  const folder = join(root, '.stockroom', 'thumbnails')
  const ids = ['gen/stays.png', 'gen/goes.png', 'gen/unused.png', 'gen/new.png']
  const previews: Record<string, string> = {}
  for (const [n, id] of ids.entries()) {
    const before: string[] = await readdir(folder).catch(() => [])
    await age(await put(id, await png(`#0000${10 + n}`)), 60)
    await library.thumbnail(id)
    previews[id] = (await readdir(folder)).find((name) => !before.includes(name)) ?? ''
  }
  await library.stop()
  for (const id of ['gen/goes.png', 'gen/new.png']) await rm(join(root, ...id.split('/')))
  const days = { 'gen/stays.png': 20, 'gen/goes.png': 2, 'gen/unused.png': 31, 'gen/new.png': 0 }
  for (const [id, many] of Object.entries(days)) await age(join(folder, previews[id] ?? ''), many * 86_400)

  const next = again()
  await next.start()
  await next.stop()

  expect((await readdir(folder)).toSorted()).toEqual(
    ['gen/stays.png', 'gen/new.png'].map((id) => previews[id]).toSorted(),
  )
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

/** A library whose previews are made only once the gate is opened. */
async function openGated() {
  const gate = Promise.withResolvers<void>()
  const first = Promise.withResolvers<void>()
  const paths: string[] = []
  let running = 0
  let most = 0
  const bench = await openBench({
    async thumbnail(path, edge) {
      paths.push(path)
      most = Math.max(most, ++running)
      first.resolve()
      await gate.promise
      const data = await thumbnail(path, edge)
      running--
      return data
    },
  })
  return {
    ...bench,
    let: () => gate.resolve(),
    begun: () => first.promise,
    order: () => paths,
    most: () => most,
    async putAll(count: number) {
      const ids = Array.from({ length: count }, (_, n) => `gen/${n}.png`)
      for (const [n, id] of ids.entries()) await age(await bench.put(id, await png(`#0000${10 + n}`)), 60)
      return ids
    },
  }
}
