import { randomBytes } from 'node:crypto'
import { readFile, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isPlainName, writeWhole } from '../core/files.ts'
import { ImageId, placeOf, stemOf } from '../core/ids.ts'
import { statFile } from './file-version.ts'
import { isFolder } from './folders.ts'
import { fold } from './names.ts'

/** A deleted picture as pages see it. */
export interface TrashEntry {
  /** What to restore it by. */
  entry: string
  /** The id it had. */
  id: string
  name: string
  /** When it was deleted, ISO time. */
  when: string
  bytes: number
  has_json: boolean
}

/** The file in every entry that says what it is: it is there before the picture is, and goes after it. */
export const ENTRY_FILE = 'entry.json'

const FileName = z.string().refine((name) => isPlainName(name) && fold(name) !== ENTRY_FILE)

const EntryRecord = z.object({
  id: ImageId,
  when: z.iso.datetime(),
  picture: FileName,
  sidecar: z
    .object({
      /** Its name in the library. */
      name: z.string().refine(isPlainName),
      /** Its name in the entry. */
      stored: FileName,
      /** True when it stayed in the library too, for another picture. */
      copied: z.boolean(),
    })
    .nullable(),
})

/** What `entry.json` holds. */
export type EntryRecord = z.infer<typeof EntryRecord>

/** Returns the record of an entry's folder, or undefined when it is no entry of ours. */
export async function readEntry(folder: string): Promise<EntryRecord | undefined> {
  if (!(await isFolder(folder)) || !(await statFile(join(folder, ENTRY_FILE)))) return undefined
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, ENTRY_FILE), 'utf8'))
    return EntryRecord.safeParse(value).data
  } catch {
    return undefined
  }
}

/** Writes the record of a new entry; one that cannot be written leaves no empty folder. */
export async function writeEntry(folder: string, record: EntryRecord): Promise<void> {
  try {
    await writeWhole(join(folder, ENTRY_FILE), `${JSON.stringify(record, null, 2)}\n`)
  } catch (error) {
    await rmdir(folder).catch(() => undefined) // takes away nothing but an empty one
    throw error
  }
}

/** Describes an entry for a page, or returns undefined when its picture is not in it. */
export async function describeEntry(folder: string, entry: string): Promise<TrashEntry | undefined> {
  const record = await readEntry(folder)
  const picture = record && (await statFile(join(folder, record.picture)))
  if (!picture) return undefined
  const { id, when, sidecar } = record
  const hasJson = sidecar !== null && (await statFile(join(folder, sidecar.stored))) !== undefined
  return { entry, id, name: placeOf(id).name, when, bytes: picture.size, has_json: hasJson }
}

/** Names a new entry after the time and the picture, so that a person finds it, and so that no two meet. */
export function entryName(id: string, when: Date): string {
  const local = new Date(when.getTime() - when.getTimezoneOffset() * 60_000)
  const time = local.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-')
  const stem = [...stemOf(placeOf(id).name)].slice(0, 40).join('')
  return `${time}_${stem}_${randomBytes(4).toString('hex')}`
}

/** Tells whether a name is one that {@link entryName} gives. */
export function isEntryName(name: string): boolean {
  return isPlainName(name) && /^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_.*_[0-9a-f]{8}$/s.test(name)
}
