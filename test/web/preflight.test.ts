import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  addGeneration,
  type Dashboard,
  drawPicture,
  jobEnd,
  startTestDashboard,
} from '../support/dashboard.ts'
import { stockroom } from '../support/program.ts'

const KEYWORDS =
  'disc gradient color background abstract shape circle light simple modern round warm soft pattern wallpaper texture design template banner graphic digital art bright creative minimal'

/** Puts a delivered picture and its sidecar there. */
async function deliver(home: string, name: string, said: Record<string, unknown>, hue = 30): Promise<string> {
  const folder = join(home, 'generations', 'g', 'upscaled')
  await mkdir(folder, { recursive: true })
  const picture = sharp(await drawPicture(640, 360, hue)).resize(2880, 1620, { fit: 'fill' })
  await picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toFile(join(folder, `${name}.jpg`))
  const sidecar = { keywords: KEYWORDS.split(' '), category: 8, is_ai_generated: true, ...said }
  await writeFile(join(home, 'generations', 'g', `${name}.json`), JSON.stringify(sidecar))
  return `g/upscaled/${name}.jpg`
}

async function looked(dashboard: Dashboard): Promise<void> {
  const { status, body } = await dashboard.api('POST', '/api/preflight/look', { generation: 'g' })
  expect(status).toBe(202)
  await jobEnd(dashboard, body.id)
}

describe('preflight', { timeout: 180_000 }, () => {
  it('200: judges a generation by every rule, and writes nothing', async () => {
    const { home, api } = await startTestDashboard()
    const id = await deliver(home, 'disc', { title: 'Simple disc, on a gradient' })
    const before = await readFile(join(home, 'generations', 'g', 'disc.json'), 'utf8')
    const { status, body } = await api('POST', '/api/preflight', { generation: 'g' })
    expect(status).toBe(200)
    expect(body.counts).toEqual({ pass: 0, warn: 1, block: 0 })
    expect(body.unchecked).toEqual([id])
    const rules = new Map(body.pictures[0].rules.map((one: { rule: string }) => [one.rule, one]))
    expect(rules.get('title-characters')).toMatchObject({
      state: 'warn',
      findings: [{ fixes: [{ label: 'Drop the commas' }] }],
    })
    expect(rules.get('pixel-count')).toMatchObject({ state: 'pass' })
    expect(body.sources['title-characters']).toEqual({
      name: 'No commas or special characters in titles',
      source: 'Adobe Stock contributor help: CSV requirements',
      ...{ standing: 'official', read: '2026-06' },
    })
    expect(rules.get('quality-halos')).toMatchObject({ state: 'unchecked' })
    expect(await readFile(join(home, 'generations', 'g', 'disc.json'), 'utf8')).toBe(before)
  })

  it('200: says of an empty file that it is no use, and judges neither its type nor its size', async () => {
    const { home, api } = await startTestDashboard()
    const id = await deliver(home, 'disc', { title: 'Simple disc' })
    await writeFile(join(home, 'generations', id), '')
    const [picture] = (await api('POST', '/api/preflight', { images: [id] })).body.pictures
    const stateOf = (rule: string) => picture.rules.find((one: { rule: string }) => one.rule === rule).state
    expect(['file-sound', 'file-type', 'pixel-count'].map(stateOf)).toEqual([
      'block',
      'unchecked',
      'unchecked',
    ])
  })

  it('200: tells what is like something on its way, and calls agencies by their names', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const [first] = [
      await deliver(home, 'one', { title: 'Simple disc' }),
      await deliver(home, 'two', { title: 'Simple disc' }),
    ]
    await api('POST', '/api/submissions', { images: [first], agency: 'generic', embed: false })
    await looked(dashboard)
    const messages = async () => {
      const { pictures } = (await api('POST', '/api/preflight', { generation: 'g' })).body
      const findings = pictures.flatMap((one: { rules: { findings: object[] }[] }) =>
        one.rules.flatMap((rule) => rule.findings),
      )
      return findings
        .filter(({ rule }: { rule: string }) => rule === 'similar-submitted')
        .map(({ message }: { message: string }) => message)
    }
    expect(await messages()).toEqual(['It is like something made ready for Plain table before: Simple disc'])
    const [entry] = (await api('GET', '/api/ledger')).body.entries
    await api('POST', '/api/ledger', { entries: [entry.id], state: 'rejected' })
    expect(await messages()).toEqual(['It is like something that Plain table rejected: Simple disc'])
  })

  it('200: judges raw pictures by what they will be, and by what was made from them', async () => {
    const { home, api } = await startTestDashboard()
    const [raw = ''] = await addGeneration(home, 'g', ['disc'])
    const asked = { images: [raw] }
    const { body } = await api('POST', '/api/preflight', asked)
    const broken = body.pictures[0].rules.filter(({ state }: { state: string }) => state === 'block')
    expect([body.pictures[0].id, broken]).toEqual([raw, []])
    const id = await deliver(home, 'disc', { title: 'Simple disc on a gradient' })
    const { body: again } = await api('POST', '/api/preflight', asked)
    expect(again.pictures.map((picture: { id: string }) => picture.id)).toEqual([id])
  })

  it('200: fixes, lets pass with a reason, and takes both back', async () => {
    const { home, api } = await startTestDashboard()
    const id = await deliver(home, 'disc', { title: 'Disc, in the style of Monet' })
    const sidecar = async () =>
      JSON.parse(await readFile(join(home, 'generations', 'g', 'disc.json'), 'utf8'))
    const fixed = await api('POST', '/api/preflight/fix', { images: [id], rule: 'title-characters' })
    expect((await sidecar()).title).toBe('Disc in the style of Monet')
    await api('POST', '/api/sidecars/undo', { edit: fixed.body.edit })
    expect((await sidecar()).title).toBe('Disc, in the style of Monet')

    const state = async () => (await api('POST', '/api/preflight', { images: [id] })).body.counts
    expect(await state()).toMatchObject({ block: 1 })
    for (const rule of ['rights-artist', 'rights-style-of']) {
      await api('POST', '/api/preflight/override', { images: [id], rule, reason: 'A school of painting' })
    }
    expect(await state()).toMatchObject({ block: 0 })
    expect((await sidecar()).overrides['rights-artist']).toMatchObject({ reason: 'A school of painting' })
    await api('POST', '/api/preflight/heed', { images: [id], rule: 'rights-artist' })
    expect(await state()).toMatchObject({ block: 1 })
  })

  it('422: wants a rule that there is and a reason', async () => {
    const { home, api } = await startTestDashboard()
    const id = await deliver(home, 'disc', { title: 'Simple disc on a gradient' })
    for (const body of [
      { images: [id], rule: 'none', reason: 'x' },
      { images: [id], rule: 'similar', reason: ' ' },
    ]) {
      const { status } = await api('POST', '/api/preflight/override', body)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
  })

  it('202: looks at pixels once, and finds four of one scene', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    for (const [n, hue] of [30, 31, 32, 33].entries())
      await deliver(home, `disc_${n}`, { title: `Simple disc number ${n}` }, hue)
    await looked(dashboard)
    const { body } = await api('POST', '/api/preflight', { generation: 'g' })
    expect(body.unchecked).toEqual([])
    expect(body.groups).toMatchObject([{ ids: { length: 4 }, strongest: { length: 3 } }])
    const similar = body.pictures.filter((one: { rules: { rule: string; state: string }[] }) =>
      one.rules.some(({ rule, state }) => rule === 'similar' && state === 'warn'),
    )
    expect(similar).toHaveLength(1)
    const again = await api('POST', '/api/preflight/look', { generation: 'g' })
    expect([again.status, again.body]).toEqual([200, { nothing: 'There is nothing to look at.' }])
  })

  it('202: does not look again at a picture that lies elsewhere under another name', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const id = await deliver(home, 'disc', { title: 'Simple disc on a gradient' })
    await looked(dashboard)
    const folder = join(home, 'generations', 'h', 'upscaled')
    await mkdir(folder, { recursive: true })
    await copyFile(join(home, 'generations', id), join(folder, 'round.jpg'))
    const { body } = await api('POST', '/api/preflight/look', { generation: 'h' })
    expect(await jobEnd(dashboard, body.id)).toMatchObject({
      status: 'completed',
      counts: { skipped: 1, done: 0 },
    })
    expect((await api('POST', '/api/preflight', { generation: 'h' })).body.unchecked).toEqual([])
  })

  it('202: passes over a picture that is thrown away while it waits', async () => {
    const dashboard = await startTestDashboard()
    const { home, app, api } = dashboard
    const id = await deliver(home, 'disc', { title: 'Simple disc on a gradient' })
    await app.jobs.pause('preflight')
    const { body } = await api('POST', '/api/preflight/look', { generation: 'g' })
    await app.library.trash.add([id])
    await app.jobs.resume('preflight')
    expect(await jobEnd(dashboard, body.id)).toMatchObject({
      status: 'completed',
      counts: { skipped: 1, failed: 0 },
    })
  })

  it('says on the page of a generation what was found, in both languages', async () => {
    const { home, address } = await startTestDashboard()
    await deliver(home, 'disc', { title: 'Simple disc, on a gradient' })
    const page = (language: string) =>
      fetch(`${address}/preflight?generation=g`, {
        headers: { accept: 'text/html', 'accept-language': language },
      }).then((answer) => answer.text())
    expect(await page('en')).toContain('The title holds special characters: ,')
    expect(await page('en')).toContain('/guide#rule-title-characters')
    expect(await page('ko')).toContain('사전 점검')
  })

  it('ends with 1 on the command line when something is blocked, and prints one document', async () => {
    const { home } = await startTestDashboard()
    await deliver(home, 'disc', { title: 'Disc by Monet' })
    const { code, stdout } = await stockroom(home, 'preflight', 'g', '--json')
    expect([code, JSON.parse(stdout).counts.block]).toEqual([1, 1])
    expect((await stockroom(home, 'preflight', 'g')).stdout).toContain(
      '[rights-artist] No artists: official, Adobe Stock contributor help: generative AI content guidelines, read 2026-06',
    )
    const wrong = await stockroom(home, 'preflight', 'nowhere')
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringContaining('nowhere is neither a generation nor a picture'),
    ])
  })
})
