import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const project = join(import.meta.dirname, '..', '..')

/** A dashboard in a process of its own. */
export interface RunningServer {
  address: string
  /** Megabytes it holds (RSS); NaN where the system does not tell. */
  memory(): Promise<number>
  /** Milliseconds of processor time it has used, all its threads together; NaN where the system does not tell. */
  cpu(): Promise<number>
  end(): Promise<void>
}

/** Starts a dashboard over a home, straight or by `npm start`, and waits until it answers. */
export async function startServer(home: string, by: 'node' | 'npm' = 'node'): Promise<RunningServer> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const [command, args] = by === 'npm' ? [npm, ['start', '--silent']] : [process.execPath, ['src/main.ts']]
  const env = { ...process.env, STOCKROOM_HOME: home, STOCKROOM_PORT: '0', STOCKROOM_OPEN: '0' }
  const child = spawn(command, args, {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0]
    if (address)
      return { address, memory: () => memoryOf(child), cpu: () => cpuOf(child), end: () => end(child) }
  }
  throw new Error('The dashboard ended before it was ready.')
}

/** Asks for something and returns its text; anything but success is an error. */
export async function get(url: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(url, init)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.text()
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'close')
  process.kill(-(child.pid ?? 0), 'SIGTERM') // npm and what it started are one group
  await gone
}

async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1000
}

/** Linux counts in hundredths of a second, user and system in fields 14 and 15 (proc_pid_stat(5)). */
async function cpuOf({ pid }: ChildProcess): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
