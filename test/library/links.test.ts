import { mkdir, readdir, readFile, rmdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Bench, openBench, png } from './bench.ts'

async function openWithLinks(): Promise<Bench & { outside: string }> {
  const bench = await openBench()
  const outside = join(bench.home, 'outside')
  await mkdir(outside)
  await writeFile(join(outside, 'secret.png'), await png('#ff0000'))
  await bench.put('gen/real.png', await png())
  await symlink(join(outside, 'secret.png'), join(bench.root, 'gen', 'link.png'))
  await symlink(outside, join(bench.root, 'linked'))
  await symlink(outside, join(bench.root, 'gen', 'upscaled'))
  return { ...bench, outside }
}

it.each(['gen/link.png', 'linked/secret.png', 'gen/upscaled/secret.png'])(
  'reads and moves nothing through the link in %s',
  async (id) => {
    const { library, outside, trash } = await openWithLinks()
    const forbidden = { code: 'forbidden' }

    await expect(library.pathOf(id)).rejects.toMatchObject(forbidden)
    await expect(library.image(id)).rejects.toMatchObject(forbidden)
    await expect(library.find([id])).rejects.toMatchObject(forbidden)
    await expect(library.thumbnail(id)).rejects.toMatchObject(forbidden)
    await expect(library.sidecarOf(id)).rejects.toMatchObject(forbidden)
    await expect(library.writeSidecar(id, { title: 'x' })).rejects.toMatchObject(forbidden)
    await expect(library.trash.add(['gen/real.png', id])).rejects.toMatchObject(forbidden)
    await expect(library.selection.set([id])).rejects.toMatchObject({ code: 'not_found' })

    expect(await readdir(outside)).toEqual(['secret.png'])
    expect(await readdir(trash)).toEqual([])
    expect(await library.pathOf('gen/real.png')).toMatch(/real\.png$/)
  },
)

it('writes nothing through a linked folder', async () => {
  const { library, home, outside } = await openWithLinks()
  const file = join(home, 'finished.tmp')
  await writeFile(file, await png())

  await expect(
    library.placeDerived({ source: 'gen/real.png', stage: 'upscaled', name: 'real.jpg', file }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await expect(library.addImage('linked', 'x.png', await png())).rejects.toMatchObject({ code: 'forbidden' })
  await expect(library.writeDocument('gen', 'upscaled', 'a.csv', '')).rejects.toMatchObject({
    code: 'forbidden',
  })

  expect(await readdir(outside)).toEqual(['secret.png'])
  expect((await readFile(file)).length).toBeGreaterThan(0)
})

it('restores nothing through a link that took the place of a generation', async () => {
  const { library, root, outside, put } = await openWithLinks()
  await put('other/a.png', await png())
  const [entry] = await library.trash.add(['other/a.png'])
  await rmdir(join(root, 'other'))
  await symlink(outside, join(root, 'other'))

  await expect(library.trash.restore([entry?.entry ?? ''])).rejects.toMatchObject({ code: 'forbidden' })
  expect(await readdir(outside)).toEqual(['secret.png'])
  expect(await library.trash.list()).toHaveLength(1)
})

it('does not list or open a link that stays inside the library: one picture has one id', async () => {
  const { library, root } = await openWithLinks()
  await symlink(join(root, 'gen', 'real.png'), join(root, 'gen', 'alias.png'))

  await expect(library.pathOf('gen/alias.png')).rejects.toThrow(
    'gen/alias.png is a link; the library holds only files of its own.',
  )
})

it.each([
  ['../gen/real.png', 'invalid'],
  ['gen/../../x.png', 'invalid'],
  ['/etc/passwd', 'invalid'],
  ['gen\\real.png', 'invalid'],
  ['gen/real.png\0', 'invalid'],
  ['gen/con.png', 'invalid'],
  ['.stockroom/selection.json', 'invalid'],
  ['', 'invalid'],
  ['gen', 'invalid'],
  ['gen//real.png', 'invalid'],
  ['gen/prompts.json', 'not_found'],
  ['gen/missing.png', 'not_found'],
  ['gen/real.png/x.png', 'invalid'],
  ['nope/real.png', 'not_found'],
  [`gen/${'x'.repeat(300)}.png`, 'invalid'],
])('refuses the id %j as %s', async (id, code) => {
  const { library } = await openWithLinks()

  await expect(library.pathOf(id)).rejects.toMatchObject({ code })
  await expect(library.trash.add([id])).rejects.toMatchObject({ code })
})

it.each(['..', 'a/b', '', '.', 'con', 'a\\b'])('makes no work folder called %j', async (name) => {
  const { library } = await openBench()

  expect(() => library.workFolder(name)).toThrow(/^Expected the id of a job for job/)
})

it('takes nothing but names of its own entries out of the trash', async () => {
  const { library } = await openBench()

  for (const entry of ['..', '../generations', 'nope', '']) {
    await expect(library.trash.restore([entry])).rejects.toMatchObject({ code: 'not_found' })
  }
})
