import { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import type { JobKind } from '../../src/jobs/job.ts'
import { type Input, itemByItem, startJobs, type TestJobs } from '../support/jobs.ts'

const nightly = { id: 'nightly', kind: 'work', cron: '0 3 * * *', enabled: false }
const EVERY_SECOND = '* * * * * *'
const work = itemByItem(async () => ({ status: 'done' }), {
  plan: async ({ options }) =>
    options.empty ? { nothing: 'Nothing is selected.' } : { input: {}, items: ['a'] },
})

describe('a schedule', () => {
  it('comes turned off, and shows its next runs in its own time zone when it is on', async () => {
    const jobs = await start()
    expect(await jobs.schedules.list()).toMatchObject([
      { id: 'nightly', enabled: false, next_runs: [], last_outcome: null },
    ])
    const { next_runs } = await jobs.schedules.change('nightly', { enabled: true, time_zone: 'Asia/Seoul' })
    expect(next_runs).toHaveLength(5)
    for (const run of next_runs) expect(run.slice(11)).toBe('18:00:00.000Z') // 03:00 in Seoul
  })

  it('keeps the hour of the wall clock when summer time begins', async () => {
    const jobs = await start()
    const { next_runs } = await jobs.schedules.change('nightly', {
      enabled: true,
      cron: '0 12 1 * *',
      time_zone: 'Europe/Berlin',
    })
    const hours = new Set(
      next_runs.map((run) =>
        new Intl.DateTimeFormat('en', {
          hour: 'numeric',
          hourCycle: 'h23',
          timeZone: 'Europe/Berlin',
        }).format(new Date(run)),
      ),
    )
    expect([...hours]).toEqual(['12'])
  })

  it('adds its job when it is due, and tells so', async () => {
    const jobs = await start()
    await jobs.schedules.change('nightly', { enabled: true, cron: EVERY_SECOND })
    await scheduleIs(jobs, ({ last_outcome }) => last_outcome === 'queued')
    await jobs.schedules.change('nightly', { enabled: false })
    const [schedule] = await jobs.schedules.list()
    const job = await jobs.ended(schedule?.last_job ?? '')
    expect(job).toMatchObject({ origin: 'schedule', group: 'nightly', status: 'completed' })
    expect((await jobs.events({ job: job.id })).map(({ event }) => event)).toContain('schedule_ran')
  })

  it('that finds nothing to do says so and adds nothing', async () => {
    const jobs = await start()
    await jobs.schedules.change('nightly', { options: { empty: true } })
    expect(await jobs.schedules.runNow('nightly')).toEqual({ nothing: 'Nothing is selected.' })
    expect(await jobs.schedules.list()).toMatchObject([
      { last_outcome: 'nothing', last_reason: 'Nothing is selected.', last_job: null },
    ])
    expect((await jobs.list({})).total).toBe(0)
  })

  it('whose planning breaks is told as failed', async () => {
    const broken: JobKind<Input> = { ...work, plan: () => Promise.reject(new Error('The disk is gone.')) }
    const jobs = await startJobs({ work: broken }, { schedules: [nightly] })
    await jobs.schedules.runNow('nightly')
    expect(await jobs.schedules.list()).toMatchObject([
      { last_outcome: 'failed', last_reason: 'The disk is gone.' },
    ])
  })

  it('that was missed while nothing ran is skipped, told, and due again at its next time', async () => {
    const jobs = await start()
    await jobs.schedules.change('nightly', { enabled: true })
    await jobs.stop()
    const database = await PGlite.create({ dataDir: jobs.folder })
    await database.query(`update stockroom.schedules set next_run_at = now() - interval '5 hours'`)
    await database.close()

    const again = await startJobs(
      { work },
      { schedules: [nightly], place: { url: undefined, folder: jobs.folder, template: undefined } },
    )
    const schedule = await scheduleIs(again, ({ last_outcome }) => last_outcome === 'skipped')
    expect(schedule.last_reason).toMatch(/^Stockroom was not running at /)
    expect(new Date(schedule.next_runs[0] ?? 0).getTime()).toBeGreaterThan(Date.now())
    expect((await again.list({})).total).toBe(0)
    expect((await again.events({}))[0]).toMatchObject({
      event: 'schedule_skipped',
      details: { schedule: 'nightly' },
    })
  })

  it('refuses a time that there is not, a zone that there is not, and a name that there is not', async () => {
    const jobs = await start()
    await expect(jobs.schedules.change('nightly', { cron: '0 25 * * *', enabled: true })).rejects.toThrow(
      'Expected a cron expression such as "0 3 * * *"',
    )
    await expect(
      jobs.schedules.change('nightly', { time_zone: 'Mars/Olympus', enabled: true }),
    ).rejects.toThrow('Expected a time zone such as "Asia/Seoul"')
    await expect(jobs.schedules.change('daily', {})).rejects.toThrow('There is no schedule daily.')
    expect(await jobs.schedules.list()).toMatchObject([{ cron: '0 3 * * *', enabled: false }])
  })
})

describe('asking a kind for work', () => {
  it('adds what it finds, and says when there is nothing', async () => {
    const jobs = await start()
    const job = await jobs.run('work', { options: {} }, 'program')
    expect(job).toMatchObject({ kind: 'work', status: 'queued', origin: 'program' })
    expect(await jobs.run('work', { options: { empty: true } }, 'program')).toEqual({
      nothing: 'Nothing is selected.',
    })
    await expect(jobs.run('nothing', { options: {} }, 'program')).rejects.toThrow(
      'Expected one of work for kind but received "nothing".',
    )
  })
})

function start(): Promise<TestJobs> {
  return startJobs({ work }, { schedules: [nightly] })
}

type Schedule = Awaited<ReturnType<TestJobs['schedules']['list']>>[number]

function scheduleIs(jobs: TestJobs, fits: (schedule: Schedule) => boolean): Promise<Schedule> {
  return new Promise((done, fail) => {
    const look = () =>
      jobs.schedules.list().then(([schedule]) => {
        if (!schedule || !fits(schedule)) return
        forget()
        done(schedule)
      }, fail)
    const forget = jobs.onChange(() => void look())
    void look()
  })
}
