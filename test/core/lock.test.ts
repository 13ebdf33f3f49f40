import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, symlink, utimes } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { takeLock } from '../../src/core/lock.ts'
import { temporaryFolder } from '../support/folder.ts'

// On Linux the way of macOS works too; a named pipe exists on Windows alone.
const platforms: NodeJS.Platform[] = process.platform === 'linux' ? ['linux', 'darwin'] : [process.platform]

describe.each(platforms)('the lock of a folder, as on %s', (platform) => {
  it('is held by one, and free again once it is released', async () => {
    const folder = await temporaryFolder()
    const lock = await takeLock(folder, { platform })

    await expect(takeLock(folder, { platform })).rejects.toMatchObject({
      code: 'conflict',
      message: `Another Stockroom (process ${process.pid}) is at work in the folder ${folder}: use that one, or stop it and start again.`,
    })

    await lock.release()
    await lock.release()
    await (await takeLock(folder, { platform })).release()
  })

  it('tells another process who holds it and where that is found', async () => {
    const folder = await temporaryFolder()
    const { child } = await hold(folder, platform)

    await expect(takeLock(folder, { platform })).rejects.toThrow(
      `Another Stockroom (process ${child.pid} at http://127.0.0.1:5001) is at work`,
    )
  })

  it('dies with its process, however that ends', async () => {
    const folder = await temporaryFolder()
    const { child } = await hold(folder, platform)

    child.kill('SIGKILL')
    await once(child, 'exit')

    await (await takeLock(folder, { platform })).release()
  })

  it('goes to exactly one of many that want it from a dead one', async () => {
    const folder = await temporaryFolder()
    const { child } = await hold(folder, platform)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const wishes = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder, { platform })))

    const taken = wishes.flatMap((wish) => (wish.status === 'fulfilled' ? [wish.value] : []))
    expect(taken).toHaveLength(1)
    await taken[0]?.release()
  })

  it('is the same by every name of the folder, and before the folder is there', async () => {
    const home = await temporaryFolder()
    const lock = await takeLock(join(home, 'data', 'jobs'), { platform })
    onTestFinished(lock.release)
    await mkdir(join(home, 'data', 'jobs'), { recursive: true })
    await symlink(join(home, 'data'), join(home, 'alias'), 'junction')

    for (const name of [join(home, 'alias', 'jobs'), `${home}/data/../data/jobs/`]) {
      await expect(takeLock(name, { platform })).rejects.toMatchObject({ code: 'conflict' })
    }
    await (await takeLock(join(home, 'data'), { platform })).release()
  })

  it.skipIf(process.platform === 'win32')(
    'is not given away while its holder is too busy to answer',
    async () => {
      const folder = await temporaryFolder()
      const { child } = await hold(folder, platform)
      child.kill('SIGSTOP')

      await expect(takeLock(folder, { platform })).rejects.toThrow(
        'Another Stockroom is at work in the folder',
      )
    },
  )
})

describe.runIf(process.platform === 'linux')('a lock whose socket is a file', () => {
  const platform = 'darwin'

  it('leaves no file behind', async () => {
    const folder = await temporaryFolder()
    const before = await sockets()

    await (await takeLock(folder, { platform })).release()

    expect(await sockets()).toEqual(before)
  })

  it('is taken where a clearing was cut short long ago', async () => {
    const folder = await temporaryFolder()
    const before = await sockets()
    const { child } = await hold(folder, platform)
    const [socket = ''] = (await sockets()).filter((name) => !before.includes(name))
    child.kill('SIGKILL')
    await once(child, 'exit')
    await mkdir(join(tmpdir(), `${socket}.clearing`))
    await expect(takeLock(folder, { platform })).rejects.toMatchObject({ code: 'conflict' })

    await utimes(join(tmpdir(), `${socket}.clearing`), 0, 0)

    await (await takeLock(folder, { platform })).release()
    expect(await sockets()).toEqual(before)
  })

  it.each(['not a line we know\n', '{"pid":"x"}\n', 'x'.repeat(10_000)])(
    'names nobody when what answers says %.20j',
    async (answer) => {
      const folder = await temporaryFolder()
      const before = await sockets()
      const probe = await takeLock(folder, { platform })
      const [socket = ''] = (await sockets()).filter((name) => !before.includes(name))
      await probe.release()
      const stranger = createServer((connection) => connection.end(answer)).listen(join(tmpdir(), socket))
      await once(stranger, 'listening')
      onTestFinished(() => void stranger.close())

      await expect(takeLock(folder, { platform })).rejects.toThrow('Another Stockroom is at work')
    },
  )
})

async function hold(folder: string, platform: string): Promise<{ child: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lock-holder.ts'), folder, platform], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    expect(line).toBe('held')
    break
  }
  return { child }
}

async function sockets(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('stockroom-')).sort()
}
