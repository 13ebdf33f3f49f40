import { hostname } from 'node:os'
import { hasCode } from './errors.ts'

const MACHINE = hostname().replace(/[^\w.-]/g, '-')

/** Names this process in the names of its files, so that another can tell whether their owner lives: `machine~pid`. */
export const OWNER = `${MACHINE}~${process.pid}`

/** Tells what has become of an owner; of processes of another machine that cannot be asked. */
export function fateOf(owner: string): 'alive' | 'gone' | 'unknown' {
  const [, machine, pid] = /^(.*)~(\d+)$/.exec(owner) ?? []
  if (machine !== MACHINE) return 'unknown'
  return isAlive(Number(pid)) ? 'alive' : 'gone'
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM') // there, but somebody else's
  }
}
