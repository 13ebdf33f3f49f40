import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { ExifTool } from 'exiftool-vendored'
import { z } from 'zod'
import { hasCode, messageOf } from '../core/errors.ts'
import { type Embedded, iimOf } from './embedded.ts'

/** The one writer that gets IPTC right, as processes that are started when they are first needed. */
export interface Exiftool {
  /** Tells whether it can be used here: it is written in Perl, which Windows gets with it and other systems must have. */
  isUsable(): Promise<boolean>
  /** Writes XMP and IPTC-IIM into a file, in its place; everything else in the file stays. */
  write(path: string, wanted: Embedded): Promise<void>
  /** Reads back what a file carries in XMP and in IPTC-IIM. */
  read(path: string): Promise<{ xmp: Embedded; iim: ReturnType<typeof iimOf>; isUtf8: boolean }>
  /** Ends the processes; may be called twice. A later call starts others. */
  stop(): Promise<void>
}

/** Text, a number that looks like one, or a list of them: exiftool's JSON does not tell a year from a keyword "1984". */
const Item = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const Text = Item.optional().transform((text) => text ?? '')
const List = z
  .union([z.array(Item), Item.transform((one) => [one])])
  .optional()
  .transform((list) => list ?? [])

const Tags = z.object({
  'XMP-dc:Title': Text,
  'XMP-dc:Description': Text,
  'XMP-dc:Subject': List,
  'XMP-dc:Creator': List,
  'XMP-dc:Rights': Text,
  'XMP-iptcExt:DigitalSourceType': Text,
  'XMP-iptcExt:AIPromptInformation': Text,
  'IPTC:CodedCharacterSet': Text,
  'IPTC:ObjectName': Text,
  'IPTC:Caption-Abstract': Text,
  'IPTC:Keywords': List,
  'IPTC:By-line': List,
  'IPTC:CopyrightNotice': Text,
})

const NAMES = Object.keys(Tags.shape)

/** Makes the writer; nothing is started yet. */
export function createExiftool(): Exiftool {
  let usable: Promise<boolean> | undefined
  let running: ExifTool | undefined

  /** A few processes for everything: each ends when its input closes, so that none outlives us. */
  const tool = () => {
    running ??= new ExifTool({
      maxProcs: Math.min(4, availableParallelism()),
      useMWG: false,
      geolocation: false,
      ignoreShebang: process.platform !== 'win32',
      taskTimeoutMillis: 120_000,
    })
    return running
  }

  return {
    isUsable() {
      usable ??= hasPerl().then(async (has) => {
        if (!has) return false
        return tool()
          .version()
          .then(() => true)
          .catch(() => false)
      })
      return usable
    },
    async write(path, wanted) {
      const writeArgs = ['-overwrite_original', ...argumentsOf(wanted)]
      const { warnings = [] } = await tool().write(path, {}, { writeArgs })
      const serious = warnings.find((warning) => /error/i.test(warning))
      if (serious) throw new Error(serious)
    },
    async read(path) {
      const readArgs = ['-G1', '-api', 'structformat=JSONQ', ...NAMES.map((name) => `-${name}`)]
      const raw: unknown = await tool().readRaw(path, { readArgs })
      return readTags(raw)
    },
    async stop() {
      const ending = running
      running = undefined
      usable = undefined
      await ending?.end().catch((error: unknown) => {
        if (!/already ended/i.test(messageOf(error))) throw error
      })
    },
  }
}

function readTags(raw: unknown) {
  const tags = Tags.parse(raw)
  const xmp: Embedded = {
    title: tags['XMP-dc:Title'],
    description: tags['XMP-dc:Description'],
    keywords: tags['XMP-dc:Subject'],
    source: tags['XMP-iptcExt:DigitalSourceType'],
    prompt: tags['XMP-iptcExt:AIPromptInformation'],
    creator: tags['XMP-dc:Creator'][0] ?? '',
    rights: tags['XMP-dc:Rights'],
  }
  const iim = {
    title: tags['IPTC:ObjectName'],
    description: tags['IPTC:Caption-Abstract'],
    keywords: tags['IPTC:Keywords'],
    creator: tags['IPTC:By-line'][0] ?? '',
    rights: tags['IPTC:CopyrightNotice'],
  }
  return { xmp, iim, isUtf8: tags['IPTC:CodedCharacterSet'] === 'UTF8' }
}

/**
 * Writes the arguments of exiftool, values in XML entities, as its option -E reads them.
 *
 * The character set is told (ESC % G), without which IPTC is read as Latin-1; the digest tells programs that XMP,
 * where everything is whole, and IPTC belong together (Metadata Working Group, 2.0, 3.3).
 */
function argumentsOf(wanted: Embedded): string[] {
  const iim = iimOf(wanted)
  const tags: [name: string, value: string | readonly string[]][] = [
    ['XMP-dc:Title', wanted.title],
    ['XMP-dc:Description', wanted.description],
    ['XMP-dc:Subject', wanted.keywords],
    ['XMP-iptcExt:AIPromptInformation', wanted.prompt],
    ['IPTC:CodedCharacterSet', 'UTF8'],
    ['IPTC:ObjectName', iim.title],
    ['IPTC:Caption-Abstract', iim.description],
    ['IPTC:Keywords', iim.keywords],
    ['Photoshop:IPTCDigest', 'new'],
  ]
  // what nobody set is left as it is in the file
  if (wanted.source) tags.push(['XMP-iptcExt:DigitalSourceType', wanted.source])
  if (wanted.creator) tags.push(['XMP-dc:Creator', [wanted.creator]], ['IPTC:By-line', [iim.creator]])
  if (wanted.rights) tags.push(['XMP-dc:Rights', wanted.rights], ['IPTC:CopyrightNotice', iim.rights])
  return tags.flatMap(([name, value]) => {
    if (typeof value === 'string') return [`-${name}=${entities(value)}`]
    return value.length > 0 ? value.map((one) => `-${name}=${entities(one)}`) : [`-${name}=`]
  })
}

function entities(text: string): string {
  return text.replace(/[^A-Za-z0-9 _.,:/-]/gu, (sign) => `&#${sign.codePointAt(0) ?? 32};`)
}

function hasPerl(): Promise<boolean> {
  if (process.platform === 'win32') return Promise.resolve(true)
  return new Promise((done) => {
    execFile('perl', ['-v'], (error) => done(!hasCode(error, 'ENOENT', 'EACCES')))
  })
}
