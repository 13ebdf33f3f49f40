import { existsSync } from 'node:fs'
import { chmod, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeProject, type Project } from './setup-project.ts'

const fits = process.platform === 'linux' && process.arch === 'x64'
const hasDriver = existsSync('/proc/driver/nvidia/version')
const library = 'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so'

describe.runIf(fits)('the CUDA libraries', () => {
  it.skipIf(hasDriver)('are not fetched where no NVIDIA card answers', async () => {
    const project = await makeProject()

    expect(await setup(project, { card: false, fetches: true })).toMatchObject({ code: 0 })

    expect(await fetched(project)).toEqual([])
  })

  it("are fetched by onnxruntime-node's own script where a card answers", async () => {
    const project = await makeProject()

    const { code, stderr } = await setup(project, { card: true, fetches: true })

    expect({ code, flags: await fetched(project) }).toEqual({ code: 0, flags: ['true'] })
    expect(stderr).toContain('The CUDA libraries are here.')
  })

  it('are tried once, leave nothing half done, and never fail the setup', async () => {
    const project = await makeProject()

    const first = await setup(project, { card: true, fetches: false })
    const second = await setup(project, { card: true, fetches: false })

    expect(first.code).toBe(0)
    expect(first.stderr).toContain(
      '(no route to host). Stockroom will use another way; npm run setup:cuda tries again.',
    )
    expect(existsSync(join(project.modules, library))).toBe(false)
    expect(second.stderr).toBe('Everything Stockroom needs is installed.\n')
    expect(await fetched(project)).toHaveLength(1)
  })

  it('are tried again by --cuda, which fails when it cannot', async () => {
    const project = await makeProject()
    await setup(project, { card: false, fetches: false })

    expect(await setup(project, { card: false, fetches: false, args: ['--cuda'] })).toMatchObject({ code: 1 })
    expect(await setup(project, { card: false, fetches: true, args: ['--cuda'] })).toMatchObject({ code: 0 })

    expect(existsSync(join(project.modules, library))).toBe(true)
  })
})

interface Machine {
  card: boolean
  fetches: boolean
  args?: string[]
}

/** Runs setup with stand-ins for nvidia-smi and for onnxruntime-node's script, which notes its flag. */
async function setup({ root, modules, setup: run, write }: Project, { card, fetches, args = [] }: Machine) {
  await write('bin/nvidia-smi', card ? '#!/bin/sh\necho "GPU 0: NVIDIA"\n' : '#!/bin/sh\nexit 9\n')
  await chmod(join(root, 'bin', 'nvidia-smi'), 0o755)
  await write('onnxruntime-install.js', INSTALL)
  const env = {
    PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}`,
    FLAGS: join(root, 'flags'),
    LIBRARY: join(modules, library),
    FETCHES: fetches ? 'yes' : '',
  }
  return run({ args, env }).ended
}

const INSTALL = `const fs = require('node:fs')
  fs.appendFileSync(process.env.FLAGS, process.env.ONNXRUNTIME_NODE_INSTALL + '\\n')
  fs.writeFileSync(process.env.LIBRARY, 'library')
  if (!process.env.FETCHES) throw new Error('no route to host')
`

async function fetched({ root }: Project): Promise<string[]> {
  const text = await readFile(join(root, 'flags'), 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean)
}
