import { describe, expect, it } from 'vitest'
import { AGENCIES, agencyOf } from '../../src/delivery/agencies/agencies.ts'
import { REFUSALS } from '../../src/delivery/agencies/refusals.ts'
import { type DeliverablePicture, describeFor } from '../../src/delivery/submission.ts'
import { RULES } from '../../src/metadata/rules.ts'

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/

describe('every rule of the product', () => {
  const limits = AGENCIES.flatMap(({ id, limits }) =>
    Object.entries(limits).map(([name, limit]) => [`${id}: ${name}`, limit] as const),
  )
  const grounds = [
    ...limits,
    ...AGENCIES.map(({ id, proof }) => [`${id}: its table`, proof] as const),
    ...REFUSALS.map(({ id, proof }) => [`${id}: refused`, proof] as const),
    ...Object.entries(RULES).map(([id, { read, ...rule }]) => [id, { ...rule, on: read }] as const),
  ]

  it.each(grounds)(
    'says where it comes from, when that was read, and whether it is official: %s',
    (_, ground) => {
      expect(ground.source.length).toBeGreaterThan(3)
      expect(ground.on).toMatch(MONTH)
      expect(['official', 'tested', 'reported', 'judgement', 'unverified']).toContain(ground.standing)
    },
  )

  it('counts as unverified only where no source was found', () => {
    for (const [name, { source, standing }] of limits) {
      expect([name, standing === 'unverified']).toEqual([name, source === 'no source was found'])
    }
  })
})

describe('a picture for Magnific', () => {
  const codesOf = (width: number, height: number) =>
    describeFor(agencyOf('magnific'), picture(width, height)).warnings.map(({ code }) => code)

  it.each([
    [3840, 2160, []],
    [10_000, 2_000, []],
    [4_000, 1_999, ['sides']],
    [10_001, 2_000, ['sides']],
    [1_000, 1_000, ['few_pixels', 'sides']],
    [10_000, 10_100, ['many_pixels', 'sides']],
  ])('of %i x %i pixels is judged by its megapixels and by its sides', (width, height, codes) => {
    expect(codesOf(width, height)).toEqual(codes)
  })

  it('is told how long a side may be, and who says so', () => {
    expect(describeFor(agencyOf('magnific'), picture(4_000, 1_999)).warnings).toEqual([
      {
        name: 'a.jpg',
        code: 'sides',
        message: 'The picture has 4000 x 1999 pixels; Magnific (Freepik) takes 2000 to 10000 on each side.',
        values: { width: 4000, height: 1999, least: 2000, most: 10_000, agency: 'Magnific (Freepik)' },
        ground: {
          source: 'Freepik contributor help: content submission requirements',
          standing: 'official',
          on: '2026-11',
        },
      },
    ])
  })
})

it('tells the size of a small file to two digits', () => {
  const small = { ...picture(3840, 2160), bytes: 34_567 }
  const [warning] = describeFor(agencyOf('magnific'), small).warnings
  expect(warning?.message).toBe(
    'The file has 0.035 MB; Magnific (Freepik) takes none under 1.5 MB. Enlarge it to a larger size or with a higher quality.',
  )
})

it('tells how many megapixels 123RF takes, and what to do', () => {
  const [warning] = describeFor(agencyOf('123rf'), picture(2720, 1530)).warnings
  expect(warning?.message).toBe(
    'The picture has 4.2 megapixels; 123RF takes none under 6. Enlarge it to a larger size.',
  )
})

it('warns of a release that the column of Adobe Stock would part in two', () => {
  const source = picture(3840, 2160)
  const sidecar = { ...source.sidecar, category: 11, releases: ['Kim, Min-ji', 'Harbour house'] }
  expect(describeFor(agencyOf('adobe'), { ...source, sidecar }).warnings).toMatchObject([
    { code: 'release_comma', values: { release: 'Kim, Min-ji' } },
  ])
})

it.each([
  ['Fox 🦊 in snow', 'special_characters'],
  ['Fox says "hello"', 'special_characters'],
  ['Fox, snow', 'comma'],
])('warns of signs in a title for Adobe Stock: %s', (title, code) => {
  const source = picture(3840, 2160)
  const sidecar = { ...source.sidecar, category: 11, title }
  expect(describeFor(agencyOf('adobe'), { ...source, sidecar }).warnings).toMatchObject([{ code }])
})

function picture(width: number, height: number): DeliverablePicture {
  return {
    ...{ name: 'a.jpg', originalName: 'a.png', problem: null, lookedIn: [], model: 'a model' },
    ...{ width, height, bytes: 3_000_000, mime: 'image/jpeg' },
    sidecar: { title: 'A lake', keywords: ['lake', 'water', 'shore', 'morning', 'mist', 'reed', 'calm'] },
  }
}
