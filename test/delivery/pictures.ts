import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { z } from 'zod'
import type { Embedded } from '../../src/delivery/embedded.ts'

/** Writes a small JPEG with an sRGB profile, as the upscaler leaves them. */
export async function jpegAt(folder: string, name = 'picture.jpg'): Promise<string> {
  const path = join(folder, name)
  await sharp({ create: { width: 96, height: 54, channels: 3, background: '#476' } })
    .withIccProfile('srgb')
    .jpeg({ quality: 95 })
    .toFile(path)
  return path
}

/** Words with everything that was ever garbled on the way. */
export const HARD: Embedded = {
  title: 'Señor’s "café" & <b>한국어</b> &amp; مرحبا 👨‍👩‍👧 \\ 100%',
  description: '겨울 풍경: first snow; שלום',
  keywords: [
    '1984',
    '1.50',
    '1e5',
    '007',
    'true',
    'null',
    '첫눈',
    'é',
    '"quoted"',
    "it's",
    '😀',
    'red dress',
  ],
  source: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  ...{ prompt: '', creator: '', rights: '' },
}

/** Reads tags with the vendored exiftool in a process of its own, which knows nothing of what wrote them. */
export async function tagsOf(path: string): Promise<Record<string, unknown>> {
  const require = createRequire(import.meta.resolve('exiftool-vendored'))
  const exiftool = z
    .string()
    .parse(require(`exiftool-vendored.${process.platform === 'win32' ? 'exe' : 'pl'}`))
  const args = ['-j', '-G1', '-api', 'structformat=JSONQ', '-charset', 'filename=utf8', path]
  const [program, ...before] = process.platform === 'win32' ? [exiftool] : ['perl', exiftool]
  const { stdout } = await promisify(execFile)(program ?? '', [...before, ...args], { encoding: 'utf8' })
  return z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(stdout))[0] ?? {}
}

/** Puts a segment with Content Credentials into a JPEG, as far as one is known by. */
export async function addCredentials(path: string): Promise<void> {
  const bytes = await sharp(path).jpeg().toBuffer()
  const body = Buffer.concat([
    Buffer.from('JP\0\u0001\0\0\0\u0001\0\0\0\u0020jumb'),
    Buffer.from('jumdc2pa\0'),
  ])
  const head = Buffer.from([0xff, 0xeb, 0, body.length + 2])
  await writeFile(path, Buffer.concat([bytes.subarray(0, 2), head, body, bytes.subarray(2)]))
}
