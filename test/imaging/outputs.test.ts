import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/imaging/decode.ts'
import { encodeTo, resizeTo } from '../../src/imaging/encode.ts'
import { fingerprintOf } from '../../src/imaging/likeness.ts'
import { blankPixels, type Pixels } from '../../src/imaging/pixels.ts'
import { thumbnail } from '../../src/imaging/thumbnail.ts'
import { findFault } from '../../src/imaging/verify.ts'
import { quarters, temporaryFolder, writeStrangePictures } from './strange-pictures.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let reference: Pixels
let large: Pixels
beforeAll(async () => {
  folder = await temporaryFolder()
  await writeStrangePictures(folder.path)
  reference = await decode(await quarters(160, 90).png().toBuffer(), { aspect: null })
  large = await resizeTo(reference, { width: 640, height: 360 })
})
afterAll(() => folder.remove())

describe('encodeTo', () => {
  it.each(['jpg', 'png'] as const)('writes a whole %s with the sRGB profile inside', async (format) => {
    const path = join(folder.path, `plain.${format}`)
    const bytes = await encodeTo(path, large, { format })
    expect((await stat(path)).size).toBe(bytes)
    const metadata = await sharp(path).metadata()
    expect(metadata).toMatchObject({ width: 640, height: 360, space: 'srgb', channels: 3, hasProfile: true })
    expect(metadata.icc?.toString('latin1')).toContain('RGB')
    if (format === 'jpg') expect(metadata.chromaSubsampling).toBe('4:4:4')
  })

  it('keeps every pixel of a PNG', async () => {
    const path = join(folder.path, 'exact.png')
    await encodeTo(path, large, { format: 'png' })
    expect(Buffer.compare((await decode(path, { aspect: null })).data, large.data)).toBe(0)
  })
})

describe('findFault', () => {
  const written = async (pixels: Pixels, format: 'jpg' | 'png' = 'jpg') => {
    const path = join(folder.path, `output.${format}`)
    await encodeTo(path, pixels, { format })
    return path
  }
  const expected = () =>
    ({ format: 'jpg', size: { width: 640, height: 360 }, reference: fingerprintOf(reference) }) as const

  it('accepts an enlargement, plain or sharpened', async () => {
    expect(await findFault(await written(large), expected())).toBeNull()
    const sharper = await sharp(large.data, { raw: { width: 640, height: 360, channels: 3 } })
      .sharpen({ sigma: 2 })
      .raw()
      .toBuffer()
    expect(await findFault(await written({ ...large, data: sharper }), expected())).toBeNull()
  })

  it.each<[string, (pixels: Pixels) => Uint8Array]>([
    ['black', ({ data }) => data.map(() => 0)],
    ['flat', ({ data }) => data.map(() => 128)],
    ['garbled', ({ data }) => data.map((value, n) => value ^ ((n * 2654435761) >>> 24))],
    ['inverted', ({ data }) => data.map((value) => 255 - value)],
    ['shifted', ({ data }) => Uint8Array.from(data, (_, n) => data[(n + 640 * 3 * 40) % data.length] ?? 0)],
    ['half black', ({ data }) => data.map((value, n) => (n < data.length / 2 ? value : 0))],
  ])('catches a picture that is %s', async (_, spoil) => {
    const path = await written({ ...large, data: spoil(large) })
    expect(await findFault(path, expected())).toContain('does not look like the original')
  })

  it('catches one tile in the wrong place', async () => {
    const spoiled = blankPixels(large)
    spoiled.data.set(large.data)
    for (let y = 0; y < 90; y++)
      spoiled.data.fill(0, ((y + 100) * 640 + 400) * 3, ((y + 100) * 640 + 480) * 3)
    expect(await findFault(await written(spoiled), expected())).toContain('largest')
  })

  it('catches a wrong size, a wrong format and a file that was not written to its end', async () => {
    const small = await findFault(await written(reference), expected())
    expect(small).toContain('160 x 90 pixels instead of 640 x 360')
    expect(await findFault(await written(large, 'png'), expected())).toBe('It is a png file.')
    const path = await written(large)
    const file = await open(path, 'r+')
    await file.truncate((await file.stat()).size - 500)
    await file.close()
    expect(await findFault(path, expected())).toContain('cut short')
  })
})

describe('thumbnail', () => {
  it.each(['alpha16.png', 'cmyk.jpg', 'rotated.jpg', 'grey.jpg', 'animated.webp', 'jpeg-inside.png'])(
    'previews %s upright inside its square',
    async (name) => {
      const preview = await sharp(await thumbnail(join(folder.path, name), 48)).metadata()
      expect(preview).toMatchObject({ format: 'webp', width: 48, height: 32, space: 'srgb' })
    },
  )

  it('never enlarges', async () => {
    const preview = await sharp(await thumbnail(join(folder.path, 'grey.jpg'), 500)).metadata()
    expect(preview).toMatchObject({ width: 96, height: 64 })
  })
})
