import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../support/folder.ts'

const scripts = fileURLToPath(new URL('../../scripts/', import.meta.url))
const standIn = fileURLToPath(new URL('./npm-cli.js', import.meta.url))

/** What the stand-in for npm does once it has noted its call. */
type NpmDeed = 'install' | 'fail' | 'wait for go' | 'kill setup' | 'interrupt setup'

interface Call {
  args: string[]
  skip: string | undefined
}

/** A run of setup: `said(text)` resolves once it has printed that, `ended` when it is over. */
interface SetupRun {
  said(text: string): Promise<void>
  ended: Promise<{ code: number | null; stderr: string; stdout: string }>
}

/** A small project with setup's real scripts and a stand-in for npm. */
export interface Project {
  root: string
  modules: string
  calls(): Promise<Call[]>
  setup(options?: { args?: string[]; env?: NodeJS.ProcessEnv; npm?: NpmDeed; node?: string }): SetupRun
  write(name: string, content: unknown): Promise<void>
}

/** Makes a project whose package.json asks for `engines` and depends on one package beside it. */
export async function makeProject(engines = '>=18'): Promise<Project> {
  const root = await temporaryFolder()
  const write = async (name: string, content: unknown) => {
    const file = join(root, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
  await cp(join(scripts, 'setup.mjs'), join(root, 'scripts', 'setup.mjs'))
  await cp(join(scripts, 'setup'), join(root, 'scripts', 'setup'), { recursive: true })
  const manifest = { name: 'project', version: '1.0.0', dependencies: { part: 'file:part' } }
  await write('package.json', { ...manifest, engines: { node: engines } })
  await write('part/package.json', { name: 'part', version: '1.0.0' })
  await write('package-lock.json', {
    ...manifest,
    lockfileVersion: 3,
    packages: {
      '': manifest,
      'node_modules/part': { resolved: 'part', link: true },
      part: { version: '1.0.0' },
    },
  })

  return {
    root,
    modules: join(root, 'node_modules'),
    write,
    calls: async () => {
      const text = await readFile(join(root, 'calls'), 'utf8').catch(() => '')
      return text
        .split('\n')
        .filter(Boolean)
        .map((line): Call => JSON.parse(line))
    },
    setup: ({ args = [], env = {}, npm = 'install', node = process.execPath } = {}) =>
      start(node, [join(root, 'scripts', 'setup.mjs'), ...args], {
        ...process.env,
        npm_execpath: standIn,
        npm_node_execpath: process.execPath,
        NPM_DEED: npm,
        ...env,
      }),
  }
}

function start(program: string, args: string[], env: NodeJS.ProcessEnv): SetupRun {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code, ...printed }))
  const said = async (text: string) => {
    while (!printed.stderr.includes(text)) await once(child.stderr, 'data')
  }
  return { said, ended }
}
