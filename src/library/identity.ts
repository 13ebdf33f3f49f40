import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from '../core/errors.ts'
import { writeWhole } from '../core/files.ts'

/** The name of a library, by which programs on several machines know that they see the same one. */
export interface LibraryIdentity {
  /** Returns the name, or null when the library has none. */
  read(): Promise<string | null>
  write(id: string): Promise<void>
  /** Tells whether there is nothing in the library, as where none is mounted. */
  isEmpty(): Promise<boolean>
}

/** Keeps the name among our own files below the library's root. */
export function createIdentity(root: string): LibraryIdentity {
  const path = join(root, '.stockroom', 'library-id')
  return {
    async read() {
      try {
        return (await readFile(path, 'utf8')).trim() || null
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return null
        throw error
      }
    },
    write: (id) => writeWhole(path, `${id}\n`),
    async isEmpty() {
      const names = await readdir(root).catch((error: unknown) => {
        if (hasCode(error, 'ENOENT')) return []
        throw error
      })
      return names.every((name) => name.startsWith('.'))
    },
  }
}
