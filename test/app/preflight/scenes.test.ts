import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likeOthers, type Scene, scenesOf } from '../../../src/app/preflight/scenes.ts'
import { atOnce } from '../../support/thread.ts'

const words = (text: string) => new Set(text.split(' '))
const look = (digit: string) => digit.repeat(32)
const nothing = new Set<string>()

const scene = fc.record({
  id: fc.string(),
  fingerprint: fc.option(fc.constantFrom(look('0'), look('f'), `${'0'.repeat(30)}ff`, look('5'))),
  words: fc.constantFrom(
    nothing,
    words('old stone bridge river'),
    words('old stone bridge water'),
    words('red fast car street'),
  ),
})

describe('scenesOf', () => {
  it('puts the same pictures together, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(scene, { selector: ({ id }) => id, maxLength: 12 }),
        fc.nat(),
        (scenes, seed) => {
          const shuffled = scenes.toSorted((a, b) => hash(a.id, seed) - hash(b.id, seed))
          expect(groupsOf(shuffled)).toEqual(groupsOf(scenes))
        },
      ),
    )
  })

  it('takes near copies for one scene, whatever is said about them', () => {
    const scenes: Scene[] = [
      { id: 'one', fingerprint: look('0'), words: words('old stone bridge river') },
      { id: 'copy', fingerprint: `${'0'.repeat(31)}1`, words: words('red fast car street') },
      { id: 'other', fingerprint: look('5'), words: nothing },
    ]
    expect(groupsOf(scenes)).toEqual([['copy', 'one']])
  })

  it('takes one prompt drawn again for one scene, and asks words where looks are only akin', () => {
    const [print, akin] = ['0000', '0fff'].map((tail) => `${'0'.repeat(12)}${tail}${'a'.repeat(16)}`)
    const scenes = (other: ReadonlySet<string>): Scene[] => [
      { id: 'one', fingerprint: print ?? null, words: words('old stone bridge river') },
      { id: 'two', fingerprint: akin ?? null, words: other },
    ]
    expect(atOnce(scenesOf(scenes(words('old stone bridge water'))))).toEqual([[0, 1]])
    expect(atOnce(scenesOf(scenes(words('red fast car street'))))).toEqual([])
    const again = [look('0'), look('5')].map((fingerprint) => ({
      id: fingerprint,
      fingerprint,
      words: words('old stone bridge river'),
    }))
    expect(atOnce(scenesOf(again))).toEqual([[0, 1]])
  })

  it('connects what is alike by way of others', () => {
    const prints = ['0000', '003f', '0fff', '3fff'].map((tail) => `${'0'.repeat(12)}${tail}${'a'.repeat(16)}`)
    const scenes = prints.map((fingerprint, n) => ({ id: String(n), fingerprint, words: nothing }))
    expect(atOnce(scenesOf(scenes))).toEqual([[0, 1, 2, 3]])
  })

  it('groups ten thousand copies of one picture', () => {
    const scenes = Array.from({ length: 10_000 }, (_, n) => ({
      id: String(n),
      fingerprint: look('3'),
      words: words('a b c d'),
    }))
    expect(atOnce(scenesOf(scenes)).map((group) => group.length)).toEqual([10_000])
  })

  it('can be parted between any two pictures', () => {
    const scenes = Array.from({ length: 500 }, (_, n) => ({
      id: String(n),
      fingerprint: n.toString(16).padStart(4, '0').repeat(8),
      words: words(`old stone bridge ${n}`),
    }))
    const pieces = [...scenesOf(scenes)]
    expect(pieces.length).toBeGreaterThan(4 * scenes.length)
  })
})

describe('likeOthers', () => {
  it('tells which of the others show the scene of a picture', () => {
    const own: Scene[] = [
      { id: 'own', fingerprint: look('0'), words: nothing },
      { id: 'new', fingerprint: look('5'), words: nothing },
    ]
    const before: Scene[] = [
      { id: 'x', fingerprint: null, words: nothing },
      { id: 'y', fingerprint: look('0'), words: nothing },
    ]
    expect([...atOnce(likeOthers(own, before))]).toEqual([[0, [1]]])
  })
})

function groupsOf(scenes: readonly Scene[]): string[][] {
  return atOnce(scenesOf(scenes))
    .map((group) => group.map((place) => scenes[place]?.id ?? '').toSorted())
    .toSorted((a, b) => (a.join() < b.join() ? -1 : 1))
}

function hash(text: string, seed: number): number {
  let value = seed
  for (const letter of text) value = (Math.imul(value, 31) + letter.charCodeAt(0)) | 0
  return value
}
