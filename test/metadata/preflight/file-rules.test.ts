import { describe, expect, it } from 'vitest'
import { checkFile, type PreparedFile } from '../../../src/metadata/preflight/file-rules.ts'
import { checkLook, type LookedAt } from '../../../src/metadata/preflight/pixel-rules.ts'
import { reportOf } from '../../../src/metadata/preflight/report.ts'
import { RULES } from '../../../src/metadata/rules.ts'

const sound: PreparedFile = {
  ...{ name: 'image_01.jpg', stage: 'upscaled', mime: 'image/jpeg', width: 3840, height: 2160 },
  ...{ bytes: 4_000_000, problem: null, model: 'x4plus', siblings: ['image_01.jpg', 'image_01.json'] },
}

describe('checkFile', () => {
  it('lets a delivered picture pass', () => {
    expect(checkFile(sound)).toEqual([])
  })

  const faults: [string, Partial<PreparedFile>, string][] = [
    [
      'file-sound',
      { mime: null, width: 0, height: 0, problem: 'The file is empty.' },
      'image_01.jpg cannot be used: The file is empty.',
    ],
    [
      'file-type',
      { mime: 'image/webp' },
      'The file is a WEBP; JPEG is taken, and PNG where it is transparent.',
    ],
    ['file-type', { name: 'image_01.png', siblings: [] }, 'The file is a JPEG, but its name ends otherwise.'],
    [
      'pixel-count',
      { width: 1024, height: 1024 },
      'The picture has 1.0 megapixels; at least 4 are needed. Enlarge it.',
    ],
    [
      'pixel-count',
      { width: 20_000, height: 10_000 },
      'The picture has 200.0 megapixels; 100 are taken at most. Make it smaller.',
    ],
    [
      'file-size',
      { bytes: 46_200_000 },
      'The file has 46.2 MB; 45 MB are taken. Save it with a lower quality.',
    ],
    [
      'name-length',
      { name: `${'a'.repeat(27)}.jpg` },
      'The file name has 31 characters; 30 are taken. Make CSV gives it a shorter one.',
    ],
    [
      'name-characters',
      { name: '산 위의 해.jpg' },
      'The file name 산 위의 해.jpg holds more than plain letters, digits, dots and hyphens.',
    ],
    [
      'png-twin',
      { siblings: ['image_01.jpg', 'Image_01.PNG'] },
      'Image_01.PNG is the same picture in another format; only one of the two may be submitted.',
    ],
    [
      'quality-model',
      { model: 'lanczos' },
      'It was enlarged by resampling, not by a model. Get a model and upscale it again.',
    ],
  ]

  it.each(faults)('says what is wrong by %s: %o', (rule, change, message) => {
    expect(checkFile({ ...sound, ...change })).toEqual([expect.objectContaining({ rule, message })])
  })

  it('judges a raw picture by what it will be', () => {
    const raw: PreparedFile = {
      ...sound,
      stage: 'raw',
      name: `${'long_name_'.repeat(5)}.png`,
      width: 1024,
      height: 1024,
      model: null,
    }
    expect(checkFile(raw)).toEqual([])
    expect(checkFile({ ...raw, mime: null, problem: 'The file is empty.' })).toHaveLength(1)
  })
})

describe('checkLook', () => {
  const look: LookedAt = { artefacts: [], isTransparent: false, margin: 0, space: 'srgb', profile: 'sRGB' }
  const jpeg = { stage: 'upscaled', mime: 'image/jpeg' }
  const png = { stage: 'upscaled', mime: 'image/png' }
  const rules = (seen: Partial<LookedAt>, file = jpeg) =>
    checkLook({ ...look, ...seen }, file).map(({ rule }) => rule)

  it('takes sRGB alone, whatever its profile is called', () => {
    expect(['sRGB', 'sRGB IEC61966-2.1', null, 'c2'].flatMap((profile) => rules({ profile }))).toEqual([])
    expect([rules({ profile: 'Adobe RGB (1998)' }), rules({ space: 'cmyk' })]).toEqual([
      ['colour-space'],
      ['colour-space'],
    ])
  })

  it('takes a PNG that is transparent and filled', () => {
    expect(rules({ isTransparent: true }, png)).toEqual([])
    expect(rules({}, png)).toEqual(['png-opaque'])
    expect(rules({ isTransparent: true, margin: 0.4 }, png)).toEqual(['png-empty-space'])
  })

  it('asks neither of what is not enlarged yet', () => {
    expect(rules({ space: 'cmyk' }, { ...png, stage: 'raw' })).toEqual([])
  })
})

describe('reportOf', () => {
  const block = { rule: 'rights-brand', level: 'block', message: 'A brand.', about: 'Apple' } as const
  const override = { reason: 'The fruit', at: '2026-11-25T10:00:00Z', text: 'Apple' }

  it('has a place for every rule', () => {
    const { rules } = reportOf([], { overrides: undefined, unchecked: new Set(['similar']) })
    expect(rules.map(({ rule }) => rule)).toEqual(Object.keys(RULES))
    expect(rules.filter(({ state }) => state === 'unchecked').map(({ rule }) => rule)).toEqual(['similar'])
  })

  it('turns a block that somebody decided against into a pass, with the reason', () => {
    const given = { overrides: { 'rights-brand': override }, unchecked: new Set<never>() }
    const report = reportOf([block], given)
    expect(report.state).toBe('pass')
    expect(report.rules.find(({ rule }) => rule === 'rights-brand')).toMatchObject({
      state: 'pass',
      findings: [{ override }],
    })
    expect(reportOf([{ ...block, about: 'Nike' }], given).state).toBe('block')
  })
})
