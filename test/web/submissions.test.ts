import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTestDashboard } from '../support/dashboard.ts'
import { addUpscaled } from '../support/upscaled.ts'

describe('POST /api/submissions', () => {
  it('200: makes a submission for an agency, and its hand-off sheet', async () => {
    const { home, api, address } = await startTestDashboard({ weekly_uploads: 5 })
    const images = await addUpscaled(home, 'g', ['one', 'two'], {
      is_ai_generated: true,
      asset_type: 'photo',
    })
    const { status, body } = await api('POST', '/api/submissions', { images, agency: 'adobe', embed: false })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { agency: 'adobe', path: 'g/upscaled/submission.csv', rows: 2, left: [], embedded: null },
    })
    const sheet = await api('GET', `/api/submissions/${body.batch}`)
    expect(sheet.body).toMatchObject({
      count: 2,
      agency: { name: 'Adobe Stock' },
      groups: [{ kind: 'photo', isAi: true, fictional: 'leave' }],
    })
    const page = await fetch(`${address}/submissions/${body.batch}`)
    const html = await page.text()
    for (const text of [
      'Created using generative AI tools',
      'one.jpg',
      'this batch adds 2',
      'Mark as submitted',
    ]) {
      expect(html).toContain(text)
    }
    expect((await api('GET', '/api/submissions')).body).toMatchObject({ quota: { limit: 5, used: 0 } })
  })

  it('403 with the reason for an agency that refuses AI pictures, 422 for one that nobody knows', async () => {
    const { home, api } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one'])
    const refused = await api('POST', '/api/submissions', { images, agency: 'shutterstock' })
    expect(refused).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('Shutterstock') } },
    })
    expect(await api('POST', '/api/submissions', { images, agency: 'x' })).toMatchObject({ status: 422 })
    expect(await api('POST', '/api/submissions', { agency: 'adobe' })).toMatchObject({ status: 422 })
  })

  it('404 for a batch that is not there', async () => {
    const { api } = await startTestDashboard()
    expect(await api('GET', '/api/submissions/2026')).toMatchObject({ status: 404 })
  })
})

describe('/api/ledger', () => {
  it('422 for a button that names no state', async () => {
    const { api } = await startTestDashboard()
    for (const one of ['a:bogus', 'a:constructor', 'a', 'a:b:sold']) {
      expect(await api('POST', '/api/ledger', { one })).toMatchObject({ status: 422 })
    }
  })

  it('200: lists, marks a batch and single entries, and takes back', async () => {
    const { home, api } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one', 'two', 'three'])
    const { body } = await api('POST', '/api/submissions', { images, embed: false })
    const marked = await api('POST', '/api/ledger', { batch: body.batch, state: 'submitted' })
    expect(marked.body).toMatchObject({ changed: 3 })
    const { entries } = (await api('GET', '/api/ledger?state=submitted&limit=2')).body
    expect(entries).toHaveLength(2)
    const rejected = await api('POST', '/api/ledger', {
      ...{ entries: [entries[0].id], state: 'rejected', reason: 'Noise' },
    })
    expect((await api('GET', '/api/ledger?q=noise')).body).toMatchObject({
      total: 1,
      entries: [{ state: 'rejected', reason: 'Noise' }],
      counts: { submitted: 2, rejected: 1 },
    })
    const early = await api('POST', '/api/ledger/undo', { change: marked.body.change })
    expect(early).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect(early.body.error.message).toBe(
      'Something of this was changed again since. Take the newer change back first.',
    )
    for (const { body } of [rejected, marked, marked]) {
      expect((await api('POST', '/api/ledger/undo', { change: body.change })).status).toBe(200)
    }
    expect((await api('GET', '/api/ledger')).body.counts).toMatchObject({ prepared: 3, rejected: 0 })
    expect(
      (await readFile(join(home, 'generations/ledger.jsonl'), 'utf8')).match(/"line":"undo"/g),
    ).toHaveLength(2)
  })

  it('404 for taking back what is no change: an entry, a batch, anything else', async () => {
    const { home, api } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one'])
    const { body } = await api('POST', '/api/submissions', { images, embed: false })
    const [entry] = (await api('GET', '/api/ledger')).body.entries
    for (const change of [entry.id, body.batch, 'constructor', 'x'.repeat(100)]) {
      expect(await api('POST', '/api/ledger/undo', { change })).toMatchObject({ status: 404 })
    }
    expect((await api('GET', '/api/ledger')).body.total).toBe(1)
  })

  it('200: imports a table after a preview, and exports one that can be imported', async () => {
    const { home, api, address } = await startTestDashboard()
    await addUpscaled(home, 'g', ['one', 'two'])
    const csv = 'Filename,Status,Reason\none.jpg,Approved,\ntwo.jpg,Rejected,Noise\nnobody.jpg,Approved,\n'
    const preview = await api('POST', '/api/ledger/import/preview', { csv })
    expect(preview.body.counts).toMatchObject({ new: 2, unknown: 1 })
    expect((await api('GET', '/api/ledger')).body.total).toBe(0)
    const done = await api('POST', '/api/ledger/import', { csv })
    expect(done.body.change).toEqual(expect.any(String))
    expect((await api('GET', '/api/ledger')).body.counts).toMatchObject({ accepted: 1, rejected: 1 })
    const exported = await (await fetch(`${address}/api/ledger/export`)).text()
    expect(exported).toContain('adobe,two.jpg,rejected,')
    expect((await api('POST', '/api/ledger/import/preview', { csv: exported })).body.counts).toMatchObject({
      same: 2,
    })
    await api('POST', '/api/ledger/undo', { change: done.body.change })
    expect((await api('GET', '/api/ledger')).body.total).toBe(0)
  })

  it('previews the delivery that an import then changes, where a picture was delivered twice', async () => {
    const { home, api } = await startTestDashboard()
    const [image = ''] = await addUpscaled(home, 'g', ['one'])
    const first = await api('POST', '/api/submissions', { images: [image], embed: false })
    await api('POST', '/api/ledger', { batch: first.body.batch, state: 'rejected' })
    const [{ file, original, name }] = (await api('GET', '/api/ledger')).body.entries
    await api('POST', '/api/submissions', { images: [file], embed: false })
    const csv = `Filename,Status\n${original},Approved\n`
    const [previewed] = (await api('POST', '/api/ledger/import/preview', { csv })).body.rows
    const [imported] = (await api('POST', '/api/ledger/import', { csv })).body.rows
    expect(previewed.entry.name).not.toBe(name)
    expect(previewed.entry.id).toBe(imported.entry.id)
  })

  it('422 for a table without file names, no state, or no entry; 404 for an unknown one', async () => {
    const { api } = await startTestDashboard()
    expect(await api('POST', '/api/ledger/import', { csv: 'a,b\n1,2' })).toMatchObject({ status: 422 })
    expect(await api('POST', '/api/ledger', { entries: ['x'] })).toMatchObject({ status: 422 })
    expect(await api('POST', '/api/ledger', { state: 'sold' })).toMatchObject({ status: 422 })
    expect(await api('POST', '/api/ledger', { state: 'sold', entries: ['x'] })).toMatchObject({ status: 404 })
  })
})

describe('the pages of submissions, as plain forms', () => {
  it('offer a rejected picture to be made again under a changed name, once, and say why it was rejected', async () => {
    const { home, api, address } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one', 'two'])
    await api('POST', '/api/submissions', { images, embed: false })
    const { entries } = (await api('GET', '/api/ledger?q=one.jpg')).body
    await api('POST', '/api/ledger', { entries: [entries[0].id], state: 'rejected', reason: 'Too <soft>' })
    const page = async () => (await fetch(`${address}/submissions`)).text()
    const html = await page()
    expect(html.match(/form="again-/g)).toHaveLength(1)
    expect(html).toContain('<b>Reason:</b> Too &lt;soft&gt;')
    const [, own = ''] = new RegExp(`<form id="again-${entries[0].id}"(.*?)</form>`, 's').exec(html) ?? []
    const fields = [...own.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ])
    const answer = await fetch(`${address}/api/submissions`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'text/html' },
    })
    expect(await answer.text()).toContain('<code>one-r2.jpg</code>')
    expect((await api('GET', '/api/ledger?q=one-r2')).body).toMatchObject({
      total: 1,
      entries: [{ state: 'prepared', agency: 'adobe' }],
    })
    expect(await page()).not.toContain('form="again-')
  })

  it('leave a hand-off sheet in the language of whoever asked beside the CSV', async () => {
    const { home, address } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one'], { is_ai_generated: true, asset_type: 'photo' })
    const sheetIn = async (language: string) => {
      const answer = await fetch(`${address}/api/submissions`, {
        method: 'POST',
        body: new URLSearchParams([['images', images[0] ?? '']]),
        headers: { accept: 'text/html', 'accept-language': language },
      })
      expect(answer.status).toBe(200)
      return readFile(join(home, 'generations/g/upscaled/handoff.txt'), 'utf8')
    }
    expect(await sheetIn('en')).toContain('Group 1: 1 picture\n  File type: Photos\n')
    const korean = await sheetIn('ko')
    for (const text of [
      '이미지 1개',
      'submission.csv(1행)',
      '파일 유형: 사진',
      '릴리스: 없음',
      '[x] Created using',
    ])
      expect(korean).toContain(text)
    const own = korean
      .replace(/^ {2}(?:- |\[.\]).*$/gm, '')
      .split('\n')
      .filter((line) => /^[A-Za-z ,:.]{12,}$/.test(line))
    expect(own).toEqual([])
  })

  it('tell of every warning in Korean, and lead to the rules of Adobe Stock from its own alone', async () => {
    const { home, api, address } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one', 'two'], { keywords: ['lake'] })
    await writeFile(join(home, 'generations', images[1] ?? ''), '')
    const warningsFor = async (agency: string) => {
      const answer = await fetch(`${address}/api/submissions`, {
        method: 'POST',
        body: new URLSearchParams([
          ...images.map((id) => ['images', id]),
          ...[
            ['agency', agency],
            ['embed', 'false'],
            ['include_blocked', 'true'],
          ],
        ]),
        headers: { accept: 'text/html', 'accept-language': 'ko' },
      })
      return (await answer.text()).split('<ul class="warnings">').slice(1).join('')
    }
    const first = await warningsFor('magnific')
    // one that has just come is taken for one that is still coming
    expect(first).toMatch(/제외했습니다: (파일을 아직 쓰는 중|빈 파일)입니다\./)
    expect(first).not.toContain('rule-keyword-count')
    expect(await warningsFor('adobe')).toContain('rule-keyword-count')
    const [entry] = (await api('GET', '/api/ledger?agency=magnific')).body.entries
    await api('POST', '/api/ledger', { entries: [entry.id], state: 'submitted' })
    expect(await warningsFor('magnific')).toMatch(/이미 제출했습니다\([\d-]+, 제출됨\)/)
  })

  it('show the last page where there are fewer', async () => {
    const { home, api, address } = await startTestDashboard()
    await api('POST', '/api/submissions', { images: await addUpscaled(home, 'g', ['one']), embed: false })
    expect(await (await fetch(`${address}/submissions?page=9`)).text()).toContain('one.jpg')
  })

  it('show what was done, in English and Korean, and mark by a form', async () => {
    const { home, api, address } = await startTestDashboard()
    const images = await addUpscaled(home, 'g', ['one'], { title: '<b>bold</b>' })
    const form = new URLSearchParams([
      ['images', images[0] ?? ''],
      ['embed', 'false'],
      ['agency', 'generic'],
    ])
    const accept = { accept: 'text/html' }
    const made = await fetch(`${address}/api/submissions`, { method: 'POST', body: form, headers: accept })
    expect(await made.text()).toContain('submission-generic.csv')
    const { entries } = (await api('GET', '/api/ledger')).body
    const one = new URLSearchParams({ one: `${entries[0].id}:submitted` })
    const marked = await fetch(`${address}/api/ledger`, {
      method: 'POST',
      body: one,
      headers: accept,
      redirect: 'manual',
    })
    expect(marked.status).toBe(303)
    const page = await (await fetch(`${address}/submissions?state=submitted`)).text()
    expect(page).toContain('&lt;b&gt;bold&lt;/b&gt;')
    const korean = await (
      await fetch(`${address}/submissions`, { headers: { 'accept-language': 'ko' } })
    ).text()
    for (const text of ['제출 기록', '일반 표, 이미지 1개']) expect(korean).toContain(text)
    expect(korean).not.toContain('Plain table')
    const shown = await fetch(`${address}/submissions/import`, {
      method: 'POST',
      body: new URLSearchParams({ csv: 'File,Status\none.jpg,Approved' }),
      headers: accept,
    })
    expect(await shown.text()).toContain('becomes an entry of a picture of the library')
  })

  it('write the words into the picture by default', async () => {
    const { home, api } = await startTestDashboard({ csv_bom: true, creator: 'Kim' })
    const images = await addUpscaled(home, 'g', ['one'])
    const { body } = await api('POST', '/api/csv', { images })
    expect(body).toMatchObject({ rows: 1, embedded: { written: 1 }, warnings: [] })
    const csv = await readFile(join(home, 'generations', body.path), 'utf8')
    expect(csv.startsWith('\ufeffFilename,Title,Keywords,Category,Releases\n')).toBe(true)
    expect((await readFile(join(home, 'generations/g/upscaled/one.jpg'))).includes('Kim')).toBe(true)
  })
})
