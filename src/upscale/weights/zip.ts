import { crc32 } from 'node:zlib'

/** One file inside a zip file, with where its bytes are. */
export interface ZipEntry {
  name: string
  bytes: number
  /** Where its local header begins. */
  offset: number
  crc: number
}

/** Reads bytes of the zip file; may return fewer at its end. */
export type ReadAt = (position: number, length: number) => Buffer

const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The record at the end is this long, and may be followed by a comment of up to 65,535 bytes. */
const END_BYTES = 22
const LONGEST_COMMENT = 65_535
const MOST_ENTRIES = 20_000

/**
 * Reads the table of contents of a zip file whose files are stored, as PyTorch writes them.
 *
 * Source: APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16. Throws an error whose message goes on from the
 * file's name for anything else: cut short, packed, encrypted, split, or larger than 4 GB.
 */
export function readContents(readAt: ReadAt, size: number): ZipEntry[] {
  const tail = readAt(Math.max(0, size - END_BYTES - LONGEST_COMMENT), END_BYTES + LONGEST_COMMENT)
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06'))
  if (end < 0 || end + END_BYTES > tail.length)
    throw new Error('is cut short: its table of contents is missing; get it again')

  const count = tail.readUInt16LE(end + 10)
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (start === 0xffffffff || count === 0xffff)
    throw new Error('is a zip file of the 64-bit kind, which is not read')
  if (count > MOST_ENTRIES || start + length > size)
    throw new Error('is damaged: its table of contents is wrong; get it again')
  return entriesOf(readAt(start, length), count)
}

function entriesOf(table: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > table.length || table.readUInt32LE(at) !== ENTRY)
      throw new Error('is damaged: its table of contents is wrong; get it again')
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => table.readUInt16LE(at + field))
    const name = table.toString('utf8', at + 46, at + 46 + (nameBytes ?? 0))
    entries.push(entryAt(table, at, name))
    at += 46 + (nameBytes ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

function entryAt(table: Buffer, at: number, name: string): ZipEntry {
  const [flags, method] = [table.readUInt16LE(at + 8), table.readUInt16LE(at + 10)]
  const [packed, bytes, offset] = [20, 24, 42].map((field) => table.readUInt32LE(at + field))
  if (flags & 1) throw new Error('is encrypted, which weights never are')
  if (method !== 0 || packed !== bytes)
    throw new Error('is a packed zip file, not a PyTorch file; unpack it first')
  if (bytes === 0xffffffff || offset === 0xffffffff)
    throw new Error('is a zip file of the 64-bit kind, which is not read')
  return { name, bytes: bytes ?? 0, offset: offset ?? 0, crc: table.readUInt32LE(at + 16) }
}

/** Reads one file of a zip file and checks it against its checksum; throws like {@link readContents}. */
export function readEntry(readAt: ReadAt, { name, bytes, offset, crc }: ZipEntry): Buffer {
  const header = readAt(offset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL)
    throw new Error(`is damaged: ${name} is not where it should be; get it again`)
  const data = readAt(offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), bytes)
  if (data.length < bytes || crc32(data) !== crc)
    throw new Error(`is damaged: ${name} does not fit its checksum; get it again`)
  return data
}
