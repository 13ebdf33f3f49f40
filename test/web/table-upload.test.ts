import { expect, it } from 'vitest'
import { startTestDashboard } from '../support/dashboard.ts'

/** A table of more than ten megabytes, nearly all of it Korean. */
const words = Array.from({ length: 20 }, (_, n) => `한국의 겨울 풍경 ${n}`).join(', ')
const rows = Array.from({ length: 18_000 }, (_, n) => `그림-${n}.jpg,승인,"${words}"\n`)
const table = `파일 이름,상태,키워드\n${rows.join('')}`
const html = { accept: 'text/html' }

function formOf(csv: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  form.set('file', new File([csv], '제출 기록.csv', { type: 'text/csv' }))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

it('takes over ten megabytes of Korean from a plain form, by way of the preview', async () => {
  expect(Buffer.byteLength(table)).toBeGreaterThan(10_000_000)
  const { address, app } = await startTestDashboard()
  const preview = await fetch(`${address}/submissions/import`, {
    ...{ method: 'POST', headers: html },
    body: formOf(table, { keep: 'true', csv: '' }),
  })
  const page = await preview.text()
  expect([preview.status, page.includes('제출 기록.csv is read; this page keeps it.')]).toEqual([200, true])
  expect(page).toContain('Take over 18000 rows')
  const [, held = ''] = /name="held" value="([^"]*)"/.exec(page) ?? []
  const again = new FormData()
  const fields = { held: held.replaceAll('&#34;', '"'), keep: 'true', csv: '', name: '제출 기록.csv' }
  for (const [name, value] of Object.entries(fields)) again.set(name, value)
  again.set('file', new File([], ''))
  const taken = await fetch(`${address}/api/ledger/import`, {
    ...{ method: 'POST', headers: html, body: again, redirect: 'manual' },
  })
  expect([taken.status, taken.headers.get('location')]).toEqual([
    303,
    expect.stringContaining('imported=18000'),
  ])
  expect((await app.delivery.ledger.all()).at(-1)).toMatchObject({
    name: '그림-17999.jpg',
    state: 'accepted',
  })
}, 120_000)

it.each([
  ['a table as the body itself', 'text/csv', () => table],
  ['JSON', 'application/json', () => JSON.stringify({ csv: table, keep: true })],
  [
    'a form without files',
    'application/x-www-form-urlencoded',
    () => new URLSearchParams({ csv: table, keep: 'true' }),
  ],
])(
  'takes as much from a program as %s',
  async (_, type, body) => {
    const { address } = await startTestDashboard()
    const answer = await fetch(`${address}/api/ledger/import/preview?keep=true`, {
      ...{ method: 'POST', headers: { 'content-type': type }, body: body() },
    })
    expect(await answer.json()).toMatchObject({ counts: { add: 18_000 } })
  },
  120_000,
)

it.each([
  ['en', 'The table is larger than 16 MB, which is the most. Import it in parts.'],
  ['ko', '표가 최대 크기 16 MB보다 큽니다. 나누어 가져오세요.'],
])('413 with a sentence for more than that, in %s', async (language, sentence) => {
  const { address } = await startTestDashboard()
  const answer = await fetch(`${address}/submissions/import`, {
    method: 'POST',
    headers: { ...html, 'accept-language': language },
    body: formOf('x'.repeat(18_000_000)),
  })
  expect([answer.status, (await answer.text()).includes(sentence)]).toEqual([413, true])
})

it('says what is missing where no table was sent, and 422 to what is no form at all', async () => {
  const { address } = await startTestDashboard()
  const empty = await fetch(`${address}/submissions/import`, {
    method: 'POST',
    headers: html,
    body: formOf(''),
  })
  expect(await empty.text()).toContain('Choose a file, or paste its text.')
  const broken = await fetch(`${address}/api/ledger/import`, {
    ...{ method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: 'nothing' },
  })
  expect(broken.status).toBe(422)
})
