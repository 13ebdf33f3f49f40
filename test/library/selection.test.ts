import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Bench, openBench, png } from './bench.ts'

async function openWithPictures(...names: string[]): Promise<Bench & { ids: string[] }> {
  const bench = await openBench()
  for (const name of names) await bench.put(`gen/${name}.png`, await png())
  return { ...bench, ids: names.map((name) => `gen/${name}.png`) }
}

it('keeps the order a person gave it, over a restart', async () => {
  const { library, again, ids } = await openWithPictures('a', 'b', 'c')
  expect(await library.selection.get()).toEqual([])

  expect(await library.selection.set([...ids].reverse())).toEqual([...ids].reverse())

  expect(await again().selection.get()).toEqual(['gen/c.png', 'gen/b.png', 'gen/a.png'])
})

it('puts pictures in at a position and moves those that are in it', async () => {
  const { selection } = (await openWithPictures('a', 'b', 'c', 'd')).library

  expect((await selection.add(['gen/a.png', 'gen/b.png'])).after).toEqual(['gen/a.png', 'gen/b.png'])
  expect((await selection.add(['gen/c.png', 'gen/c.png'], 1)).after).toEqual([
    'gen/a.png',
    'gen/c.png',
    'gen/b.png',
  ])
  expect((await selection.add(['gen/b.png'], 0)).after).toEqual(['gen/b.png', 'gen/a.png', 'gen/c.png'])
  expect((await selection.add(['gen/d.png'], 99)).after).toEqual([
    'gen/b.png',
    'gen/a.png',
    'gen/c.png',
    'gen/d.png',
  ])
  expect((await selection.remove(['gen/a.png', 'gen/nobody.png'])).after).toEqual([
    'gen/b.png',
    'gen/c.png',
    'gen/d.png',
  ])
})

it('refuses pictures that are not there, and stays as it was', async () => {
  const { selection } = (await openWithPictures('a')).library
  await selection.set(['gen/a.png'])

  await expect(selection.set(['gen/b.png'])).rejects.toThrow('There is no picture gen/b.png.')
  await expect(selection.add(['gen/a.png', '../x'])).rejects.toMatchObject({ code: 'not_found' })
  expect(await selection.get()).toEqual(['gen/a.png'])
})

it('loses a picture to the trash and gets it back at its place', async () => {
  const { library, ids } = await openWithPictures('a', 'b', 'c')
  await library.selection.set(ids)
  const [entry] = await library.trash.add(['gen/b.png'])
  expect(await library.selection.get()).toEqual(['gen/a.png', 'gen/c.png'])

  await library.selection.set(['gen/c.png', 'gen/a.png'])
  await library.trash.restore([entry?.entry ?? ''])

  expect(await library.selection.get()).toEqual(['gen/c.png', 'gen/a.png', 'gen/b.png'])
})

it('puts new pictures at the position that is seen, whatever is away', async () => {
  const { library, ids } = await openWithPictures('a', 'b', 'c', 'd')
  await library.selection.set(ids.slice(0, 3))
  const [entry] = await library.trash.add(['gen/a.png'])

  expect((await library.selection.add(['gen/d.png'], 1)).after).toEqual([
    'gen/b.png',
    'gen/d.png',
    'gen/c.png',
  ])
  await library.trash.restore([entry?.entry ?? ''])
  expect(await library.selection.get()).toEqual(['gen/a.png', 'gen/b.png', 'gen/d.png', 'gen/c.png'])
})

it('forgets also what is away when it is emptied', async () => {
  const { library, ids } = await openWithPictures('a', 'b')
  await library.selection.set(ids)
  const [entry] = await library.trash.add(['gen/b.png'])

  expect(await library.selection.set([])).toEqual([])
  await library.trash.restore([entry?.entry ?? ''])
  expect(await library.selection.get()).toEqual([])
})

it.each(['{"images": ["gen/a.p', '[]', '{"images": "gen/a.png"}', '{"images": ["../../etc/passwd"]}', ''])(
  'puts the damaged file %j aside and begins anew',
  async (text) => {
    const { library, root, logged, put } = await openWithPictures('a')
    await put('.stockroom/selection.json', text)

    expect(await library.selection.get()).toEqual([])
    expect((await library.selection.add(['gen/a.png'])).after).toEqual(['gen/a.png'])

    const aside = (await readdir(join(root, '.stockroom'))).filter((name) => name.includes('damaged'))
    expect(aside).toEqual([
      expect.stringMatching(/^selection\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.json$/),
    ])
    expect(logged.join()).toContain('The selection could not be read')
  },
)

it('loses none of many changes at once', async () => {
  const names = Array.from({ length: 20 }, (_, n) => `p${n}`)
  const { library, ids } = await openWithPictures(...names)

  await Promise.all(ids.map((id) => library.selection.add([id])))

  expect((await library.selection.get()).toSorted()).toEqual(ids.toSorted())
})

it('says that something changed', async () => {
  const { library } = await openWithPictures('a')
  const before = library.revision()
  const told = new Promise<void>((resolve) => library.onChange(resolve))

  await library.selection.set(['gen/a.png'])
  await told

  expect(library.revision()).toBeGreaterThan(before)
})

it('works again after the folder it is kept in was deleted', async () => {
  const { library, root } = await openWithPictures('a')
  await writeFile(join(root, '.stockroom'), 'a file where the folder was')

  await expect(library.selection.set(['gen/a.png'])).rejects.toThrow()
  await rm(join(root, '.stockroom'))
  expect(await library.selection.set(['gen/a.png'])).toEqual(['gen/a.png'])
})
