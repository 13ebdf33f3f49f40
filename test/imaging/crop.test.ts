import { describe, expect, it } from 'vitest'
import { cropRegion } from '../../src/imaging/crop.ts'

const wide = { width: 16, height: 9 }

describe('cropRegion', () => {
  it.each([
    [
      { width: 1024, height: 1024 },
      { left: 0, top: 224, width: 1024, height: 576 },
    ],
    [
      { width: 1344, height: 768 },
      { left: 0, top: 6, width: 1344, height: 756 },
    ],
    [
      { width: 2560, height: 1080 },
      { left: 320, top: 0, width: 1920, height: 1080 },
    ],
    [
      { width: 3840, height: 2160 },
      { left: 0, top: 0, width: 3840, height: 2160 },
    ],
  ])('takes the largest 16:9 region from the middle of %o', (size, region) => {
    expect(cropRegion(size, wide)).toEqual(region)
  })

  it('keeps everything when no ratio is asked for', () => {
    expect(cropRegion({ width: 7, height: 5 }, null)).toEqual({ left: 0, top: 0, width: 7, height: 5 })
  })

  it('stays inside and as large as possible for every size up to 60', () => {
    for (let width = 1; width <= 60; width++) {
      for (let height = 1; height <= 60; height++) {
        const region = cropRegion({ width, height }, wide)
        expect(region.left >= 0 && region.top >= 0).toBe(true)
        expect(region.left + region.width <= width && region.top + region.height <= height).toBe(true)
        expect(region.width === width || region.height === height).toBe(true)
        expect(Math.min(region.width, region.height)).toBeGreaterThan(0)
        expect(Math.abs(region.width - (region.height * 16) / 9) <= 8 / 9 + 1e-9 || region.height === 1).toBe(
          true,
        )
      }
    }
  })

  it('lies at the focus as far as the picture allows', () => {
    const square = { width: 100, height: 100 }
    expect(cropRegion(square, { width: 2, height: 1 }, { x: 0.5, y: 0 }).top).toBe(0)
    expect(cropRegion(square, { width: 2, height: 1 }, { x: 0.5, y: 1 }).top).toBe(50)
  })

  it('names what is wrong with a size', () => {
    expect(() => cropRegion({ width: 0, height: 9 }, wide)).toThrow(
      'Expected a size in whole pixels for size',
    )
    expect(() => cropRegion(wide, { width: 16, height: 0 })).toThrow('Expected two numbers over 0 for aspect')
  })
})
