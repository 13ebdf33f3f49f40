import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, lstat, mkdir, open, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError, hasCode, invalid } from './errors.ts'
import { OWNER } from './owner.ts'

/** Names that Windows gives to devices, whatever the extension: a file called `aux.png` cannot be made there. */
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)/i

/** What no part of a path may hold: control characters and slashes, and on Windows what it reserves. */
const reserved =
  process.platform === 'win32'
    ? // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
      /[\u0000-\u001f\u007f/\\:*?"<>|]/
    : // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
      /[\u0000-\u001f\u007f/\\]/

/** Temporary names look like this, so a sweep can tell them from anybody's files, and whose they are. */
export const TEMPORARY = /^\.stockroom-(?:(?<owner>.+)-)?[0-9a-f-]{36}\.tmp$/

/**
 * Resolves `name` (slashes between its parts) to a path inside `root`, or throws `invalid`.
 *
 * Refused are absolute names, `.` and `..`, NUL and control characters, back slashes, Windows device
 * names, and names that end in a dot or a space, which Windows drops without a word. Links are a matter of the disk: see {@link realInside}.
 */
export function inside(root: string, name: string): string {
  const parts = name.split('/')
  for (const part of parts) {
    if (!isPlainName(part)) throw invalid('path', 'a plain path below the library', name)
  }
  return join(root, ...parts)
}

/** Tells whether `name` may be one part of a path on every system we run on. */
export function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !reserved.test(name) &&
    !/[. ]$/.test(name) &&
    !deviceName.test(name) &&
    Buffer.byteLength(name) <= 255
  )
}

/**
 * Like {@link inside}, for a path that exists: follows links and refuses one that leads out of `root`.
 *
 * Throws `not_found` when there is nothing at the path.
 */
export async function realInside(root: string, name: string): Promise<string> {
  const path = inside(root, name)
  const [top, real] = await Promise.all([realpath(root), realpath(path)]).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG')) {
      throw new AppError('not_found', `There is no ${name}.`, { cause: error })
    }
    throw error
  })
  const way = relative(top, real)
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new AppError('forbidden', `${name} is a link that leads out of the library.`)
  }
  return path
}

/** Writes a file whole or not at all: under a temporary name in the same folder, then renamed. */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = temporaryBeside(path)
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(temporary, data, { flush: true })
    await renameOver(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Copies a file whole or not at all. */
export async function copyWhole(from: string, to: string): Promise<void> {
  const temporary = temporaryBeside(to)
  await mkdir(dirname(to), { recursive: true })
  try {
    await copyFile(from, temporary, constants.COPYFILE_FICLONE)
    await flush(temporary)
    await renameOver(temporary, to)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Moves a file, also between disks, where it is copied whole before the original goes. */
export async function moveFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  try {
    await renameOver(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error
    await copyWhole(from, to)
    await rm(from)
  }
}

/** Sends a file to the disk itself: after a power cut, a copy must not be the empty one of the two. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Tells whether anything is at `path`, a broken link included. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false
    throw error
  }
}

/** Returns the first of `name.ext`, `name-2.ext`, `name-3.ext`, ... that `taken` does not know. */
export async function freeName(name: string, taken: (name: string) => Promise<boolean>): Promise<string> {
  const dot = name.lastIndexOf('.')
  const stem = dot > 0 ? name.slice(0, dot) : name
  const extension = dot > 0 ? name.slice(dot) : ''
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${stem}-${n}${extension}`
    if (!(await taken(candidate))) return candidate
  }
}

/** How long to wait before each new try at a rename that Windows refused. */
const PATIENCE = [20, 50, 100, 200, 400]

/** Renames; on Windows a virus scanner or a preview may hold a file for a moment, so a refusal is tried again. */
async function renameOver(from: string, to: string): Promise<void> {
  for (const wait of process.platform === 'win32' ? PATIENCE : []) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error
      await delay(wait)
    }
  }
  await rename(from, to)
}

function temporaryBeside(path: string): string {
  const folder = dirname(resolve(path))
  if (basename(path) === '') throw invalid('path', 'the path of a file', path)
  return join(folder, `.stockroom-${OWNER}-${randomUUID()}.tmp`)
}
