import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { inspect } from '../../src/imaging/inspection.ts'
import { createLibrary } from '../../src/library/library.ts'
import { categoryCode } from '../../src/metadata/categories.ts'
import { temporaryFolder } from '../support/folder.ts'
import { addUpscaled } from '../support/upscaled.ts'

describe('a picture that is readied to leave', () => {
  it('is changed whole or not at all, and nothing is left lying about', async () => {
    const { library, id, path, work } = await open()
    const before = await readFile(path)
    await expect(
      library.deliveries.rewrite(id, async (copy) => {
        await writeFile(copy, 'half of')
        throw new Error('killed here')
      }),
    ).rejects.toThrow('killed here')
    expect((await readFile(path)).equals(before)).toBe(true)
    await library.deliveries.rewrite(id, async (copy) => {
      await writeFile(copy, 'not wanted')
      return { state: 'same' }
    })
    expect((await readFile(path)).equals(before)).toBe(true)
    await library.deliveries.rewrite(id, async (copy) => {
      await writeFile(copy, 'the new one')
      return { state: 'written' }
    })
    expect(await readFile(path, 'utf8')).toBe('the new one')
    expect(await work()).toEqual([])
  })

  it('is left alone when somebody else changed it meanwhile', async () => {
    const { library, id, path } = await open()
    const change = library.deliveries.rewrite(id, async (copy) => {
      await writeFile(path, 'made again by a job')
      await writeFile(copy, 'the old one with words')
      return { state: 'written' }
    })
    await expect(change).rejects.toThrow(/was changed meanwhile/)
    expect(await readFile(path, 'utf8')).toBe('made again by a job')
  })

  it('takes another name with its sidecar, and none that is taken', async () => {
    const { library, id, folder } = await open()
    await expect(library.deliveries.rename(id, 'two.jpg')).rejects.toMatchObject({ code: 'conflict' })
    await expect(library.deliveries.rename('g/one.png', 'x.png')).rejects.toMatchObject({ code: 'invalid' })
    expect(await library.deliveries.rename(id, 'other.jpg')).toBe('g/upscaled/other.jpg')
    expect((await readdir(folder)).toSorted()).toEqual(['other.jpg', 'other.json', 'two.jpg', 'two.json'])
    expect((await library.image('g/upscaled/other.jpg')).sidecar?.title).toBe('A disc called one')
  })

  it('has facts noted before it has its new name, and a sidecar that cannot be read goes along as it is', async () => {
    const { library, id, folder } = await open()
    const facts = { delivered: { original: 'one.jpg' } }
    const renamed = await library.deliveries.rename(id, 'other.jpg', facts)
    expect(await library.deliveries.noted(renamed)).toMatchObject({ title: 'A disc called one', ...facts })
    await writeFile(join(folder, 'two.json'), '{ broken')
    await library.deliveries.rename('g/upscaled/two.jpg', 'second.jpg', facts)
    expect(await readFile(join(folder, 'second.json'), 'utf8')).toBe('{ broken')
    expect((await readdir(folder)).toSorted()).toEqual([
      'other.jpg',
      'other.json',
      'second.jpg',
      'second.json',
    ])
    expect(await library.deliveries.noted('g/upscaled/second.jpg')).toEqual({})
  })

  it('has facts noted beside it, which are no description', async () => {
    const { library, id, folder } = await open()
    await library.deliveries.note(id, { delivered: { name: 'one.jpg' } })
    const noted = JSON.parse(await readFile(join(folder, 'one.json'), 'utf8'))
    expect(noted).toMatchObject({ title: 'A disc called one', delivered: { name: 'one.jpg' } })
    await writeFile(join(folder, 'two.json'), '{ broken')
    await library.deliveries.note('g/upscaled/two.jpg', { delivered: {} })
    expect(await readFile(join(folder, 'two.json'), 'utf8')).toBe('{ broken')
  })
})

async function open() {
  const home = await temporaryFolder()
  const generations = join(home, 'generations')
  const library = createLibrary({
    ...{ generations, trash: join(home, 'trash'), inspect, thumbnail: async () => Buffer.alloc(0) },
    ...{ categoryOf: categoryCode, log: pino({ level: 'silent' }) },
  })
  const [id = ''] = await addUpscaled(home, 'g', ['one', 'two'])
  const folder = join(generations, 'g', 'upscaled')
  const work = async () => {
    const names = await readdir(join(generations, '.stockroom/work'), {
      recursive: true,
      withFileTypes: true,
    })
    return names.filter((one) => one.isFile()).map(({ name }) => name)
  }
  return { library, id, folder, path: join(folder, 'one.jpg'), work }
}
