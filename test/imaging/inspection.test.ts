import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspect } from '../../src/imaging/inspection.ts'
import { pngHeader, quarters, STRANGE, temporaryFolder, writeStrangePictures } from './strange-pictures.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  await writeStrangePictures(folder.path)
})
afterAll(() => folder.remove())

describe('inspect', () => {
  it.each(Object.entries(STRANGE))('judges %s by its content', async (name, problem) => {
    const found = await inspect(join(folder.path, name))
    if (problem === null) expect(found).toMatchObject({ ok: true, width: 96, height: 64, problem: null })
    else expect(found).toMatchObject({ ok: false, problem: expect.stringContaining(problem) })
  })

  it('tells depth, transparency, colour space and pages', async () => {
    const of = (name: string) => inspect(join(folder.path, name))
    expect(await of('alpha16.png')).toMatchObject({ depth: 16, hasAlpha: true, mime: 'image/png' })
    expect(await of('cmyk.jpg')).toMatchObject({ space: 'cmyk', format: 'jpeg' })
    expect(await of('animated.webp')).toMatchObject({ pages: 3, format: 'webp' })
    expect(await of('jpeg-inside.png')).toMatchObject({ format: 'jpeg', mime: 'image/jpeg' })
  })

  it.each(['png', 'jpeg', 'webp', 'avif', 'tiff'] as const)(
    'accepts a whole %s and knows every cut one',
    async (format) => {
      const whole = await quarters(200, 120).toFormat(format).toBuffer()
      expect(await inspect(whole)).toMatchObject({
        ok: true,
        complete: true,
        format,
        width: 200,
        height: 120,
      })
      for (const part of [0.1, 0.3, 0.5, 0.9, 0.99]) {
        const cut = whole.subarray(0, Math.floor(whole.length * part))
        expect(await inspect(cut), `${format} cut at ${part}`).toMatchObject({ ok: false, complete: false })
      }
      for (const bytes of [1, 2, 3, 5]) expect((await inspect(whole.subarray(0, bytes))).ok).toBe(false)
    },
  )

  it('is not misled by the preview inside a cut JPEG, nor by what follows a whole one', async () => {
    const preview = await quarters(32, 32).jpeg().toBuffer()
    const picture = await quarters(400, 300).jpeg().toBuffer()
    const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0, 0]), preview])
    segment.writeUInt16BE(preview.length + 2, 2)
    const withPreview = Buffer.concat([picture.subarray(0, 2), segment, picture.subarray(2)])

    expect(await inspect(withPreview)).toMatchObject({ ok: true, width: 400 })
    expect(await inspect(withPreview.subarray(0, -100))).toMatchObject({ ok: false, complete: false })
    expect(await inspect(Buffer.concat([picture, Buffer.alloc(200_000, 7)]))).toMatchObject({ ok: true })
  })

  it('refuses a picture of too many pixels from its header alone', async () => {
    const path = join(folder.path, 'bomb.png')
    await writeFile(path, pngHeader(40_000, 40_000))
    expect(await inspect(path)).toEqual({
      ok: false,
      complete: true,
      format: 'png',
      problem: 'The picture is too large: 40,000 x 40,000 pixels, and 268 megapixels is the most.',
    })
  })

  it.each([
    ['an SVG drawing', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a web page', '<!doctype html><title>Not found</title>'],
    ['a GIF', 'GIF89a\u0001\u0000\u0001\u0000'],
    ['a PDF', '%PDF-1.7\n'],
    ['a HEIC picture', '\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic'],
  ])('names %s for what it is', async (name, content) => {
    const found = await inspect(Buffer.from(content, 'latin1'))
    expect(found).toMatchObject({ ok: false, problem: expect.stringContaining(name) })
  })

  it('never throws: not for a missing file, a folder, or noise', async () => {
    expect(await inspect(join(folder.path, 'none.png'))).toMatchObject({
      ok: false,
      problem: 'The file is gone.',
    })
    expect(await inspect(folder.path)).toMatchObject({
      ok: false,
      problem: 'This is a folder, not a picture.',
    })
    const jpeg = await readFile(join(folder.path, 'grey.jpg'))
    const damaged = Buffer.concat([jpeg.subarray(0, 3), Buffer.alloc(300, 0x55), jpeg.subarray(-2)])
    expect(await inspect(damaged)).toMatchObject({ ok: false, problem: expect.stringContaining('damaged') })
  })
})
