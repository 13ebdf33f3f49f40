import { describe, expect, it } from 'vitest'
import { AspectText, cropAspect, TargetText, targetSize, targetText } from '../../src/upscale/target.ts'

const wide = { width: 16, height: 9 }

describe('TargetText', () => {
  it.each([
    ['5120x2880', { width: 5120, height: 2880 }],
    ['x4', { scale: 4 }],
    ['x1.5', { scale: 1.5 }],
    ['long:5120', { longEdge: 5120 }],
    ['24mp', { megapixels: 24 }],
    ['4.5MP', { megapixels: 4.5 }],
  ])('reads %s', (text, target) => {
    expect(TargetText.parse(text)).toEqual(target)
    expect(targetText(target)).toBe(text.toLowerCase())
  })

  it.each(['', '0x9', '4', 'x0', 'long:', '24 mp', '3840×2160'])(
    'refuses "%s" and says what it takes',
    (text) => {
      expect(TargetText.safeParse(text).error?.issues[0]?.message).toBe(
        'expected a size like 3840x2160, x4, long:5120 or 24mp',
      )
    },
  )
})

describe('AspectText', () => {
  it('reads a ratio, and none', () => {
    expect(AspectText.parse('4:3')).toEqual({ width: 4, height: 3 })
    expect(AspectText.parse('none')).toBeNull()
    expect(AspectText.safeParse('4:0').success).toBe(false)
  })
})

describe('targetSize', () => {
  it('is exactly the size that was asked for, whatever a crop in whole pixels has left', () => {
    const target = { width: 3840, height: 2160 }
    expect(targetSize(target, { width: 1344, height: 756 }, true)).toEqual(target)
    expect(targetSize(target, { width: 1, height: 1 }, true)).toEqual(target)
  })

  it('fits a picture that is not cropped into the size, and keeps its ratio', () => {
    const target = { width: 3840, height: 2160 }
    expect(targetSize(target, { width: 1024, height: 1024 }, false)).toEqual({ width: 2160, height: 2160 })
    expect(targetSize(target, { width: 1024, height: 576 }, false)).toEqual(target)
  })

  it.each([
    [{ scale: 4 }, { width: 4096, height: 2304 }],
    [{ longEdge: 5120 }, { width: 5120, height: 2880 }],
    [{ megapixels: 24 }, { width: 6532, height: 3675 }],
    [{ longEdge: 1 }, { width: 1, height: 1 }],
  ])('makes %o of 1024 x 576', (target, size) => {
    expect(targetSize(target, { width: 1024, height: 576 }, true)).toEqual(size)
    if ('megapixels' in target) expect(size.width * size.height).toBeGreaterThanOrEqual(24e6)
  })

  it('refuses what would be too large', () => {
    expect(() => targetSize({ scale: 99 }, { width: 1024, height: 576 }, true)).toThrow(
      'The result would have 101,376 x 57,024 pixels, which is too many. Choose a smaller size.',
    )
  })
})

describe('cropAspect', () => {
  it('is that of an exact size, unless nothing is to be cropped', () => {
    expect(cropAspect({ width: 1080, height: 1920 }, wide)).toEqual({ width: 1080, height: 1920 })
    expect(cropAspect({ width: 1080, height: 1920 }, null)).toBeNull()
    expect(cropAspect({ scale: 4 }, wide)).toEqual(wide)
  })
})
