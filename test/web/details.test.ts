import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'

async function open() {
  const dashboard = await startTestDashboard()
  const [id = ''] = await addGeneration(dashboard.home, 'g', ['one', 'two'])
  const file = join(dashboard.home, 'generations', 'g', 'one.json')
  const page = async (path = `/images/${id}`) =>
    (await fetch(dashboard.address + path, { headers: { accept: 'text/html' } })).text()
  return {
    ...dashboard,
    id,
    file,
    page,
    read: async () => JSON.parse(await readFile(file, 'utf8')),
    /** Sends the form as a browser without scripts does: every field of it, some with other values. */
    async submit(html: string, changes: Record<string, string | null>, headers: Record<string, string> = {}) {
      const body = new URLSearchParams({ ...formIn(html) })
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) body.delete(name)
        else body.set(name, value)
      }
      return fetch(`${dashboard.address}/api/images/${id}/sidecar`, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { accept: 'text/html', referer: `${dashboard.address}/images/${id}?stage=raw`, ...headers },
      })
    },
  }
}

describe('PUT /api/images/{id}/sidecar with a version', () => {
  it('200: writes where nothing changed meanwhile, and tells the new version', async () => {
    const { api, id } = await open()
    const { sidecar_version: version } = (await api('GET', `/api/images/${id}`)).body
    const first = await api('PUT', `/api/images/${id}/sidecar`, { title: 'New', version })
    expect(first).toMatchObject({ status: 200, body: { title: 'New' } })
    const second = await api('PUT', `/api/images/${id}/sidecar`, {
      title: 'Newer',
      version: first.body.sidecar_version,
    })
    expect(second.status).toBe(200)
  })

  it('409: shows what the file says now, and leaves it', async () => {
    const { api, id, file, read } = await open()
    const { sidecar_version: version } = (await api('GET', `/api/images/${id}`)).body
    await writeFile(file, '{"title":"Agent"}')
    const { status, body } = await api('PUT', `/api/images/${id}/sidecar`, { title: 'New', version })
    expect(status).toBe(409)
    expect(body).toMatchObject({
      error: { code: 'conflict' },
      sidecar: { title: 'Agent' },
      collisions: [{ field: 'title', mine: 'New', theirs: 'Agent' }],
    })
    expect(await read()).toEqual({ title: 'Agent' })
    const again = await api('PUT', `/api/images/${id}/sidecar`, { title: 'New', version: body.version })
    expect(again.status).toBe(200)
  })

  it('200: merges by what the fields held, when that is told', async () => {
    const { api, id, file, read } = await open()
    const { sidecar_version: version } = (await api('GET', `/api/images/${id}`)).body
    await writeFile(file, JSON.stringify({ ...(await read()), category: 3, category_name: 'Business' }))
    const base = { title: 'A disc called one' }
    const { status } = await api('PUT', `/api/images/${id}/sidecar`, { title: 'New', version, base })
    expect(status).toBe(200)
    expect(await read()).toMatchObject({ title: 'New', category: 3 })
  })
})

describe('the form of a sidecar, without scripts', () => {
  it('303: writes the fields that were changed and nothing else', async () => {
    const { page, submit, read, file, address, id } = await open()
    await writeFile(file, JSON.stringify({ ...(await read()), 'x-tool': { mood: 1 } }))
    const answer = await submit(await page(), {
      title: ' 새  제목 ',
      keywords: 'disc, Disc\r\nblue，여우\n',
      is_ai_generated: 'true',
      releases: 'model-1, house-2',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/images/${id}?stage=raw`)
    expect(address).toContain('http')
    const written = await read()
    expect(written).toMatchObject({
      title: '새 제목',
      keywords: ['disc', 'blue', '여우'],
      category: '8',
      is_ai_generated: true,
      releases: ['model-1', 'house-2'],
      'x-tool': { mood: 1 },
    })
    expect(written).not.toHaveProperty('is_fictional')
    expect(written).not.toHaveProperty('asset_type')
  })

  it('303: takes out what was emptied, and a flag that was taken away', async () => {
    const { page, submit, read, file } = await open()
    await writeFile(file, JSON.stringify({ ...(await read()), is_fictional: true }))
    await submit(await page(), { title: '', category: '', is_fictional: null })
    const written = await read()
    expect(written).not.toHaveProperty('title')
    expect(written).not.toHaveProperty('category')
    expect(written.is_fictional).toBe(false)
  })

  it('409: shows both values where somebody changed the same, and writes the rest', async () => {
    const { page, submit, read, file } = await open()
    const html = await page()
    await writeFile(file, JSON.stringify({ ...(await read()), title: 'Agent', caption: 'new' }))
    const answer = await submit(html, { title: 'Mine', category: '7' })
    expect(answer.status).toBe(409)
    const asked = await answer.text()
    expect(asked).toContain('<q>Mine</q>')
    expect(asked).toContain('<q>Agent</q>')
    expect(await read()).toMatchObject({ title: 'Agent', category: 7, caption: 'new' })

    // saving again without an answer does not decide
    expect((await submit(asked, {})).status).toBe(409)
    expect(await read()).toMatchObject({ title: 'Agent' })

    expect((await submit(asked, { choice: 'title:mine' })).status).toBe(303)
    expect(await read()).toMatchObject({ title: 'Mine', category: 7, caption: 'new' })
  })

  it('303: takes theirs, field by field', async () => {
    const { page, submit, read, file } = await open()
    const html = await page()
    await writeFile(file, JSON.stringify({ title: 'Agent', keywords: ['agent'], category: 3 }))
    const asked = await (await submit(html, { title: 'Mine', keywords: 'mine', category: '7' })).text()
    expect(asked.match(/class="collision"/g)).toHaveLength(3)
    const rest = await (await submit(asked, { choice: 'title:theirs' })).text()
    expect(rest.match(/class="collision"/g)).toHaveLength(2)
    expect((await submit(rest, { choice: '*:mine' })).status).toBe(303)
    expect(await read()).toMatchObject({ title: 'Agent', keywords: ['mine'], category: 7 })
  })

  it('409: asks again where the file changed after the question', async () => {
    const { page, submit, read, file } = await open()
    const html = await page()
    await writeFile(file, '{"title":"Agent"}')
    const asked = await (await submit(html, { title: 'Mine' })).text()
    await writeFile(file, '{"title":"Agent again"}')
    const answer = await submit(asked, { choice: 'title:mine' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('<q>Agent again</q>')
    expect(await read()).toEqual({ title: 'Agent again' })
  })

  it('422: refuses a title that no agency takes, and keeps what was typed', async () => {
    const { page, submit, read } = await open()
    const long = '제'.repeat(201)
    const answer = await submit(await page(), { title: long, keywords: 'kept' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('The title has 201 characters')
    expect(formIn(html)).toMatchObject({ title: long, keywords: 'kept' })
    expect((await read()).title).toBe('A disc called one')
  })

  it('shows no form for a sidecar that cannot be read, and never writes over it', async () => {
    const { page, submit, file } = await open()
    const html = await page()
    await writeFile(file, 'half {')
    expect(await page()).toContain('cannot be read')
    expect((await submit(html, { title: 'Mine' })).status).toBe(409)
    expect(await readFile(file, 'utf8')).toBe('half {')
  })

  it('404: says so when the picture has gone', async () => {
    const { page, submit, app, id } = await open()
    const html = await page()
    await app.library.trash.add([id])
    expect((await submit(html, { title: 'Mine' })).status).toBe(404)
  })
})

describe('GET /images/{id}', () => {
  it('200: goes through the pictures that the board shows, in its order', async () => {
    const { page, home } = await open()
    await addGeneration(home, 'h', ['aaa', 'abc', 'bbb'])
    const html = await page('/images/h/abc.png?generation=h&q=a')
    expect(hrefOf(html, 'previous')).toBe('/images/h/aaa.png?generation=h&q=a')
    expect(hrefOf(html, 'next')).toBe('/images/h/bbb.png?generation=h&q=a')
    expect(html).toContain('2 / 3')
    expect(hrefOf(await page('/images/h/bbb.png?generation=h'), 'next')).toBeUndefined()
  })

  it('200: follows the selection where it was opened from there, and leaves it out elsewhere', async () => {
    const { page, app, id } = await open()
    await app.library.selection.set(['g/two.png', id])
    expect(hrefOf(await page('/images/g/two.png?from=selection'), 'next')).toBe(
      `/images/${id}?from=selection`,
    )
    expect(await page(`/images/${id}`)).toContain('1 / 1')
    expect(await page('/')).toContain('href="/images/g/two.png?from=selection"')
  })

  it('200: shows the categories by name in the language of the page', async () => {
    const { address, id } = await open()
    const korean = await fetch(`${address}/images/${id}`, { headers: { 'accept-language': 'ko' } })
    expect(await korean.text()).toContain('15 · 문화 및 종교')
  })

  it('200: writes what comes from a sidecar as text', async () => {
    const { page, file } = await open()
    await writeFile(
      file,
      JSON.stringify({ title: '<img src=x onerror=alert(1)>', prompt: '</blockquote><b>' }),
    )
    const html = await page()
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain('</blockquote><b>')
  })
})

describe('GET /compare', () => {
  it('200: shows two pictures, and 422 where one is not named', async () => {
    const { page, address, id } = await open()
    const html = await page(`/compare?a=${id}&b=g/two.png`)
    expect(html.match(/data-stage/g)).toHaveLength(2)
    expect((await fetch(`${address}/compare?a=${id}`)).status).toBe(422)
    expect((await fetch(`${address}/compare?a=${id}&b=g/none.png`)).status).toBe(404)
  })
})

/** What a browser would send for the form of a page. */
function formIn(html: string): Record<string, string> {
  const form = html.slice(
    html.indexOf('<form id="details"'),
    html.indexOf('</form>', html.indexOf('<form id="details"')),
  )
  const found: Record<string, string> = {}
  for (const [, name = '', value = ''] of form.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
  )) {
    found[name] = plain(value)
  }
  for (const [, name = '', value = ''] of form.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</g)) {
    found[name] = plain(value)
  }
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]* name="([^"]+)">([\s\S]*?)<\/select>/g,
  )) {
    found[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? ''
  }
  for (const [, name = ''] of form.matchAll(/<input type="checkbox" name="([^"]+)" value="true" checked/g)) {
    found[name] = 'true'
  }
  return found
}

function hrefOf(html: string, step: string): string | undefined {
  const link = new RegExp(`<a[^>]*data-step="${step}"[^>]* href="([^"]+)"`).exec(html)?.[1]
  return link && plain(link)
}

function plain(text: string): string {
  return text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
