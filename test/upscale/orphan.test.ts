import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { quarters } from '../imaging/strange-pictures.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A process that nobody has collected yet (a zombie) is gone as well. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform === 'linux' && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

it('ends in mid-work when the process that started it is killed, and takes its files along', async () => {
  const folder = await temporaryFolder()
  const [source, work] = [join(folder, 'picture.png'), join(folder, 'work')]
  await quarters(800, 450).png().toFile(source)
  const script = fileURLToPath(new URL('./orphan-parent.ts', import.meta.url))
  const parent = spawn(process.execPath, [script, source, work], { stdio: ['ignore', 'pipe', 'inherit'] })

  let worker = 0
  for await (const line of createInterface(parent.stdout)) {
    worker ||= Number(/pid (\d+)/.exec(line)?.[1] ?? 0)
    if (line.startsWith('[2/500]')) break
  }
  expect(isGone(worker)).toBe(false)
  parent.kill('SIGKILL')

  await vi.waitFor(() => expect(isGone(worker)).toBe(true), { timeout: 30_000 })
  expect(await readdir(work)).toEqual([])
})
