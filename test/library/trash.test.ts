import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { idsOf, openBench, png } from './bench.ts'

it('moves a picture with its sidecar to the trash and back, byte for byte', async () => {
  const { library, put, root, read } = await openBench()
  const picture = await png('#aa0000')
  const text = '{"title":"Fox","x-tool":{"keep":[1,2]}}'
  await put('gen/fox.png', picture)
  await put('gen/fox.json', text)

  const [entry] = await library.trash.add(['gen/fox.png'])
  expect(entry).toMatchObject({ id: 'gen/fox.png', name: 'fox.png', bytes: picture.length, has_json: true })
  expect(entry?.entry).toMatch(/^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_fox_[0-9a-f]{8}$/)
  expect(await readdir(join(root, 'gen'))).toEqual([])
  expect(await library.trash.list()).toEqual([entry])

  await rm(join(root, 'gen'), { recursive: true })
  const restored = await library.trash.restore([entry?.entry ?? ''])
  expect(restored).toEqual([
    { entry: entry?.entry, id: 'gen/fox.png', original: 'gen/fox.png', renamed: false },
  ])
  expect(await readFile(join(root, 'gen', 'fox.png'))).toEqual(picture)
  expect(await read('gen/fox.json')).toBe(text)
  expect(await library.trash.list()).toEqual([])
})

it('takes the name of an entry up again when it is free, and no name that is not one of an entry', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())
  const [first] = await library.trash.add(['gen/a.png'])
  const name = first?.entry ?? ''
  await library.trash.restore([name])
  expect(await library.trash.add(['gen/a.png'], [name])).toMatchObject([{ entry: name }])
  await put('gen/b.png', await png())
  await put('gen/c.png', await png())
  for (const entry of await library.trash.add(['gen/b.png', 'gen/c.png'], [name, '../elsewhere'])) {
    expect(entry.entry).toMatch(/_[bc]_[0-9a-f]{8}$/)
  }
})

it('keeps two files of the same name apart and restores both', async () => {
  const { library, put, root } = await openBench()
  for (const color of ['#010101', '#020202']) {
    await put('gen/a.png', await png(color))
    await put('gen/a.json', JSON.stringify({ title: color }))
    await library.trash.add(['gen/a.png'])
  }
  const entries = await library.trash.list()
  expect(entries).toHaveLength(2)

  const restored = await library.trash.restore(entries.map(({ entry }) => entry))

  expect(restored.map(({ id, renamed }) => ({ id, renamed }))).toEqual([
    { id: 'gen/a.png', renamed: false },
    { id: 'gen/a-2.png', renamed: true },
  ])
  expect((await readdir(join(root, 'gen'))).toSorted()).toEqual(['a-2.json', 'a-2.png', 'a.json', 'a.png'])
  const titles = (await library.find(['gen/a.png', 'gen/a-2.png'])).map(({ title }) => title)
  expect(titles.toSorted()).toEqual(['#010101', '#020202'])
})

it('gives a restored picture a free name when another took its place, and mixes up no sidecars', async () => {
  const { library, put, read } = await openBench()
  await put('gen/a.png', await png('#010101'))
  const [entry] = await library.trash.add(['gen/a.png'])
  await put('gen/a.png', await png('#020202'))
  await put('gen/a.json', '{"title":"new"}')
  await put('gen/a-2.json', '{"title":"nobody knows whose"}')

  const [restored] = await library.trash.restore([entry?.entry ?? ''])

  expect(restored).toMatchObject({ id: 'gen/a-3.png', renamed: true })
  expect(await library.image('gen/a-3.png')).toMatchObject({ has_json: false })
  expect(await read('gen/a.json')).toBe('{"title":"new"}')
})

it('leaves a sidecar where another picture of the same stem needs it', async () => {
  const { library, put, read } = await openBench()
  await put('gen/a.png', await png('#010101'))
  await put('gen/A.jpg', await png('#020202'))
  await put('gen/a.json', '{"title":"both"}')

  const [entry] = await library.trash.add(['gen/a.png'])
  expect(entry).toMatchObject({ has_json: true })
  expect(await read('gen/a.json')).toBe('{"title":"both"}')

  await library.writeSidecar('gen/A.jpg', { title: 'newer' })
  await library.trash.restore([entry?.entry ?? ''])
  expect(await library.image('gen/a.png')).toMatchObject({ title: 'newer' })
})

it('takes a shared sidecar along with the last of its pictures', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png('#010101'))
  await put('gen/a.jpg', await png('#020202'))
  await put('gen/a.json', '{"title":"both"}')

  const entries = await library.trash.add(['gen/a.png', 'gen/a.jpg'])
  expect(entries.map((entry) => entry.has_json)).toEqual([true, true])
  expect(await library.siblings('gen', 'raw')).toEqual([])

  const restored = await library.trash.restore(entries.map(({ entry }) => entry))
  expect(restored.map(({ id }) => id)).toEqual(['gen/a.png', 'gen/a.jpg'])
  expect((await library.siblings('gen', 'raw')).toSorted()).toEqual(['a.jpg', 'a.json', 'a.png'])
})

it('leaves the sidecar in the root while a derived picture has no copy of it, or an older one', async () => {
  const { library, put, home } = await openBench()
  for (const name of ['a', 'b', 'c']) {
    await put(`gen/${name}.png`, await png())
    await put(`gen/${name}.json`, `{"title":"${name}"}`)
  }
  await put('gen/upscaled/a.jpg', await png())
  for (const name of ['b', 'c']) {
    const file = join(home, 'finished.tmp')
    await writeFile(file, await png())
    await library.placeDerived({ source: `gen/${name}.png`, stage: 'upscaled', name: `${name}.jpg`, file })
  }
  await library.writeSidecar('gen/b.png', { title: 'edited' })

  await library.trash.add(['gen/a.png', 'gen/b.png', 'gen/c.png'])

  expect(await library.image('gen/upscaled/a.jpg')).toMatchObject({ title: 'a' })
  expect(await library.image('gen/upscaled/b.jpg')).toMatchObject({ title: 'edited' })
  expect(await library.image('gen/upscaled/c.jpg')).toMatchObject({ title: 'c' })
  expect((await library.siblings('gen', 'raw')).toSorted()).toEqual(['a.json', 'b.json'])
})

it('takes the sidecar beside a derived picture along, not the one in the root', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())
  await put('gen/a.json', '{"title":"root"}')
  await put('gen/upscaled/a.jpg', await png())
  await put('gen/upscaled/a.json', '{"title":"copy"}')

  const [entry] = await library.trash.add(['gen/upscaled/a.jpg'])

  expect(await library.siblings('gen', 'upscaled')).toEqual([])
  expect(await library.siblings('gen', 'raw')).toContain('a.json')
  await library.trash.restore([entry?.entry ?? ''])
  expect((await library.siblings('gen', 'upscaled')).toSorted()).toEqual(['a.jpg', 'a.json'])
})

it('loses no sidecar that is called like the record of an entry', async () => {
  const { library, put, read } = await openBench()
  await put('gen/entry.png', await png())
  await put('gen/entry.json', '{"title":"tricky"}')

  const [entry] = await library.trash.add(['gen/entry.png'])
  expect(entry).toMatchObject({ has_json: true })
  await library.trash.restore([entry?.entry ?? ''])

  expect(await read('gen/entry.json')).toBe('{"title":"tricky"}')
})

it('keeps a sidecar that cannot be read, and never the prompts', async () => {
  const { library, put, read, trash } = await openBench()
  await put('gen/bad.png', await png())
  await put('gen/bad.json', 'not { json')
  await put('gen/prompts.png', await png())
  await put('gen/prompts.json', '[]')

  const [bad] = await library.trash.add(['gen/bad.png', 'gen/prompts.png'])

  expect(await readFile(join(trash, bad?.entry ?? '', 'bad.json'), 'utf8')).toBe('not { json')
  expect(await read('gen/prompts.json')).toBe('[]')
})

it('moves nothing when one of the pictures is not there', async () => {
  const { library, put, trash } = await openBench()
  await put('gen/a.png', await png())

  await expect(library.trash.add(['gen/a.png', 'gen/b.png'])).rejects.toThrow('There is no gen/b.png.')
  expect(await idsOf(library)).toEqual(['gen/a.png'])
  expect(await readdir(trash)).toEqual([])
})

it('moves a picture once when it is named twice', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())

  expect(await library.trash.add(['gen/a.png', 'gen/a.png'])).toHaveLength(1)
})

it('lists what was deleted last first', async () => {
  let time = Date.UTC(2026, 0, 1)
  const now = () => {
    time += 1000
    return new Date(time)
  }
  const { library, put } = await openBench({ now })
  for (const name of ['c', 'a', 'b']) {
    await put(`gen/${name}.png`, await png())
    await library.trash.add([`gen/${name}.png`])
  }

  expect((await library.trash.list()).map(({ name }) => name)).toEqual(['b.png', 'a.png', 'c.png'])
})

it('empties what it knows and touches nothing else', async () => {
  const { library, put, trash } = await openBench()
  for (const name of ['a', 'b']) await put(`gen/${name}.png`, await png())
  const [first] = await library.trash.add(['gen/a.png', 'gen/b.png'])
  await writeFile(join(trash, first?.entry ?? '', 'notes.txt'), 'mine')
  await mkdir(join(trash, 'my folder'))
  await writeFile(join(trash, 'my folder', 'entry.json'), '{"id":"../../etc/passwd"}')
  await writeFile(join(trash, 'loose.png'), 'x')

  expect(await library.trash.empty()).toBe(2)

  expect((await readdir(trash)).toSorted()).toEqual([first?.entry, 'loose.png', 'my folder'].toSorted())
  expect(await readdir(join(trash, first?.entry ?? ''))).toEqual(['notes.txt'])
  expect(await library.trash.empty()).toBe(0)
  expect(await library.trash.list()).toEqual([])
})

it('previews what is in the trash', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())
  const [entry] = await library.trash.add(['gen/a.png'])

  const { data } = await library.trash.thumbnail(entry?.entry ?? '')

  expect(data.subarray(8, 12).toString()).toBe('WEBP')
})

it('loses nothing when a crash came between the record and the move', async () => {
  const { library, put, trash, again } = await openBench()
  await put('gen/a.png', await png())
  const entry = join(trash, '2026-01-01_10-00-00_a_00000000')
  await mkdir(entry)
  const record = { id: 'gen/a.png', when: '2026-01-01T10:00:00.000Z', picture: 'a.png', sidecar: null }
  await writeFile(join(entry, 'entry.json'), JSON.stringify(record))

  expect(await library.trash.list()).toEqual([])
  const next = again()
  await next.start()
  await next.stop()

  expect(existsSync(entry)).toBe(false)
  expect(await idsOf(library)).toEqual(['gen/a.png'])
})

it('restores a picture whose sidecar a crash left in the library', async () => {
  const { library, put, trash, read } = await openBench()
  await put('gen/a.json', '{"title":"left"}')
  const entry = '2026-01-01_10-00-00_a_00000000'
  await mkdir(join(trash, entry))
  const sidecar = { name: 'a.json', stored: 'a.json', copied: false }
  const record = { id: 'gen/a.png', when: '2026-01-01T10:00:00.000Z', picture: 'a.png', sidecar }
  await writeFile(join(trash, entry, 'entry.json'), JSON.stringify(record))
  await writeFile(join(trash, entry, 'a.png'), await png())

  expect(await library.trash.list()).toMatchObject([{ has_json: false }])
  await library.trash.restore([entry])

  expect(await library.image('gen/a.png')).toMatchObject({ title: 'left' })
  expect(await read('gen/a.json')).toBe('{"title":"left"}')
})

it('goes on with a restore that a crash cut off after the sidecar was copied', async () => {
  const { library, put, read } = await openBench()
  await put('gen/a.png', await png())
  await put('gen/a.json', '{"title":"a"}')
  const [entry] = await library.trash.add(['gen/a.png'])
  await put('gen/a.json', '{"title":"a"}')

  const [restored] = await library.trash.restore([entry?.entry ?? ''])

  expect(restored).toMatchObject({ id: 'gen/a.png', renamed: false })
  expect(await read('gen/a.json')).toBe('{"title":"a"}')
  expect(await library.trash.list()).toEqual([])
})
