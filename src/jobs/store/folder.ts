import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { cp, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError, isRefusal, messageOf } from '../../core/errors.ts'
import { exists, moveFile } from '../../core/files.ts'
import { startEmbedded } from './embedded.ts'

/** Lies in the folder while it is open; it stays behind where a program was killed. */
const MARK = 'stockroom-is-open'
/** A new database takes up so much. */
const ROOM = 48 * 1024 * 1024
const DAMAGED_KEPT = 3

/** How the folder was left: `clean` by a program that closed it, `cut short` by one that did not. */
export type FolderState =
  | { state: 'missing' }
  | { state: 'clean' }
  | { state: 'cut short' }
  | { state: 'damaged'; why: string }

/** Looks at a database's folder without opening it. */
export async function stateOf(folder: string): Promise<FolderState> {
  const names = (await exists(folder)) ? await readdir(folder) : []
  if (names.length === 0) return { state: 'missing' }
  if (!names.includes('PG_VERSION')) return { state: 'damaged', why: 'PG_VERSION is missing' }
  if (!names.includes(MARK)) return { state: 'clean' }
  const why = await readFile(join(folder, MARK), 'utf8')
  return why ? { state: 'damaged', why } : { state: 'cut short' }
}

/** Notes that the folder is open. */
export function markOpen(folder: string): Promise<void> {
  return writeFile(join(folder, MARK), '')
}

/** Notes that the folder was closed, or that it is damaged and should not be opened again. */
export async function markClosed(folder: string, damage: string | null): Promise<void> {
  if (damage === null) await rm(join(folder, MARK), { force: true })
  else await writeFile(join(folder, MARK), damage)
}

/** Puts a copy of a ready database in the place of `folder`; false when there is none to copy. */
export async function copyTemplate(template: string, folder: string): Promise<boolean> {
  if (!(await exists(join(template, 'PG_VERSION')))) return false
  await inOneMove(folder, (temporary) =>
    cp(template, temporary, { recursive: true, mode: constants.COPYFILE_FICLONE }),
  )
  return true
}

/** Makes an empty database in the place of `folder`; takes seconds. */
export async function makeDatabase(folder: string): Promise<void> {
  await inOneMove(folder, async (temporary) => {
    const client = await startEmbedded(temporary)
    await client.close()
  })
}

/** Removes what a first start left that was killed. */
export async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await siblings(folder, 'new'))
    await rm(join(dirname(folder), name), { recursive: true, force: true })
}

/**
 * Moves a damaged database out of the way and returns where it is; only the newest few are kept.
 *
 * Throws `unavailable` instead where the disk refuses to be written: a database that cannot write looks
 * damaged, and is not.
 */
export async function moveAside(folder: string): Promise<string> {
  await proveRoom(folder)
  const parent = dirname(folder)
  const date = new Date().toISOString().slice(0, 23).replace(/[:.]/g, '-')
  const name = `${basename(folder)}.damaged-${date}`
  await moveFile(folder, join(parent, name))
  const old = (await siblings(folder, 'damaged')).sort().slice(0, -DAMAGED_KEPT)
  for (const one of old) await rm(join(parent, one), { recursive: true, force: true })
  return join(parent, name)
}

async function inOneMove(folder: string, make: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${folder}.new-${randomUUID()}`
  try {
    await make(temporary)
    await rmdir(folder).catch(() => undefined) // Windows renames nothing over an empty folder
    await moveFile(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
}

async function siblings(folder: string, mark: string): Promise<string[]> {
  const names = await readdir(dirname(folder))
  return names.filter((name) => name.startsWith(`${basename(folder)}.${mark}-`))
}

async function proveRoom(folder: string): Promise<void> {
  const file = `${folder}.new-${randomUUID()}`
  try {
    await writeFile(file, Buffer.alloc(ROOM))
  } catch (error) {
    if (isRefusal(error)) throw new AppError('unavailable', messageOf(error), { cause: error })
    throw error
  } finally {
    await rm(file, { force: true })
  }
}
