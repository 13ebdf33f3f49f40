import { describe, expect, it } from 'vitest'
import { deliveryName, LONGEST_NAME } from '../../src/delivery/file-names.ts'

const none = new Set<string>()

describe('the name of a delivered picture', () => {
  it('is the picture’s own when that is short and plain', () => {
    expect(deliveryName('image_01.png', 'jpg', none)).toBe('image_01.jpg')
  })

  it.each([
    ['christmas_tree_gifts_1765549150437.png', /^christmas_tree_gifts-[0-9a-f]{4}\.jpg$/],
    ['cozy_christmas_living_room_fireplace_tree.png', /^cozy_christmas_living-[0-9a-f]{4}\.jpg$/],
    ['겨울 풍경.png', /^image-[0-9a-f]{4}\.jpg$/],
    ['café terrace.webp', /^cafe_terrace-[0-9a-f]{4}\.jpg$/],
    [`${'x'.repeat(200)}.png`, /^x{21}-[0-9a-f]{4}\.jpg$/],
    ['a,b "c".png', /^a_b_c-[0-9a-f]{4}\.jpg$/],
  ])('of %s is short, plain and readable', (name, expected) => {
    const delivered = deliveryName(name, 'jpg', none)
    expect(delivered).toMatch(expected)
    expect(delivered.length).toBeLessThanOrEqual(LONGEST_NAME)
  })

  it('is the same again for the same picture, and another for another', () => {
    const [one, again, other] = [
      'a long name that is cut short 1.png',
      'a long name that is cut short 1.png',
      'a long name that is cut short 2.png',
    ].map((name) => deliveryName(name, 'jpg', none))
    expect(one).toBe(again)
    expect(one).not.toBe(other)
  })

  it('is unlike every name that is taken, whatever the case', () => {
    const taken = new Set<string>()
    for (let n = 0; n < 300; n++) {
      const name = deliveryName(n % 2 ? 'Image_01.png' : 'image_01.webp', 'jpg', taken)
      expect(taken.has(name.toLowerCase())).toBe(false)
      expect(name.length).toBeLessThanOrEqual(LONGEST_NAME)
      taken.add(name.toLowerCase())
    }
  })
})
