import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createExiftool } from '../../src/delivery/exiftool.ts'
import { temporaryFolder } from '../support/folder.ts'
import { childrenOf, isAlive } from '../support/program.ts'
import { HARD, jpegAt } from './pictures.ts'

describe.skipIf(process.platform !== 'linux')('the processes of exiftool', () => {
  it('are not there before they are needed, no more than there are cores, and end when told to', async () => {
    const before = childrenOf(process.pid)
    const started = () => childrenOf(process.pid).filter((pid) => !before.includes(pid))
    const exiftool = createExiftool()
    await exiftool.stop()
    expect(started()).toEqual([])
    const folder = await temporaryFolder()
    const paths = await Promise.all(['a.jpg', 'b.jpg', 'c.jpg'].map((name) => jpegAt(folder, name)))
    await Promise.all(paths.map((path) => exiftool.write(path, HARD)))
    expect(started().length).toBeGreaterThan(0)
    expect(started().length).toBeLessThanOrEqual(availableParallelism())
    await exiftool.stop()
    await exiftool.stop()
    await expect.poll(started).toEqual([])
  })

  it('does not outlive a program that is killed', async () => {
    const path = await jpegAt(await temporaryFolder())
    const program = join(import.meta.dirname, 'embedding-program.ts')
    const child = spawn(process.execPath, [program, path, JSON.stringify(HARD), '--hold'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    const tools = childrenOf(child.pid ?? 0)
    expect(tools).toHaveLength(1)
    child.kill('SIGKILL')
    await expect.poll(() => tools.filter(isAlive), { timeout: 60_000 }).toEqual([])
  }, 120_000)
})
