import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addGeneration, addModel, drawPicture, jobEnd, startTestDashboard } from '../support/dashboard.ts'

describe('POST /api/upscale, then /api/csv', () => {
  it('202, 200: enlarges, tells how, and writes the CSV only when asked', async () => {
    const dashboard = await startTestDashboard({ bare: true, device: 'cpu' })
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one', 'a name that is far too long for an agency'])
    const { status, body } = await api('POST', '/api/upscale', { images })
    expect(status).toBe(202)
    const job = await jobEnd(dashboard, body.id)
    expect(job).toMatchObject({ status: 'completed', error_log: [] })
    expect(job.notes.map(({ code }: { code: string }) => code)).toContain('not_real_esrgan')

    const folder = join(home, 'generations', 'g', 'upscaled')
    const made = join(home, 'generations', job.items[0].result.image)
    expect(await sharp(made).metadata()).toMatchObject({
      width: 3840,
      height: 2160,
      format: 'jpeg',
      space: 'srgb',
    })
    expect(job.items[1].result.image.split('/').pop().length).toBeLessThanOrEqual(30)
    await expect(access(join(folder, 'submission.csv'))).rejects.toThrow()

    const csv = await api('POST', '/api/csv', { images })
    expect(csv.body).toMatchObject({ path: 'g/upscaled/submission.csv', rows: 2 })
    const text = await readFile(join(folder, 'submission.csv'), 'utf8')
    expect(text.split('\n')[0]).toBe('Filename,Title,Keywords,Category,Releases')
    expect(text.split('\n')[1]).toBe(
      'one.jpg,A disc called one,"disc, gradient, colour, background, abstract, shape",8,',
    )
  }, 240_000)

  it('202: skips what has been done, and does again what has changed', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one', 'two'])
    const run = async () =>
      (await jobEnd(dashboard, (await api('POST', '/api/upscale', { images })).body.id)).items
    expect((await run()).map((item: { status: string }) => item.status)).toEqual(['done', 'done'])
    await writeFile(join(home, 'generations', 'g', 'two.png'), await drawPicture(320, 320, 200))
    expect((await run()).map((item: { status: string }) => item.status)).toEqual(['skipped', 'done'])
  })

  it('202: makes again what the built-in model made, once there is another', async () => {
    const dashboard = await startTestDashboard({ bare: true, device: 'cpu' })
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one'])
    const run = async () =>
      (await jobEnd(dashboard, (await api('POST', '/api/upscale', { images, size: '640x360' })).body.id))
        .items
    expect(await run()).toMatchObject([{ status: 'done' }])
    expect(await run()).toMatchObject([{ status: 'skipped' }])
    const made = '/api/images/g/upscaled/one.jpg'
    expect((await api('GET', made)).body.model).toBe('stockroom-x4')
    await addModel(home, 'bilinear-x4-bytes.onnx', 'realesr-general-x4v3.onnx')
    expect(await run()).toMatchObject([{ status: 'done' }])
    expect((await api('GET', made)).body.model).toBe('realesr-general-x4v3')
  }, 120_000)

  it('202: makes a result again that is broken, or of another format', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one'])
    const run = async (format: string) =>
      (await jobEnd(dashboard, (await api('POST', '/api/upscale', { images, format })).body.id)).items[0]
        .status
    expect(await run('jpg')).toBe('done')
    expect(await run('png')).toBe('done')
    const made = join(home, 'generations', 'g', 'upscaled', 'one.jpg')
    await writeFile(made, '')
    expect(await run('jpg')).toBe('done')
    expect((await sharp(made).metadata()).width).toBe(3840)
    expect(await run('jpg')).toBe('skipped')
  })

  it('202: goes on past pictures that cannot be done, and says why', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const [good = ''] = await addGeneration(home, 'g', ['good'])
    const folder = join(home, 'generations', 'g')
    await writeFile(join(folder, 'text.png'), 'these are words, not pixels')
    const whole = await drawPicture()
    await writeFile(join(folder, 'cut.png'), whole.subarray(0, whole.length / 2))
    const { body } = await api('POST', '/api/upscale', { images: ['g/text.png', 'g/cut.png', good] })
    const job = await jobEnd(dashboard, body.id)
    expect(job.items.map((item: { status: string }) => item.status)).toEqual(['failed', 'failed', 'done'])
    expect(job).toMatchObject({ status: 'completed' })
    expect(job.error_log).toHaveLength(2)
  })

  it('200: the CSV of a picture without a sidecar warns with its name and the places', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    await mkdir(join(home, 'generations', 'g'), { recursive: true })
    await writeFile(join(home, 'generations', 'g', 'red_boat_on_calm_mountain_lake.png'), await drawPicture())
    const images = ['g/red_boat_on_calm_mountain_lake.png']
    await jobEnd(dashboard, (await api('POST', '/api/upscale', { images })).body.id)
    const { body } = await api('POST', '/api/csv', { images })
    const warning = body.warnings[0].message
    expect(warning).toContain('red_boat_on_calm_mountain_lake.png has no sidecar')
    expect(warning).toContain('g/red_boat_on_calm_mountain_lake.json')
    expect(await readFile(join(home, 'generations', body.path), 'utf8')).toContain(
      'Red boat on calm mountain lake',
    )
  })

  it('200: keeps an earlier CSV that says something else', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one'])
    await jobEnd(dashboard, (await api('POST', '/api/upscale', { images })).body.id)
    const folder = join(home, 'generations', 'g', 'upscaled')
    const csvs = async () => (await readdir(folder)).filter((name) => name.endsWith('.csv'))
    await api('POST', '/api/csv', { images })
    await api('POST', '/api/csv', { images })
    expect(await csvs()).toEqual(['submission.csv'])
    await writeFile(join(folder, 'submission.csv'), 'worked on by hand')
    await api('POST', '/api/csv', { images })
    expect(await csvs()).toEqual(['submission.csv', expect.stringMatching(/^submission_\d{4}-.*\.csv$/)])
    expect(await readFile(join(folder, (await csvs())[1] ?? ''), 'utf8')).toBe('worked on by hand')
  })

  it('200: describes what another tool put into upscaled/, sidecars beside it and all', async () => {
    const { home, api } = await startTestDashboard()
    const images = await addGeneration(home, 'g', ['one'])
    const folder = join(home, 'generations', 'g', 'upscaled')
    await mkdir(folder)
    await writeFile(
      join(folder, 'one.jpg'),
      await sharp(await drawPicture())
        .resize(2400, 2400)
        .jpeg()
        .toBuffer(),
    )
    await writeFile(join(folder, 'one.json'), JSON.stringify({ title: 'A copy' }))
    const { body } = await api('POST', '/api/csv', { images })
    expect(body).toMatchObject({ rows: 1, warnings: [], left: [] })
    expect(await readFile(join(folder, 'submission.csv'), 'utf8')).toContain('one.jpg,A disc called one')
  })

  it('200: leaves out a result that is no picture any more, and says why', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one', 'two'])
    await jobEnd(dashboard, (await api('POST', '/api/upscale', { images })).body.id)
    await writeFile(join(home, 'generations', 'g', 'upscaled', 'one.jpg'), '')
    const { body } = await api('POST', '/api/csv', { images })
    expect(body).toMatchObject({ rows: 1 })
    expect(body.warnings).toContainEqual(expect.objectContaining({ name: 'one.jpg', code: 'unsound' }))
  })

  it('200: still describes pictures whose source is in the trash', async () => {
    const dashboard = await startTestDashboard()
    const { home, api } = dashboard
    const images = await addGeneration(home, 'g', ['one', 'two'])
    await jobEnd(dashboard, (await api('POST', '/api/upscale', { images })).body.id)
    await api('POST', '/api/trash', { images: ['g/one.png'] })
    const { status, body } = await api('POST', '/api/csv', { images: ['g/processed/one.png', 'g/two.png'] })
    expect({ status, rows: body.rows }).toEqual({ status: 200, rows: 2 })
  })

  it('200: leaves out what has not been upscaled, and says so', async () => {
    const { home, api } = await startTestDashboard()
    const images = await addGeneration(home, 'g', ['one'])
    const { body } = await api('POST', '/api/csv', { images })
    expect(body).toMatchObject({ path: null, rows: 0, warnings: [{ name: 'one.png' }] })
  })

  it('422: needs pictures', async () => {
    const { api } = await startTestDashboard()
    expect((await api('POST', '/api/upscale', { images: [] })).status).toBe(422)
    expect((await api('POST', '/api/csv', {})).body.error).toMatchObject({ field: 'images' })
  })
})
