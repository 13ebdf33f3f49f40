import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mergeChanges, sameValue } from '../../src/library/sidecar-merge.ts'
import { openBench, png } from './bench.ts'

async function open(sidecar?: object) {
  const bench = await openBench()
  await bench.put('gen/a.png', await png())
  if (sidecar) await bench.put('gen/a.json', JSON.stringify(sidecar))
  const { version } = await bench.library.openSidecar('gen/a.png')
  return { ...bench, version, now: async () => JSON.parse(await bench.read('gen/a.json')) }
}

describe('the version of a sidecar', () => {
  it('changes with its bytes, even within one tick of the clock', async () => {
    const { library, put } = await openBench()
    await put('gen/a.png', await png())
    expect((await library.openSidecar('gen/a.png')).version).toBe('none')
    const seen = new Set<string>()
    for (const title of ['one', 'two', 'six']) {
      await put('gen/a.json', JSON.stringify({ title }))
      seen.add((await library.openSidecar('gen/a.png')).version)
    }
    expect(seen.size).toBe(3)
  })

  it('is told with the picture, and with what a save wrote', async () => {
    const { library, version } = await open({ title: 'A' })
    expect((await library.image('gen/a.png')).sidecar_version).toBe(version)
    const { version: after } = await library.saveSidecar('gen/a.png', { changes: { title: 'B' }, version })
    expect(after).not.toBe(version)
    expect((await library.image('gen/a.png')).sidecar_version).toBe(after)
  })
})

describe('a save', () => {
  it('is written where the version is the one it was made to', async () => {
    const { library, version, now } = await open({ title: 'A', extra: 1 })
    const saved = await library.saveSidecar('gen/a.png', { changes: { title: 'B' }, version })
    expect(saved).toMatchObject({ saved: true, collisions: [], sidecar: { title: 'B' } })
    expect(await now()).toEqual({ title: 'B', extra: 1 })
  })

  it('is refused where it is another, with what the file says now', async () => {
    const { library, put, version, now } = await open({ title: 'A' })
    await put('gen/a.json', '{"title":"Agent","caption":"c"}')
    const refused = await library.saveSidecar('gen/a.png', { changes: { title: 'B' }, version })
    expect(refused).toMatchObject({
      saved: false,
      sidecar: { title: 'Agent' },
      collisions: [{ field: 'title', mine: 'B', theirs: 'Agent' }],
    })
    expect(await now()).toEqual({ title: 'Agent', caption: 'c' })
  })

  it('is merged with what somebody else did to other fields', async () => {
    const { library, put, version, now } = await open({ title: 'A', keywords: ['k'], camera: 'x' })
    await put('gen/a.json', '{"title":"A","keywords":["k","agent"],"category":7,"camera":"y"}')
    const saved = await library.saveSidecar('gen/a.png', {
      changes: { title: 'Mine' },
      base: { title: 'A' },
      version,
    })
    expect(saved.saved).toBe(true)
    expect(await now()).toEqual({ title: 'Mine', keywords: ['k', 'agent'], category: 7, camera: 'y' })
  })

  it('writes nothing of it where one field collides', async () => {
    const { library, put, version, read } = await open({ title: 'A', keywords: ['k'] })
    const text = '{"title":"A","keywords":["agent"]}'
    await put('gen/a.json', text)
    const refused = await library.saveSidecar('gen/a.png', {
      changes: { title: 'Mine', keywords: ['k', 'mine'] },
      base: { title: 'A', keywords: ['k'] },
      version,
    })
    expect(refused).toMatchObject({
      saved: false,
      collisions: [{ field: 'keywords', mine: ['k', 'mine'], theirs: ['agent'] }],
    })
    expect(await read('gen/a.json')).toBe(text)
  })

  it('brings a sidecar back that was deleted meanwhile, with what was changed', async () => {
    const { library, root, version, now } = await open({ title: 'A' })
    await rm(join(root, 'gen', 'a.json'))
    const collided = await library.saveSidecar('gen/a.png', {
      changes: { title: 'B' },
      base: { title: 'A' },
      version,
    })
    expect(collided).toMatchObject({ saved: false, version: 'none', collisions: [{ theirs: null }] })
    const saved = await library.saveSidecar('gen/a.png', { changes: { title: 'B' }, version: 'none' })
    expect(saved.saved).toBe(true)
    expect(await now()).toEqual({ title: 'B' })
  })

  it('lets exactly one of two that were made to the same version through', async () => {
    const { library, version } = await open({ title: 'A' })
    const results = await Promise.all(
      ['B', 'C'].map((title) => library.saveSidecar('gen/a.png', { changes: { title }, version })),
    )
    expect(results.filter(({ saved }) => saved)).toHaveLength(1)
  })

  it('throws where the file became unreadable, and leaves it', async () => {
    const { library, root, version, read } = await open({ title: 'A' })
    await writeFile(join(root, 'gen', 'a.json'), 'half {')
    await expect(
      library.saveSidecar('gen/a.png', { changes: { title: 'B' }, base: { title: 'A' }, version }),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect(await read('gen/a.json')).toBe('half {')
  })
})

describe('merging', () => {
  it('needs nothing for a field that says what is wanted already', () => {
    const merge = mergeChanges({ title: 'B', raw: {} }, { title: 'B' }, { title: 'A' })
    expect(merge).toEqual({ changes: {}, collisions: [] })
  })

  it('takes a field out that nobody else touched', () => {
    const merge = mergeChanges({ title: 'A', raw: {} }, { title: null }, { title: 'A' })
    expect(merge).toEqual({ changes: { title: null }, collisions: [] })
  })

  it.each([
    [undefined, null],
    ['', null],
    [[], undefined],
    [false, undefined],
    [42, '42'],
    [['a'], ['a']],
  ])('takes %j and %j for the same', (a, b) => {
    expect(sameValue(a, b)).toBe(true)
  })

  it('tells keywords in another order apart', () => {
    expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(false)
  })
})
