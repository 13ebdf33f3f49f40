import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { age, type Bench, openBench, png } from './bench.ts'

const LONG = 'a_picture_with_a_very_long_name_indeed'

/** Places a picture as the upscale job does, and returns its id. */
async function place(bench: Bench, source: string, name: string, color = '#00aa00'): Promise<string> {
  const folder = bench.library.workFolder('job-1')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'finished.jpg')
  await writeFile(file, await png(color))
  const facts = { upscaled: { model: 'lanczos', source_sha256: color } }
  const id = await bench.library.placeDerived({ source, stage: 'upscaled', name, file, facts })
  expect(existsSync(file)).toBe(false)
  return id
}

it('moves a finished picture to its place with a copy of the sidecar, unknown fields and all', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  await bench.put('gen/a.json', '{"x":{"y":1},"title":"Fox","seed":12345678901234567890}')

  const id = await place(bench, 'gen/a.png', 'a.jpg')

  expect(id).toBe('gen/upscaled/a.jpg')
  expect(await bench.read('gen/upscaled/a.json')).toContain('"seed": 12345678901234567890')
  expect(JSON.parse(await bench.read('gen/upscaled/a.json'))).toMatchObject({
    x: { y: 1 },
    title: 'Fox',
    source: 'gen/a.png',
    upscaled: { model: 'lanczos' },
  })
  expect(await bench.library.image(id)).toMatchObject({
    ...{ title: 'Fox', has_json: true, model: 'lanczos', source: 'gen/a.png', issues: [] },
  })
})

it('finds what was derived from a picture, with the facts in their order', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  await bench.put('gen/b.png', await png())
  await place(bench, 'gen/a.png', 'a.jpg')
  await place(bench, 'gen/a.png', 'a-other.jpg')
  await bench.put('gen/upscaled/b.jpg', await png())

  const found = await bench.library.derivedOf('gen/a.png', 'upscaled')

  expect(found.map(({ id }) => id).toSorted()).toEqual(['gen/upscaled/a-other.jpg', 'gen/upscaled/a.jpg'])
  expect(JSON.stringify(found[0]?.facts)).toBe('{"upscaled":{"model":"lanczos","source_sha256":"#00aa00"}}')
  expect(await bench.library.derivedOf('gen/a.png', 'processed')).toEqual([])
  expect(await bench.library.derivedOf('gen/b.png', 'upscaled')).toEqual([])

  await bench.library.trash.add(['gen/upscaled/a.jpg'])
  expect(await bench.library.derivedOf('gen/a.png', 'upscaled')).toHaveLength(1)
})

it('counts no description where only the origin is known', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  const id = await place(bench, 'gen/a.png', 'a.jpg')

  expect(await bench.library.image(id)).toMatchObject({ has_json: false, title: null, source: 'gen/a.png' })

  await bench.library.writeSidecar(id, { title: 'Later' })
  expect(await bench.library.image('gen/a.png')).toMatchObject({ title: 'Later' })
  expect(await bench.library.image(id)).toMatchObject({ title: 'Later', has_json: true })
})

it('finds the sidecar of a source whose name had to be shortened', async () => {
  const bench = await openBench()
  await bench.put(`gen/${LONG}.png`, await png())
  const id = await place(bench, `gen/${LONG}.png`, 'a_picture.jpg')
  await bench.put(`gen/${LONG}.json`, '{"title":"Long"}')

  expect(await bench.library.image(id)).toMatchObject({ title: 'Long', lookedIn: [`gen/${LONG}.json`] })
  await bench.library.writeSidecar(id, { title: 'Longer' })
  expect(await bench.library.image(`gen/${LONG}.png`)).toMatchObject({ title: 'Longer' })
})

it('does not describe a shortened name by another picture that happens to be called so', async () => {
  const bench = await openBench()
  await bench.put(`gen/${LONG}.png`, await png())
  await bench.put(`gen/${LONG}.json`, '{"title":"Right"}')
  await bench.put('gen/a_picture.png', await png())
  await bench.put('gen/a_picture.json', '{"title":"Wrong"}')

  const id = await place(bench, `gen/${LONG}.png`, 'a_picture.jpg')
  expect(await bench.library.image(id)).toMatchObject({ title: 'Right' })

  await bench.library.trash.add([`gen/${LONG}.png`])
  expect(await bench.library.image(id)).toMatchObject({ title: 'Right' })
})

it('replaces an older version, which goes to the trash with its sidecar', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  await place(bench, 'gen/a.png', 'a.jpg', '#000001')
  await place(bench, 'gen/a.png', 'a.jpg', '#000002')

  const trashed = await bench.library.trash.list()
  expect(trashed).toMatchObject([{ id: 'gen/upscaled/a.jpg', has_json: true }])
  expect(await bench.library.derivedOf('gen/a.png', 'upscaled')).toMatchObject([
    { facts: { upscaled: { source_sha256: '#000002' } } },
  ])

  await bench.library.trash.restore(trashed.map(({ entry }) => entry))
  const both = await bench.library.derivedOf('gen/a.png', 'upscaled')
  expect(both.map(({ id }) => id).toSorted()).toEqual(['gen/upscaled/a-2.jpg', 'gen/upscaled/a.jpg'])
})

it('puts nothing in the trash when the same picture is placed again', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  await place(bench, 'gen/a.png', 'a.jpg')
  await place(bench, 'gen/a.png', 'a.jpg')

  expect(await bench.library.trash.list()).toEqual([])
})

it('keeps what was written beside a picture when that picture is made anew', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  await place(bench, 'gen/a.png', 'a.jpg', '#000001')
  await bench.put('gen/upscaled/a.json', '{"source":"gen/a.png","title":"Beside","note":1}')

  await place(bench, 'gen/a.png', 'a.jpg', '#000002')

  expect(JSON.parse(await bench.read('gen/upscaled/a.json'))).toMatchObject({ title: 'Beside', note: 1 })
})

it('puts the picture of another source to the trash, and lends it no words', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  await bench.put('gen/b.png', await png())
  await bench.put('gen/b.json', '{"title":"B"}')
  await place(bench, 'gen/b.png', 'x.jpg', '#000001')

  await place(bench, 'gen/a.png', 'x.jpg', '#000002')

  expect(await bench.library.trash.list()).toMatchObject([{ name: 'x.jpg', has_json: true }])
  expect(await bench.library.image('gen/upscaled/x.jpg')).toMatchObject({ title: null, source: 'gen/a.png' })
})

it.each(['not json', '{"source":"gen/other.png","title":"Other"}'])(
  'puts the left-over sidecar %j aside instead of writing over it',
  async (text) => {
    const bench = await openBench()
    await bench.put('gen/a.png', await png())
    await bench.put('gen/upscaled/a.json', text)

    await place(bench, 'gen/a.png', 'a.jpg')

    expect(await bench.read('gen/upscaled/a.json.old')).toBe(text)
    expect(JSON.parse(await bench.read('gen/upscaled/a.json'))).toMatchObject({ source: 'gen/a.png' })
  },
)

it('places a picture whose source has an unreadable sidecar, and leaves that as it is', async () => {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  await bench.put('gen/a.json', 'not json')

  const id = await place(bench, 'gen/a.png', 'a.jpg')

  expect(await bench.read('gen/a.json')).toBe('not json')
  expect(JSON.parse(await bench.read('gen/upscaled/a.json'))).toMatchObject({ source: 'gen/a.png' })
  expect(await bench.library.sidecarOf(id)).toMatchObject({ path: 'gen/a.json', sidecar: null })
  expect(bench.logged.join()).toContain('A sidecar cannot be read')
})

it('refuses a source that is not there, a name that is none, and a file that is not finished', async () => {
  const { library, home, put } = await openBench()
  await put('gen/a.png', await png())
  const file = join(home, 'nothing')
  const place = { source: 'gen/a.png', stage: 'upscaled', name: 'a.jpg', file } as const

  await expect(library.placeDerived({ ...place, source: 'gen/b.png' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(library.placeDerived({ ...place, name: '../a.jpg' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(library.placeDerived(place)).rejects.toMatchObject({ code: 'not_found' })
  expect(await library.siblings('gen', 'upscaled')).toEqual([])
})

it('names a broken sidecar beside a picture that is described in the root', async () => {
  const bench = await openBench()
  await bench.put('gen/a.json', '{"title":"Fine"}')
  await bench.put('gen/upscaled/a.jpg', await png())
  await age(await bench.put('gen/upscaled/a.json', '{'), 60)

  const image = await bench.library.image('gen/upscaled/a.jpg')

  expect(image.title).toBe('Fine')
  expect(image.issues).toEqual([
    expect.stringMatching(/^The sidecar gen\/upscaled\/a\.json cannot be read: /),
  ])
})
