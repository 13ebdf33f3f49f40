import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import {
  copyWhole,
  exists,
  freeName,
  inside,
  isPlainName,
  moveFile,
  realInside,
  TEMPORARY,
  writeWhole,
} from '../../src/core/files.ts'

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stockroom-files-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

it.each([
  '..',
  '../x',
  'a/../../x',
  'a/./b',
  '.',
  '',
  '/etc/passwd',
  '//server/share',
  'a//b',
  'a/',
  'a\\b',
  '..\\x',
  'x\0.png',
  'x\n.png',
  'x\u007f',
  'con',
  'CON.png',
  'con .png',
  'a/aux.tar.gz',
  'nul',
  'COM1.txt',
  'lpt².png',
  'conout$',
  'name.',
  'name ',
  'name . .',
  'x'.repeat(256),
  '가'.repeat(86),
])('refuses the path %j', (name) => {
  expect(() => inside('/library', name)).toThrow(
    /^Expected a plain path below the library for path but received /,
  )
})

it.each(['image.png', 'a/b/c.png', '겨울 여우.png', 'console.png', 'com10.png', '...three.png', '%2e%2e'])(
  'resolves %j below the root',
  (name) => {
    expect(inside('/library', name)).toBe(['', 'library', ...name.split('/')].join(sep))
  },
)

it.each(['a/b', 'a\\b', '/', '..', ''])('takes %j for no plain name', (name) => {
  expect(isPlainName(name)).toBe(false)
})

it('follows a link that stays inside and refuses one that leads out', async () => {
  const home = await openFolder()
  const root = join(home, 'root')
  await mkdir(join(root, 'in'), { recursive: true })
  await mkdir(join(home, 'root-beside'))
  await writeFile(join(root, 'in', 'a.png'), 'a')
  await writeFile(join(home, 'root-beside', 'b.png'), 'b')
  await symlink(join(root, 'in'), join(root, 'link-in'))
  await symlink(join(home, 'root-beside'), join(root, 'link-out'))
  await symlink('nowhere', join(root, 'broken'))
  await symlink('loop', join(root, 'loop'))

  expect(await realInside(root, 'in/a.png')).toBe(join(root, 'in', 'a.png'))
  expect(await realInside(root, 'link-in/a.png')).toBe(join(root, 'link-in', 'a.png'))
  await expect(realInside(root, 'link-out/b.png')).rejects.toThrow(
    'link-out/b.png is a link that leads out of the library.',
  )
  await expect(realInside(root, 'link-out')).rejects.toMatchObject({ code: 'forbidden' })
  for (const name of ['in/none.png', 'in/a.png/x', 'broken', 'loop']) {
    await expect(realInside(root, name)).rejects.toMatchObject({
      code: 'not_found',
      message: `There is no ${name}.`,
    })
  }
  await expect(realInside(root, '../root-beside/b.png')).rejects.toMatchObject({ code: 'invalid' })
})

it('works below a root that is itself reached through a link', async () => {
  const home = await openFolder()
  await mkdir(join(home, 'real'))
  await writeFile(join(home, 'real', 'a.png'), 'a')
  await symlink(join(home, 'real'), join(home, 'root'))

  expect(await realInside(join(home, 'root'), 'a.png')).toBe(join(home, 'root', 'a.png'))
})

it('writes a file whole, with its folders, over an older one', async () => {
  const folder = await openFolder()
  const path = join(folder, 'deep', 'er', 'a.json')

  await writeWhole(path, 'one')
  await writeWhole(path, Buffer.from('two'))

  expect(await readFile(path, 'utf8')).toBe('two')
  expect(await readdir(join(folder, 'deep', 'er'))).toEqual(['a.json'])
})

it('leaves no temporary file and the old one untouched when it cannot finish', async () => {
  const folder = await openFolder()
  await mkdir(join(folder, 'taken', 'full'), { recursive: true })
  await writeFile(join(folder, 'source'), 'x')

  await expect(writeWhole(join(folder, 'taken'), 'x')).rejects.toThrow()
  await expect(copyWhole(join(folder, 'source'), join(folder, 'taken'))).rejects.toThrow()
  await expect(copyWhole(join(folder, 'missing'), join(folder, 'copy'))).rejects.toMatchObject({
    code: 'ENOENT',
  })

  expect((await readdir(folder)).toSorted()).toEqual(['source', 'taken'])
  expect(await readdir(join(folder, 'taken'))).toEqual(['full'])
})

it('copies and moves files, with the folders they need', async () => {
  const folder = await openFolder()
  await writeFile(join(folder, 'a'), 'text')

  await copyWhole(join(folder, 'a'), join(folder, 'x', 'b'))
  await moveFile(join(folder, 'a'), join(folder, 'y', 'c'))

  expect(await readFile(join(folder, 'x', 'b'), 'utf8')).toBe('text')
  expect(await readFile(join(folder, 'y', 'c'), 'utf8')).toBe('text')
  expect(await exists(join(folder, 'a'))).toBe(false)
})

it('moves a file to another disk', async ({ skip }) => {
  const folder = await openFolder()
  const other = await mkdtemp('/dev/shm/stockroom-files-').catch(() => undefined)
  if (other === undefined) return skip('There is no second disk here')
  onTestFinished(() => rm(other, { recursive: true, force: true }))
  await writeFile(join(folder, 'a'), 'text')

  await moveFile(join(folder, 'a'), join(other, 'b'))

  expect(await readFile(join(other, 'b'), 'utf8')).toBe('text')
  expect(await exists(join(folder, 'a'))).toBe(false)
  expect(await readdir(other)).toEqual(['b'])
})

it('knows what is there, a broken link included', async () => {
  const folder = await openFolder()
  await symlink('nowhere', join(folder, 'link'))
  await writeFile(join(folder, 'file'), '')

  expect(await exists(join(folder, 'link'))).toBe(true)
  expect(await exists(join(folder, 'file'))).toBe(true)
  expect(await exists(join(folder, 'none'))).toBe(false)
  expect(await exists(join(folder, 'file', 'below'))).toBe(false)
})

it.each([
  ['a.png', [], 'a.png'],
  ['a.png', ['a.png'], 'a-2.png'],
  ['a.b.png', ['a.b.png', 'a.b-2.png'], 'a.b-3.png'],
  ['folder', ['folder'], 'folder-2'],
  ['.hidden', ['.hidden'], '.hidden-2'],
])('finds a free name for %s where %j are taken', async (name, taken: string[], free) => {
  expect(await freeName(name, async (candidate) => taken.includes(candidate))).toBe(free)
})

it('tells its temporary files from anybody else’s', () => {
  expect(TEMPORARY.test('.stockroom-01234567-89ab-cdef-0123-456789abcdef.tmp')).toBe(true)
  expect(TEMPORARY.exec('.stockroom-a-pc~12-01234567-89ab-cdef-0123-456789abcdef.tmp')?.groups).toMatchObject(
    {
      owner: 'a-pc~12',
    },
  )
  expect(TEMPORARY.test('.stockroom-notes.tmp')).toBe(false)
})
