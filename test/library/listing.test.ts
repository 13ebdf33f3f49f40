import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { age, idsOf, openBench, png } from './bench.ts'

it('lists the newest generation first, then by stage, then names as people count', async () => {
  const { library, put } = await openBench()
  const picture = await png()
  for (const id of [
    '2025-12-01_10-00-00/a.png',
    '2025-12-13_10-00-00/upscaled/image_1.jpg',
    '2025-12-13_10-00-00/processed/image_1.png',
    '2025-12-13_10-00-00/image_10.png',
    '2025-12-13_10-00-00/image_2.png',
    '2025-12-13_10-00-00/IMAGE_3.PNG',
  ]) {
    await put(id, picture)
  }

  expect(await idsOf(library)).toEqual([
    '2025-12-13_10-00-00/image_2.png',
    '2025-12-13_10-00-00/IMAGE_3.PNG',
    '2025-12-13_10-00-00/image_10.png',
    '2025-12-13_10-00-00/processed/image_1.png',
    '2025-12-13_10-00-00/upscaled/image_1.jpg',
    '2025-12-01_10-00-00/a.png',
  ])
  expect(await idsOf(library, { stage: 'upscaled' })).toEqual(['2025-12-13_10-00-00/upscaled/image_1.jpg'])
  expect(await idsOf(library, { generation: '2025-12-01_10-00-00' })).toEqual(['2025-12-01_10-00-00/a.png'])
  expect(await idsOf(library, { generation: 'no-such' })).toEqual([])
})

it('leaves out what is no picture of the library', async () => {
  const { library, put } = await openBench()
  const picture = await png()
  for (const name of [
    'loose.png',
    'gen/.hidden.png',
    'gen/.stockroom-01234567-89ab-cdef-0123-456789abcdef.tmp',
    'gen/other/x.png',
    'gen/upscaled/deeper/x.png',
    'gen/submission.csv',
    'gen/prompts.json',
    '.stockroom/thumbnails/x.png',
  ]) {
    await put(name, picture)
  }
  await put('gen/in.webp', picture)

  expect(await idsOf(library)).toEqual(['gen/in.webp'])
})

it('judges a picture by its content, not by its name', async () => {
  const { library, put } = await openBench()
  const path = await put('gen/text.png', 'this is no picture')
  await put('gen/really.jpg', await png('#112233', 40, 30))
  await age(path, 60)

  const { images } = await library.images({ limit: 10 })

  expect(images).toEqual([
    expect.objectContaining({ id: 'gen/really.jpg', mime: 'image/png', width: 40, height: 30, issues: [] }),
    expect.objectContaining({ id: 'gen/text.png', mime: null, width: 0, height: 0 }),
  ])
  expect(images[1]?.issues).toHaveLength(1)
})

it('opens only the files of the page, and each version of a file once', async () => {
  const { library, root, inspected } = await openBench()
  const picture = await png()
  await mkdir(join(root, 'gen'))
  await Promise.all(
    Array.from({ length: 2000 }, async (_, n) => {
      const path = join(root, 'gen', `image_${n}.png`)
      await writeFile(path, picture)
      await age(path, 60)
    }),
  )

  const first = await library.images({ limit: 50 })
  expect(first.total).toBe(2000)
  expect(first.images.map(({ name }) => name)).toEqual(Array.from({ length: 50 }, (_, n) => `image_${n}.png`))
  expect(inspected).toHaveLength(50)

  await library.images({ limit: 50 })
  expect(inspected).toHaveLength(50)

  const second = await library.images({ limit: 50, ...(first.next && { cursor: first.next }) })
  expect(second.images[0]?.name).toBe('image_50.png')
  expect(inspected).toHaveLength(100)
})

it('pages through everything once, also when the last picture of a page has gone meanwhile', async () => {
  const { library, root, put } = await openBench()
  for (let n = 1; n <= 7; n++) await put(`gen/image_${n}.png`, await png())

  const first = await library.images({ limit: 3 })
  expect(first.next).toBe('gen/image_3.png')
  await rm(join(root, 'gen', 'image_3.png'))
  const second = await library.images({ limit: 3, cursor: 'gen/image_3.png' })
  const third = await library.images({ limit: 3, cursor: 'gen/image_6.png' })

  expect(second.images.map(({ name }) => name)).toEqual(['image_4.png', 'image_5.png', 'image_6.png'])
  expect(second.total).toBe(6)
  expect(third).toMatchObject({ images: [{ name: 'image_7.png' }], next: null })
})

it('leaves out the ids it is told to and counts without them', async () => {
  const { library, put } = await openBench()
  for (const name of ['a', 'b', 'c']) await put(`gen/${name}.png`, await png())

  const page = await library.images({ limit: 2, without: new Set(['gen/a.png', 'gen/gone.png']) })

  expect(page).toMatchObject({ images: [{ name: 'b.png' }, { name: 'c.png' }], total: 2, next: null })
})

it('finds pictures by all words of name, title, keywords and prompt', async () => {
  const { library, put } = await openBench()
  for (const name of ['fox', 'owl', 'cat']) await put(`gen/${name}.png`, await png())
  await put('gen/fox.json', JSON.stringify({ title: 'Red Fox', keywords: 'snow, Winter' }))
  await put('gen/owl.json', JSON.stringify({ title: 'Owl', prompt: 'a night in winter' }))

  expect(await idsOf(library, { q: 'winter' })).toEqual(['gen/fox.png', 'gen/owl.png'])
  expect(await idsOf(library, { q: ' WINTER  fox ' })).toEqual(['gen/fox.png'])
  expect(await idsOf(library, { q: 'cat.png' })).toEqual(['gen/cat.png'])
  expect(await idsOf(library, { q: '' })).toHaveLength(3)
  expect((await library.images({ limit: 1, q: 'winter' })).total).toBe(2)

  await put('gen/owl.json', JSON.stringify({ title: 'Owl in summer' }))
  expect(await idsOf(library, { q: 'winter' })).toEqual(['gen/fox.png'])
})

it('takes Korean names in both Unicode forms by the id they are listed with', async () => {
  const { library, put } = await openBench()
  const whole = `gen/${'겨울'.normalize('NFC')}.png`
  const pieces = `gen/${'여우'.normalize('NFD')}.png`
  await put(whole, await png())
  await put(pieces, await png())
  await put(`gen/${'여우'.normalize('NFC')}.json`, JSON.stringify({ title: 'Fox' }))

  expect((await idsOf(library)).toSorted()).toEqual([whole, pieces].toSorted())
  expect((await library.find([whole, pieces])).map(({ id }) => id)).toEqual([whole, pieces])
  expect(await library.image(pieces)).toMatchObject({ title: 'Fox', has_json: true })
  expect(await idsOf(library, { q: '여우' })).toEqual([pieces])
  expect(await library.selection.set([pieces])).toEqual([pieces])
  expect((await library.thumbnail(pieces)).data.length).toBeGreaterThan(0)
})

it('lists no link and follows none', async () => {
  const { library, home, root, put } = await openBench()
  await put('gen/real.png', await png())
  await mkdir(join(home, 'outside'))
  await writeFile(join(home, 'outside', 'secret.png'), await png())
  await symlink(join(home, 'outside', 'secret.png'), join(root, 'gen', 'link.png'))
  await symlink(join(home, 'outside'), join(root, 'linked-generation'))
  await symlink(join(home, 'outside'), join(root, 'gen', 'upscaled'))

  expect(await idsOf(library)).toEqual(['gen/real.png'])
  expect(await idsOf(library, { generation: 'linked-generation' })).toEqual([])
  expect((await library.generations()).map(({ id }) => id)).toEqual(['gen'])
})

it('refuses a cursor and a generation that can be none', async () => {
  const { library } = await openBench()

  await expect(library.images({ limit: 5, cursor: '../x' })).rejects.toMatchObject({ code: 'invalid' })
  for (const generation of ['../..', 'a/../../..', '/etc', '.stockroom', '']) {
    await expect(library.images({ limit: 5, generation })).rejects.toMatchObject({ code: 'invalid' })
    await expect(library.siblings(generation, 'raw')).rejects.toMatchObject({ code: 'invalid' })
  }
})

it('says of a file with several pictures that only the first is used', async () => {
  const pages = 3
  const { library, put } = await openBench({
    inspect: async () => ({
      ok: true,
      format: 'webp',
      mime: 'image/webp',
      width: 8,
      height: 8,
      pages,
      complete: true,
    }),
  })
  await put('gen/animated.webp', 'x')

  expect((await library.find(['gen/animated.webp']))[0]?.issues).toEqual([
    'The file holds 3 pictures; only the first is used.',
  ])
})

it('lists a file that cannot even be opened with its reason', async () => {
  const { library, put } = await openBench({
    inspect: async (path) => {
      throw new Error(`EACCES: permission denied, open '${path.split('/').at(-1)}'`)
    },
  })
  await put('gen/locked.png', 'x')

  expect((await library.images({ limit: 5 })).images[0]?.issues).toEqual([
    "The file cannot be read (EACCES: permission denied, open 'locked.png').",
  ])
})
