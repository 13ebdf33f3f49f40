import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeProject, type Project } from './setup-project.ts'

const MIGRATION = 'src/jobs/store/migrations/0000_jobs.sql'
const MAKES = `import { appendFileSync } from 'node:fs'
  appendFileSync('made', 'made\\n')
`
const FAILS = `import { appendFileSync } from 'node:fs'
  appendFileSync('made', 'tried\\n')
  console.error('some words')
  throw new Error('no room')
`

describe('the database for a fast first start', () => {
  it('is made once, after the packages are there', async () => {
    const project = await projectWith(MAKES)

    const first = await project.setup().ended
    const second = await project.setup().ended

    expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/Installed in \d+ s\.\n$/) })
    expect(second).toMatchObject({ code: 0, stderr: 'Everything Stockroom needs is installed.\n' })
    expect(await made(project)).toEqual(['made'])
  })

  it('is made again, without npm and without a word, when the tables have changed', async () => {
    const project = await projectWith(MAKES)
    await project.setup().ended

    await project.write(MIGRATION, 'create table other ();')

    expect(await project.setup({ args: ['--quiet'] }).ended).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await made(project)).toEqual(['made', 'made'])
    expect(await project.calls()).toHaveLength(1)
  })

  it('is tried once and said in one line when it cannot be made', async () => {
    const project = await projectWith(FAILS)

    const first = await project.setup().ended
    const second = await project.setup().ended

    expect(first.code).toBe(0)
    expect(first.stderr).toContain(
      'The database for a fast first start could not be made (Error: no room); Stockroom starts without it.\n',
    )
    expect(first.stderr).not.toContain('some words')
    expect(second).toMatchObject({ code: 0, stderr: 'Everything Stockroom needs is installed.\n' })
    expect(await made(project)).toEqual(['tried'])
  })

  it('is no matter for a project without one', async () => {
    const project = await projectWith(undefined)

    expect(await project.setup().ended).toMatchObject({ code: 0 })
    expect(existsSync(join(project.root, 'made'))).toBe(false)
  })
})

async function projectWith(script: string | undefined): Promise<Project> {
  const project = await makeProject()
  if (script === undefined) return project
  await project.write(MIGRATION, 'create table one ();')
  await project.write('scripts/make-store-template.ts', script)
  return project
}

async function made({ root }: Project): Promise<string[]> {
  const text = await readFile(join(root, 'made'), 'utf8')
  return text.split('\n').filter(Boolean)
}
