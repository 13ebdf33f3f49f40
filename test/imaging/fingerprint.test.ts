import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { Fingerprint, fingerprintDistance, fingerprintOf } from '../../src/imaging/fingerprint.ts'
import { samplePictures } from '../../src/imaging/sample-pictures.ts'

const hash = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 32, maxLength: 32 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''))

describe('fingerprintOf', () => {
  let scenes: Buffer[]
  let first: string

  beforeAll(async () => {
    scenes = await Promise.all(samplePictures().map(({ draw }) => draw()))
    first = await fingerprintOf(scenes[0] ?? Buffer.alloc(0))
  })

  it('gives 32 hexadecimal digits, the same for the same bytes', async () => {
    expect(Fingerprint.parse(first)).toBe(first)
    expect(await fingerprintOf(scenes[0] ?? Buffer.alloc(0))).toBe(first)
  })

  const changes: [string, number, (picture: Sharp) => Sharp][] = [
    ['enlarged', 2, (picture) => picture.resize(3840, 2160, { fit: 'fill' })],
    ['compressed', 2, (picture) => picture.jpeg({ quality: 40 })],
    ['grey', 4, (picture) => picture.greyscale()],
    ['brighter', 4, (picture) => picture.modulate({ brightness: 1.15 })],
    ['of another hue', 4, (picture) => picture.modulate({ hue: 30 })],
    ['flipped', 0, (picture) => picture.flop()],
    ['flipped and compressed', 3, (picture) => picture.flop().jpeg({ quality: 50 })],
  ]

  it.each(changes)('recognises a picture that was %s', async (_, most, change) => {
    const changed = await change(sharp(scenes[0])).toBuffer()
    expect(fingerprintDistance(first, await fingerprintOf(changed))).toBeLessThanOrEqual(most)
  })

  it('tells scenes apart', async () => {
    const prints = await Promise.all(scenes.map((scene) => fingerprintOf(scene)))
    const pairs = prints.flatMap((a, n) => prints.slice(n + 1).map((b) => fingerprintDistance(a, b)))
    expect(Math.min(...pairs)).toBeGreaterThan(14)
  })

  it('turns a picture as its EXIF orientation says', async () => {
    const upright = scenes[0] ?? Buffer.alloc(0)
    const lying = await sharp(upright).rotate(-90).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    expect(fingerprintDistance(first, await fingerprintOf(lying))).toBeLessThanOrEqual(3)
  })

  it('sees a transparent picture on white, whatever its hidden colours', async () => {
    const clear = await sharp({ create: { width: 64, height: 64, channels: 4, background: '#f000' } })
      .png()
      .toBuffer()
    const white = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await fingerprintOf(clear)).toBe(await fingerprintOf(white))
  })
})

describe('fingerprintDistance', () => {
  it('is the same both ways, and none from a picture to itself or its mirror', () => {
    fc.assert(
      fc.property(hash, hash, (a, b) => {
        expect(fingerprintDistance(a, b)).toBe(fingerprintDistance(b, a))
        expect(fingerprintDistance(a, a)).toBe(0)
        expect(fingerprintDistance(a, a.slice(16) + a.slice(0, 16))).toBe(0)
      }),
    )
  })

  it('counts the bits that differ', () => {
    const plain = (picture: string) => `${picture}${'5'.repeat(16)}`
    expect(fingerprintDistance(plain('0'.repeat(16)), plain('800000000000000f'))).toBe(5)
  })
})
