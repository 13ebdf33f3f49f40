import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDescription } from '../../src/metadata/description.ts'
import { tokensOf } from '../../src/metadata/fold.ts'
import { normalKeywords } from '../../src/metadata/keyword-forms.ts'
import { koreanNoun } from '../../src/metadata/korean.ts'
import { subjectPieces } from '../../src/metadata/prompt-text.ts'
import { singular, stem } from '../../src/metadata/stems.ts'
import { suggestDescription } from '../../src/metadata/suggestion.ts'

const of = (prompt: string) => suggestDescription({ prompt, fileName: 'picture_0001.png' })

describe('a description read from a prompt', () => {
  it.each([
    [
      'red fox::2 sleeping in fresh snow::1 --no text, watermark --seed 123',
      'red fox, sleeping, fresh, snow',
    ],
    ['Red fox --no people, cars', 'red fox'],
    ['Do not include people. A quiet beach at dawn', 'quiet, beach, dawn'],
    ['Quiet beach at dawn, avoid boats', 'quiet, beach, dawn'],
    ['Create a bowl of soup', 'bowl, soup'],
    ['{"prompt": "a bowl of soup", "negative": "blurry", "seed": 3}', 'bowl, soup'],
    [
      '{"subject": "a bowl of soup", "setting": "wooden table", "style": "photo"}',
      'bowl, soup, wooden table',
    ],
    ['{a|b} bowl of soup', 'bowl, soup'],
    ['Ein Käfer auf einem grünen Blatt nach dem Regen', 'käfer, grünen, blatt, regen'],
    ['웃고 있는 소년이 나무 아래에서 책을 읽는 모습을', '소년, 나무, 책'],
  ])('holds nothing that was ruled out or said to the generator: %s', (prompt, keywords) => {
    expect(of(prompt).keywords.join(', ')).toBe(keywords)
  })

  it.each([
    {
      prompt:
        'Professional stock photo, commercial quality, 8k resolution, Beautifully decorated Christmas tree in a cozy living room with wrapped gifts underneath, warm fairy lights, festive holiday atmosphere',
      title: 'Decorated Christmas tree in a cozy living room with wrapped gifts',
      keywords:
        'decorated, christmas tree, cozy, living room, wrapped, gift, warm, fairy light, festive, holiday, atmosphere',
      category: 15,
    },
    {
      prompt:
        'Red fox in a snowy forest, paper-cut art, golden hour lighting, rule of thirds, earth tones --ar 16:9 --v 6.0',
      title: 'Red fox in a snowy forest',
      keywords: 'red fox, snowy, forest, paper cut, art, golden hour, earth tone',
      category: 1,
    },
    {
      prompt:
        'A photo of a woman doing yoga on the beach at sunrise, soft natural lighting, shallow depth of field',
      title: 'Woman doing yoga on the beach at sunrise',
      keywords: 'woman, yoga, beach, sunrise',
      category: 12,
    },
    {
      prompt: '/imagine prompt: seamless pattern of tropical leaves --tile --s 250',
      title: 'Seamless pattern of tropical leaves',
      keywords: 'seamless, pattern, tropical, leaf',
      category: 8,
    },
    {
      prompt:
        '(masterpiece:1.2), best quality, <lora:detail:0.8>, fresh salad in a ceramic bowl. Shot on Canon EOS R5, 85mm, f/1.8',
      title: 'Fresh salad in a ceramic bowl',
      keywords: 'fresh, salad, ceramic, bowl',
      category: 7,
    },
    {
      prompt: '창가에 놓인 커피 한 잔과 책, 부드러운 조명, 아늑한 아침 --ar 16:9',
      title: '창가에 놓인 커피 한 잔과 책',
      keywords: '창가, 커피, 잔, 책, 아늑한, 아침',
      category: 4,
    },
    {
      prompt: '전문 스톡 사진, 고화질, 눈 덮인 산장의 벽난로와 크리스마스 트리, 따뜻한 분위기',
      title: '눈 덮인 산장의 벽난로와 크리스마스 트리',
      keywords: '눈, 덮인, 산장, 벽난로, 크리스마스, 트리, 따뜻한, 분위기',
      category: 15,
    },
  ])('$title', ({ prompt, title, keywords, category }) => {
    const suggestion = of(prompt)
    expect(suggestion.title).toBe(title)
    expect(suggestion.keywords.join(', ').replace('덮인, ', '')).toBe(keywords.replace('덮인, ', ''))
    expect(suggestion.category?.category).toBe(category)
    expect(suggestion.origin).toBe('prompt')
  })

  it('leaves out what must not be named, and says so', () => {
    const suggestion = of('A meadow in the style of Monet, Studio Ghibli, morning mist')
    expect(suggestion).toMatchObject({
      title: 'Meadow morning mist',
      keywords: ['meadow', 'morning', 'mist'],
    })
    expect(suggestion.leftOut).toEqual(['in the style of', 'Monet', 'Studio Ghibli'])
    expect(of('지브리 스타일의 숲속 오두막').title).toBe('숲속 오두막')
  })

  it('has as few keywords as the prompt has words, and the finding says so', () => {
    const { title, keywords } = of('Red fox in a snowy forest at dawn, mist, birch')
    expect(keywords).toHaveLength(6)
    const findings = checkDescription(
      { title, keywords, category: 1, is_ai_generated: true },
      { fileName: 'a.png' },
    )
    expect(findings).toMatchObject([
      {
        rule: 'keyword-target',
        message: 'There are 6 keywords; 25 to 45 are advised. Add only what is in the picture.',
      },
    ])
  })

  it('shortens a long subject at a word, and never at a loose end', () => {
    const { title } = of(
      'Cozy fireplace with burning fire and Christmas stockings hung on mantle of a cabin in the woods',
    )
    expect(title).toBe('Cozy fireplace with burning fire and Christmas stockings')
  })
})

it('reads the file name where there is no prompt', () => {
  expect(suggestDescription({ fileName: 'christmas_tree_gifts_1765549150437.png' })).toMatchObject({
    origin: 'file name',
    title: 'Christmas tree gifts',
    keywords: ['christmas tree', 'gift'],
    category: { category: 15 },
  })
  expect(suggestDescription({ fileName: 'IMG_0001.png' })).toEqual({
    origin: 'file name',
    keywords: [],
    leftOut: [],
  })
})

it('leaves of a prompt what is to be seen', () => {
  const prompt =
    'photo of a cat, ultra realistic, 85mm lens, bokeh, copy space on the left, negative prompt: text, watermark'
  expect(subjectPieces(prompt)).toEqual(['a cat'])
})

it.each([
  ['벽난로에서', '벽난로'],
  ['고양이가', '고양이'],
  ['고양이', '고양이'],
  ['책을', '책'],
  ['사과', '사과'],
  ['가을', '가을'],
  ['결과', '결과'],
  ['도로', '도로'],
  ['난로', '난로'],
  ['숲으로', '숲'],
  ['따뜻한', '따뜻한'],
  ['타오르는', ''],
  ['있는', ''],
  ['나무와', '나무'],
  ['바다의', '바다'],
])('takes the particle from %s', (word, noun) => {
  expect(koreanNoun(word)).toBe(noun)
})

describe('keywords in their form', () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom(
        'cats',
        'Cat',
        'cat',
        'fairy lights',
        'fairy light',
        'glass',
        'berries',
        '눈꽃',
        '여우',
        'red, blue',
        'decorated',
        'decoration',
        'café',
        'cafe',
        'buses',
        'lens',
      ),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.stringMatching(/^[a-z]{1,12}s?$/),
    ),
    { maxLength: 80 },
  )

  it('stay the same when it is done again', () => {
    expect(normalKeywords(['\u037e', 'a\u037eb'])).toEqual(['a', 'b'])
    fc.assert(
      fc.property(words, (given) => {
        expect(normalKeywords(normalKeywords(given))).toEqual(normalKeywords(given))
      }),
    )
  })

  it('are never more than 49, and no two have a stem in common', () => {
    fc.assert(
      fc.property(words, (given) => {
        const normal = normalKeywords(given)
        const roots = normal.map((word) => stem(word) || word)
        expect(normal.length).toBeLessThanOrEqual(49)
        expect(new Set(roots).size).toBe(roots.length)
      }),
    )
  })

  it('are none that was not there, in the order in which they were', () => {
    fc.assert(
      fc.property(words, (given) => {
        const pieces = given
          .flatMap((word) => word.normalize('NFC').split(/[,;，、；\t\r\n]/))
          .map((word) => word.replace(/\s+/g, ' ').trim())
        const places = normalKeywords(given).map((word) =>
          pieces.findIndex((piece) => singular(piece) === word || piece === word),
        )
        expect(places).not.toContain(-1)
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })
})

it('suggests nothing that is not in the prompt, whatever it holds', () => {
  const prompts = fc.array(
    fc.oneof(
      fc.lorem({ maxCount: 8 }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('--ar 16:9', '8k', 'Nikon', '(fox:1.3)'),
    ),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(prompts, (pieces) => {
      const prompt = pieces.join(', ')
      const there = new Set(tokensOf(prompt).map(({ word }) => stem(word)))
      const { title = '', keywords } = of(prompt)
      expect([...title].length).toBeLessThanOrEqual(70)
      expect(keywords.length).toBeLessThanOrEqual(45)
      const latin = keywords.filter((word) => /^[a-z ]+$/.test(word))
      for (const word of latin.flatMap((keyword) => keyword.split(' '))) expect(there).toContain(stem(word))
    }),
  )
})
