import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { project } from './dashboard.ts'

/** What a program said and how it ended. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs a command of the command line to its end. */
export function stockroom(home: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, STOCKROOM_HOME: home, STOCKROOM_OPEN: '0', DATABASE_URL: '' }
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(project, 'src', 'cli', 'stockroom.ts'), ...args],
      { env },
      (error, stdout, stderr) => {
        done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr })
      },
    )
  })
}

/** A dashboard in a process of its own, as `npm start` starts it. */
export interface Program {
  child: ChildProcess
  address: string
  exit: Promise<{ code: number | null; signal: string | null }>
}

/** Starts `src/main.ts` and waits until it says where it is. */
export async function startProgram(home: string): Promise<Program> {
  const env = {
    ...process.env,
    STOCKROOM_HOME: home,
    STOCKROOM_PORT: '0',
    STOCKROOM_OPEN: '0',
    DATABASE_URL: '',
  }
  const child = spawn(process.execPath, [join(project, 'src', 'main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address) return { child, address, exit }
  }
  throw new Error(`The dashboard ended before it was ready: ${JSON.stringify(await exit)}`)
}

/** Returns the processes that `parent` has started (Linux). */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent)
}

/** Tells whether a process is there and not merely waiting to be buried. */
export function isAlive(pid: number): boolean {
  return parentOf(pid) !== undefined
}

/** Returns the niceness of every thread of a process (Linux): field 19 of its line, after a name that may hold anything. */
export function nicenesses(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).map((thread) => {
    const line = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[16])
  })
}

function parentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return /^State:\s*[ZX]/m.test(status) ? undefined : Number(/^PPid:\s*(\d+)/m.exec(status)?.[1])
  } catch {
    return undefined
  }
}
