import { rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { hasCode } from '../core/errors.ts'
import { TEMPORARY } from '../core/files.ts'
import { STAGES } from '../core/ids.ts'
import { statFile } from './file-version.ts'
import { entriesOf, type Folders } from './folders.ts'

/** A temporary file of ours lives for the time of one write; one older than this was left by a crash. */
const STALE_MS = 60_000

/** Deletes the temporary files that a crash left in the library, its own folder and the trash. */
export async function sweepTemporaries(root: string, trash: string, folders: Folders): Promise<void> {
  for (const generation of await folders.generations()) {
    for (const stage of STAGES) await sweep(join(root, generation, stage === 'raw' ? '' : stage))
  }
  const own = join(root, '.stockroom')
  for (const folder of [own, join(own, 'thumbnails')]) await sweep(folder)
  for (const entry of await entriesOf(trash)) {
    if (entry.isDirectory()) await sweep(join(trash, entry.name))
  }
}

async function sweep(folder: string): Promise<void> {
  for (const { name } of await entriesOf(folder)) {
    if (!TEMPORARY.test(name)) continue
    const stats = await statFile(join(folder, name))
    if (stats && Date.now() - stats.mtimeMs > STALE_MS) await rm(join(folder, name), { force: true })
  }
}

/** A job of another machine writes something more often than this. */
const ABANDONED_MS = 48 * 3_600_000

/** Names a folder of unfinished work, so that its machine and process can be told. */
export function workName(job: string): string {
  return `${MACHINE}~${process.pid}-${job}`
}

const MACHINE = hostname().replace(/[^\w.-]/g, '-')

/**
 * Deletes the folders of unfinished work whose process is gone.
 *
 * Another program of ours may be at work on the same library: a command, a worker, or a dashboard. Whether a
 * process of another machine lives cannot be asked, so its folder stays until it has been quiet for days.
 */
export async function sweepWork(work: string): Promise<void> {
  for (const { name } of await entriesOf(work)) {
    const [, machine = MACHINE, owner] = /^(?:(.*)~)?(\d+)-/.exec(name) ?? []
    const isInUse = machine === MACHINE ? isAlive(Number(owner)) : !(await isAbandoned(join(work, name)))
    if (!isInUse) await rm(join(work, name), { recursive: true, force: true })
  }
}

async function isAbandoned(folder: string): Promise<boolean> {
  const stats = await stat(folder).catch(() => null)
  return stats === null || Date.now() - stats.mtimeMs > ABANDONED_MS
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM') // there, but somebody else's
  }
}
