import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mendStart, plainText, startsLikeFormula, wordsOf } from '../../src/delivery/words.ts'

const any = fc.string({ unit: 'binary' })

describe('the words of a picture', () => {
  it.each([
    ['=SUM(A1)', 'SUM(A1)'],
    ['-20°C winter morning', 'minus 20°C winter morning'],
    ['+5 degrees', 'plus 5 degrees'],
    ['--- dashed line', 'dashed line'],
    ['@home', 'home'],
    [' \t=cmd', 'cmd'],
    ['＝全角', '全角'],
    ['\u200b=hidden', 'hidden'],
    ['-', ''],
    ['a = b', 'a = b'],
    ['well-known', 'well-known'],
  ])('are mended where a spreadsheet would begin a formula: %j', (before, after) => {
    expect(mendStart(before)).toBe(after)
  })

  it('never begin a formula once mended, and are the same when mended again', () => {
    fc.assert(
      fc.property(fc.oneof(any, fc.string({ unit: fc.constantFrom(...'=+-@＝ \t\u200b1a') })), (text) => {
        const mended = mendStart(text)
        expect(startsLikeFormula(mended)).toBe(false)
        expect(mendStart(mended)).toBe(mended)
      }),
    )
  })

  it('fit into XML: no control characters, no lone surrogates, one line', () => {
    fc.assert(
      fc.property(any, (text) => {
        const plain = plainText(text)
        expect(plain.isWellFormed()).toBe(true)
        expect(plain).not.toMatch(/\p{Cc}|[\ufeff\ufffe\uffff]/u)
        expect(plainText(plain)).toBe(plain)
      }),
    )
  })

  it('keep emoji, accents, and marks of writing direction', () => {
    for (const text of ['👨‍👩‍👧 가족', 'é e\u0301', 'שלום\u200f!', 'نیم\u200cفاصله'])
      expect(plainText(text)).toBe(text)
  })

  it('tell what was mended, and start a mended title with a capital', () => {
    const { words, mended } = wordsOf({
      originalName: 'x.png',
      sidecar: { title: '-5 below', keywords: ['=a', 'b, c', 'b', ' '] },
    })
    expect(words).toEqual({ title: 'Minus 5 below', description: 'Minus 5 below', keywords: ['a', 'b', 'c'] })
    expect(mended).toEqual([
      { field: 'title', before: '-5 below', after: 'Minus 5 below' },
      { field: 'keywords', before: '=a', after: 'a' },
    ])
  })

  it('come from the file name where nothing is left of them', () => {
    const { words } = wordsOf({ originalName: 'red_boat.png', sidecar: { title: '---', keywords: ['='] } })
    expect(words).toMatchObject({ title: 'Red boat', keywords: ['red', 'boat'] })
  })

  it('take a description that the sidecar has', () => {
    const { words } = wordsOf({
      originalName: 'x.png',
      sidecar: { title: 'A boat', raw: { description: 'A red boat on a calm lake' } },
    })
    expect(words.description).toBe('A red boat on a calm lake')
  })
})
