import { rm } from 'node:fs/promises'
import { join } from 'node:path'
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
