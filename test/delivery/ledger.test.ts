import { execFile } from 'node:child_process'
import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createLedger, type Ledger } from '../../src/delivery/ledger.ts'
import type { NewDelivery } from '../../src/delivery/ledger-lines.ts'
import { temporaryFolder } from '../support/folder.ts'

describe('the ledger', () => {
  it('is empty before it is there, and a plain file of lines afterwards', async () => {
    const { path, ledger } = await open()
    expect(await ledger.entries()).toEqual([])
    await deliver(ledger, [{ id: 'a', name: 'a.jpg', title: '겨울 "풍경"' }])
    const lines = (await readFile(path, 'utf8')).split('\n')
    expect(lines).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      line: 'delivery',
      name: 'a.jpg',
      title: '겨울 "풍경"',
    })
    expect(await ledger.entries()).toMatchObject([{ id: 'a', state: 'prepared', keywords: [] }])
  })

  it('follows a picture from agency to agency, and keeps how it went', async () => {
    const { ledger } = await open()
    await deliver(ledger, [
      { id: 'a', name: 'a.jpg' },
      { id: 'm', name: 'a.jpg', agency: 'magnific' },
    ])
    await mark(ledger, ['a'], 'submitted')
    await mark(ledger, ['a'], 'rejected', 'Quality issues')
    const [adobe, magnific] = await ledger.entries()
    expect([adobe, magnific].map((entry) => [entry?.agency, entry?.state])).toEqual(
      expect.arrayContaining([
        ['adobe', 'rejected'],
        ['magnific', 'prepared'],
      ]),
    )
    const entry = (await ledger.entries({ state: 'rejected' }))[0]
    expect(entry?.history.map(({ state }) => state)).toEqual(['prepared', 'submitted', 'rejected'])
    expect(await ledger.entries({ q: 'quality ISSUES' })).toHaveLength(1)
    expect(await ledger.counts()).toMatchObject({ prepared: 1, rejected: 1, submitted: 0 })
  })

  it('is read once for all who ask at the same time', async () => {
    const { ledger, path } = await open()
    await deliver(ledger, [{ id: 'a', name: 'a.jpg' }])
    const other = createLedger(path)
    const [one, two] = await Promise.all([other.all(), other.all()])
    expect(one).toBe(two)
  })

  it('takes back a change of many at once, and whatever came before it stands again', async () => {
    const { ledger } = await open()
    await deliver(
      ledger,
      ['a', 'b', 'c'].map((id) => ({ id, name: `${id}.jpg` })),
    )
    await mark(ledger, ['a'], 'submitted')
    const { change, changed } = await mark(ledger, ['a', 'b', 'c'], 'accepted')
    expect(changed).toBe(3)
    await ledger.undo(change ?? '', 'page')
    expect(await statesOf(ledger)).toEqual({ a: 'submitted', b: 'prepared', c: 'prepared' })
  })

  it('changes nothing where it is so already, and refuses an entry that it does not know', async () => {
    const { ledger, path } = await open()
    await deliver(ledger, [{ id: 'a', name: 'a.jpg' }])
    await mark(ledger, ['a'], 'submitted')
    const before = await readFile(path, 'utf8')
    expect(await mark(ledger, ['a'], 'submitted')).toEqual({ change: null, changed: 0 })
    await expect(mark(ledger, ['a', 'x'], 'sold')).rejects.toThrow('There is no entry x in the ledger.')
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it('holds a picture that is prepared again as one entry with its newest words, and keeps its state', async () => {
    const { ledger } = await open()
    await deliver(ledger, [{ id: 'a', name: 'a.jpg', title: 'First' }])
    await mark(ledger, ['a'], 'submitted')
    await deliver(ledger, [{ id: 'b', name: 'A.jpg', title: 'Second' }])
    expect(await ledger.entries()).toMatchObject([{ id: 'a', title: 'Second', state: 'submitted' }])
  })

  it('counts what was submitted in the last seven days', async () => {
    const { ledger } = await open()
    await deliver(
      ledger,
      ['a', 'b', 'c'].map((id) => ({ id, name: `${id}.jpg` })),
    )
    await mark(ledger, ['a', 'b'], 'submitted')
    await mark(ledger, ['b'], 'accepted')
    expect(await ledger.submittedLately('adobe')).toBe(2)
    expect(await ledger.submittedLately('magnific')).toBe(0)
    expect(await ledger.submittedLately('adobe', new Date(Date.now() + 8 * 24 * 3_600_000))).toBe(0)
  })
})

describe('the file of the ledger', () => {
  it('survives a torn last line: the next one begins behind it, and nothing else is lost', async () => {
    const { ledger, path } = await open()
    await deliver(ledger, [
      { id: 'a', name: 'a.jpg' },
      { id: 'b', name: 'b.jpg' },
    ])
    const { length } = await readFile(path)
    await truncate(path, length - 20)
    expect(await ledger.problems()).toBe(1)
    await deliver(ledger, [{ id: 'c', name: 'c.jpg' }])
    expect(Object.keys(await statesOf(ledger))).toEqual(['a', 'c'])
    expect(await ledger.problems()).toBe(1)
  })

  it('passes over what somebody else wrote into it, and leaves it there', async () => {
    const { ledger, path } = await open()
    await writeFile(path, '\ufeff{"line":"note","text":"mine"}\n\nnot json\n')
    await deliver(ledger, [{ id: 'a', name: 'a.jpg' }])
    await appendFile(path, '{"line":"delivery"}\n')
    expect(Object.keys(await statesOf(ledger))).toEqual(['a'])
    expect(await ledger.problems()).toBe(3)
    expect(await readFile(path, 'utf8')).toContain('not json')
  })

  it('is written by several programs and requests at once without losing a line', async () => {
    const { ledger, path } = await open()
    const program = join(import.meta.dirname, 'ledger-program.ts')
    const run = (name: string) => promisify(execFile)(process.execPath, [program, path, name, '15'])
    const own = Array.from({ length: 15 }, (_, n) =>
      deliver(ledger, [{ id: `own-${n}`, name: `own-${n}.jpg` }]),
    )
    await Promise.all([run('one'), run('two'), ...own])
    const entries = await ledger.entries()
    expect(entries).toHaveLength(45)
    // each took the number after the highest that it saw: no two saw the same
    expect(new Set(entries.map(({ category }) => category)).size).toBe(45)
    expect(await ledger.problems()).toBe(0)
  }, 60_000)
})

async function open() {
  const path = join(await temporaryFolder(), 'deep', 'ledger.jsonl')
  const ledger = createLedger(path)
  await ledger.add(async () => ({ lines: [], result: undefined })) // makes the folder
  return { path, ledger }
}

/** Adds deliveries; their category is the next free number, to see whether somebody was in between. */
async function deliver(
  ledger: Ledger,
  deliveries: readonly (Partial<NewDelivery> & { id: string; name: string })[],
) {
  await ledger.add(async ({ entries }) => ({
    lines: deliveries.map((one, n) => ({
      ...{ line: 'delivery', at: new Date().toISOString(), by: 'page', agency: 'adobe' },
      ...{ picture: `g/${one.name.toLowerCase()}`, category: entries.length + n },
      ...one,
    })),
    result: undefined,
  }))
}

function mark(
  ledger: Ledger,
  entries: string[],
  state: 'submitted' | 'accepted' | 'rejected' | 'sold',
  reason?: string,
) {
  return ledger.mark({ entries, state, reason, by: 'page' })
}

async function statesOf(ledger: Ledger): Promise<Record<string, string>> {
  return Object.fromEntries((await ledger.all()).map(({ id, state }) => [id, state]))
}
