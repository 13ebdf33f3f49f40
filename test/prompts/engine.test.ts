import { describe, expect, it } from 'vitest'
import type { DialectId } from '../../src/prompts/dialects.ts'
import { writePrompt } from '../../src/prompts/engine.ts'
import { fillSubject, joinPhrases } from '../../src/prompts/phrases.ts'
import { VisualSchema } from '../../src/prompts/visual-schema.ts'

const axis = (id: string) => ({ id, name: id, values: [{ name: 'x', texts: ['x'] }] })
const schema = VisualSchema.parse({
  base: ['uncluttered scene'],
  boosters: ['fine detail', 'Fine  detail.'],
  safety: ['unbranded objects'],
  axes: ['subject', 'trend', 'style', 'lighting', 'composition', 'palette', 'weather'].map(axis),
  negatives: { ip: ['logo'], quality: ['blurry', 'logo'], policy: ['text --v 9'], other: [] },
  constraints: [],
  output: {},
})
const texts = {
  subject: 'a potter at the wheel',
  trend: '{subject}, calm and unhurried',
  style: 'documentary photography',
  lighting: 'soft window light,',
  composition: 'wide copy space on the left',
  palette: 'palette of sand and olive',
  weather: '',
}

function write(dialect: DialectId, changes: Partial<typeof texts> = {}) {
  return writePrompt({ schema, texts: { ...texts, ...changes }, dialect })
}

describe('a prompt', () => {
  it('in plain text is one sentence: subject, style and trend, light, composition, palette, and what the config adds', () => {
    expect(write('plain')).toEqual({
      prompt:
        'A potter at the wheel, calm and unhurried, documentary photography, soft window light, wide copy space on the left, palette of sand and olive, uncluttered scene, fine detail, unbranded objects.',
      negative_prompt: 'logo, blurry, text --v 9',
    })
  })

  it('keeps general things out besides special ones, each once', () => {
    const negatives = {
      ...schema.negatives,
      quality: ['garbled text', 'distorted hands'],
      policy: ['text', 'hands', 'Text'],
    }
    const { negative_prompt } = writePrompt({ schema: { ...schema, negatives }, texts, dialect: 'plain' })
    expect(negative_prompt.split(', ').sort()).toEqual(
      ['distorted hands', 'garbled text', 'hands', 'logo', 'text'].toSorted(),
    )
  })

  it('for Midjourney ends in its parameters, and nothing in it can be taken for another one', () => {
    expect(write('midjourney', { weather: 'rain --no sun' })).toEqual({
      prompt:
        'A potter at the wheel, calm and unhurried, documentary photography, soft window light, wide copy space on the left, palette of sand and olive, rain -no sun, uncluttered scene, fine detail, unbranded objects --ar 16:9 --v 6.0 --no logo, blurry, text -v 9',
      negative_prompt: '',
    })
    const niji = { ...schema, output: { aspect: '1:1', midjourney: 'niji 6' } }
    expect(writePrompt({ schema: niji, texts, dialect: 'midjourney' }).prompt).toContain(
      ' --ar 1:1 --niji 6 --no ',
    )
  })

  it('for Stable Diffusion has no sentence mark, and its negatives apart', () => {
    const { prompt, negative_prompt } = write('stable-diffusion')
    expect(prompt).toMatch(/^a potter at the wheel, .*, unbranded objects$/)
    expect(negative_prompt).toBe('logo, blurry, text --v 9')
  })

  it('puts a trend without a place for the subject behind it', () => {
    expect(write('plain', { trend: 'quiet luxury' }).prompt).toMatch(
      /^A potter at the wheel, quiet luxury, documentary/,
    )
  })

  it('takes Korean as it is', () => {
    const { prompt } = write('plain', { subject: '물레를 돌리는 도예가', trend: '{subject}, 차분하게' })
    expect(prompt).toMatch(/^물레를 돌리는 도예가, 차분하게, documentary/)
  })
})

describe('phrases', () => {
  it.each([
    [['soft light', 'Soft Light'], 'soft light'],
    [['a red cup', 'red cup'], 'a red cup'],
    [['soft window light', 'window light'], 'soft window light'],
    [['art', 'smart home'], 'art, smart home'],
    [['one ,  two,,', ' ', ', three.'], 'one, two, three'],
    [['3,000 lanterns', 'night'], '3,000 lanterns, night'],
    [['빛; 그림자', '빛'], '빛, 그림자'],
  ])('are joined once each: %j', (phrases, joined) => {
    expect(joinPhrases(phrases)).toBe(joined)
  })

  it.each([
    ['a {subject} in snow', 'owl', 'an owl in snow'],
    ['a {subject} in snow', 'an old barn', 'an old barn in snow'],
    ['A {subject}', 'umbrella', 'An umbrella'],
    ['an {subject}', 'unicycle', 'a unicycle'],
    ['the {subject}', 'three friends', 'three friends'],
    ['beside the {subject}', 'lake', 'beside the lake'],
    ['{subject} and {subject}', 'tea', 'tea and tea'],
  ])('hold the subject with one article that suits it: %s', (phrase, subject, filled) => {
    expect(fillSubject(phrase, subject)).toBe(filled)
  })
})
