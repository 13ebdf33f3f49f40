import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { inTurn } from '../../src/core/turns.ts'
import { temporaryFolder } from '../support/folder.ts'

afterEach(() => void vi.restoreAllMocks())

describe('a turn that another process has', () => {
  it('is waited for as long as that one gets on, and then had', async () => {
    const clock = createClock()
    const path = join(await temporaryFolder(), 'file')
    const holder = await hold(path)
    const waiting = inTurn(path, async () => 'mine')
    for (let n = 0; n < 4; n++) {
      await clock.looks(3)
      clock.pass(20_000)
      await holder.getOn()
    }
    await clock.looks(3)
    holder.end()
    expect(await waiting).toBe('mine')
  })

  it('is given up, with a word about who has it, when that one does not get on', async () => {
    const clock = createClock()
    const path = join(await temporaryFolder(), 'file')
    const { pid } = await hold(path)
    const waiting = inTurn(path, async () => 'mine')
    const refused = expect(waiting).rejects.toThrow(`Another Stockroom (process ${pid}) is at work`)
    await clock.looks(3)
    clock.pass(31_000)
    await refused
  })

  it('is had at once when that one is killed', async () => {
    const path = join(await temporaryFolder(), 'file')
    const holder = await hold(path)
    const waiting = inTurn(path, async () => 'mine')
    holder.kill()
    expect(await waiting).toBe('mine')
  })
})

/** A clock that stands still until it is told to go on; whoever waits looks at it again and again. */
function createClock() {
  const listeners = new Set<() => void>()
  let time = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => {
    for (const listener of listeners) listener()
    return time
  })
  return {
    pass(milliseconds: number) {
      time += milliseconds
    },
    looks: (count: number) =>
      new Promise<void>((done) => {
        let left = count
        const listener = () => {
          if (--left > 0) return
          listeners.delete(listener)
          done()
        }
        listeners.add(listener)
      }),
  }
}

/** Lets a process of its own have its turn. */
async function hold(path: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'turn-holder.ts'), path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('begun')
  return {
    pid: child.pid,
    async getOn() {
      child.stdin.write('\n')
      expect((await lines.next()).value).toBe('got on')
    },
    end: () => void child.stdin.end(),
    kill: () => void child.kill('SIGKILL'),
  }
}
