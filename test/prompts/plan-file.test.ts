import { describe, expect, it } from 'vitest'
import { coverageOf, shareOf } from '../../src/prompts/coverage.ts'
import { pictureName, promptOfPicture, readPlan } from '../../src/prompts/plan-file.ts'

describe('prompts.json', () => {
  it('is read from other tools, too: a list of texts is enough', () => {
    expect(readPlan('\uFEFF["a cat", {"prompt": "a dog", "style": "ink"}]')?.prompts).toEqual([
      { prompt: 'a cat' },
      { prompt: 'a dog', style: 'ink' },
    ])
  })

  it.each(['', '{', 'null', '{"prompts": 3}', '[1]', '{"prompts": [{"text": "x"}]}'])(
    'is none when it is %s',
    (text) => {
      expect(readPlan(text)).toBeNull()
    },
  )

  it('names pictures so that they sort', () => {
    expect([pictureName(7, 20), pictureName(7, 100)]).toEqual(['image_07.png', 'image_007.png'])
  })

  it.each([
    ['image_07.png', 'seven'],
    ['IMAGE_07.JPG', 'seven'],
    ['image_07-2.png', 'seven'],
    ['image_07 (1).webp', 'seven'],
    ['image_07_b-2.png', 'seven b'],
    ['image_071.png', null],
    ['other.png', null],
  ])('knows the prompt of %s by its name', (name, prompt) => {
    const plan = {
      prompts: [
        { prompt: 'seven', file: 'image_07.png' },
        { prompt: 'seven b', file: 'image_07_b.png' },
        { prompt: 'none' },
      ],
    }
    expect(promptOfPicture(plan, name)?.prompt ?? null).toBe(prompt)
  })
})

describe('coverage', () => {
  const value = (name: string) => ({ name, texts: [name], weight: 1, seasons: [] })
  const axes = [
    { id: 'subject', name: 'Subjects', values: [value('cat'), value('dog')] },
    { id: 'style', name: 'Styles', values: [value('ink'), value('oil')] },
  ]
  const place = (axis: string, name: string) => ({ axis, value: name })

  it('tells covered, missing, rejected and excluded pairs apart, whichever way round they come', () => {
    const [matrix] = coverageOf({
      impossible: [],
      schema: { axes, constraints: [[place('style', 'oil'), place('subject', 'dog')]] },
      past: [
        { values: { style: 'ink', subject: 'cat' }, isRejected: false },
        { values: { subject: 'cat', style: 'ink', gone: 'x' }, isRejected: true },
        { values: { subject: 'cat', style: 'oil' }, isRejected: true },
      ],
      marks: [],
    })
    expect(
      matrix?.cells.map((row) => row.map(({ state, count, rejected }) => [state, count, rejected])),
    ).toEqual([
      [
        ['covered', 2, 1],
        ['rejected', 1, 1],
      ],
      [
        ['missing', 0, 0],
        ['excluded', 0, 0],
      ],
    ])
    expect(matrix && shareOf(matrix.totals)).toBeCloseTo(2 / 3)
  })

  it('calls a pair rejected when somebody marked it, whatever was planned', () => {
    const [matrix] = coverageOf({
      impossible: [],
      schema: { axes, constraints: [] },
      past: [{ values: { subject: 'cat', style: 'ink' }, isRejected: false }],
      marks: [[place('style', 'ink'), place('subject', 'cat')]],
    })
    expect(matrix?.cells[0]?.[0]).toMatchObject({ state: 'rejected', isMarked: true })
  })
})
