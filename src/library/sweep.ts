import { rm } from 'node:fs/promises'
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

/**
 * Deletes the folders of unfinished work (`<process id>-<job>`) whose process is gone.
 *
 * Another program of ours may be at work on the same library: a command, or a second dashboard.
 */
export async function sweepWork(work: string): Promise<void> {
  for (const { name } of await entriesOf(work)) {
    const owner = Number(/^(\d+)-/.exec(name)?.[1])
    if (!isAlive(owner)) await rm(join(work, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM') // there, but somebody else's
  }
}
