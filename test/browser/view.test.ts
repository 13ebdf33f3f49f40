import { describe, expect, it } from 'vitest'
import { fitScale, pan, placement, settle, WHOLE, zoomAt } from '../../src/browser/view.ts'

const wide = { stage: { width: 1000, height: 800 }, picture: { width: 4000, height: 2000 } }
const small = { stage: { width: 1000, height: 800 }, picture: { width: 100, height: 100 } }

describe('a look at a picture', () => {
  it('shows all of it in the middle at first', () => {
    expect(fitScale(wide)).toBe(0.25)
    expect(placement(WHOLE, wide)).toEqual({ left: 0, top: 150, scale: 0.25 })
    expect(placement(WHOLE, small)).toEqual({ left: 100, top: 0, scale: 8 })
  })

  it.each([
    { x: 700, y: 300 },
    { x: 400, y: 500 },
    { x: 999, y: 400 },
  ])('keeps what lies under $x, $y where it is while it comes nearer', (point) => {
    let look = zoomAt(WHOLE, 2, { x: 500, y: 400 }, wide)
    const under = (now: typeof look) => {
      const { left, top, scale } = placement(now, wide)
      return [(point.x - left) / scale, (point.y - top) / scale].map((value) => value.toFixed(6))
    }
    const before = under(look)
    look = zoomAt(look, 4, point, wide)
    expect(under(look)).toEqual(before)
  })

  it('moves by as many pixels as the hand does', () => {
    const near = zoomAt(WHOLE, 4, { x: 500, y: 400 }, wide)
    const before = placement(near, wide)
    const after = placement(pan(near, { x: 30, y: -20 }, wide), wide)
    expect(after.left - before.left).toBeCloseTo(30)
    expect(after.top - before.top).toBeCloseTo(-20)
  })

  it('leaves no gap at an edge, and stays centred where the picture is smaller than the stage', () => {
    const near = zoomAt(WHOLE, 2, { x: 500, y: 400 }, wide)
    expect(placement(pan(near, { x: 9e9, y: 9e9 }, wide), wide)).toMatchObject({ left: 0, top: 0 })
    const { left, scale } = placement(pan(near, { x: -9e9, y: 0 }, wide), wide)
    expect(left + 4000 * scale).toBeCloseTo(1000)
    expect(pan(WHOLE, { x: 50, y: 50 }, wide)).toEqual(WHOLE)
  })

  it('can be settled again without moving', () => {
    const near = zoomAt(WHOLE, 3, { x: 10, y: 790 }, wide)
    expect(settle(near, wide)).toEqual(near)
  })
})
