import { expect, it } from 'vitest'
import { age, type Bench, idsOf, openBench, png } from './bench.ts'

const upscaledFrom = (source: string) => JSON.stringify({ source, upscaled: { model: 'x' } })

it('finds what has no sidecar: none, or one that cannot be read', async () => {
  const { library, put } = await openBench()
  for (const name of ['a', 'b', 'c']) await put(`gen/${name}.png`, await png())
  await put('gen/upscaled/a.jpg', await png())
  await put('gen/a.json', '{"title": "A"}')
  await put('gen/b.json', '{ broken')

  expect(await idsOf(library, { only: ['no_sidecar'] })).toEqual(['gen/b.png', 'gen/c.png'])
})

it('finds what has findings: in the picture, or in its sidecar', async () => {
  const { library, put } = await openBench()
  for (const name of ['good', 'odd']) await put(`gen/${name}.png`, await png())
  const text = await put('gen/text.png', 'no picture')
  const broken = await put('gen/odd.json', '{ broken')
  for (const path of [text, broken]) await age(path, 60)

  expect(await idsOf(library, { only: ['findings'] })).toEqual(['gen/odd.png', 'gen/text.png'])
  await put('gen/odd.json', '{}')
  expect(await idsOf(library, { only: ['findings'] })).toEqual(['gen/text.png'])
})

it('finds what is not upscaled yet, by what the results say they were made from, else by their names', async () => {
  const { library, put } = await openBench()
  for (const name of ['a', 'b', 'c', 'd']) await put(`gen/${name}.png`, await png())
  await put('gen/processed/d.png', await png())
  await put('gen/upscaled/short.jpg', await png())
  await put('gen/upscaled/short.json', upscaledFrom('gen/a.png'))
  await put('gen/upscaled/B.jpg', await png()) // another tool's: no sidecar beside it
  await put('gen/upscaled/c.jpg', await png())
  await put('gen/upscaled/c.json', upscaledFrom('gen/elsewhere.png'))

  expect(await idsOf(library, { only: ['not_upscaled'] })).toEqual(['gen/c.png', 'gen/d.png'])
})

it('finds what is not submitted yet, in every stage of it', async () => {
  const { library, put } = await openBench()
  await putSubmitted({ put })
  await put('gen/upscaled/submission.csv', 'Filename,Title\r\none.jpg,"A title, with a comma"\r\n')

  expect(await idsOf(library, { only: ['not_submitted'] })).toEqual(['gen/raw_2.png', 'gen/upscaled/two.jpg'])
})

it.each([
  ['with a BOM and semicolons', '\ufeffTitle;Filename\na;ONE.jpg\n'],
  ['with quotes that a person broke', 'Filename,Title\none.jpg,a "quoted" title\n'],
  ['without a head', 'one.jpg,A title\n'],
  ['with rows of different lengths', 'Filename\n\none.jpg,too,many\n'],
])('reads a submission.csv %s', async (_, text) => {
  const { library, put } = await openBench()
  await putSubmitted({ put })
  await put('gen/upscaled/submission.csv', text)

  expect(await idsOf(library, { only: ['not_submitted'], stage: 'upscaled' })).toEqual([
    'gen/upscaled/two.jpg',
  ])
})

it('counts an earlier submission that was kept, and none that is no CSV', async () => {
  const { library, put } = await openBench()
  await putSubmitted({ put })
  await put('gen/upscaled/submission_2026-01-01_10-00-00.csv', 'Filename\ntwo.jpg\n')
  await put('gen/upscaled/submission.csv', Buffer.from([0, 255, 34, 10, 34, 0]))
  await put('gen/submission.csv', 'Filename\none.jpg\n')

  expect(await idsOf(library, { only: ['not_submitted'], stage: 'upscaled' })).toEqual([
    'gen/upscaled/one.jpg',
  ])
})

it('sees a submission that is written again', async () => {
  const { library, put } = await openBench()
  await putSubmitted({ put })
  await put('gen/upscaled/submission.csv', 'Filename\none.jpg\n')
  expect(await idsOf(library, { only: ['not_submitted'], stage: 'raw' })).toEqual(['gen/raw_2.png'])
  await put('gen/upscaled/submission.csv', 'Filename\none.jpg\ntwo.jpg\n')
  expect(await idsOf(library, { only: ['not_submitted'] })).toEqual([])
})

it('takes several at once with stage, search and sort, and counts what each would leave', async () => {
  const { library, put } = await openBench()
  for (const name of ['fox_1', 'fox_2', 'fox_3', 'owl']) await put(`gen/${name}.png`, await png())
  await put('gen/fox_1.json', '{"title": "A"}')
  await put('gen/upscaled/fox_2.jpg', await png())

  const query = { q: 'fox', stage: 'raw', only: ['no_sidecar'] } as const
  expect(await idsOf(library, { ...query, sort: 'name', order: 'desc' })).toEqual([
    'gen/fox_3.png',
    'gen/fox_2.png',
  ])
  expect(await idsOf(library, { ...query, only: ['no_sidecar', 'not_upscaled'] })).toEqual(['gen/fox_3.png'])
  expect((await library.images({ ...query, limit: 1 })).total).toBe(2)
  expect(await library.counts(query)).toEqual({
    no_sidecar: 2,
    findings: 0,
    not_upscaled: 1,
    not_submitted: 2,
  })
  expect(await library.counts({ q: 'nobody' })).toEqual({
    ...{ no_sidecar: 0, findings: 0, not_upscaled: 0, not_submitted: 0 },
  })
})

/** Two pictures that are upscaled under other names. */
async function putSubmitted({ put }: Pick<Bench, 'put'>): Promise<void> {
  for (const [raw, upscaled] of [
    ['raw_1', 'one'],
    ['raw_2', 'two'],
  ]) {
    await put(`gen/${raw}.png`, await png())
    await put(`gen/upscaled/${upscaled}.jpg`, await png())
    await put(`gen/upscaled/${upscaled}.json`, upscaledFrom(`gen/${raw}.png`))
  }
}
