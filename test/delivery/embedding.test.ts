import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { IIM, iimOf } from '../../src/delivery/embedded.ts'
import { createEmbedder } from '../../src/delivery/embedding.ts'
import { createExiftool } from '../../src/delivery/exiftool.ts'
import { takeApart } from '../../src/delivery/segments.ts'
import { temporaryFolder } from '../support/folder.ts'
import { addCredentials, HARD, jpegAt, tagsOf } from './pictures.ts'

const embedder = createEmbedder(createExiftool())
afterAll(() => embedder.stop())

describe('the words in a picture', () => {
  it('are read by another process exactly as they are, in XMP and in IPTC', async () => {
    const path = await jpegAt(await temporaryFolder())
    expect(await embedder.embed(path, HARD)).toEqual({ state: 'written', way: 'exiftool' })
    expect(await tagsOf(path)).toMatchObject({
      'XMP-dc:Title': HARD.title,
      'XMP-dc:Description': HARD.description,
      'XMP-dc:Subject': HARD.keywords,
      'XMP-iptcExt:DigitalSourceType': expect.stringContaining('trainedAlgorithmicMedia'),
      'IPTC:CodedCharacterSet': 'UTF8',
      'IPTC:ObjectName': iimOf(HARD).title,
      'IPTC:Caption-Abstract': HARD.description,
      'IPTC:Keywords': HARD.keywords,
      'Photoshop:IPTCDigest': expect.stringMatching(/^[0-9a-f]{32}$/),
      'ICC_Profile:ProfileDescription': 'sRGB',
    })
  })

  it('leave every pixel as it was, compressed and decoded', async () => {
    const path = await jpegAt(await temporaryFolder())
    const before = await readFile(path)
    const pixels = await sharp(path).raw().toBuffer()
    await embedder.embed(path, HARD)
    const after = await readFile(path)
    expect(after.equals(before)).toBe(false)
    expect(takeApart(after)?.pixels.equals(takeApart(before)?.pixels ?? Buffer.alloc(0))).toBe(true)
    expect((await sharp(path).raw().toBuffer()).equals(pixels)).toBe(true)
  })

  it('are not written again when they are there already', async () => {
    const path = await jpegAt(await temporaryFolder())
    await embedder.embed(path, HARD)
    const once = await readFile(path)
    expect(await embedder.embed(path, HARD)).toEqual({ state: 'same', way: 'exiftool' })
    expect((await readFile(path)).equals(once)).toBe(true)
    const other = { ...HARD, title: 'Another', keywords: ['one'] }
    expect((await embedder.embed(path, other)).state).toBe('written')
    expect(await tagsOf(path)).toMatchObject({ 'XMP-dc:Title': 'Another', 'IPTC:Keywords': 'one' })
  })

  it('hold the prompt only while somebody asks for it', async () => {
    const path = await jpegAt(await temporaryFolder())
    await embedder.embed(path, { ...HARD, prompt: 'a secret "prompt" 비밀', creator: '김', rights: '© Kim' })
    expect(await tagsOf(path)).toMatchObject({
      'XMP-iptcExt:AIPromptInformation': 'a secret "prompt" 비밀',
      'XMP-dc:Creator': '김',
      'IPTC:By-line': '김',
      'IPTC:CopyrightNotice': '© Kim',
    })
    await embedder.embed(path, HARD)
    const tags = await tagsOf(path)
    expect(JSON.stringify(tags)).not.toContain('secret')
    expect(tags['XMP-dc:Creator']).toBe('김')
  })

  it('go into a PNG as well, and leave what another program wrote there', async () => {
    const path = join(await temporaryFolder(), 'picture.png')
    await sharp({ create: { width: 40, height: 30, channels: 4, background: '#47620080' } })
      .withXmp(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>',
      )
      .png()
      .toFile(path)
    expect((await embedder.embed(path, HARD)).state).toBe('written')
    expect(await tagsOf(path)).toMatchObject({ 'XMP-dc:Subject': HARD.keywords, 'XMP-xmp:Rating': '4' })
  })

  it('stay out of a picture with Content Credentials, which is left byte for byte', async () => {
    const path = await jpegAt(await temporaryFolder())
    await addCredentials(path)
    const before = await readFile(path)
    expect(await embedder.embed(path, HARD)).toEqual({ state: 'left', code: 'credentials' })
    expect((await readFile(path)).equals(before)).toBe(true)
  })

  it('stay out of a file that has no place for them, and a broken picture is an error', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'words.jpg'), 'only words')
    expect(await embedder.embed(join(folder, 'words.jpg'), HARD)).toEqual({ state: 'left', code: 'no_place' })
    await writeFile(join(folder, 'stump.jpg'), Buffer.from('ffd8ffe0', 'hex'))
    await expect(embedder.embed(join(folder, 'stump.jpg'), HARD)).rejects.toThrow()
  })
})

describe('the small fields of IPTC', () => {
  it('get a title cut at a word and between whole characters, and no part of a keyword', () => {
    const long = 'Decorated Christmas tree with wrapped gifts in a cozy living room at night'
    expect(iimOf({ ...HARD, title: long }).title).toBe(
      'Decorated Christmas tree with wrapped gifts in a cozy living',
    )
    const family = '👨‍👩‍👧'.repeat(9)
    const cut = iimOf({ ...HARD, title: family }).title
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(IIM.title)
    expect(family.startsWith(cut)).toBe(true)
    expect(cut.length % '👨‍👩‍👧'.length).toBe(0)
    expect(iimOf({ ...HARD, keywords: ['한'.repeat(22), '한'.repeat(21)] }).keywords).toEqual([
      '한'.repeat(21),
    ])
  })
})
