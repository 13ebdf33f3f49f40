import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createEmbedder } from '../../src/delivery/embedding.ts'
import { createExiftool } from '../../src/delivery/exiftool.ts'
import { takeApart } from '../../src/delivery/segments.ts'
import { temporaryFolder } from '../support/folder.ts'
import { HARD, jpegAt, tagsOf } from './pictures.ts'

/** Embeds in a process whose PATH leads to no Perl, as on a system without it. */
async function embedWithoutPerl(path: string): Promise<unknown> {
  const program = join(import.meta.dirname, 'embedding-program.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program, path, JSON.stringify(HARD)], {
    env: { ...process.env, PATH: join(import.meta.dirname, 'nothing-here') },
  })
  return JSON.parse(stdout)
}

describe.skipIf(process.platform === 'win32')('without Perl', () => {
  it('the words are in XMP alone, without compressing the JPEG again', async () => {
    const path = await jpegAt(await temporaryFolder())
    const before = takeApart(await readFile(path))
    expect(await embedWithoutPerl(path)).toEqual({ state: 'written', way: 'xmp' })
    const after = takeApart(await readFile(path))
    expect(after?.pixels.equals(before?.pixels ?? Buffer.alloc(0))).toBe(true)
    const tags = await tagsOf(path)
    expect(tags).toMatchObject({
      'XMP-dc:Title': HARD.title,
      'XMP-dc:Description': HARD.description,
      'XMP-dc:Subject': HARD.keywords,
      'ICC_Profile:ProfileDescription': 'sRGB',
    })
    expect(Object.keys(tags).some((name) => name.startsWith('IPTC:'))).toBe(false)
    expect(await embedWithoutPerl(path)).toEqual({ state: 'same', way: 'xmp' })
  })

  it('a PNG gets them, too', async () => {
    const path = join(await temporaryFolder(), 'picture.png')
    await sharp({ create: { width: 40, height: 30, channels: 4, background: '#4762' } })
      .png()
      .toFile(path)
    expect(await embedWithoutPerl(path)).toEqual({ state: 'written', way: 'xmp' })
    expect(await tagsOf(path)).toMatchObject({ 'XMP-dc:Title': HARD.title, 'XMP-dc:Subject': HARD.keywords })
    expect((await sharp(path).metadata()).width).toBe(40)
  })

  it('what another program wrote is left as it is, and exiftool goes on from our packet', async () => {
    const path = await jpegAt(await temporaryFolder())
    expect(await embedWithoutPerl(path)).toMatchObject({ state: 'written' })
    const embedder = createEmbedder(createExiftool())
    expect(await embedder.embed(path, HARD)).toEqual({ state: 'written', way: 'exiftool' })
    await embedder.stop()
    expect(await embedWithoutPerl(path)).toEqual({ state: 'left', code: 'foreign' })
  })
})
