import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { takeLock } from '../../src/core/lock.ts'
import { addGeneration } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startProgram, stockroom } from '../support/program.ts'

describe('stockroom jobs', () => {
  it('lists, runs, exports and prunes while no dashboard runs', async () => {
    const home = await homeWith({})
    await addGeneration(home, 'g', ['a'])
    expect(await stockroom(home, 'jobs', 'list')).toEqual({ code: 0, stdout: '', stderr: '' })

    const added = JSON.parse((await stockroom(home, 'jobs', 'run', 'check', '--json')).stdout)
    expect(added).toMatchObject({
      kind: 'check',
      status: 'queued',
      origin: 'command',
      counts: { waiting: 1 },
    })
    const listed = await stockroom(home, 'jobs', 'list', '--kind', 'check', '--status', 'queued')
    expect(listed.stdout).toMatch(new RegExp(`^${added.id}  check +queued .* 0 done, 0 skipped, 0 failed\n$`))

    const records = recordsOf((await stockroom(home, 'jobs', 'export')).stdout)
    expect(records.filter(({ type }) => type === 'job')).toMatchObject([
      { job: { id: added.id, kind: 'check' }, items: [{ item: 'g', status: 'waiting', position: 0 }] },
    ])
    expect(records.find(({ type }) => type === 'schedule')).toMatchObject({
      schedule: { id: 'check-library' },
    })
    expect(records.at(-1)).toMatchObject({ type: 'end', jobs: 1, items: 1, events: 1, schedules: 2 })
    const pruned = await stockroom(home, 'jobs', 'prune', '--days', '0')
    expect(pruned.stdout).toBe('0 jobs with 0 items were forgotten; no picture was touched.\n')
  }, 240_000)

  it('says what is wrong with what it was asked for', async () => {
    const home = await homeWith({})
    const kind = await stockroom(home, 'jobs', 'run', 'weights')
    expect(kind).toMatchObject({ code: 2, stdout: '' })
    expect(kind.stderr).toContain('Expected one of upscale, check for kind but received "weights".')
    const nothing = await stockroom(home, 'jobs', 'run', 'check')
    expect(nothing).toMatchObject({ code: 0, stdout: 'There are no generations yet.\n' })
    expect(await stockroom(home, 'jobs', 'prune', '--days', '-1')).toMatchObject({ code: 2 })
    expect(await stockroom(home, 'jobs', 'list', '--status', 'lost')).toMatchObject({ code: 2 })
  }, 240_000)

  it('does the same beside a dashboard that has the database open, with its access code', async () => {
    const home = await homeWith({ access_code: 'open sesame 열려라' })
    await addGeneration(home, 'g', ['a', 'b'])
    const { address } = await startProgram(home)
    const authorization = `Basic ${Buffer.from('anybody:open sesame 열려라').toString('base64')}`
    const headers = { authorization, accept: 'application/json', 'content-type': 'application/json' }
    const body = JSON.stringify({ images: ['g/a.png', 'g/b.png'] })
    const added = await (await fetch(`${address}/api/upscale`, { method: 'POST', headers, body })).json()
    const now = async () => (await fetch(`${address}/api/jobs/${added.id}`, { headers })).json()
    await expect.poll(async () => (await now()).status, { timeout: 120_000 }).toBe('completed')

    const check = JSON.parse((await stockroom(home, 'jobs', 'run', 'check', '--json')).stdout)
    expect(check).toMatchObject({ kind: 'check', origin: 'program' })
    const wrong = await stockroom(home, 'jobs', 'run', 'nonsense')
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('received "nonsense"') })
    const checked = async () =>
      (await (await fetch(`${address}/api/jobs/${check.id}`, { headers })).json()).status
    await expect.poll(checked, { timeout: 120_000 }).toBe('completed')

    const out = join(home, 'copy.jsonl')
    const told = await stockroom(home, 'jobs', 'export', '--out', out)
    expect(told).toEqual({ code: 0, stdout: '', stderr: `${out} is written.\n` })
    const records = recordsOf(await readFile(out, 'utf8'))
    expect(records.find(({ job }) => job?.id === added.id)).toMatchObject({
      job: { id: added.id, status: 'completed' },
      items: [
        { item: 'g/a.png', status: 'done', result: { image: 'g/upscaled/a.jpg' } },
        { item: 'g/b.png', status: 'done' },
      ],
    })
    expect((await stockroom(home, 'jobs', 'list', '--kind', 'upscale')).stdout).toMatch(
      /^[0-9a-f-]{36} {2}upscale +completed .* 2 done/,
    )
    expect((await stockroom(home, 'jobs', 'prune')).stdout).toMatch(/^0 jobs/)
    const pruned = await stockroom(home, 'jobs', 'prune', '--days', '0', '--json')
    expect(JSON.parse(pruned.stdout)).toEqual({ jobs: 2, items: 3 })
    expect((await stockroom(home, 'jobs', 'list')).stdout).toBe('')
  }, 240_000)

  it('leaves no file when the dashboard ends in the middle of an export', async () => {
    const home = await homeWith({})
    await standIn(home, (res) => {
      res.write('{"type":"schedule","schedule":{}}\n')
      res.end('{"type":"job","job"')
    })
    const out = join(home, 'copy.jsonl')
    await writeFile(out, 'an older copy')
    const { code, stderr } = await stockroom(home, 'jobs', 'export', '--out', out)
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'The export broke off before its end. Try again.\n' })
    expect(await readFile(out, 'utf8')).toBe('an older copy')
    expect((await readdir(home)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  }, 120_000)

  it('ends with 1 and a sentence when the database server does not answer', async () => {
    const home = await homeWith({ database_url: 'postgres://stockroom:secret@127.0.0.1:9/jobs' })
    const { code, stdout, stderr } = await stockroom(home, 'jobs', 'list')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/database .*does not answer/i)
    expect(stderr).not.toContain('secret')
  }, 120_000)
})

describe('commands that need no jobs', () => {
  it('work beside a running dashboard', async () => {
    const home = await homeWith({})
    await addGeneration(home, 'g', ['a'])
    await startProgram(home)
    expect(await stockroom(home, 'upscale', 'g')).toMatchObject({ code: 0 })
    expect(await stockroom(home, 'csv', 'g')).toMatchObject({ code: 0 })
    expect(await stockroom(home, 'weights', 'list')).toMatchObject({ code: 0 })
    expect(await stockroom(home, 'doctor')).toMatchObject({ code: 0 })
    expect(existsSync(join(home, 'generations', 'g', 'upscaled', 'submission.csv'))).toBe(true)
  }, 240_000)
})

async function homeWith(settings: Record<string, unknown>): Promise<string> {
  const home = await temporaryFolder()
  await mkdir(join(home, 'config'))
  await writeFile(join(home, 'config', 'settings.json'), JSON.stringify(settings))
  return home
}

/** Holds the data folder as a dashboard does, and answers every request the same way. */
async function standIn(
  home: string,
  answer: (res: { write(text: string): void; end(text: string): void }) => void,
): Promise<void> {
  const server = createServer((_, res) => answer(res)).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const lock = await takeLock(home)
  lock.describe({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  onTestFinished(async () => {
    await lock.release()
    server.close()
  })
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into what was written, whatever it is
function recordsOf(text: string): any[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}
