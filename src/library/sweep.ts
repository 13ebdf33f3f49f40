import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TEMPORARY } from '../core/files.ts'
import { STAGES } from '../core/ids.ts'
import { fateOf, OWNER } from '../core/owner.ts'
import { statFile } from './file-version.ts'
import { entriesOf, type Folders } from './folders.ts'

/** A temporary file of ours lives for the time of one write; one older than this was left by a crash, whosever it is. */
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
    const path = join(folder, name)
    if (TEMPORARY.test(name) && (await isLeft(path, name))) await rm(path, { force: true })
  }
}

async function isLeft(path: string, name: string): Promise<boolean> {
  const { owner } = TEMPORARY.exec(name)?.groups ?? {}
  if (owner !== undefined && fateOf(owner) === 'gone') return true
  const stats = await statFile(path)
  return stats !== undefined && Date.now() - stats.mtimeMs > STALE_MS
}

/** A job of another machine writes something more often than this. */
const ABANDONED_MS = 48 * 3_600_000

/** Names a folder of unfinished work, so that its machine and process can be told. */
export function workName(job: string): string {
  return `${OWNER}-${job}`
}

/**
 * Deletes the folders of unfinished work whose process is gone.
 *
 * Another program of ours may be at work on the same library: a command, a worker, or a dashboard. Whether a
 * process of another machine lives cannot be asked, so its folder stays until it has been quiet for days.
 */
export async function sweepWork(work: string): Promise<void> {
  for (const { name } of await entriesOf(work)) {
    const [, owner = ''] = /^(.*~\d+)-/.exec(name) ?? []
    const fate = fateOf(owner)
    const isLeft = fate === 'gone' || (fate === 'unknown' && (await isAbandoned(join(work, name))))
    if (isLeft) await rm(join(work, name), { recursive: true, force: true })
  }
}

async function isAbandoned(folder: string): Promise<boolean> {
  const stats = await stat(folder).catch(() => null)
  return stats === null || Date.now() - stats.mtimeMs > ABANDONED_MS
}
