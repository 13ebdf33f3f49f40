import { execFile } from 'node:child_process'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import type { SubmissionProgress } from '../../src/app/delivery/submission-progress.ts'
import { makeSubmission, type SubmissionDeps } from '../../src/app/delivery/submissions.ts'
import { holderOf } from '../../src/core/lock.ts'
import { createEmbedder } from '../../src/delivery/embedding.ts'
import { createExiftool } from '../../src/delivery/exiftool.ts'
import type { Finding } from '../../src/metadata/findings.ts'
import { addCredentials, tagsOf } from '../delivery/pictures.ts'
import { temporaryFolder } from '../support/folder.ts'
import { submissionDeps } from '../support/submission.ts'
import { addUpscaled } from '../support/upscaled.ts'

const embedder = createEmbedder(createExiftool())
afterAll(() => embedder.stop())

describe('a submission', () => {
  it('says the sidecar’s words everywhere: in the CSV, in the picture, in the ledger', async () => {
    const { deps, home, read } = await setUp()
    const words = { title: '겨울 “풍경” café مرحبا 😀', keywords: ['첫눈', 'snow', 'é', '"q"', '1984'] }
    const images = await addUpscaled(home, 'g', ['one'], words)
    const report = await makeSubmission(deps, { images })
    expect(report).toMatchObject({
      rows: 1,
      left: [],
      renamed: [],
      embedded: { way: 'exiftool', written: 1 },
    })
    const [row] = rowsOf(await read('g/upscaled/submission.csv'))
    expect(row).toMatchObject({
      Filename: 'one.jpg',
      Title: words.title,
      Keywords: words.keywords.join(', '),
    })
    expect(await tagsOf(join(home, 'generations', 'g/upscaled/one.jpg'))).toMatchObject({
      'XMP-dc:Title': words.title,
      'XMP-dc:Subject': words.keywords,
    })
    expect(await deps.ledger.entries()).toMatchObject([
      {
        ...words,
        picture: 'g/one.png',
        file: images[0],
        name: 'one.jpg',
        original: 'one.png',
        batch: report.batch,
      },
    ])
    expect(await read('g/upscaled/handoff.txt')).toContain('one.jpg')
    expect(JSON.parse(await read('g/upscaled/one.json')).delivered).toEqual({
      original: 'one.png',
      name: 'one.jpg',
      agencies: { adobe: 'one.jpg' },
    })
  })

  it('done again changes no file, and is the same entry', async () => {
    const { deps, home, read } = await setUp()
    const images = await addUpscaled(home, 'g', ['one', 'two'])
    await makeSubmission(deps, { images })
    const before = await readFile(join(home, 'generations', 'g/upscaled/one.jpg'))
    const again = await makeSubmission(deps, { images: ['g/one.png', 'g/two.png'] })
    expect(again).toMatchObject({ rows: 2, embedded: { written: 0, same: 2 } })
    expect((await readFile(join(home, 'generations', 'g/upscaled/one.jpg'))).equals(before)).toBe(true)
    expect((await deps.ledger.batches()).map(({ id }) => id)).toEqual([again.batch])
    expect(rowsOf(await read('g/upscaled/submission.csv'))).toHaveLength(2)
  })

  it('leaves out what a rule blocks, with the reasons, unless somebody overrides it', async () => {
    const { deps, home, read } = await setUp()
    const images = await addUpscaled(home, 'g', ['one', 'two'])
    const finding: Finding = { rule: 'rights-brand', level: 'block', message: 'The title names a brand.' }
    const strict = { ...deps, blocked: async () => new Map([['g/upscaled/two.jpg', [finding]]]) }
    const report = await makeSubmission(strict, { images })
    expect(report).toMatchObject({
      rows: 1,
      left: [{ name: 'two.jpg', reasons: ['The title names a brand.'] }],
    })
    expect(await read('g/upscaled/submission.csv')).not.toContain('two.jpg')
    const all = await makeSubmission(strict, { images, include_blocked: true })
    expect(all).toMatchObject({ rows: 2, left: [] })
    expect((await deps.ledger.batch(all.batch ?? '')).overridden).toMatchObject([{ name: 'two.jpg' }])
  })

  it('mends what a spreadsheet would take for a formula, in the sidecar as well', async () => {
    const { deps, home, read } = await setUp()
    const images = await addUpscaled(home, 'g', ['one'], {
      title: '=HYPERLINK("x")',
      keywords: ['-5', '@home'],
    })
    const { warnings } = await makeSubmission(deps, { images })
    expect(warnings.map(({ code }) => code)).toContain('mended')
    const [row] = rowsOf(await read('g/upscaled/submission.csv'))
    expect(row).toMatchObject({ Title: 'HYPERLINK("x")', Keywords: 'minus 5, home' })
    expect(JSON.parse(await read('g/one.json'))).toMatchObject({
      title: 'HYPERLINK("x")',
      keywords: ['minus 5', 'home'],
    })
    expect((await makeSubmission(deps, { images })).warnings.map(({ code }) => code)).not.toContain('mended')
  })

  it('reports Content Credentials and leaves the picture as it is', async () => {
    const { deps, home } = await setUp()
    const images = await addUpscaled(home, 'g', ['one'])
    await addCredentials(join(home, 'generations', 'g/upscaled/one.jpg'))
    const { warnings, rows } = await makeSubmission(deps, { images })
    expect(rows).toBe(1)
    expect(warnings.map(({ code }) => code)).toContain('credentials')
    await addCredentials(join(home, 'generations', 'g/one.png'))
    expect((await makeSubmission(deps, { images })).without_credentials).toBe(1)
  })

  it('puts the parts of a longer, earlier CSV aside', async () => {
    const { deps, home } = await setUp()
    const images = await addUpscaled(home, 'g', ['one'])
    await writeFile(join(home, 'generations', 'g/upscaled/submission_2.csv'), 'Filename\nold.jpg\n')
    await makeSubmission({ ...deps, usual: { ...deps.usual, csvName: 'Kim' } }, { images })
    const names = (await readdir(join(home, 'generations', 'g/upscaled'))).filter((name) =>
      name.endsWith('.csv'),
    )
    expect(names.toSorted()).toEqual([
      expect.stringMatching(/^Kim_\d{8}\.csv$/),
      'submission.csv',
      expect.stringMatching(/^submission_2_\d{4}-.*\.csv$/),
    ])
  })
})

describe('a submission that is cancelled', () => {
  const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']

  it('while words are written leaves the earlier batch, its CSV and its entries; made again, it is finished', async () => {
    const { deps, home, read } = await setUp()
    const images = await addUpscaled(home, 'g', NAMES)
    const earlier = await makeSubmission(deps, { images: images.slice(0, 2) })
    const csv = await read('g/upscaled/submission.csv')
    const { request, reason, seen } = cancelledAt('writing', 3)
    await expect(makeSubmission(deps, { images, prompt: true, ...request })).rejects.toBe(reason)
    expect(phasesOf(seen)).toEqual(['checking', 'reading', 'naming', 'writing'])
    expect(seen.at(-1)?.done).toBeLessThan(NAMES.length)
    expect(await read('g/upscaled/submission.csv')).toBe(csv)
    expect((await deps.ledger.all()).map(({ name, batch }) => [name, batch])).toEqual([
      ['one.jpg', earlier.batch],
      ['two.jpg', earlier.batch],
    ])
    expect((await deps.ledger.batches()).map(({ id }) => id)).toEqual([earlier.batch])
    const again = await makeSubmission(deps, { images, prompt: true })
    expect(again).toMatchObject({ rows: 8, left: [], renamed: [] })
    expect(again.embedded?.same).toBeGreaterThanOrEqual(3)
    expect((await deps.ledger.batches()).map(({ entries }) => entries.length)).toEqual([8])
  })

  it('while names are given loses no picture and no word', async () => {
    const { deps, home } = await setUp()
    const images = await addUpscaled(
      home,
      'g',
      NAMES.map((name) => `${name} of a series with a name that is far too long`),
    )
    const { request, reason } = cancelledAt('naming', 3)
    await expect(makeSubmission(deps, { images, embed: false, ...request })).rejects.toBe(reason)
    expect(await deps.ledger.all()).toEqual([])
    const raw = images.map((id) => id.replace('upscaled/', '').replace('.jpg', '.png'))
    const again = await makeSubmission(deps, { images: raw, embed: false })
    expect(again).toMatchObject({ rows: 8, left: [] })
    expect(again.renamed).toHaveLength(5)
    const titles = (await deps.ledger.all()).map(({ title }) => title)
    expect(titles.toSorted()).toEqual(
      NAMES.map((name) => `A disc called ${name} of a series with a name that is far too long`).toSorted(),
    )
  })

  it.each(['checking', 'reading'] as const)('while %s changes nothing at all', async (phase) => {
    const { deps, home } = await setUp()
    const images = await addUpscaled(home, 'g', NAMES.slice(0, 3))
    const { request, reason } = cancelledAt(phase, 0)
    await expect(makeSubmission(deps, { images, ...request })).rejects.toBe(reason)
    expect(await deps.ledger.all()).toEqual([])
    expect((await readdir(join(home, 'generations'))).toSorted()).toEqual(['g'])
  })
})

/** A request that is cancelled at a step, and what it told until then. */
function cancelledAt(phase: SubmissionProgress['phase'], step: number) {
  const abort = new AbortController()
  const reason = new Error('Cancelled by the test.')
  const seen: SubmissionProgress[] = []
  const onProgress = (progress: SubmissionProgress) => {
    seen.push(progress)
    if (progress.phase === phase && progress.done === step) abort.abort(reason)
  }
  return { request: { signal: abort.signal, onProgress }, reason, seen }
}

function phasesOf(seen: readonly SubmissionProgress[]): string[] {
  return [...new Set(seen.map(({ phase }) => phase))]
}

describe('the names of a submission', () => {
  it('are nobody else’s, also in another generation, and the file knows where it came from', async () => {
    const { deps, home, read } = await setUp()
    const first = await addUpscaled(home, 'g', ['image_01'])
    const second = await addUpscaled(home, 'h', ['image_01'], { title: 'Another picture' })
    await makeSubmission(deps, { images: first })
    const report = await makeSubmission(deps, { images: second })
    expect(report.renamed).toEqual([
      { from: 'image_01.jpg', to: expect.stringMatching(/^image_01-[0-9a-f]{4}\.jpg$/) },
    ])
    const name = report.renamed[0]?.to ?? ''
    expect(rowsOf(await read('h/upscaled/submission.csv'))).toMatchObject([
      { Filename: name, Title: 'Another picture' },
    ])
    expect(await deps.library.derivedOf('h/image_01.png', 'upscaled')).toMatchObject([
      { id: `h/upscaled/${name}` },
    ])
    expect(
      (await readdir(join(home, 'generations/h/upscaled'))).filter((one) => one.startsWith('image_01.')),
    ).toEqual([])
    expect((await makeSubmission(deps, { images: ['h/image_01.png'] })).renamed).toEqual([])
  })

  it('change when a rejected picture is submitted once more, and the selection goes along', async () => {
    const { deps, home } = await setUp()
    const images = await addUpscaled(home, 'g', ['one'])
    await deps.library.selection.set(images)
    await makeSubmission(deps, { images })
    await mark(deps, 'rejected')
    const again = await makeSubmission(deps, { images })
    expect(again.renamed).toEqual([{ from: 'one.jpg', to: 'one-r2.jpg' }])
    expect(await deps.library.selection.get()).toEqual(['g/upscaled/one-r2.jpg'])
    expect((await deps.ledger.all()).map(({ name, state }) => [name, state])).toEqual([
      ['one.jpg', 'rejected'],
      ['one-r2.jpg', 'prepared'],
    ])
  })

  it('stay when a CSV is only corrected, with a word about that; on request they change', async () => {
    const { deps, home } = await setUp()
    const images = await addUpscaled(home, 'g', ['one'])
    await makeSubmission(deps, { images })
    await mark(deps, 'submitted')
    const corrected = await makeSubmission(deps, { images })
    expect(corrected).toMatchObject({ renamed: [], warnings: [{ code: 'submitted_before' }] })
    expect((await makeSubmission(deps, { images, resubmit: true })).renamed).toHaveLength(1)
  })

  it('of a file that names no source keep its description, and are not changed twice', async () => {
    const { deps, home, read } = await setUp()
    await addUpscaled(home, 'g', ['a picture with a name that is far too long'])
    const folder = join(home, 'generations/g/upscaled')
    await writeFile(join(folder, 'a picture with a name that is far too long.json'), '{}')
    const report = await makeSubmission(deps, {
      images: ['g/upscaled/a picture with a name that is far too long.jpg'],
    })
    expect(report.renamed).toHaveLength(1)
    const [row] = rowsOf(await read('g/upscaled/submission.csv'))
    expect(row?.Title).toBe('A disc called a picture with a name that is far too long')
    const again = await makeSubmission(deps, { images: [`g/upscaled/${report.renamed[0]?.to}`] })
    expect(again).toMatchObject({ rows: 1, renamed: [] })
  })

  it.each([
    ['that is described', {}],
    ['about which nothing is known', { noWords: 'yes' }],
  ])(
    'are remembered for a file of no source %s, when the process dies as it is renamed',
    async (_, options) => {
      const { deps, home } = await setUp()
      const original = 'a picture with a name that is far too long.jpg'
      await addUpscaled(home, 'g', [original.slice(0, -4)])
      const [raw, folder] = [join(home, 'generations/g'), join(home, 'generations/g/upscaled')]
      const known = original.replace('.jpg', '.json')
      await rm(join(raw, original.replace('.jpg', '.png')))
      await rm(join(folder, known))
      if ('noWords' in options) await rm(join(raw, known))
      else await rename(join(raw, known), join(folder, known))
      const program = join(import.meta.dirname, 'dying-program.ts')
      const died = promisify(execFile)(process.execPath, [program, home, `g/upscaled/${original}`])
      await expect(died).rejects.toMatchObject({ signal: 'SIGKILL' })
      const [name = ''] = (await readdir(folder)).filter((one) => one.endsWith('.jpg'))
      expect(name).not.toBe(original)
      expect(await deps.ledger.all()).toEqual([])
      await makeSubmission(deps, { images: [`g/upscaled/${name}`], include_blocked: true })
      expect(await deps.ledger.all()).toMatchObject([{ name, original }])
    },
  )

  it('are given while others see that it gets on', async () => {
    const { deps, home } = await setUp()
    const images = await addUpscaled(home, 'g', ['one', 'two', 'three'])
    const steps: unknown[] = []
    const path = join(home, 'generations/ledger.jsonl')
    const { deliveries } = deps.library
    const note: typeof deliveries.note = async (id, facts) => {
      steps.push((await holderOf(path))?.step)
      await deliveries.note(id, facts)
    }
    const library = { ...deps.library, deliveries: { ...deliveries, note } }
    await makeSubmission({ ...deps, library }, { images, embed: false })
    expect(new Set(steps).size).toBe(3)
    expect(steps).not.toContain(undefined)
  })
})

describe('other agencies', () => {
  it('get files of their own, and Adobe’s stays as it is', async () => {
    const { deps, home, read } = await setUp()
    const images = await addUpscaled(home, 'g', ['one'], {
      prompt: 'a disc',
      model: 'midjourney v6',
      is_ai_generated: true,
    })
    await makeSubmission(deps, { images })
    const adobe = await read('g/upscaled/submission.csv')
    for (const agency of ['magnific', '123rf', 'dreamstime', 'vecteezy', 'generic']) {
      const { files } = await makeSubmission(deps, { images, agency })
      expect(files).toMatchObject([{ path: `g/upscaled/submission-${agency}.csv`, rows: 1 }])
    }
    expect(await read('g/upscaled/submission.csv')).toBe(adobe)
    const magnific = (await read('g/upscaled/submission-magnific.csv')).split('\n')
    expect(magnific[0]).toBe('File name;Title;Keywords;Prompt;Model')
    expect(magnific[1]).toBe(
      'one.jpg;A disc called one;disc, gradient, colour, background, abstract, shape, _ai_generated;a disc;Midjourney 6',
    )
    const [stream] = rowsOf(await read('g/upscaled/submission-dreamstime.csv'))
    expect(stream).toMatchObject({
      'Category 1': '212',
      Description: expect.stringMatching(/AI generated image\.$/),
    })
    expect(stream?.Description?.length).toBeGreaterThanOrEqual(50)
    expect(await deps.ledger.entries()).toHaveLength(6)
  })

  it.each(['shutterstock', 'getty', 'istock', 'depositphotos', 'pond5'])(
    '%s is refused with the reason',
    async (agency) => {
      const { deps } = await setUp()
      await expect(makeSubmission(deps, { images: [], agency })).rejects.toThrow(
        /takes no pictures made with generative AI/,
      )
    },
  )
})

describe('what is not submitted', () => {
  it('is known from the ledger: out while an agency has it, back once it was refused', async () => {
    const { deps, home, open } = await setUp()
    const images = await addUpscaled(home, 'g', ['one', 'two'])
    const left = () => open.order({ only: ['not_submitted'], stage: 'raw' })
    expect(await left()).toHaveLength(2)
    await makeSubmission(deps, { images: images.slice(0, 1) })
    await mark(deps, 'submitted')
    expect(await left()).toEqual(['g/two.png'])
    await mark(deps, 'rejected')
    expect(await left()).toEqual(['g/one.png', 'g/two.png'])
  })
})

async function setUp() {
  const home = await temporaryFolder()
  const { deps, library } = submissionDeps(home, embedder)
  const read = (path: string) => readFile(join(home, 'generations', path), 'utf8')
  return { home, deps, read, open: library }
}

async function mark({ ledger }: SubmissionDeps, state: 'submitted' | 'rejected') {
  const entries = (await ledger.all()).map(({ id }) => id)
  await ledger.mark({ entries, state, by: 'page' })
}

function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true })
}
