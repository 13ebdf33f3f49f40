import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { attentionRegion } from '../../src/imaging/attention.ts'
import { decode } from '../../src/imaging/decode.ts'

/** A grey picture with a colourful, busy patch. */
async function patched(width: number, height: number, left: number, top: number): Promise<Buffer> {
  const [side, pixels] = [120, Buffer.alloc(120 * 120 * 3)]
  for (let n = 0; n < side * side; n++) pixels.set((n >> 3) % 2 ? [250, 120, 30] : [20, 60, 200], n * 3)
  const patch = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer()
  const background = { r: 128, g: 128, b: 128 }
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([{ input: patch, left, top }])
    .png()
    .toBuffer()
}

describe('attentionRegion', () => {
  it.each([
    [0, 0],
    [1100, 1100],
    [0, 500],
  ])('lies where something is, at %i, %i', async (left, top) => {
    const picture = await patched(1400, 1400, left, top)
    const region = await attentionRegion(picture, { width: 1400, height: 1400 }, { width: 16, height: 9 })
    expect(region).toMatchObject({ left: 0, width: 1400, height: 788 })
    expect(region.top).toBeLessThanOrEqual(top + 5)
    expect(region.top + region.height).toBeGreaterThanOrEqual(top + 115)
  })

  it('is what decode crops to', async () => {
    const picture = await patched(600, 300, 470, 100)
    const { data, width } = await decode(picture, { aspect: { width: 1, height: 1 }, focus: 'attention' })
    expect(width).toBe(300)
    expect(data.some((value) => value > 240)).toBe(true)
    const plain = await decode(picture, { aspect: { width: 1, height: 1 }, focus: { x: 0, y: 0 } })
    expect(plain.data.some((value) => value > 240)).toBe(false)
  })
})
