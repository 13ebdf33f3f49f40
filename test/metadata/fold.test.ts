import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, tokensOf } from '../../src/metadata/fold.ts'

describe('the words of a text', () => {
  it.each([
    ["The artist's café, 2nd floor", ['the', "artist's", 'cafe', '2nd', 'floor']],
    ['well-lit "room" no. 7', ['well', 'lit', 'room', 'no', '7']],
    ['겨울 바다의 고양이’s', ['겨울', '바다의', "고양이's"]],
    ["' o'clock' 'tis rock'n'roll", ["o'clock", 'tis', "rock'n'roll"]],
    ['', []],
  ])('of %j are %j', (text, words) => {
    expect(tokensOf(text).map(({ word }) => word)).toEqual(words)
  })

  it('are the same in a plain text and beside words of another script, each in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        const alone = tokensOf(text)
        expect(tokensOf(`${text} 바다`).slice(0, -1)).toEqual(alone)
        for (const { word, start, end } of alone) expect(fold(text.slice(start, end))).toBe(word)
      }),
    )
  })
})
