import { describe, expect, it } from 'vitest'
import { createPace } from '../../src/upscale/pace.ts'

describe('createPace', () => {
  it('learns from the tiles of the first picture, then from all that is done', () => {
    let time = 0
    const pace = createPace(3, () => time)
    expect([pace.msPerImage(), pace.eta()]).toEqual([null, null])

    pace.begin(0)
    time = 1000
    pace.reach(0, 0.25)
    expect([pace.msPerImage(), pace.eta()]).toEqual([4000, 11_000])

    time = 4000
    pace.begin(1)
    time = 5000
    pace.finish(0)
    expect([pace.msPerImage(), pace.eta()]).toEqual([5000, 10_000])
    time = 7500
    pace.reach(1, 0.5)
    expect(pace.eta()).toBe(7500)
    pace.finish(1)
    pace.begin(2)
    pace.finish(2)
    expect([pace.finished(), pace.eta()]).toEqual([3, 0])
  })

  it('neither counts idle time nor a picture that is begun again', () => {
    let time = 0
    const pace = createPace(2, () => time)
    pace.begin(0)
    time = 1000
    pace.drop(0)
    time = 9000
    expect(pace.finished()).toBe(0)
    pace.begin(0)
    time = 10_000
    pace.finish(0)
    expect([pace.msPerImage(), pace.eta()]).toEqual([2000, 2000])
  })
})
