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
    ['ComfyUI_00012_.png', ''],
    ['Gemini_Generated_Image_ab12cd.png', ''],
    ['ChatGPT Image Nov 26, 2026, 10_22_33 AM.png', ''],
    ['DALL·E 2024-01-05 10.22.33 - A red fox in snow.png', 'A red fox in snow'],
    ['MJ_bowl_of_ramen_8f3a2b1c-9d7e-4f5a-b6c8-1234567890ab.png', 'Bowl of ramen'],
    ['Leonardo_Phoenix_10_A_cozy_cabin_0.jpg', 'A cozy cabin'],
    ['Firefly_A red fox 38471.jpg', 'A red fox'],
    ['Firefly glowing in a jar.jpg', 'Firefly glowing in a jar'],
    ['Gemini_zodiac_sign.jpg', 'Gemini zodiac sign'],
    ['00023-1234567890-a photo of a red apple.png', 'A red apple'],
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
