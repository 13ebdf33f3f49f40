import { afterAll, expect, it } from 'vitest'
import { makeSubmission } from '../../src/app/delivery/submissions.ts'
import { createEmbedder } from '../../src/delivery/embedding.ts'
import { createExiftool } from '../../src/delivery/exiftool.ts'
import type { Finding } from '../../src/metadata/findings.ts'
import { temporaryFolder } from '../support/folder.ts'
import { submissionDeps } from '../support/submission.ts'
import { addUpscaled } from '../support/upscaled.ts'

const embedder = createEmbedder(createExiftool())
afterAll(() => embedder.stop())

const TOO_LONG = 'The title has 82 characters; 70 are taken.'
const finding: Finding = { rule: 'title-length', level: 'block', message: TOO_LONG }

it('measures words and files by the numbers of the agency, not by those of Adobe Stock', async () => {
  const title = 'Red fox sleeping curled up in fresh deep snow under an old fir tree in the morning'
  const { leave } = await setUp(title)
  expect((await leave('adobe')).left).toEqual([{ name: 'one.jpg', reasons: [TOO_LONG] }])
  for (const agency of ['magnific', 'dreamstime', 'generic']) {
    expect(await leave(agency)).toMatchObject({ rows: 1, left: [] })
  }
})

it('tells the number of the agency that holds a picture back', async () => {
  const { leave } = await setUp('x'.repeat(120))
  const reasons = ['The title has 120 characters; Magnific (Freepik) takes 100. Shorten it.']
  expect((await leave('magnific')).left).toEqual([{ name: 'one.jpg', reasons }])
})

it('holds back for every agency what no agency takes', async () => {
  const brand: Finding = { rule: 'rights-brand', level: 'block', message: 'It names a brand.' }
  const { leave } = await setUp('A short title', [finding, brand])
  expect((await leave('generic')).left).toEqual([{ name: 'one.jpg', reasons: ['It names a brand.'] }])
})

it('submits nothing once more that an agency has accepted or sold', async () => {
  const { leave, ledger } = await setUp('A short title', [])
  await leave('adobe')
  for (const state of ['accepted', 'sold'] as const) {
    const entries = (await ledger.all()).map(({ id }) => id)
    await ledger.mark({ entries, state, by: 'program' })
    expect(await leave('adobe', true)).toMatchObject({
      renamed: [],
      warnings: [{ code: 'submitted_before', values: { state } }],
    })
  }
})

async function setUp(title: string, findings: Finding[] = [finding]) {
  const home = await temporaryFolder()
  const { deps } = submissionDeps(home, embedder)
  const images = await addUpscaled(home, 'g', ['one'], { title })
  const blocked = async () => new Map([[images[0] ?? '', findings]])
  return {
    ledger: deps.ledger,
    leave: (agency: string, resubmit = false) =>
      makeSubmission({ ...deps, blocked }, { images, agency, resubmit, embed: false }),
  }
}
