import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintDistance } from '../../src/imaging/fingerprint.ts'
import { nearPairs } from '../../src/imaging/near-fingerprints.ts'
import { atOnce } from '../support/thread.ts'

const word = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16).padStart(4, '0'))
const hash = fc.array(word, { minLength: 8, maxLength: 8 }).map((words) => words.join(''))

/** A few hashes and others that are some bits away from them, so that there is something to find. */
const crowd = fc.array(fc.tuple(hash, fc.array(fc.integer({ min: 0, max: 127 }), { maxLength: 16 })), {
  maxLength: 12,
})

function flipped(print: string, bits: readonly number[]): string {
  const flip = bits.reduce((mask, bit) => mask ^ (1n << BigInt(bit)), 0n)
  return (BigInt(`0x${print}`) ^ flip).toString(16).padStart(32, '0')
}

describe('nearPairs', () => {
  it('finds exactly the pairs that comparing all with all finds', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 0, max: 15 }), (given, most) => {
        const prints = given.flatMap(([print, bits]) => [print, flipped(print, bits)])
        const found = atOnce(nearPairs(prints, most)).map(({ a, b, distance }) => [a, b, distance])
        const all = prints.flatMap((one, b) =>
          prints.slice(0, b).flatMap((other, a) => {
            const distance = fingerprintDistance(one, other)
            return distance <= most ? [[a, b, distance]] : []
          }),
        )
        expect(found.toSorted()).toEqual(all.toSorted())
      }),
    )
  })

  it('misses none that is just near enough, wherever the bits are', () => {
    const bits = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { minLength: 0, maxLength: 20 })
    fc.assert(
      fc.property(hash, bits, fc.boolean(), (print, differing, isMirrored) => {
        const other = flipped(
          print,
          differing.map((bit) => bit + 64),
        ).slice(0, 16)
        const far = [...print.slice(16)]
          .map((digit) => (15 - Number.parseInt(digit, 16)).toString(16))
          .join('')
        const prints = [print, isMirrored ? far + other : other + far]
        const found = atOnce(nearPairs(prints, differing.length))
        const [distance] = prints.slice(1).map((one) => fingerprintDistance(print, one))
        expect(found).toEqual([{ a: 0, b: 1, distance }])
      }),
    )
  })

  it('passes over pictures whose look is not known', () => {
    const print = '0123456789abcdef0123456789abcdef'
    expect(atOnce(nearPairs([null, print, null, print], 0))).toEqual([{ a: 1, b: 3, distance: 0 }])
  })

  it('meets a flipped picture', () => {
    const [one, other] = ['f0f0f0f0f0f0f0f0', '0ff00ff00ff00ff0']
    expect(atOnce(nearPairs([one + other, other + one], 0))).toEqual([{ a: 0, b: 1, distance: 0 }])
  })
})
