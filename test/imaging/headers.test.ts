import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withBytes } from '../../src/imaging/bytes.ts'
import { isComplete } from '../../src/imaging/completeness.ts'
import { type Header, headerOf } from '../../src/imaging/headers/header.ts'
import { sniff } from '../../src/imaging/signatures.ts'
import { temporaryFolder, writeStrangePictures } from './strange-pictures.ts'

const [WIDTH, HEIGHT] = [96, 64]

/** Pictures as programs write them, and whether the header alone tells everything. */
const PICTURES: Record<string, { isPlain: boolean; make: () => Promise<Buffer> }> = {
  'a PNG': { isPlain: true, make: () => drawn(3).png().toBuffer() },
  'a PNG with transparency': { isPlain: true, make: () => drawn(4).png().toBuffer() },
  'a grey PNG': { isPlain: true, make: () => drawn(1).png().toBuffer() },
  'a grey PNG with transparency': { isPlain: true, make: () => drawn(2).png().toBuffer() },
  'an interlaced PNG': { isPlain: true, make: () => drawn(3).png({ progressive: true }).toBuffer() },
  'a PNG of 16 bits': { isPlain: true, make: () => drawn(3).toColourspace('rgb16').png().toBuffer() },
  'a grey PNG of 16 bits': { isPlain: true, make: () => drawn(1).toColourspace('grey16').png().toBuffer() },
  'a PNG of 16 bits with transparency': {
    isPlain: true,
    make: () => drawn(4).toColourspace('rgb16').png().toBuffer(),
  },
  'a PNG with a wide profile': { isPlain: true, make: () => drawn(3).withIccProfile('p3').png().toBuffer() },
  'a PNG with XMP': { isPlain: true, make: () => drawn(3).withXmp(XMP).png().toBuffer() },
  'a PNG with a palette': { isPlain: false, make: () => drawn(3).png({ palette: true }).toBuffer() },
  'a PNG with a transparent palette': {
    isPlain: false,
    make: () => drawn(4).png({ palette: true }).toBuffer(),
  },
  'a PNG with one transparent colour': { isPlain: false, make: async () => withTransparentColour() },
  'a PNG that EXIF turns': {
    isPlain: false,
    make: () => drawn(3).withMetadata({ orientation: 6 }).png().toBuffer(),
  },
  'a JPEG': { isPlain: true, make: () => drawn(3).jpeg().toBuffer() },
  'a progressive JPEG': { isPlain: true, make: () => drawn(3).jpeg({ progressive: true }).toBuffer() },
  'a JPEG with optimised tables': { isPlain: true, make: () => drawn(3).jpeg({ mozjpeg: true }).toBuffer() },
  'a grey JPEG': { isPlain: true, make: () => drawn(1).jpeg().toBuffer() },
  'a JPEG with a wide profile': {
    isPlain: true,
    make: () => drawn(3).withIccProfile('p3').jpeg().toBuffer(),
  },
  'a JPEG with XMP': { isPlain: true, make: () => drawn(3).withXmp(XMP).jpeg().toBuffer() },
  'a JPEG with a certificate of origin': { isPlain: true, make: async () => withSegments(0xeb, 3, 50_000) },
  'a JPEG with an index of more pictures': { isPlain: false, make: async () => withSegments(0xe2, 1, 80) },
  'a CMYK JPEG': { isPlain: false, make: () => drawn(3).toColourspace('cmyk').jpeg().toBuffer() },
  'a JPEG that EXIF turns': {
    isPlain: false,
    make: () => drawn(3).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  },
  'a WebP': { isPlain: false, make: () => drawn(3).webp().toBuffer() },
  'a TIFF': { isPlain: false, make: () => drawn(3).tiff().toBuffer() },
}

const XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let pictures: Buffer[] = []
beforeAll(async () => {
  folder = await temporaryFolder()
  await writeStrangePictures(folder.path)
  pictures = await Promise.all(Object.values(PICTURES).map(({ make }) => make()))
})
afterAll(() => folder.remove())

describe('headerOf', () => {
  it.each(Object.entries(PICTURES))('reads %s as the decoder does, or leaves it to it', async (_, one) => {
    const bytes = await one.make()
    const header = await readHeader(bytes)
    expect(header).toEqual(one.isPlain ? await asDecoded(bytes) : null)
  })

  it('reads files as it reads bytes, and never contradicts the decoder about a strange one', async () => {
    for (const name of await readdir(folder.path)) {
      const path = join(folder.path, name)
      const header = await readHeader(await readFile(path))
      expect(await readHeader(path), name).toEqual(header)
      if (header) expect(header, name).toEqual(await asDecoded(await readFile(path)))
    }
  })

  it('never takes what a decoder would refuse or read otherwise, whatever bytes are damaged', async () => {
    const damage = fc.array(fc.tuple(fc.nat(700), fc.nat(255)), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.nat(pictures.length - 1), damage, async (which, changes) => {
        const bytes = Buffer.from(pictures[which] ?? '')
        for (const [at, value] of changes) bytes[at % Math.min(bytes.length, 700)] = value
        const header = await readHeader(bytes)
        if (header) expect(header).toEqual(await asDecoded(bytes))
      }),
      { numRuns: 2000, seed: 5 },
    )
  })
})

async function readHeader(input: string | Buffer): Promise<Header | null> {
  return withBytes(input, async (bytes) => {
    const kind = sniff(await bytes.read(0, 1024))
    if (!kind || !('format' in kind) || !(await isComplete(kind.format, bytes))) return null
    return headerOf(kind.format, bytes)
  })
}

/** What the decoder says, without a header of ours. */
async function asDecoded(bytes: Buffer): Promise<Header & { pages?: number }> {
  const { autoOrient, hasAlpha, depth, space, pages } = await sharp(bytes, { failOn: 'none' }).metadata()
  const header = { ...autoOrient, hasAlpha, depth: depth === 'ushort' ? 16 : 8, space }
  return { ...header, ...(pages !== undefined && { pages }) } as Header
}

function drawn(channels: 1 | 2 | 3 | 4) {
  const data = Buffer.from(
    Array.from({ length: WIDTH * HEIGHT * channels }, (_, at) => (at * 37 + (at >> 5)) & 255),
  )
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels } })
}

/** PNG can name one colour that is see-through; sharp writes no such file. */
async function withTransparentColour(): Promise<Buffer> {
  const png = await drawn(3).png().toBuffer()
  const at = png.indexOf('IDAT') - 4
  // six bytes of black; the checksum follows
  const part = Buffer.from('0000000674524e5300000000000000000000', 'hex')
  part.writeUInt32BE(crc32(part.subarray(4, 14)), 14)
  return Buffer.concat([png.subarray(0, at), part, png.subarray(at)])
}

async function withSegments(marker: number, count: number, length: number): Promise<Buffer> {
  const jpeg = await drawn(3).jpeg().toBuffer()
  const segment = Buffer.alloc(length, 'MPF\0')
  segment.set([0xff, marker, (length - 2) >> 8, (length - 2) & 255])
  return Buffer.concat([
    jpeg.subarray(0, 2),
    ...Array.from({ length: count }, () => segment),
    jpeg.subarray(2),
  ])
}
