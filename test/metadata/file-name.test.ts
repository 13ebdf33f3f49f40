import { describe, expect, it } from 'vitest'
import { keywordsFromName, titleFromName } from '../../src/metadata/file-name.ts'

describe('a file name', () => {
  it.each([
    ['christmas_tree_gifts_1765549150437.png', 'Christmas tree gifts'],
    ['SunsetOverTheSea-final.jpg', 'Sunset over the sea'],
    ['image_01.png', ''],
    ['겨울_풍경_01.png', '겨울 풍경'],
    ['a1b2c3d4e5f6 mountain.webp', 'Mountain'],
    ['café.au.lait.jpg', 'Café au lait'],
  ])('%s gives the title "%s"', (name, title) => {
    expect(titleFromName(name)).toBe(title)
  })

  it('gives a title that ends at a word, within 70 characters', () => {
    const title = titleFromName(`${'mountain '.repeat(20)}.png`)
    expect(title.length).toBeLessThanOrEqual(70)
    expect(title.endsWith('mountain')).toBe(true)
  })

  it('gives each keyword once, in its order', () => {
    expect(keywordsFromName('red_dress_a_red_rose_2024.png')).toEqual(['red', 'dress', 'rose'])
  })
})
