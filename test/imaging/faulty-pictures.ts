import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { samplePictures } from '../../src/imaging/sample-pictures.ts'
import { temporaryFolder } from '../support/folder.ts'

/** The size at which pictures are delivered. */
export const DELIVERED = { width: 3840, height: 2160 }

/** Draws a picture by SVG at full size. */
export function draw(content: string, { width, height } = DELIVERED): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`
  return sharp(Buffer.from(svg)).removeAlpha()
}

/** Draws one of our scenes: what a clean picture is. */
export async function scene(name: string): Promise<Sharp> {
  const found = samplePictures().find((picture) => picture.name === name)
  if (!found) throw new Error(`There is no scene ${name}.`)
  return sharp(await found.draw())
}

/** Enlarges a scene as the product does without a model. */
export async function enlarged(name: string): Promise<Sharp> {
  return sharp(
    await (await scene(name))
      .resize({ ...DELIVERED, fit: 'cover' })
      .png()
      .toBuffer(),
  )
}

/** Writes a picture as a JPEG like a delivered one, and returns its path. */
export async function asJpeg(picture: Sharp, quality = 95): Promise<string> {
  const path = join(await temporaryFolder(), 'picture.jpg')
  await picture.jpeg({ quality, chromaSubsampling: '4:4:4' }).toFile(path)
  return path
}

/** Writes a picture as a PNG, and returns its path. */
export async function asPng(picture: Sharp): Promise<string> {
  const path = join(await temporaryFolder(), 'picture.png')
  await picture.png().toFile(path)
  return path
}

/** Changes every byte of a picture. */
export async function everyByte(picture: Sharp, change: (level: number) => number): Promise<Sharp> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return sharp(Buffer.from(data.map(change)), {
    raw: { width: info.width, height: info.height, channels: 3 },
  })
}
