import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'

it('a job that ends the program each time is given up after ten times, and keeps what it got done', async () => {
  const folder = join(await temporaryFolder(), 'jobs')
  const runs: { signal: string | null; stdout: string }[] = []
  do {
    const program = join(import.meta.dirname, 'suicidal-program.ts')
    const { signal, stdout } = spawnSync(process.execPath, [program, folder], {
      encoding: 'utf8',
      timeout: 120_000,
    })
    runs.push({ signal, stdout })
  } while (runs.at(-1)?.stdout === '' && runs.length < 15)

  expect(runs.slice(0, -1).every(({ signal }) => signal === 'SIGKILL')).toBe(true)
  expect(runs).toHaveLength(11)
  expect(JSON.parse(runs.at(-1)?.stdout ?? '')).toMatchObject({
    status: 'failed',
    error: 'Stockroom ended 10 times in a row while it worked on this; it is not tried again by itself.',
    counts: { done: 1, failed: 1 },
  })
}, 600_000)
