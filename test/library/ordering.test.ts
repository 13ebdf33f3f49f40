import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImagePage, ImageQuery } from '../../src/library/listing.ts'
import { age, type Bench, idsOf, openBench, png } from './bench.ts'

const ORDERS: Pick<ImageQuery, 'sort' | 'order'>[] = (
  ['generation', 'name', 'date', 'size'] as const
).flatMap((sort) => (['asc', 'desc'] as const).map((order) => ({ sort, order })))

it('sorts names as people count, whatever their script and however their bytes are put together', async () => {
  const { library, put } = await openBench()
  const names = ['image_10', 'image_2', 'Image_3', '겨울_10', '겨울_2', 'été', 'zoo', '가을', '風景']
  for (const name of names) await put(`gen/${name}.png`, await png())
  await put(`gen/${'나무'.normalize('NFD')}.png`, await png())

  const sorted = (await idsOf(library, { sort: 'name' })).map((id) => id.slice(4, -4).normalize('NFC'))

  expect(sorted).toEqual([
    ...['été', 'image_2', 'Image_3', 'image_10', 'zoo'],
    ...['가을', '겨울_2', '겨울_10', '나무', '風景'],
  ])
  const ids = await idsOf(library, { sort: 'name', order: 'desc' })
  expect(ids.map((id) => id.slice(4, -4).normalize('NFC'))).toEqual(sorted.toReversed())
})

it('sorts names across generations, and generations both ways', async () => {
  const { library, put } = await openBench()
  for (const id of ['b/2.png', 'b/upscaled/1.jpg', 'a/1.png', 'a/3.png']) await put(id, await png())

  expect(await idsOf(library, { sort: 'name' })).toEqual([
    'b/upscaled/1.jpg',
    'a/1.png',
    'b/2.png',
    'a/3.png',
  ])
  expect(await idsOf(library, { sort: 'generation', order: 'asc' })).toEqual([
    ...['a/1.png', 'a/3.png', 'b/2.png', 'b/upscaled/1.jpg'],
  ])
  expect(await idsOf(library, { sort: 'generation' })).toEqual(await idsOf(library))
})

it('sorts by the time of change and by bytes, the newest and the largest first', async () => {
  const { library } = await filled()

  expect(await namesBy(library, { sort: 'date' })).toEqual(['c', 'a', 'd', 'b', 'e'])
  expect(await namesBy(library, { sort: 'date', order: 'asc' })).toEqual(['e', 'b', 'd', 'a', 'c'])
  expect(await namesBy(library, { sort: 'size' })).toEqual(['e', 'c', 'a', 'b', 'd'])
  expect(await namesBy(library, { sort: 'size', order: 'asc' })).toEqual(['d', 'b', 'a', 'c', 'e'])
})

it('keeps the usual order among equals, whichever way it sorts', async () => {
  const { library, put } = await openBench()
  for (const name of ['b', 'a', 'c']) await put(`gen/${name}.png`, await png())
  for (const order of ['asc', 'desc'] as const) {
    expect(await namesBy(library, { sort: 'size', order })).toEqual(['a', 'b', 'c'])
  }
})

describe.each(ORDERS)('in pages by $sort, $order', (by) => {
  it('gives every picture once', async () => {
    const { library } = await filled()
    const pages = await allPages(library, by)
    expect(pages).toHaveLength(3)
    expect(pages.flat()).toEqual(await namesBy(library, by))
  })

  it('goes on at the right place while pictures go and come', async () => {
    const { library, root, put } = await filled()
    const all = await namesBy(library, by)
    const [first = '', second = '', third = '', ...rest] = all

    const page = await library.images({ ...by, limit: 3 })
    expect(namesOf(page)).toEqual([first, second, third])
    // the one the page ended with goes, one it showed goes, and one comes whose place is before or after
    await rm(join(root, 'gen', `${third}.png`))
    await rm(join(root, 'gen', `${first}.png`))
    await put('gen/new.png', await padded(25))

    const after = namesOf(await library.images({ ...by, limit: 10, ...(page.next && { cursor: page.next }) }))
    expect(after.filter((name) => name !== 'new')).toEqual(rest)
    const now = await namesBy(library, by)
    expect(after).toEqual(now.slice(now.length - after.length))
  })

  it('refuses a cursor that is none', async () => {
    const { library } = await filled()
    for (const cursor of ['../x', '12:../x', 'x', 'NaN:', '']) {
      await expect(library.images({ ...by, limit: 2, cursor })).rejects.toMatchObject({
        code: 'invalid',
        field: 'cursor',
      })
    }
  })
})

it('lists the ids of all pages in the same order', async () => {
  const { library } = await filled()
  for (const by of ORDERS) {
    const ids = await library.order(by)
    expect(ids).toEqual(await idsOf(library, by))
  }
})

/** Five pictures whose orders by name, time and size all differ. */
async function filled(): Promise<Bench> {
  const bench = await openBench()
  for (const [name, seconds, bytes] of [
    ['a', 200, 30],
    ['b', 400, 20],
    ['c', 100, 40],
    ['d', 300, 10],
    ['e', 500, 50],
  ] as const) {
    const path = await bench.put(`gen/${name}.png`, await padded(bytes))
    await age(path, seconds)
  }
  return bench
}

/** A picture with bytes behind its end, which every reader ignores. */
async function padded(bytes: number): Promise<Uint8Array> {
  return Buffer.concat([await png(), Buffer.alloc(bytes)])
}

function namesOf({ images }: ImagePage): string[] {
  return images.map(({ name }) => name.replace('.png', ''))
}

async function namesBy(library: Bench['library'], by: Partial<ImageQuery>): Promise<string[]> {
  return namesOf(await library.images({ limit: 100, ...by }))
}

async function allPages(library: Bench['library'], by: Partial<ImageQuery>): Promise<string[][]> {
  const pages: string[][] = []
  let cursor: string | undefined
  do {
    const page = await library.images({ ...by, limit: 2, cursor })
    pages.push(namesOf(page))
    cursor = page.next ?? undefined
  } while (cursor)
  return pages
}
