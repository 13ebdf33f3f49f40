import { expect, it } from 'vitest'
import { openBench, png } from './bench.ts'

it('counts the pictures of each stage, newest generation first', async () => {
  const { library, put } = await openBench()
  for (const id of ['old/a.png', 'run_2/a.png', 'run_2/upscaled/a.jpg', 'run_10/a.png', 'run_10/b.png']) {
    await put(id, await png())
  }
  await put('run_10/a.json', '{}')

  const found = await library.generations()

  expect(found.map(({ id, counts }) => ({ id, ...counts }))).toEqual([
    { id: 'run_10', raw: 2, processed: 0, upscaled: 0 },
    { id: 'run_2', raw: 1, processed: 0, upscaled: 1 },
    { id: 'old', raw: 1, processed: 0, upscaled: 0 },
  ])
  expect(Date.parse(found[0]?.modified ?? '')).toBeGreaterThan(Date.now() - 60_000)
})

it('makes a generation under a free name', async () => {
  const { library } = await openBench()

  expect(await library.addGeneration('새 폴더')).toBe('새 폴더')
  expect(await library.addGeneration('새 폴더')).toBe('새 폴더-2')
  await expect(library.addGeneration('../up')).rejects.toMatchObject({ code: 'invalid' })
  await expect(library.addGeneration('.stockroom')).rejects.toMatchObject({ code: 'invalid' })
})

it('adds pictures with their sidecars, and gives a second of the same stem a name of its own', async () => {
  const { library, read } = await openBench()
  const id = await library.addGeneration('gen')

  const ids = await Promise.all([
    library.addImage(id, 'fox.png', await png('#111111'), { title: 'One' }),
    library.addImage(id, 'fox.png', await png('#222222'), { title: 'Two' }),
    library.addImage(id, 'FOX.jpg', await png('#333333')),
  ])

  expect(ids).toEqual(['gen/fox.png', 'gen/fox-2.png', 'gen/FOX-3.jpg'])
  expect(await read('gen/fox.json')).toBe('{\n  "title": "One"\n}\n')
  expect(await library.image('gen/fox-2.png')).toMatchObject({ title: 'Two' })
  expect(await library.image('gen/FOX-3.jpg')).toMatchObject({ has_json: false })
  expect(await library.addImage(id, 'Prompts.png', await png(), {})).toBe('gen/Prompts-2.png')
})

it('adds no picture without a picture name, nor to a generation that is not there', async () => {
  const { library } = await openBench()
  await library.addGeneration('gen')

  await expect(library.addImage('gen', '../x.png', await png())).rejects.toMatchObject({ code: 'invalid' })
  await expect(library.addImage('gen', 'x.exe', await png())).rejects.toThrow(
    'Expected a file name that ends in png, jpg, jpeg, webp, avif, tif or tiff for name but received "x.exe".',
  )
  await expect(library.addImage('nope', 'x.png', await png())).rejects.toMatchObject({ code: 'not_found' })
})

it('writes a document whole, and keeps an older one that says something else', async () => {
  const { library, read, put } = await openBench()
  await put('gen/a.png', await png())

  await library.writeDocument('gen', 'upscaled', 'submission.csv', 'one')
  const path = await library.writeDocument('gen', 'upscaled', 'submission.csv', 'two')

  expect(path).toBe('gen/upscaled/submission.csv')
  expect(await read(path)).toBe('two')
  const names = await library.siblings('gen', 'upscaled')
  expect(names.toSorted()).toEqual([
    'submission.csv',
    expect.stringMatching(/^submission_\d{4}-\d\d-\d\d_.*\.csv$/),
  ])
  expect(await read(`gen/upscaled/${names.find((name) => name !== 'submission.csv')}`)).toBe('one')
  await expect(library.writeDocument('gen', 'raw', '../x.csv', '')).rejects.toMatchObject({ code: 'invalid' })
})

it('reads a document as it is on disk; none where there is no plain file of that name', async () => {
  const { library, put } = await openBench()
  await put('gen/prompts.json', '{"prompts": []}')
  await put('gen/folder.json/a.png', await png())

  expect(await library.readDocument('gen', 'raw', 'prompts.json')).toBe('{"prompts": []}')
  expect(await library.readDocument('gen', 'raw', 'folder.json')).toBeNull()
  expect(await library.readDocument('gen', 'upscaled', 'prompts.json')).toBeNull()
  expect(await library.readDocument('none', 'raw', 'prompts.json')).toBeNull()
  await expect(library.readDocument('..', 'raw', 'prompts.json')).rejects.toMatchObject({ code: 'invalid' })
  await expect(library.readDocument('gen', 'raw', '../x')).rejects.toMatchObject({ code: 'invalid' })
})
