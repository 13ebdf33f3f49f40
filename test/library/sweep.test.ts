import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { OWNER } from '../../src/core/owner.ts'
import { age, openBench, png } from './bench.ts'

const TEMPORARY = '.stockroom-01234567-89ab-cdef-0123-456789abcdef.tmp'

const temporaryOf = (owner: string) => TEMPORARY.replace('01234567', `${owner}-01234567`)

it('takes away what a crash left, and nothing else', async () => {
  const { library, root, trash, put } = await openBench()
  const stale = [
    join(root, 'gen', TEMPORARY),
    join(root, 'gen', 'upscaled', TEMPORARY),
    join(root, '.stockroom', TEMPORARY),
    join(root, '.stockroom', 'thumbnails', TEMPORARY),
    join(trash, 'entry', TEMPORARY),
  ]
  for (const path of stale) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, 'half')
    await age(path, 120)
  }
  const gone = spawnSync(process.execPath, ['--version']).pid
  const orphan = join(root, 'gen', temporaryOf(OWNER.replace(/~\d+/, `~${gone}`)))
  await writeFile(orphan, 'its process is gone since a moment')
  const mineNow = join(root, 'gen', temporaryOf(OWNER))
  await writeFile(mineNow, 'being written by this program')
  const fresh = join(root, 'gen', TEMPORARY.replace('0123', '9999'))
  await writeFile(fresh, 'being written by another program')
  await put('gen/.stockroom-mine.tmp', 'not ours')
  await put('gen/a.png', await png())
  const mine = library.workFolder('job')
  const left = join(dirname(mine), basename(mine).replace(/~\d+/, `~${gone}`))
  const elsewhere = join(dirname(mine), `another-machine~${gone}-job`)
  const abandoned = join(dirname(mine), `a-machine-that-was-sold~${gone}-job`)
  const folders = [mine, left, elsewhere, abandoned]
  for (const folder of folders) {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'half.png'), 'x')
  }

  await age(abandoned, 3 * 86_400)

  await library.start()
  expect(folders.map((folder) => existsSync(folder))).toEqual([true, false, true, false])
  await library.stop()

  expect(stale.filter((path) => existsSync(path))).toEqual([])
  expect([orphan, mineNow, fresh].map((path) => existsSync(path))).toEqual([false, true, true])
  expect(existsSync(join(root, 'gen', '.stockroom-mine.tmp'))).toBe(true)
  expect(existsSync(join(root, 'gen', 'a.png'))).toBe(true)
})

it('makes its folders', async () => {
  const { again, home } = await openBench()
  const library = again({ generations: join(home, 'new', 'generations'), trash: join(home, 'new', 'trash') })

  expect(await library.generations()).toEqual([])
  expect(await library.trash.list()).toEqual([])
  await library.start()

  expect(existsSync(join(home, 'new', 'generations'))).toBe(true)
  expect(existsSync(join(home, 'new', 'trash'))).toBe(true)
})
