import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeProject } from './setup-project.ts'

const isWindows = process.platform === 'win32'

describe('setup', () => {
  it("installs the lockfile's packages with the real npm and leaves the lockfile alone", async () => {
    const { root, modules, setup } = await makeProject()
    const before = await readFile(join(root, 'package-lock.json'), 'utf8')

    const { npm_execpath = '', npm_node_execpath = '' } = process.env
    const first = await setup({ env: { npm_execpath, npm_node_execpath } }).ended

    expect(first).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('Installed in') })
    expect(existsSync(join(modules, 'part', 'package.json'))).toBe(true)
    expect(await readFile(join(root, 'package-lock.json'), 'utf8')).toBe(before)
    expect(await setup({ args: ['--quiet'] }).ended).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('asks npm once, without the download step of onnxruntime-node, then has nothing to do', async () => {
    const { setup, calls } = await makeProject()

    await setup().ended
    const second = await setup().ended

    expect(second).toMatchObject({ code: 0, stderr: 'Everything Stockroom needs is installed.\n' })
    expect(await calls()).toEqual([{ args: expect.arrayContaining(['install', '--no-save']), skip: 'skip' }])
  })

  it.each(['package-lock.json', 'package.json'])(
    'installs again when %s names other packages',
    async (name) => {
      const { root, setup, calls, write } = await makeProject()
      await setup().ended

      const content = JSON.parse(await readFile(join(root, name), 'utf8'))
      await write(name, { ...content, dependencies: { part: 'file:./part' } })
      const { stderr } = await setup().ended

      expect(stderr).toContain("Bringing Stockroom's parts up to date")
      expect(await calls()).toHaveLength(2)
    },
  )

  it('does not install again when package.json gets another script', async () => {
    const { root, setup, calls, write } = await makeProject()
    await setup().ended

    const content = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    await write('package.json', { ...content, scripts: { start: 'node .' } })
    await setup().ended

    expect(await calls()).toHaveLength(1)
  })

  it('starts from nothing after an install was cut short', async () => {
    const { modules, setup, calls, write } = await makeProject()
    await setup({ npm: 'kill setup' }).ended
    await write('node_modules/half/package.json', { version: '1.0.0' })

    expect(await setup().ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Installing') })

    expect(await calls()).toHaveLength(2)
    expect((await readdir(modules)).sort()).toEqual(['.package-lock.json', '.stockroom-setup.json', 'part'])
  })

  it.skipIf(isWindows)('stops npm on Ctrl-C and goes on at the next start', async () => {
    const { setup } = await makeProject()

    const { code, stderr } = await setup({ npm: 'interrupt setup' }).ended

    expect(code).toBe(130)
    expect(stderr).toContain('it was stopped. The next start goes on.')
    expect(await setup().ended).toMatchObject({ code: 0 })
  })

  it('shows the output of npm and the next step when npm fails', async () => {
    const { setup } = await makeProject()

    const { code, stderr } = await setup({ npm: 'fail', args: ['--quiet'] }).ended

    expect(code).toBe(1)
    expect(stderr).toContain('npm error code ENOTFOUND')
    expect(stderr).toContain('Check the network connection (and the proxy, if there is one), then try again.')
    expect(await setup().ended).toMatchObject({ code: 0 })
  })

  it('lets a second setup wait for the first', async () => {
    const { setup, calls, write } = await makeProject()
    const first = setup({ npm: 'wait for go' })
    await first.said('Installing')
    const second = setup()
    await second.said('Another setup is at work here')

    await write('go', '')

    expect(await first.ended).toMatchObject({ code: 0 })
    expect(await second.ended).toMatchObject({ code: 0 })
    expect(await calls()).toHaveLength(1)
  })

  it('takes over the lock of a setup that died', async () => {
    const { modules, setup, write } = await makeProject()
    const dead = spawn(process.execPath, ['-e', ''])
    await once(dead, 'close')
    await write(`node_modules/.stockroom-lock/${dead.pid}`, '')

    expect(await setup().ended).toMatchObject({ code: 0 })

    expect(await readdir(modules)).not.toContainEqual(expect.stringContaining('lock-'))
  })
})

describe('the private Node', () => {
  it('is added where the Node of the computer is too old', async () => {
    const { setup, calls } = await makeProject('>=99')

    const { stderr } = await setup().ended
    await setup().ended

    expect(stderr).toContain(`this computer's ${process.versions.node} is older than 99`)
    expect((await calls()).map(({ args }) => args[1])).toEqual([expect.stringMatching(/^node-.+@\d+$/)])
  })

  it('stays out where the Node of the computer will do', async () => {
    const { setup, calls } = await makeProject()

    await setup().ended

    expect(await calls()).not.toMatchObject([
      { args: expect.arrayContaining([expect.stringContaining('@')]) },
    ])
  })

  it('comes back when it is gone', async () => {
    const { modules, setup, calls } = await makeProject('>=99')
    await setup().ended
    const [name = ''] = (await readdir(modules)).filter((name) => name.startsWith('node-'))

    await rm(join(modules, name), { recursive: true })
    await setup().ended

    expect(await calls()).toHaveLength(2)
    expect(await readdir(modules)).toContain(name)
  })

  it('keeps its version when other packages change', async () => {
    const { setup, calls, write } = await makeProject('>=99')
    await setup().ended

    await write('package-lock.json', {})
    await setup().ended

    expect((await calls())[1]?.args[1]).toMatch(/^node-.+@99\.1\.0$/)
  })

  it('survives the repair of an install when setup runs on it', async () => {
    const { modules, setup, calls, write } = await makeProject()
    await setup({ npm: 'kill setup' }).ended
    const platform = isWindows ? 'win' : process.platform
    const name = `node-${process.platform === 'darwin' && process.arch === 'arm64' ? 'bin-' : ''}${platform}-${process.arch}`
    await write(`node_modules/${name}/package.json`, { version: process.versions.node })
    const node = join(modules, name, 'bin', isWindows ? 'node.exe' : 'node')
    await mkdir(dirname(node))
    await link(process.execPath, node).catch(() => copyFile(process.execPath, node))

    expect(await setup({ node }).ended).toMatchObject({ code: 0 })

    expect((await calls())[1]?.args).toContain(`${name}@${process.versions.node}`)
    expect(existsSync(node)).toBe(true)
  })
})
