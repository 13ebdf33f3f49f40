import { readdir, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, type Dashboard, jobEnd, startTestDashboard } from '../support/dashboard.ts'

describe('the check of the library', () => {
  it('passes what is sound, and tells every fault of the rest', async () => {
    const dashboard = await startTestDashboard()
    await addGeneration(dashboard.home, 'sound', ['one', 'two'])
    await addGeneration(dashboard.home, 'faulty', ['cut', 'odd'])
    const faulty = join(dashboard.home, 'generations', 'faulty')
    await truncate(join(faulty, 'cut.png'), 400)
    const yesterday = new Date(Date.now() - 86_400_000) // what is fresh may still be on its way
    await utimes(join(faulty, 'cut.png'), yesterday, yesterday)
    await writeFile(join(faulty, 'odd.json'), '{"title": ')

    const job = await run(dashboard, 'check')
    expect(job).toMatchObject({ status: 'completed', counts: { done: 1, failed: 1 } })
    const [bad, good] = ['faulty', 'sound'].map((id) =>
      job.items.find((item: { id: string }) => item.id === id),
    )
    expect(good).toMatchObject({ status: 'done', result: { pictures: 2, findings: 0 } })
    expect(bad.reason).toMatch(/cut\.png: /)
    expect(bad.reason).toMatch(/odd\.png: /)
    expect(bad.log).toContain('cut.png')
  })

  it('has nothing to do where there is no generation', async () => {
    const { app } = await startTestDashboard()
    expect(await app.jobs.run('check', { options: {} }, 'program')).toEqual({
      nothing: 'There are no generations yet.',
    })
  })
})

describe('upscaling by the clock', () => {
  it('takes what is selected and not enlarged yet, as many as are asked for', async () => {
    const dashboard = await startTestDashboard()
    const { app, home } = dashboard
    expect(await app.jobs.run('upscale', { options: {} }, 'schedule')).toEqual({
      nothing: 'Nothing is selected that has not been enlarged.',
    })
    const images = await addGeneration(home, 'g', ['a', 'b', 'c'])
    await app.library.selection.set(images.slice(0, 2))
    expect((await run(dashboard, 'upscale', 1)).items.map(({ id }: { id: string }) => id)).toEqual([
      images[0],
    ])
    expect((await run(dashboard, 'upscale')).items.map(({ id }: { id: string }) => id)).toEqual([images[1]])
    expect(await app.jobs.run('upscale', { options: {} }, 'schedule')).toHaveProperty('nothing')

    const rest = await run(dashboard, 'upscale', undefined, { generation: 'g' })
    expect(rest.items.map(({ id }: { id: string }) => id)).toEqual([images[2]])
    expect(await app.jobs.run('upscale', { options: { from: 'library' } }, 'schedule')).toEqual({
      nothing: 'Everything there has been enlarged.',
    })
    const made = await readdir(join(home, 'generations', 'g', 'upscaled'))
    expect(made.filter((name) => name.endsWith('.jpg'))).toHaveLength(3)
  }, 120_000)

  it('refuses a place that it does not know', async () => {
    const { app } = await startTestDashboard()
    await expect(app.jobs.run('upscale', { options: { from: 'nowhere' } }, 'program')).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

async function run(dashboard: Dashboard, kind: string, batchSize?: number, options = {}) {
  const job = await dashboard.app.jobs.run(kind, { batchSize, options }, 'schedule')
  if ('nothing' in job) throw new Error(job.nothing)
  return jobEnd(dashboard, job.id)
}
