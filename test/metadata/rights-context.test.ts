import { describe, expect, it } from 'vitest'
import { checkRights, findRights } from '../../src/metadata/rights.ts'

describe('the prompt', () => {
  it('may hold words about cameras, quality and the generator', () => {
    const prompt =
      'Professional stock photo, commercial quality, 8k resolution, photo of a fox, shot on Nikon, 85mm, f/1.8, vector --ar 16:9 --v 6'
    expect(checkRights({ prompt })).toEqual([])
  })

  it('may not hold names, and has no fix: the picture was made from it', () => {
    expect(checkRights({ prompt: 'A meadow by Greg Rutkowski, Studio Ghibli, nike, Nike' })).toMatchObject([
      { rule: 'rights-artist', level: 'block', field: 'prompt', about: 'Greg Rutkowski' },
      { rule: 'rights-brand', field: 'prompt', about: 'Studio Ghibli' },
      { rule: 'rights-brand', field: 'prompt', about: 'nike' },
    ])
    expect(checkRights({ prompt: 'Nike shoes' })[0]?.fixes).toBeUndefined()
  })

  it('is marked in its places', () => {
    const prompt = 'a fox, in the style of Monet, 8k'
    const places = findRights(prompt, undefined, true).map(({ start, end }) => prompt.slice(start, end))
    expect(places).toEqual(['in the style of', 'Monet'])
  })
})

describe('one click', () => {
  it.each([
    ['Sunflowers in the style of Van Gogh', 'Sunflowers'],
    ['Girl with iPhone in a cafe', 'Girl in a cafe'],
    ['Nikon portrait of a dog', 'Portrait of a dog'],
    ['Forest in fog --ar 16:9', 'Forest in fog'],
    ['지브리 화풍의 숲', '숲'],
    ['나이키를 신은 남자', '신은 남자'],
    ['모네 스타일의 연못', '연못'],
    ['Photo of a cat on a roof', 'A cat on a roof'],
  ])('takes the words out of "%s"', (title, expected) => {
    expect(checkRights({ title })[0]?.fixes?.[0]?.changes).toEqual({ title: expected })
  })

  it('takes the name along with the phrase behind it', () => {
    const found = checkRights({ title: '연못 위 반 고흐 스타일의 다리' })
    const style = found.find(({ rule }) => rule === 'rights-style-of')
    expect([style?.about, style?.fixes?.[0]?.changes]).toEqual(['스타일의', { title: '연못 위 다리' }])
  })

  it('leaves no title where nothing else was in it', () => {
    expect(checkRights({ title: 'Disney' })[0]?.fixes?.[0]?.changes).toEqual({ title: null })
  })

  it('removes the keyword, and that alone', () => {
    const [finding] = checkRights({ keywords: ['fox', 'Nikon', 'snow'] })
    expect(finding).toMatchObject({ rule: 'rights-camera', about: 'Nikon' })
    expect(finding?.fixes).toEqual([{ label: 'Remove "Nikon"', changes: { keywords: ['fox', 'snow'] } }])
  })
})

describe("the user's own lists", () => {
  const lists = {
    block: [
      { term: 'Acme', reason: 'a client of ours' },
      { term: '비밀 정원', reason: '' },
    ],
    allow: [{ term: 'vespa', reason: 'we hold a licence' }],
  }

  it('bar what is on them, with the reason', () => {
    expect(checkRights({ title: 'ACME’s factory' }, lists)).toMatchObject([
      {
        rule: 'rights-own',
        level: 'block',
        message: '"ACME’s" in the title is on your own list (a client of ours).',
      },
    ])
    expect(checkRights({ prompt: '비밀 정원의 아침' }, lists)).toMatchObject([{ rule: 'rights-own' }])
  })

  it('allow what the tables would bar', () => {
    expect(checkRights({ title: 'Vespa in an alley' })).not.toEqual([])
    expect(checkRights({ title: 'Vespa in an alley' }, lists)).toEqual([])
  })
})

it('survives whatever a text holds', () => {
  for (const title of [
    '',
    ' ',
    '((((',
    '--',
    '\u0000',
    '🎉🎉',
    'a'.repeat(5_000),
    '"quoted" $^.*+?[]{}',
    '👩‍👩‍👧',
  ]) {
    expect(() => checkRights({ title, keywords: [title], prompt: title })).not.toThrow()
  }
})
