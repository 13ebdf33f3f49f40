import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPreviewer } from '../../src/imaging/previews/previewer.ts'
import { thumbnail } from '../../src/imaging/thumbnail.ts'
import { temporaryFolder } from '../support/folder.ts'
import { childrenOf, isAlive, nicenesses } from '../support/program.ts'
import { quarters } from './strange-pictures.ts'

const EDGE = 480
const onLinux = process.platform === 'linux'
const maker = (name: string) => join(import.meta.dirname, 'makers', `${name}.ts`)

describe('a previewer', { timeout: 60_000 }, () => {
  it('makes what the dashboard itself would make, and stays for the next', async () => {
    const { previewer, put } = await openPreviewer()
    const [one, other] = [await put('one.png', 900, 600), await put('other.png', 300, 700)]
    expect(await previewer.make(one, EDGE)).toEqual(await thumbnail(one, EDGE))
    expect(await previewer.make(other, 64)).toEqual(await thumbnail(other, 64))
  })

  it('makes two hundred that are asked for at once', async () => {
    const { previewer, putAll, logged } = await openPreviewer()
    const all = await Promise.all((await putAll(200)).map((path) => previewer.make(path, EDGE)))
    expect(all.filter(isWebp)).toHaveLength(200)
    expect(logged).toEqual([])
  })

  it('says of what is no picture what the dashboard itself would say, and goes on', async () => {
    const { previewer, put, folder } = await openPreviewer()
    const whole = await put('whole.png')
    const cut = join(folder, 'cut.png')
    await writeFile(cut, (await readFile(whole)).subarray(0, 20))
    const text = join(folder, 'text.png')
    await writeFile(text, 'no picture')
    for (const path of [cut, text, join(folder, 'none.png')]) {
      const reason = await thumbnail(path, EDGE).catch((error: Error) => error.message)
      await expect(previewer.make(path, EDGE)).rejects.toThrow(`${reason}`)
    }
    expect(isWebp(await previewer.make(whole, EDGE))).toBe(true)
  })

  it('gives up a picture that ends the process twice, and makes all others', async () => {
    const { previewer, putAll, put, logged } = await openPreviewer({ entry: maker('deadly') })
    const before = (await putAll(5)).map((path) => previewer.make(path, EDGE))
    const deadly = previewer.make(await put('deadly.png'), EDGE)
    const after = (await putAll(5)).map((path) => previewer.make(path, EDGE))
    await expect(deadly).rejects.toThrow('the process that makes previews ended over it')
    expect((await Promise.all([...before, ...after])).every(isWebp)).toBe(true)
    expect(logged.filter((line) => line.includes('The preview maker ended'))).toHaveLength(2)
  })

  it('ends one that says nothing, and the picture it says nothing about has no preview', async () => {
    const { previewer, put } = await openPreviewer({ entry: maker('mute'), limits: { silenceMs: 100 } })
    await expect(previewer.make(await put('a.png'), EDGE)).rejects.toThrow('ended over it')
  })

  it.each([
    ['ends at once', maker('never-ready')],
    ['is not there', maker('none')],
  ])('makes previews in the dashboard when the process %s, and says so once', async (_, entry) => {
    const { previewer, putAll, logged } = await openPreviewer({ entry })
    for (let round = 0; round < 2; round++) {
      const all = await Promise.all((await putAll(3)).map((path) => previewer.make(path, EDGE)))
      expect(all.every(isWebp)).toBe(true)
    }
    expect(logged.filter((line) => line.includes('in the dashboard itself'))).toHaveLength(1)
  })

  it('takes back what is asked for when it stops, and may stop twice', async () => {
    const { previewer, putAll } = await openPreviewer()
    const [first = '', ...rest] = await putAll(20)
    const all = rest.map((path) => previewer.make(path, EDGE))
    const ended = Promise.allSettled(all)
    previewer.stop()
    previewer.stop()
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true)
    await expect(previewer.make(first, EDGE)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe.runIf(onLinux)('the preview maker', { timeout: 60_000 }, () => {
  it('is not there before it is needed, comes when that is foreseen, and goes when it has nothing to do', async () => {
    const { previewer, put } = await openPreviewer({ limits: { idleMs: 50 } })
    expect(children()).toEqual([])
    previewer.prepare()
    expect(children()).toHaveLength(1)
    await expect.poll(children).toEqual([])
    expect(isWebp(await previewer.make(await put('a.png'), EDGE))).toBe(true)
    await expect.poll(children).toEqual([])
  })

  it('stands back with every thread it has, and the dashboard with none', async () => {
    const { previewer, putAll } = await openPreviewer()
    const own = getPriority()
    await Promise.all((await putAll(20)).map((path) => previewer.make(path, EDGE)))
    const [pid = 0] = children()
    const all = nicenesses(pid)
    expect(all.length).toBeGreaterThan(5)
    expect([...new Set(all)]).toEqual([Math.max(own, constants.priority.PRIORITY_BELOW_NORMAL)])
    expect(nicenesses(process.pid)).toContain(own)
  })

  it('killed with -9 in mid-work loses no picture', async () => {
    const { previewer, putAll, logged } = await openPreviewer()
    const all = (await putAll(6, 2000, 1500)).map((path) => previewer.make(path, EDGE))
    await Promise.race(all)
    for (const pid of children()) process.kill(pid, 'SIGKILL')
    expect((await Promise.all(all)).every(isWebp)).toBe(true)
    expect(logged).toHaveLength(1)
    expect(JSON.parse(logged[0] ?? '').pictures).not.toEqual([])
  })

  it('leaves signals that reach all of a terminal to the dashboard', async () => {
    const { previewer, putAll, logged } = await openPreviewer()
    const all = (await putAll(30)).map((path) => previewer.make(path, EDGE))
    await Promise.race(all)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(children()[0] ?? 0, signal)
    expect((await Promise.all(all)).every(isWebp)).toBe(true)
    expect(logged).toEqual([])
  })

  it('ends in mid-work when the dashboard is killed', async () => {
    const { put } = await openPreviewer()
    const script = join(import.meta.dirname, 'preview-parent.ts')
    const args = [script, await put('large.png', 2000, 1500)]
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface(parent.stdout)) if (line === 'made 2') break
    const [pid = 0] = childrenOf(parent.pid ?? 0)
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid)).toBe(false)
  })
})

/** A previewer that ends with the test, with pictures in a folder of its own. */
async function openPreviewer(options: Partial<Parameters<typeof createPreviewer>[0]> = {}) {
  const folder = await temporaryFolder()
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
  const previewer = createPreviewer({ log, ...options })
  onTestFinished(previewer.stop)
  let count = 0

  async function put(name: string, width = 600, height = 400): Promise<string> {
    const path = join(folder, name)
    await quarters(width, height).png().toFile(path)
    return path
  }

  return {
    ...{ previewer, folder, logged, put },
    putAll: (many: number, width = 96, height = 64) =>
      Promise.all(Array.from({ length: many }, () => put(`picture_${++count}.png`, width, height))),
  }
}

function isWebp(data: Buffer): boolean {
  return data.toString('latin1', 8, 12) === 'WEBP'
}

function children(): number[] {
  return childrenOf(process.pid)
}
