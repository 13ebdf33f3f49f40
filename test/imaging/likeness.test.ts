import { describe, expect, it } from 'vitest'
import { decode } from '../../src/imaging/decode.ts'
import { resizeTo } from '../../src/imaging/encode.ts'
import { fingerprintOf, unlikeness } from '../../src/imaging/likeness.ts'
import { cutRegion, type Pixels } from '../../src/imaging/pixels.ts'
import { samplePictures } from '../../src/imaging/sample-pictures.ts'

const large = { width: 2560, height: 1440 }

async function compare(output: Pixels, input: Pixels): Promise<string | null> {
  const reference = fingerprintOf(input)
  return unlikeness(fingerprintOf(await resizeTo(output, large), reference), reference)
}

describe('unlikeness', () => {
  it.each(samplePictures().map(({ name, draw }) => [name, draw] as const))(
    'tells %s from itself when it is shifted, and not otherwise',
    async (_, draw) => {
      const whole = await decode(await draw(), { aspect: null })
      const size = { width: 1280, height: 720 }
      const picture = cutRegion(whole, { left: 24, top: 24, ...size })
      expect(await compare(picture, picture)).toBeNull()
      const brighter = { ...picture, data: picture.data.map((value) => Math.min(255, value + 4)) }
      expect(await compare(brighter, picture)).toBeNull()
      const shifted = cutRegion(whole, { left: 0, top: 0, ...size })
      expect(await compare(shifted, picture)).not.toBeNull()
    },
  )

  it('does not mind the size of a picture, down to a single pixel', async () => {
    for (const [width, height] of [
      [1, 1],
      [3, 2],
      [17, 11],
      [200, 1],
    ] as const) {
      const data = Uint8Array.from({ length: width * height * 3 }, (_, n) => (n * 37) % 256)
      const reference = fingerprintOf({ data, width, height })
      const output = await resizeTo({ data, width, height }, { width: width * 4, height: height * 4 })
      expect(unlikeness(fingerprintOf(output, reference), reference)).toBeNull()
    }
  })
})
