import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { age, openBench, png } from './bench.ts'

async function looked() {
  const bench = await openBench()
  for (const name of ['a', 'b']) await age(await bench.put(`gen/${name}.png`, await png()), 60)
  await age(await bench.put('gen/text.png', 'no picture'), 60)
  const before = await bench.library.images({ limit: 10 })
  await bench.library.stop()
  bench.inspected.length = 0
  return { ...bench, before, index: join(bench.root, '.stockroom', 'facts.json') }
}

it('knows after a restart what it found out before, problems included', async () => {
  const { again, before, inspected } = await looked()

  expect(await again().images({ limit: 10 })).toEqual(before)
  expect(inspected).toEqual([])
})

it('looks again at a picture that changed meanwhile, and only at that', async () => {
  const { again, put, inspected } = await looked()
  const path = await put('gen/a.png', await png('#123456', 64, 48))
  await age(path, 30)

  const { images } = await again().images({ limit: 10 })
  expect(images[0]).toMatchObject({ name: 'a.png', width: 64, height: 48 })
  expect(inspected).toEqual([path])
})

it.each([
  ['cut short', (text: string) => text.slice(0, -20)],
  ['of another version', (text: string) => text.replace('"format":1', '"format":0')],
  ['with facts that are none', (text: string) => text.replaceAll('"width":32', '"width":"wide"')],
  ['empty', () => ''],
  ['something else altogether', () => '[1, 2, 3]'],
])('is made anew when it is %s', async (_, damage) => {
  const { again, index, before, inspected, logged } = await looked()
  await writeFile(index, damage(await readFile(index, 'utf8')))

  const library = again()
  expect(await library.images({ limit: 10 })).toEqual(before)
  expect(inspected).toHaveLength(3)
  expect(logged.filter((line) => line.includes('it is made anew'))).toHaveLength(1)
  await library.stop()
  expect(JSON.parse(await readFile(index, 'utf8')).entries).toHaveLength(3)
})

it('may be deleted at any time, and goes with a library that is moved', async () => {
  const { again, index, before, inspected, home, root } = await looked()
  await rename(root, join(home, 'moved'))
  const moved = again({ generations: join(home, 'moved') })
  expect(await moved.images({ limit: 10 })).toEqual(before)
  expect(inspected).toEqual([])
  await rename(join(home, 'moved'), root)

  await rm(index)
  expect(await again().images({ limit: 10 })).toEqual(before)
  expect(inspected).toHaveLength(3)
})

it('is done without where it cannot be written', async () => {
  const { library, put, logged } = await openBench()
  await age(await put('gen/a.png', await png()), 60)
  await put('.stockroom', 'a file in the way')

  expect((await library.images({ limit: 10 })).total).toBe(1)
  await library.stop()
  expect(logged.filter((line) => line.includes('An index cannot be kept'))).toHaveLength(1)
})

it('looks into a picture once when two ask for it at the same time', async () => {
  const { again, index, inspected } = await looked()
  await rm(index)

  const library = again()
  const [first, second] = await Promise.all([library.counts({}), library.images({ limit: 10 })])
  expect(first.findings).toBe(1)
  expect(second.total).toBe(3)
  expect(inspected).toHaveLength(3)
})
