import { describe, expect, it } from 'vitest'
import { CATEGORIES, categoryCode, categoryName } from '../../src/metadata/categories.ts'

describe('a category', () => {
  it('is one of the 21 of Adobe Stock', () => {
    expect(Object.keys(CATEGORIES).map(Number)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1))
    expect(categoryName(15)).toBe('Culture and Religion')
    expect(categoryName(22)).toBeUndefined()
  })

  it.each([
    [15, undefined, 15],
    ['15', undefined, 15],
    [' 7 ', undefined, 7],
    ['Travel', undefined, 21],
    ['buildings & architecture', undefined, 2],
    [undefined, 'Food', 7],
  ])('is read from %j with the name %j', (category, name, code) => {
    expect(categoryCode(category, name)).toBe(code)
  })

  it.each([
    [4, 'Business', 3],
    [22, 'Travel', 21],
    ['13', 'Lifestyle', 12],
    [3, 'Backgrounds/Textures', 8],
  ])('of the 22-category numbering (%j, %j) is recognised by its name', (category, name, code) => {
    expect(categoryCode(category, name)).toBe(code)
  })

  it.each([[0], [22], [-1], [1.5], ['many'], [null], [{}], [1045]])('is none for %j', (category) => {
    expect(categoryCode(category, undefined)).toBeUndefined()
  })
})
