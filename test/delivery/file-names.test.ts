import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedName, deliveryName, isDeliverable, LONGEST_NAME } from '../../src/delivery/file-names.ts'

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

describe('a delivered name, whatever the original', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      'con',
      'AUX',
      'nul ',
      'com1',
      '=cmd',
      '-rf',
      '@x',
      '+1',
      '..',
      'image_01',
      'a'.repeat(40),
      '한국어 이름',
    ),
  )

  it('is unique, legal on Windows, at most 30 characters, plain, and the same again', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (names) => {
        const taken = new Set<string>()
        const again = new Set<string>()
        for (const one of names) {
          const delivered = deliveryName(`${one}.png`, 'jpg', taken)
          expect(taken.has(delivered.toLowerCase())).toBe(false)
          expect(delivered).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]*\.jpg$/)
          expect(delivered).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i)
          expect(delivered.length).toBeLessThanOrEqual(LONGEST_NAME)
          expect(isDeliverable(delivered)).toBe(true)
          expect(deliveryName(`${one}.png`, 'jpg', again)).toBe(delivered)
          taken.add(delivered.toLowerCase())
          again.add(delivered.toLowerCase())
        }
      }),
    )
  })

  it('changes when it is submitted once more, and stays readable', () => {
    const taken = new Set(['harbour.jpg'])
    const names = [1, 2, 3].map(() => {
      const changed = changedName('harbour.jpg', taken)
      taken.add(changed)
      return changed
    })
    expect(names).toEqual(['harbour-r2.jpg', 'harbour-r3.jpg', 'harbour-r4.jpg'])
    expect(changedName('harbour-r4.jpg', taken)).toBe('harbour-r5.jpg')
  })

  it('is another one after every change, within 30 characters', () => {
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 15 }), (original, times) => {
        const taken = new Set<string>()
        let now = deliveryName(`${original}.png`, 'jpg', taken)
        for (let n = 0; n < times; n++) {
          taken.add(now.toLowerCase())
          now = changedName(now, taken)
          expect(taken.has(now.toLowerCase())).toBe(false)
          expect(isDeliverable(now)).toBe(true)
        }
      }),
    )
  })
})
