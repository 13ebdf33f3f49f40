import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** Makes a temporary folder; `remove` belongs into the test's afterEach or afterAll. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'stockroom test 시험 '))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** A picture with a red, a green, a blue and a white quarter over a slight gradient: any mix-up shows. */
export function quarters(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [right, low] = [x >= width / 2, y >= height / 2]
      const shade = Math.floor((40 * x) / width)
      data.set([right === low ? 255 : shade, right ? 255 : shade, low ? 255 : shade], (y * width + x) * 3)
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

/** The names of the pictures that {@link writeStrangePictures} writes, and what is to come of each. */
export const STRANGE = {
  'truncated.png': 'cut short',
  'huge.png': '40,000 x 40,000',
  'text.png': 'holds text',
  'empty.png': 'empty',
  'alpha16.png': null,
  'cmyk.jpg': null,
  'rotated.jpg': null,
  'grey.jpg': null,
  'animated.webp': null,
  'jpeg-inside.png': null,
} as const

/** Writes pictures of the kinds that break programs into a folder, all of them 96 x 64 where they have a size. */
export async function writeStrangePictures(folder: string): Promise<void> {
  const picture = quarters(96, 64)
  const jpeg = await picture.clone().jpeg().toBuffer()
  const files: Record<keyof typeof STRANGE, Buffer> = {
    'truncated.png': (await picture.clone().png().toBuffer()).subarray(0, -20),
    'huge.png': pngHeader(40_000, 40_000),
    'text.png': Buffer.from('A red fox in the snow, golden hour\n'),
    'empty.png': Buffer.alloc(0),
    'alpha16.png': await halfTransparent().toColourspace('rgb16').png().toBuffer(),
    'cmyk.jpg': await picture.clone().toColourspace('cmyk').jpeg().toBuffer(),
    'rotated.jpg': await quarters(64, 96).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    'grey.jpg': await picture.clone().greyscale().jpeg().toBuffer(),
    'animated.webp': await animation(),
    'jpeg-inside.png': jpeg,
  }
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
}

/** The beginning of a PNG of any size: the signature, a sound header, and data that never come. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.from('IHDR00000000\u0008\u0002\u0000\u0000\u0000', 'latin1')
  header.writeUInt32BE(width, 4)
  header.writeUInt32BE(height, 8)
  const parts = [Buffer.from('89504e470d0a1a0a0000000d', 'hex'), header, Buffer.alloc(4)]
  parts[2]?.writeUInt32BE(crc32(header))
  return Buffer.concat([...parts, Buffer.from('0000100049444154', 'hex')])
}

/** Red, opaque on the left and transparent on the right. */
function halfTransparent(): Sharp {
  const data = Buffer.alloc(96 * 64 * 4)
  for (let at = 0; at < data.length; at += 4) data.set([255, 0, 0, (at / 4) % 96 < 48 ? 255 : 0], at)
  return sharp(data, { raw: { width: 96, height: 64, channels: 4 } })
}

async function animation(): Promise<Buffer> {
  const frames = [quarters(96, 64), quarters(96, 64).negate(), quarters(96, 64).flip()]
  const pictures = await Promise.all(frames.map((frame) => frame.png().toBuffer()))
  return sharp(pictures, { join: { animated: true } })
    .webp({ lossless: true, delay: [100, 100, 100] })
    .toBuffer()
}
