import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { SidecarChange } from '../../src/library/sidecar-edits.ts'
import { openBench, png } from './bench.ts'

const addSnow: SidecarChange = ({ sidecar }) => ({
  keywords: [...new Set([...(sidecar?.keywords ?? []), 'snow'])],
})

async function openThree() {
  const bench = await openBench()
  for (const name of ['a', 'b', 'c']) await bench.put(`gen/${name}.png`, await png())
  await bench.put('gen/a.json', '{ "keywords": "fox , ice",\r\n "seed": 12345678901234567890 }')
  await bench.put('gen/b.json', '{"keywords":["snow"]}')
  return { ...bench, ids: ['gen/a.png', 'gen/b.png', 'gen/c.png'] }
}

it('shows what an edit would change without changing it', async () => {
  const { library, ids, read, root } = await openThree()
  const before = await read('gen/a.json')
  expect(await library.edits.preview(ids, addSnow)).toEqual({
    changed: [
      {
        path: 'gen/a.json',
        ids: ['gen/a.png'],
        changes: [{ field: 'keywords', before: ['fox', 'ice'], after: ['fox', 'ice', 'snow'] }],
      },
      {
        path: 'gen/c.json',
        ids: ['gen/c.png'],
        changes: [{ field: 'keywords', before: null, after: ['snow'] }],
      },
    ],
    unchanged: ['gen/b.png'],
    failed: [],
  })
  expect(await read('gen/a.json')).toBe(before)
  expect(await readdir(join(root, 'gen'))).not.toContain('c.json')
})

it('applies it, and puts the exact former bytes back', async () => {
  const { library, ids, read, root } = await openThree()
  const before = await read('gen/a.json')
  const { edit, changed } = await library.edits.apply(ids, addSnow)
  expect(changed).toHaveLength(2)
  expect(JSON.parse(await read('gen/c.json'))).toEqual({ keywords: ['snow'] })
  expect(await library.edits.undo(edit ?? '')).toEqual({ restored: 2, kept: [] })
  expect(await read('gen/a.json')).toBe(before)
  expect(await readdir(join(root, 'gen'))).not.toContain('c.json')
})

it('leaves alone, on the way back, what somebody changed since', async () => {
  const { library, ids, put, read } = await openThree()
  const { edit } = await library.edits.apply(ids, addSnow)
  await put('gen/a.json', '{"title":"agent"}')
  expect(await library.edits.undo(edit ?? '')).toEqual({ restored: 1, kept: ['gen/a.json'] })
  expect(await read('gen/a.json')).toBe('{"title":"agent"}')
})

it('can be taken back after a restart, and once only', async () => {
  const { library, again, ids } = await openThree()
  const { edit } = await library.edits.apply(ids, addSnow)
  const restarted = again()
  expect(await restarted.edits.undo(edit ?? '')).toMatchObject({ restored: 2 })
  await expect(restarted.edits.undo(edit ?? '')).rejects.toMatchObject({ code: 'not_found' })
})

it('tells by name what could not be changed, and does the others', async () => {
  const { library, ids, put, read } = await openThree()
  await put('gen/b.json', 'half {')
  const { changed, failed } = await library.edits.apply([...ids, 'gen/gone.png'], addSnow)
  expect(changed.map(({ path }) => path)).toEqual(['gen/a.json', 'gen/c.json'])
  expect(failed).toEqual([
    { id: 'gen/b.png', reason: expect.stringContaining('gen/b.json cannot be read') },
    { id: 'gen/gone.png', reason: expect.stringContaining('no gen/gone.png') },
  ])
  expect(await read('gen/b.json')).toBe('half {')
})

it('changes a sidecar that several pictures share once', async () => {
  const { library, put, read } = await openThree()
  await put('gen/upscaled/a.jpg', await png())
  const count: SidecarChange = ({ sidecar }) => ({ title: `${sidecar?.title ?? ''}+` })
  const { changed } = await library.edits.apply(['gen/a.png', 'gen/upscaled/a.jpg'], count)
  expect(changed).toMatchObject([{ ids: ['gen/a.png', 'gen/upscaled/a.jpg'] }])
  expect(JSON.parse(await read('gen/a.json')).title).toBe('+')
})

it('says nothing can be taken back where nothing changed, and says no where nothing was said', async () => {
  const { library, put, read } = await openThree()
  expect(await library.edits.apply(['gen/b.png'], addSnow)).toMatchObject({
    edit: null,
    unchanged: ['gen/b.png'],
  })
  await put('gen/b.json', '{}')
  await library.edits.apply(['gen/b.png'], () => ({ is_fictional: false }))
  expect(JSON.parse(await read('gen/b.json'))).toEqual({ is_fictional: false })
})

it('refuses the id of an edit that leads elsewhere', async () => {
  const { library } = await openThree()
  await expect(library.edits.undo('../selection')).rejects.toMatchObject({ code: 'not_found' })
})

it('has the former bytes on disk as one line for each file', async () => {
  const { library, ids, root } = await openThree()
  const { edit } = await library.edits.apply(ids, addSnow)
  const text = await readFile(join(root, '.stockroom', 'edits', `${edit}.jsonl`), 'utf8')
  expect(text.trimEnd().split('\n')).toHaveLength(2)
})
