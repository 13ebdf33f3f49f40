import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/imaging/decode.ts'
import type { Pixels } from '../../src/imaging/pixels.ts'
import { quarters, STRANGE, temporaryFolder, writeStrangePictures } from './strange-pictures.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  await writeStrangePictures(folder.path)
})
afterAll(() => folder.remove())

const whole = (name: string) => decode(join(folder.path, name), { aspect: null })

function pixel({ data, width }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)]
}

function expectNear(found: number[], wanted: number[], by: number): void {
  for (const [n, value] of wanted.entries()) expect(Math.abs((found[n] ?? 0) - value)).toBeLessThanOrEqual(by)
}

describe('decode', () => {
  it.each(Object.entries(STRANGE))('handles %s or refuses it with a reason', async (name, problem) => {
    if (problem)
      return expect(whole(name)).rejects.toMatchObject({
        code: 'unsupported',
        message: expect.stringContaining(problem),
      })
    expect(await whole(name)).toMatchObject({ width: 96, height: 64, data: { length: 96 * 64 * 3 } })
  })

  it('lays transparency on white and says so', async () => {
    const picture = await whole('alpha16.png')
    expect(pixel(picture, 10, 10)).toEqual([255, 0, 0])
    expect(pixel(picture, 90, 10)).toEqual([255, 255, 255])
    expect(picture.notes).toEqual(['transparency was flattened onto white'])
  })

  it('says nothing about an alpha channel that hides nothing', async () => {
    const picture = await decode(await quarters(30, 20).ensureAlpha().png().toBuffer(), { aspect: null })
    expect(picture.notes).toEqual([])
    expect(pixel(picture, 1, 1)).toEqual(
      pixel(await decode(await quarters(30, 20).png().toBuffer(), { aspect: null }), 1, 1),
    )
  })

  it('turns a picture upright before it is cropped', async () => {
    const picture = await decode(join(folder.path, 'rotated.jpg'), { aspect: { width: 16, height: 9 } })
    expect([picture.width, picture.height]).toEqual([96, 54])
    const [plain, rotated] = [await quarters(64, 96).rotate(90).raw().toBuffer(), await whole('rotated.jpg')]
    expectNear(pixel(rotated, 20, 12), pixel({ data: plain, width: 96, height: 64 }, 20, 12), 12)
  })

  it('spreads grey over three channels', async () => {
    const [r, g, b] = pixel(await whole('grey.jpg'), 70, 50)
    expect([g, b]).toEqual([r, r])
  })

  it('brings CMYK near the colours it was made from', async () => {
    const picture = await whole('cmyk.jpg')
    expectNear(pixel(picture, 80, 55), [255, 255, 255], 12)
    const [r = 0, , b = 0] = pixel(picture, 20, 50)
    expect(b).toBeGreaterThan(r + 60)
  })

  it('converts a wide-gamut picture to sRGB', async () => {
    const green = {
      create: { width: 8, height: 8, channels: 3, background: { r: 200, g: 120, b: 60 } },
    } as const
    const p3 = await sharp(green).withIccProfile('p3').png().toBuffer()
    const kept = await sharp(p3).keepIccProfile().raw().toBuffer()
    const converted = await decode(p3, { aspect: null })
    expectNear(pixel(converted, 4, 4), [200, 120, 60], 2)
    expect([...kept.subarray(0, 3)]).not.toEqual([200, 120, 60])
  })

  it('takes the first frame of an animation and says so', async () => {
    const picture = await whole('animated.webp')
    expect(picture.notes).toEqual(['only the first of 3 frames was used'])
    expectNear(pixel(picture, 90, 60), [255, 255, 255], 3)
  })

  it('stops with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(decode(join(folder.path, 'grey.jpg'), { aspect: null, signal })).rejects.toThrow('enough')
  })
})
