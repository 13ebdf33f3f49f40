import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { age, openBench, png } from './bench.ts'

it('brings known fields into one form and keeps the rest in raw', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())
  const raw = {
    title: 'Fox',
    keywords: ' fox, snow ,, winter\nred ',
    category: '15',
    category_name: 'Culture and Religion',
    releases: 'model-1; model-2',
    is_ai_generated: 'True',
    is_fictional: 0,
    seed: 42,
    prompt: null,
    'x-tool': { any: [1] },
  }
  await put('gen/a.json', JSON.stringify(raw))

  const { sidecar, path, problem, lookedIn } = await library.sidecarOf('gen/a.png')

  expect(sidecar).toEqual({
    title: 'Fox',
    keywords: ['fox', 'snow', 'winter', 'red'],
    category: 15,
    category_name: 'Culture and Religion',
    releases: ['model-1', 'model-2'],
    is_ai_generated: true,
    is_fictional: false,
    seed: '42',
    raw,
  })
  expect({ path, problem, lookedIn }).toEqual({ path: 'gen/a.json', problem: null, lookedIn: ['gen/a.json'] })
})

it.each([
  [{ category: 7 }, 7],
  [{ category: '7' }, 7],
  [{ category: 'Food' }, 7],
  [{ category: 8, category_name: 'Food' }, 7],
  [{ category: 22 }, undefined],
  [{ category: [] }, undefined],
])('reads the category of %j as %s', async (object, code) => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())
  await put('gen/a.json', JSON.stringify(object))

  expect((await library.sidecarOf('gen/a.png')).sidecar?.category).toBe(code)
})

it('reads a generation as agents write them: JPEGs named .png, categories as strings', async () => {
  const { library, put } = await openBench()
  const jpeg = await sharp(await png())
    .jpeg()
    .toBuffer()
  await put('2025-12-12_23-18-00/christmas_tree_gifts_1765549150437.png', jpeg)
  await put(
    '2025-12-12_23-18-00/christmas_tree_gifts_1765549150437.json',
    JSON.stringify({
      filename: 'christmas_tree_gifts_1765549150437.png',
      title: 'Decorated Christmas Tree with Wrapped Gifts in Cozy Living Room',
      keywords: ['christmas', 'tree'],
      category: '15',
      category_name: 'Culture and Religion',
      is_ai_generated: true,
      created_at: '2025-12-12T23:18:00',
    }),
  )

  const { images } = await library.images({ limit: 10 })
  const { sidecar } = await library.sidecarOf(images[0]?.id ?? '')

  expect(images).toMatchObject([
    {
      title: 'Decorated Christmas Tree with Wrapped Gifts in Cozy Living Room',
      mime: 'image/jpeg',
      issues: [],
    },
  ])
  expect(sidecar).toMatchObject({ category: 15, is_ai_generated: true, keywords: ['christmas', 'tree'] })
})

it('looks in the root first, then beside the picture', async () => {
  const { library, put } = await openBench()
  await put('gen/upscaled/a.jpg', await png())
  expect(await library.sidecarOf('gen/upscaled/a.jpg')).toEqual({
    sidecar: null,
    path: null,
    problem: null,
    lookedIn: ['gen/a.json', 'gen/upscaled/a.json'],
  })

  await put('gen/upscaled/a.json', '{"title":"beside"}')
  expect(await library.image('gen/upscaled/a.jpg')).toMatchObject({ title: 'beside', has_json: true })

  await put('gen/a.json', '{"title":"root"}')
  expect(await library.image('gen/upscaled/a.jpg')).toMatchObject({ title: 'root', lookedIn: ['gen/a.json'] })
})

it('finds the sidecar of a name in another case', async () => {
  const { library, put } = await openBench()
  await put('gen/IMG_1.PNG', await png())
  await put('gen/img_1.JSON', '{"title":"found"}')

  expect(await library.image('gen/IMG_1.PNG')).toMatchObject({ title: 'found' })
})

it('does not take the prompts of a generation for a sidecar', async () => {
  const { library, put, read } = await openBench()
  await put('gen/prompts.png', await png())
  await put('gen/prompts.json', '{"prompts":[]}')

  expect(await library.image('gen/prompts.png')).toMatchObject({ has_json: false, issues: [] })
  await expect(library.writeSidecar('gen/prompts.png', { title: 'x' })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await read('gen/prompts.json')).toBe('{"prompts":[]}')
})

it('changes fields and keeps the order, the unknown ones and their digits', async () => {
  const { library, put, read } = await openBench()
  await put('gen/a.png', await png())
  const before =
    '\ufeff{"x-first":{"b":1,"a":2},"title":"Old","seed":12345678901234567890,"category":"15","last":null}'
  await put('gen/a.json', before)

  const sidecar = await library.writeSidecar('gen/a.png', {
    title: 'New',
    keywords: ['b', ' a '],
    category: 7,
  })

  expect(sidecar).toMatchObject({ title: 'New', keywords: ['b', 'a'], category: 7 })
  expect(await read('gen/a.json')).toBe(
    [
      '{',
      '  "x-first": {',
      '    "b": 1,',
      '    "a": 2',
      '  },',
      '  "title": "New",',
      '  "seed": 12345678901234567890,',
      '  "category": 7,',
      '  "last": null,',
      '  "keywords": [',
      '    "b",',
      '    "a"',
      '  ]',
      '}',
      '',
    ].join('\n'),
  )
})

it('writes UTF-8 again for a file that PowerShell wrote in UTF-16', async () => {
  const { library, put, read } = await openBench()
  await put('gen/a.png', await png())
  await put('gen/a.json', Buffer.from('\ufeff{"title":"여우","extra":1}', 'utf16le'))

  await library.writeSidecar('gen/a.png', { title: '늑대' })

  expect(await read('gen/a.json')).toBe('{\n  "title": "늑대",\n  "extra": 1\n}\n')
})

it('keeps the name of the category in step with its code', async () => {
  const { library, put, read } = await openBench()
  await put('gen/a.png', await png())
  await put('gen/a.json', '{"category":8,"category_name":"food"}')

  await library.writeSidecar('gen/a.png', { category: 7 })
  expect(JSON.parse(await read('gen/a.json'))).toEqual({ category: 7, category_name: 'food' })
  await library.writeSidecar('gen/a.png', { category: 1 })
  expect(JSON.parse(await read('gen/a.json'))).toEqual({ category: 1, category_name: 'Animals' })
  await library.writeSidecar('gen/a.png', { category: null })
  expect(JSON.parse(await read('gen/a.json'))).toEqual({})
})

it('takes a contradicting category name out when it cannot name the code', async () => {
  const { put, read, again } = await openBench()
  const library = again({ categoryName: () => undefined })
  await put('gen/a.png', await png())
  await put('gen/a.json', '{"category":7,"category_name":"Food"}')

  expect((await library.writeSidecar('gen/a.png', { category: 1 })).category).toBe(1)
  expect(JSON.parse(await read('gen/a.json'))).toEqual({ category: 1 })
})

it('makes a sidecar in the root for a picture without one, also for an enlarged one', async () => {
  const { library, put, read } = await openBench()
  await put('gen/a.png', await png())
  await put('gen/upscaled/b.jpg', await png())

  await library.writeSidecar('gen/a.png', { title: 'A' })
  await library.writeSidecar('gen/upscaled/b.jpg', { title: 'B' })

  expect(await read('gen/a.json')).toBe('{\n  "title": "A"\n}\n')
  expect(await read('gen/b.json')).toBe('{\n  "title": "B"\n}\n')
})

it.each(['not { json', '[]', '', '{"title": "half'])(
  'never writes over the unreadable sidecar %j',
  async (text) => {
    const { library, put, read } = await openBench()
    await put('gen/a.png', await png())
    await age(await put('gen/a.json', text), 60)

    await expect(library.writeSidecar('gen/a.png', { title: 'x' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^gen\/a\.json cannot be read, so it was left as it is: it /),
    })
    expect(await read('gen/a.json')).toBe(text)
    const image = await library.image('gen/a.png')
    expect(image).toMatchObject({ has_json: false, title: null, sidecar: null })
    expect(image.issues).toEqual([expect.stringMatching(/^The sidecar gen\/a\.json cannot be read: it /)])
  },
)

it.each([
  [{ category: 22 }, 'category'],
  [{ category: '7' }, 'category'],
  [{ keywords: 'a, b' }, 'keywords'],
  [{ keywords: [''] }, 'keywords.0'],
  [{ title: 5 }, 'title'],
  [{ is_ai_generated: 'yes' }, 'is_ai_generated'],
  [{ source: 'gen/x.png' }, undefined],
])('refuses to write %j', async (changes, field) => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())
  const foreign: unknown = changes

  // @ts-expect-error: what comes from a form may be anything
  await expect(library.writeSidecar('gen/a.png', foreign)).rejects.toMatchObject({ code: 'invalid', field })
  expect(await library.siblings('gen', 'raw')).toEqual(['a.png'])
})

it('loses no change of several at once', async () => {
  const { library, put } = await openBench()
  await put('gen/a.png', await png())

  await Promise.all([
    library.writeSidecar('gen/a.png', { title: 'T' }),
    library.writeSidecar('gen/a.png', { keywords: ['k'] }),
    library.writeSidecar('gen/a.png', { prompt: 'p' }),
  ])

  expect((await library.sidecarOf('gen/a.png')).sidecar?.raw).toEqual({
    title: 'T',
    keywords: ['k'],
    prompt: 'p',
  })
})

it('does not report a sidecar that is only half written yet', async () => {
  const { library, put, root } = await openBench()
  await put('gen/a.png', await png())
  await put('gen/a.json', '{"title": "ha')
  expect(await library.image('gen/a.png')).toMatchObject({ issues: [], has_json: false })

  await writeFile(join(root, 'gen', 'a.json'), '{"title": "half no more"}')
  expect(await library.image('gen/a.png')).toMatchObject({ title: 'half no more', issues: [] })
  expect(await readFile(join(root, 'gen', 'a.json'), 'utf8')).toContain('half')
})
