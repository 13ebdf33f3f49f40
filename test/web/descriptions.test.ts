import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, startTestDashboard } from '../support/dashboard.ts'

async function open() {
  const dashboard = await startTestDashboard()
  const [id = '', other = ''] = await addGeneration(dashboard.home, 'g', ['one', 'two'])
  const file = join(dashboard.home, 'generations', 'g', 'one.json')
  const write = (sidecar: object) => writeFile(file, JSON.stringify(sidecar))
  const rules = async () => {
    const { body } = await dashboard.api('GET', `/api/images/${id}/description`)
    return body.findings.map(({ rule, override }: { rule: string; override?: object }) =>
      override ? `(${rule})` : rule,
    )
  }
  return {
    ...dashboard,
    id,
    other,
    file,
    write,
    rules,
    read: async () => JSON.parse(await readFile(file, 'utf8')),
  }
}

describe('GET /api/images/{id}/description', () => {
  it('200: tells what is wrong and what could be said instead', async () => {
    const { api, id, write } = await open()
    await write({ prompt: 'Red fox in a snowy forest, 8k resolution', title: 'Fox, by Monet' })
    const { status, body } = await api('GET', `/api/images/${id}/description`)
    expect(status).toBe(200)
    expect(body.suggestion).toMatchObject({
      origin: 'prompt',
      title: 'Red fox in a snowy forest',
      category: { category: 1, name: 'Animals', because: expect.arrayContaining(['fox']) },
    })
    expect(body.findings).toContainEqual(
      expect.objectContaining({
        rule: 'rights-artist',
        field: 'title',
        fixes: [{ label: 'Drop "Monet"', changes: { title: 'Fox' } }],
      }),
    )
    expect(body.mistakes).toEqual([])
  })

  it('200: heeds the own lists as they are now, and tells their mistakes', async () => {
    const { api, id, home, write, rules } = await open()
    await write({ title: 'A disc by Acme', keywords: ['disc', 'acme'] })
    expect(await rules()).not.toContain('rights-own')
    await mkdir(join(home, 'config'), { recursive: true })
    await writeFile(join(home, 'config', 'rights.md'), '# Block\n- Acme: a client\n# Allow\n- vespa\n')
    expect(await rules()).toContain('rights-own')
    const { body } = await api('GET', `/api/images/${id}/description`)
    expect(body.mistakes).toEqual(['Line 4: "vespa" is allowed without a reason; write "vespa: why".'])
  })

  it('404: for a picture that is not there', async () => {
    const { api } = await open()
    expect((await api('GET', '/api/images/g/none.png/description')).status).toBe(404)
  })
})

describe('overrides of a rule', () => {
  it.each(['POST', 'PUT'])('200: %s records reason, time and words in the sidecar', async (method) => {
    const { api, id, write, read, rules } = await open()
    await write({ title: 'Vespa in an alley', mine: 'kept' })
    const { status, body } = await api(method, `/api/images/${id}/overrides`, {
      rule: 'rights-brand',
      reason: 'licensed',
    })
    expect(status).toBe(200)
    expect(body.findings).toContainEqual(
      expect.objectContaining({
        rule: 'rights-brand',
        override: expect.objectContaining({ reason: 'licensed' }),
      }),
    )
    expect(await read()).toMatchObject({
      mine: 'kept',
      overrides: { 'rights-brand': { reason: 'licensed', text: 'Vespa', at: expect.any(String) } },
    })
    expect(await rules()).toContain('(rights-brand)')
  })

  it('survive other edits, and do not excuse another name', async () => {
    const { api, id, write, read, rules } = await open()
    await write({ title: 'Vespa in an alley' })
    await api('POST', `/api/images/${id}/overrides`, { rule: 'rights-brand', reason: 'licensed' })
    await api('PUT', `/api/images/${id}/sidecar`, { title: 'Vespa and Ferrari', keywords: ['alley'] })
    expect((await read()).overrides['rights-brand'].reason).toBe('licensed')
    expect((await rules()).filter((rule: string) => rule.includes('rights-brand'))).toEqual([
      '(rights-brand)',
      'rights-brand',
    ])
  })

  it('200: DELETE withdraws one, and leaves nothing behind', async () => {
    const { api, id, write, read } = await open()
    await write({ title: 'Vespa in an alley' })
    await api('POST', `/api/images/${id}/overrides`, { rule: 'rights-brand', reason: 'licensed' })
    expect((await api('DELETE', `/api/images/${id}/overrides?rule=rights-brand`)).status).toBe(200)
    expect(await read()).toEqual({ title: 'Vespa in an alley' })
  })

  it.each([
    [{ rule: 'rights-brand', reason: '  ' }, /An override needs a reason/],
    [{ rule: 'rights-brand' }, /reason/],
    [{ rule: 'no-such-rule', reason: 'x' }, /There is no rule called no-such-rule/],
    [{ rule: '__proto__', reason: 'x' }, /no rule|rule/],
  ])('422: %j', async (body, message) => {
    const { api, id, file } = await open()
    const before = await readFile(file, 'utf8')
    const answer = await api('POST', `/api/images/${id}/overrides`, body)
    expect(answer.status).toBe(422)
    expect(answer.body.error.message).toMatch(message)
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  it('409: where the sidecar cannot be read', async () => {
    const { api, id, file } = await open()
    await writeFile(file, 'half {')
    expect(
      (await api('POST', `/api/images/${id}/overrides`, { rule: 'title-length', reason: 'x' })).status,
    ).toBe(409)
    expect(await readFile(file, 'utf8')).toBe('half {')
  })

  it('303: a plain form records one, too', async () => {
    const { address, id, write, read } = await open()
    await write({ title: 'Vespa in an alley' })
    const answer = await fetch(`${address}/api/images/${id}/overrides`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        title: 'Vespa in an alley',
        rule: 'rights-brand',
        'reason.rights-brand': 'licensed',
      }),
      headers: { accept: 'text/html', referer: `${address}/images/${id}` },
    })
    expect(answer.status).toBe(303)
    expect((await read()).overrides['rights-brand'].reason).toBe('licensed')
  })
})

describe('the words of many pictures', () => {
  it('are filled in where they are missing, and never over what is there', async () => {
    const { api, id, other, write, read, file } = await open()
    await write({ title: 'Written by hand', prompt: 'Red fox in a snowy forest at dawn' })
    const before = await readFile(file, 'utf8')
    const { body } = await api('POST', '/api/sidecars/apply', { images: [id, other], fill: 'missing' })
    expect(await read()).toMatchObject({
      title: 'Written by hand',
      keywords: expect.arrayContaining(['red fox', 'snowy', 'forest', 'dawn']),
      category: expect.any(Number),
    })
    expect(body.unchanged).toEqual([other])
    await api('POST', '/api/sidecars/undo', { edit: body.edit })
    expect(await readFile(file, 'utf8')).toBe(before)
  })

  it('are replaced where that is asked for, and shown before', async () => {
    const { api, id, write, read } = await open()
    await write({ title: 'Written by hand', keywords: ['old'], prompt: 'Red fox in a snowy forest' })
    const ask = { images: [id], fill: 'replace' }
    const { body } = await api('POST', '/api/sidecars/preview', ask)
    expect(body.changed[0].changes).toContainEqual({
      field: 'title',
      before: 'Written by hand',
      after: 'Red fox in a snowy forest',
    })
    await api('POST', '/api/sidecars/apply', ask)
    expect(await read()).toMatchObject({ title: 'Red fox in a snowy forest', category: 1 })
  })

  it('have numbers of the old 22 categories set right, and only those', async () => {
    const { api, id, other, write, read } = await open()
    await write({ title: 'Tree', category: 16, category_name: 'Culture and Religion' })
    const { body } = await api('POST', '/api/sidecars/apply', { images: [id, other], repair: true })
    expect(body.changed).toMatchObject([
      { path: 'g/one.json', changes: [{ field: 'category', before: 16, after: 15 }] },
    ])
    expect(await read()).toEqual({ title: 'Tree', category: 15, category_name: 'Culture and Religion' })
    expect(body.unchanged).toEqual([other])
  })
})

it('a fix comes with the form, and never goes over what was typed since', async () => {
  const { address, id, write, read } = await open()
  await write({ title: 'Fox, in snow', keywords: ['fox'] })
  const send = (title: string) =>
    fetch(`${address}/api/images/${id}/sidecar`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ title, 'base.title': 'Fox, in snow', keywords: 'fox\nsnow', 'base.keywords': 'fox' },
        fix: JSON.stringify({ title: 'Fox in snow' }),
      }),
      redirect: 'manual',
      headers: { accept: 'text/html' },
    })
  await send('Fox, in snow')
  expect(await read()).toMatchObject({ title: 'Fox in snow', keywords: ['fox', 'snow'] })
  await write({ title: 'Fox, in snow', keywords: ['fox'] })
  await send('Two foxes, in snow')
  expect((await read()).title).toBe('Two foxes, in snow')
})
