import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { samplePictures } from '../../src/imaging/sample-pictures.ts'

describe('samplePictures', () => {
  it.each(samplePictures())(
    'draws $name the same each time, colourful and of 1344 x 768',
    async ({ draw }) => {
      const [picture, again] = [await draw(), await draw()]
      expect(picture.equals(again)).toBe(true)
      expect(await sharp(picture).metadata()).toMatchObject({
        format: 'png',
        width: 1344,
        height: 768,
        hasAlpha: false,
      })
      const { entropy, channels } = await sharp(picture).stats()
      expect(entropy).toBeGreaterThan(4)
      for (const { stdev } of channels) expect(stdev).toBeGreaterThan(15)
    },
  )

  it('describes each honestly and well enough to be delivered', () => {
    for (const { title, keywords, category, name } of samplePictures()) {
      expect(title.length).toBeLessThanOrEqual(70)
      expect(new Set(keywords).size).toBe(keywords.length)
      expect(keywords.length).toBeGreaterThanOrEqual(20)
      expect(category >= 1 && category <= 21).toBe(true)
      expect(name.length).toBeLessThanOrEqual(30)
    }
  })
})
