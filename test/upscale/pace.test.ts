import { describe, expect, it } from 'vitest'
import { createPace } from '../../src/upscale/pace.ts'

describe('createPace', () => {
  it('learns from the tiles of the first picture, then from whole pictures', () => {
    let time = 0
    const pace = createPace(3, () => time)
    expect([pace.msPerImage(), pace.eta()]).toEqual([null, null])

    pace.begin()
    time = 1000
    pace.reach(0.25)
    expect([pace.msPerImage(), pace.eta()]).toEqual([4000, 11_000])

    time = 5000
    pace.finish()
    expect([pace.msPerImage(), pace.eta()]).toEqual([5000, 10_000])

    pace.begin()
    pace.reach(0.5)
    expect(pace.eta()).toBe(7500)
    pace.finish()
    pace.begin()
    pace.finish()
    expect(pace.eta()).toBe(0)
  })
})
