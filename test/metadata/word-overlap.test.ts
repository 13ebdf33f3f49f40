import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlapOf, sceneStems, wordPairs } from '../../src/metadata/word-overlap.ts'
import { atOnce } from '../support/thread.ts'

describe('sceneStems', () => {
  it('takes prompt, title and the first ten keywords, by their stems', () => {
    const keywords = Array.from({ length: 12 }, (_, n) => `keyword${'abcdefghijkl'[n]}`)
    const stems = sceneStems({ title: 'Decorated trees', prompt: 'a tree', keywords })
    expect(stems).toContain('tree')
    const fewer = { title: 'decorating tree', prompt: 'Trees', keywords: keywords.slice(0, 10) }
    expect(stems).toEqual(sceneStems(fewer))
    expect([...stems].some((stem) => stem.endsWith('k'))).toBe(false)
  })

  it('reads words of other scripts, however short', () => {
    expect(sceneStems({ title: '산 위의 해' }).size).toBe(3)
  })
})

describe('wordPairs', () => {
  const letters = 'abcdefghijklmnop'.split('')
  const sets = fc.array(
    fc.uniqueArray(fc.constantFrom(...letters), { maxLength: 12 }).map((words) => new Set(words)),
    { maxLength: 20 },
  )

  it('finds exactly the pairs that comparing all with all finds', () => {
    fc.assert(
      fc.property(sets, fc.double({ min: 0.3, max: 1, noNaN: true }), (given, least) => {
        const found = atOnce(wordPairs(given, least)).map(({ a, b }) => `${a}-${b}`)
        const all = given.flatMap((one, b) =>
          given.slice(0, b).flatMap((other, a) => (overlapOf(one, other) >= least ? [`${a}-${b}`] : [])),
        )
        expect(found.toSorted()).toEqual(all.toSorted())
      }),
    )
  })

  it('says nothing of a few words', () => {
    expect(atOnce(wordPairs([new Set(['tree']), new Set(['tree'])], 0.5))).toEqual([])
  })
})
