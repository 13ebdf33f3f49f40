import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createJournal } from '../../src/core/journal.ts'

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stockroom-journal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

it('gives a reader what came after its number', async () => {
  const journal = createJournal(await openFolder())
  journal.say('one')
  journal.say('two')

  const first = journal.after(0)
  expect(first.lines.map(({ text }) => text)).toEqual(['one', 'two'])
  expect(journal.after(first.next)).toEqual({ lines: [], next: first.next })

  journal.say('three')
  expect(journal.after(first.next).lines).toMatchObject([{ text: 'three', level: 'info', n: 3 }])
})

it('makes a line of every line', async () => {
  const folder = await openFolder()
  const journal = createJournal(folder)
  journal.say('one\r\ntwo\nthree')

  expect(journal.after(0).lines.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  expect((await readFile(join(folder, 'upscale.log'), 'utf8')).trimEnd().split('\n')).toHaveLength(3)
})

it('writes a failure to both files, its details only to one', async () => {
  const folder = await openFolder()
  createJournal(folder).fail('image_01.png failed', 'Error: no memory\n    at tile 3')

  expect(await readFile(join(folder, 'upscale.log'), 'utf8')).toMatch(/^\S+ error image_01\.png failed\n$/)
  expect(await readFile(join(folder, 'error.log'), 'utf8')).toMatch(
    /^\S+ image_01\.png failed\n {4}Error: no memory\n {8}at tile 3\n$/,
  )
})

it('reads the last lines back after a restart, and serves a reader that counts higher', async () => {
  const folder = await openFolder()
  const journal = createJournal(folder)
  for (let n = 1; n <= 600; n++) journal.say(`line ${n}`)
  journal.fail('broken', 'details')

  const again = createJournal(folder)
  const { lines, next } = again.after(10_000)

  expect(lines).toHaveLength(500)
  expect(lines.at(0)).toMatchObject({ text: 'line 102', level: 'info' })
  expect(lines.at(-1)).toMatchObject({ text: 'broken', level: 'error' })
  expect(next).toBe(500)
})

it('keeps 500 lines in memory and all in the file', async () => {
  const folder = await openFolder()
  const journal = createJournal(folder)
  for (let n = 1; n <= 510; n++) journal.say(`line ${n}`)

  expect(journal.after(0).lines).toHaveLength(500)
  expect(journal.after(509).lines.map(({ text }) => text)).toEqual(['line 510'])
  expect((await readFile(join(folder, 'upscale.log'), 'utf8')).trimEnd().split('\n')).toHaveLength(510)
})

it('puts the files aside when it is cleared', async () => {
  const folder = await openFolder()
  const journal = createJournal(folder)
  journal.fail('one', 'details')
  const { next } = journal.after(0)

  journal.clear()
  expect(journal.after(0).lines).toEqual([])
  expect((await readdir(folder)).toSorted()).toEqual(['error.old.log', 'upscale.old.log'])

  journal.clear()
  journal.say('two')
  expect(journal.after(next).lines.map(({ text }) => text)).toEqual(['two'])
})

it('puts a log aside that has grown too large', async () => {
  const folder = await openFolder()
  await writeFile(join(folder, 'upscale.log'), 'x'.repeat(5_000_001))

  createJournal(folder).say('fresh')

  expect((await stat(join(folder, 'upscale.log'))).size).toBeLessThan(100)
  expect((await stat(join(folder, 'upscale.old.log'))).size).toBe(5_000_001)
})
