import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { writeWhole } from '../core/files.ts'
import { difference, type Embedded, iimOf } from './embedded.ts'
import type { Exiftool } from './exiftool.ts'
import { type PictureFile, takeApart } from './segments.ts'
import { isOwnPacket, readOwnPacket, xmpPacket } from './xmp.ts'

/** How the words got into a picture; `xmp` alone where there is no Perl for exiftool. */
export type EmbedWay = 'exiftool' | 'xmp'

/** What became of a picture: written, or as it was because it says all that already, or left alone and why. */
export type EmbedResult =
  | { state: 'written' | 'same'; way: EmbedWay }
  | { state: 'left'; code: 'credentials' | 'foreign' | 'no_place' }

/** Puts words into pictures and takes care that nothing else in them changes. */
export interface Embedder {
  /**
   * Works on `copy`, a copy of the picture that the caller puts in the picture's place when it was written.
   *
   * What was written is read back and compared word for word; the compressed pixels are compared byte by byte.
   * Throws with the field where something differs.
   */
  embed(copy: string, wanted: Embedded): Promise<EmbedResult>
  /** Tells which way is open on this machine. */
  way(): Promise<EmbedWay>
  stop(): Promise<void>
}

/**
 * Makes the embedder; exiftool is started by the first picture.
 *
 * Without Perl the XMP packet is put between the segments of the file by ourselves: through sharp the JPEG would be
 * decoded and compressed a second time, which loses quality that nobody asked to lose.
 */
export function createEmbedder(exiftool: Exiftool): Embedder {
  async function byExiftool(copy: string, wanted: Embedded): Promise<'written' | 'same'> {
    if ((await problemIn(copy, wanted)) === null) return 'same'
    await exiftool.write(copy, wanted)
    const problem = await problemIn(copy, wanted)
    if (problem) throw differs(problem)
    return 'written'
  }

  async function problemIn(copy: string, wanted: Embedded): Promise<string | null> {
    const { xmp, iim, isUtf8 } = await exiftool.read(copy)
    const stored = difference(asWritten(wanted, xmp), xmp)
    if (stored) return `XMP ${stored}`
    const small = iimOf(asWritten(wanted, xmp))
    const inIptc = difference(iimAsEmbedded(small), iimAsEmbedded(iim))
    if (inIptc) return `IPTC ${inIptc}`
    return isUtf8 ? null : 'IPTC character set'
  }

  return {
    async embed(copy, wanted) {
      const before = takeApart(await readFile(copy))
      if (!before) return { state: 'left', code: 'no_place' }
      if (before.hasCredentials) return { state: 'left', code: 'credentials' }
      const way = (await exiftool.isUsable()) ? 'exiftool' : 'xmp'
      const state =
        way === 'exiftool' ? await byExiftool(copy, wanted) : await byOurselves(copy, before, wanted)
      if (state === 'foreign') return { state: 'left', code: 'foreign' }
      if (state === 'written') await comparePixels(copy, before)
      return { state, way }
    },
    way: async () => ((await exiftool.isUsable()) ? 'exiftool' : 'xmp'),
    stop: exiftool.stop,
  }
}

/** Creator and rights that nobody set stay as they are in the file, and so does where a picture came from. */
function asWritten(wanted: Embedded, found: Embedded): Embedded {
  return {
    ...wanted,
    source: wanted.source || found.source,
    creator: wanted.creator || found.creator,
    rights: wanted.rights || found.rights,
  }
}

function iimAsEmbedded(iim: ReturnType<typeof iimOf>): Embedded {
  return { ...iim, creator: '', rights: '', source: '', prompt: '' }
}

/** What another program wrote cannot be merged without understanding all of it, so it is not touched. */
async function byOurselves(
  copy: string,
  before: PictureFile,
  wanted: Embedded,
): Promise<'written' | 'same' | 'foreign'> {
  if (before.hasIptc || (before.xmp !== null && !isOwnPacket(before.xmp))) return 'foreign'
  if (before.xmp !== null && difference(wanted, readOwnPacket(before.xmp)) === null) return 'same'
  await writeWhole(copy, before.withXmp(xmpPacket(wanted)))
  const { xmpAsString = '' } = await sharp(copy).metadata()
  const problem = difference(wanted, readOwnPacket(xmpAsString))
  if (problem) throw differs(`XMP ${problem}`)
  return 'written'
}

async function comparePixels(copy: string, before: PictureFile): Promise<void> {
  const after = takeApart(await readFile(copy))
  if (!after?.pixels.equals(before.pixels)) throw differs('the pixels')
}

function differs(what: string): Error {
  return new Error(`what was written could not be read back the same (${what})`)
}
