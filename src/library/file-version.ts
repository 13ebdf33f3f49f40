import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { hasCode } from '../core/errors.ts'

/** Younger than this, a file may change again without its time of modification telling (as git calls it: racy). */
const RACY_MS = 2000

/** Returns the facts of a plain file, or undefined when there is none: nothing, a folder, a link. */
export async function statFile(path: string): Promise<Stats | undefined> {
  try {
    const stats = await lstat(path)
    return stats.isFile() ? stats : undefined
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return undefined
    throw error
  }
}

/** Returns a word that changes when the file does: its time of modification and its size. */
export function versionOf({ mtimeMs, size }: Stats): string {
  return `${Math.trunc(mtimeMs * 1000).toString(36)}-${size.toString(36)}`
}

/** Tells whether what was read from the file now may be remembered for its version. */
export function isCalm({ mtimeMs }: Stats): boolean {
  return Date.now() - mtimeMs > RACY_MS
}
