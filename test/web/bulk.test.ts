import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'

async function open() {
  const dashboard = await startTestDashboard()
  const images = await addGeneration(dashboard.home, 'g', ['one', 'two', 'three'])
  const file = (name: string) => join(dashboard.home, 'generations', 'g', `${name}.json`)
  return {
    ...dashboard,
    images,
    file,
    text: (name: string) => readFile(file(name), 'utf8'),
    read: async (name: string) => JSON.parse(await readFile(file(name), 'utf8')),
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const body = new URLSearchParams([...images.map((id) => ['images', id]), ...Object.entries(fields)])
      return fetch(dashboard.address + path, {
        method: 'POST',
        body,
        headers: { accept: 'text/html', ...headers },
      })
    },
  }
}

describe('POST /api/sidecars for programs', () => {
  it('200: previews without writing', async () => {
    const { api, images, text } = await open()
    const before = await text('one')
    const { body } = await api('POST', '/api/sidecars/preview', { images, add: ['snow'], category: 8 })
    expect(body.changed).toHaveLength(3)
    expect(body.changed[0]).toMatchObject({
      path: 'g/one.json',
      changes: [{ field: 'keywords', after: expect.arrayContaining(['snow']) }],
    })
    expect(await text('one')).toBe(before)
  })

  it('200: applies, and takes the whole edit back byte for byte', async () => {
    const { api, images, text, read } = await open()
    const before = await text('two')
    const edit = {
      images,
      add: ['snow', 'ice'],
      first: true,
      remove: ['SHAPE'],
      find: 'colour',
      replace: ['color'],
    }
    const { body } = await api('POST', '/api/sidecars/apply', { ...edit, category: 7, is_fictional: true })
    expect((await read('two')).keywords).toEqual([
      ...['snow', 'ice', 'disc', 'gradient', 'color', 'background', 'abstract'],
    ])
    expect(await read('two')).toMatchObject({ category: 7, category_name: 'Food', is_fictional: true })
    const undone = await api('POST', '/api/sidecars/undo', { edit: body.edit })
    expect(undone.body).toEqual({ restored: 3, kept: [] })
    expect(await text('two')).toBe(before)
    expect((await api('POST', '/api/sidecars/undo', { edit: body.edit })).status).toBe(404)
  })

  it('200: names what could not be changed and what was changed since', async () => {
    const { api, images, file, read } = await open()
    await writeFile(file('two'), 'half {')
    const { body } = await api('POST', '/api/sidecars/apply', { images, add: ['snow'] })
    expect(body.failed).toMatchObject([
      { id: 'g/two.png', reason: expect.stringContaining('cannot be read') },
    ])
    expect(body.changed).toHaveLength(2)
    await writeFile(file('one'), '{"title":"agent"}')
    const undone = await api('POST', '/api/sidecars/undo', { edit: body.edit })
    expect(undone.body).toEqual({ restored: 1, kept: ['g/one.json'] })
    expect(await read('one')).toEqual({ title: 'agent' })
  })

  it.each([
    [{ category: 22 }, 'category'],
    [{ images: [] }, 'images'],
    [{ add: [''] }, 'add.0'],
  ])('422: refuses %j', async (wrong, field) => {
    const { api, images } = await open()
    const { status, body } = await api('POST', '/api/sidecars/apply', { images, add: ['x'], ...wrong })
    expect([status, body.error.field]).toEqual([422, field])
  })
})

describe('the form that edits many, without scripts', () => {
  it('shows before and after, then applies what was shown', async () => {
    const { post, read } = await open()
    expect(await (await post('/bulk', {})).text()).toContain('Edit details of 3 pictures')
    const preview = await (await post('/api/sidecars/preview', { add: 'snow, ice' })).text()
    expect(preview).toContain('3 sidecars change.')
    expect(preview).toContain('<ins>snow</ins>')
    const seen = seenIn(preview)
    const result = await (await post('/api/sidecars/apply', { add: 'snow, ice', seen })).text()
    expect(result).toContain('Changed the details of 3 pictures.')
    expect((await read('one')).keywords).toContain('ice')
  })

  it('shows a preview first where what is asked for is not what was shown', async () => {
    const { post, read } = await open()
    const seen = seenIn(await (await post('/api/sidecars/preview', { add: 'snow' })).text())
    const again = await (await post('/api/sidecars/apply', { add: 'snow, ice', seen })).text()
    expect(again).toContain('<ins>ice</ins>')
    expect((await read('one')).keywords).not.toContain('snow')
  })

  it('says in a notice what was done, with the way back, where a script asks', async () => {
    const { post } = await open()
    const headers = { 'hx-request': 'true' }
    const seen = seenIn(await (await post('/api/sidecars/preview', { asset_type: 'photo' }, headers)).text())
    const notice = await (await post('/api/sidecars/apply', { asset_type: 'photo', seen }, headers)).text()
    expect(notice).toContain('Changed the details of 3 pictures.')
    expect(notice).toContain('action="/api/sidecars/undo"')
  })

  it('writes a reason and a name as text', async () => {
    const { post, file } = await open()
    await writeFile(file('one'), JSON.stringify({ keywords: ['<b>x</b>'] }))
    expect(await (await post('/api/sidecars/preview', { add: 'snow' })).text()).not.toContain('<b>x</b>')
  })
})

function seenIn(html: string): string {
  return (/name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&#34;', '"')
}
