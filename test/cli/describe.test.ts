import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { addGeneration } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { stockroom } from '../support/program.ts'

async function library() {
  const home = await temporaryFolder()
  await addGeneration(home, 'g', ['one', 'two'])
  const file = join(home, 'generations', 'g', 'one.json')
  await writeFile(
    file,
    JSON.stringify({
      prompt: 'Red fox in a snowy forest at dawn',
      category: 16,
      category_name: 'Culture and Religion',
    }),
  )
  return { home, file, text: () => readFile(file, 'utf8') }
}

it('describe tells, fills in, and takes it back', async () => {
  const { home, text } = await library()
  const before = await text()
  const dry = await stockroom(home, 'describe', 'g', '--dry-run')
  expect(dry).toMatchObject({ code: 0, stderr: '' })
  expect(dry.stdout).toContain('title: nothing -> Red fox in a snowy forest at dawn')
  expect(dry.stdout).toContain('1 would change, 1 as they were')
  expect(await text()).toBe(before)

  const { stdout } = await stockroom(home, 'describe', 'g/one.png', '--json')
  const { changed, edit } = JSON.parse(stdout)
  expect(changed).toMatchObject([{ path: 'g/one.json' }])
  expect(JSON.parse(await text()).keywords.slice(0, 2)).toEqual(['red fox', 'snowy'])

  expect(await stockroom(home, 'describe', '--undo', edit)).toMatchObject({
    code: 0,
    stdout: '1 sidecars are as they were\n',
  })
  expect(await text()).toBe(before)
}, 240_000)

it('describe --repair sets old category numbers right, and own mistakes are told', async () => {
  const { home, text } = await library()
  await mkdir(join(home, 'config'), { recursive: true })
  await writeFile(join(home, 'config', 'rights.txt'), '[Allow]\nvespa\n')
  const { stdout } = await stockroom(home, 'describe', 'g', '--repair')
  expect(stdout).toContain('category: 16 -> 15')
  expect(stdout).toContain('rights.txt: Line 2: "vespa" is allowed without a reason')
  expect(JSON.parse(await text())).toMatchObject({ category: 15, category_name: 'Culture and Religion' })
}, 240_000)

it.each([
  [[], 2, 'Name a generation or pictures to describe.'],
  [['nowhere'], 1, 'There is no generation called nowhere'],
  [['g/none.png'], 1, 'g/none.png'],
  [['--undo', 'gone'], 1, 'There is no edit gone to take back'],
])(
  'describe %j ends with %i',
  async (args, code, message) => {
    const { home } = await library()
    const ended = await stockroom(home, 'describe', ...args)
    expect(ended.code).toBe(code)
    expect(ended.stderr).toContain(message)
  },
  120_000,
)
