import { describe, expect, it } from 'vitest'
import { checkDescription } from '../../src/metadata/description.ts'
import { checkRights } from '../../src/metadata/rights.ts'

/** As an agent writes one. */
const WRITTEN = {
  title: 'Cozy Reading Corner with Knitted Blanket by Snowy Window',
  keywords: [
    ...['reading', 'corner', 'blanket', 'window', 'cozy', 'knitted', 'snowy', 'winter', 'armchair', 'book'],
    ...['interior', 'home', 'living room', 'warm', 'comfort', 'hygge', 'lamp', 'cushion', 'rustic', 'wooden'],
    ...['relaxation', 'evening', 'seasonal', 'december', 'atmosphere'],
  ],
  category: 12,
  category_name: 'Lifestyle',
  prompt:
    'Professional stock photo, commercial quality, 8k resolution, Cozy reading corner with a knitted blanket by a snowy window',
  is_ai_generated: true,
  is_fictional: true,
  raw: { category: '12', category_name: 'Lifestyle' },
}

describe('a sidecar as an agent writes it', () => {
  it('gives no finding', () => {
    expect(checkDescription(WRITTEN, { fileName: 'reading_corner.png' })).toEqual([])
    expect(checkRights(WRITTEN)).toEqual([])
  })
})

const check = (changes: object) =>
  checkDescription({ ...WRITTEN, ...changes }, { fileName: 'reading_corner.png' })
const many = (count: number) =>
  [...WRITTEN.keywords, ...Array.from({ length: 60 }, (_, n) => `thing${n}x`)].slice(0, count)

describe('each rule', () => {
  it.each([
    ['title-missing', 'warn', { title: ' ' }, 'There is no title; the file name gives "Reading corner".'],
    [
      'title-length',
      'block',
      { title: `Cozy reading corner with knitted blanket by snowy window${' and armchair'.repeat(2)}` },
      'The title has 82 characters; 70 are taken.',
    ],
    [
      'title-ceiling',
      'block',
      { title: `Reading corner ${'armchair '.repeat(22)}` },
      'The title has 212 characters; no more than 200 are ever taken.',
    ],
    [
      'title-characters',
      'warn',
      { title: 'Cozy reading corner, with blanket' },
      'The title holds special characters: ,',
    ],
    [
      'title-characters',
      'warn',
      { title: 'Cozy reading corner 🎉 & blanket!' },
      'The title holds special characters: 🎉 & !',
    ],
    [
      'title-list',
      'warn',
      { title: 'reading, corner, blanket, window' },
      'The title reads like a list of keywords; write a short phrase about the picture.',
    ],
    [
      'title-generic',
      'warn',
      { title: 'Untitled image' },
      'The title "Untitled image" says nothing about what is in the picture.',
    ],
    ['keyword-count', 'block', { keywords: many(50) }, 'There are 50 keywords; 49 are taken at most.'],
    [
      'keyword-count',
      'block',
      { keywords: ['reading', 'corner', 'cozy', 'window'], title: 'Reading corner' },
      'There are 4 keywords; at least 5 are needed.',
    ],
    ['keyword-count', 'block', { keywords: [] }, 'There are no keywords; at least 5 are needed.'],
    [
      'keyword-target',
      'warn',
      { keywords: many(12) },
      'There are 12 keywords; 25 to 45 are advised. Add only what is in the picture.',
    ],
    ['keyword-target', 'warn', { keywords: many(47) }, 'There are 47 keywords; 25 to 45 are advised.'],
    [
      'keyword-duplicate',
      'warn',
      { keywords: [...WRITTEN.keywords, 'Books', 'decorating', 'decoration'] },
      'Said more than once: "Books", "decoration"',
    ],
    ['keyword-form', 'warn', { keywords: [...WRITTEN.keywords, 'candles'] }, 'Plurals: "candles"'],
    [
      'keyword-form',
      'warn',
      { keywords: [...WRITTEN.keywords, 'tea\u200bpot'] },
      'Characters that cannot be seen: "teapot"',
    ],
    [
      'keyword-form',
      'warn',
      { keywords: [...WRITTEN.keywords, 'candle, mug'] },
      'Several keywords in one: "candle, mug"',
    ],
    [
      'keyword-form',
      'warn',
      { keywords: [...WRITTEN.keywords, 'the', 'x', 'https://a.example'] },
      'Nobody looks for these by themselves: "the", "x", "https://a.example"',
    ],
    [
      'title-list',
      'warn',
      { title: 'Book book corner with book' },
      'The title says "book" three times; once is enough.',
    ],
    [
      'title-generic',
      'warn',
      { title: 'Corner' },
      'The title "Corner" is a single word; say who or what, doing what, and where.',
    ],
    [
      'keyword-title-words',
      'warn',
      { title: 'Cozy reading corner with cat' },
      'Words of the title that are no keywords: "cat"',
    ],
    [
      'keyword-leading',
      'warn',
      { keywords: WRITTEN.keywords.toReversed(), title: 'Reading corner' },
      'The words of the title are not among the first ten keywords, which count most.',
    ],
    [
      'category-missing',
      'warn',
      { category: undefined },
      'There is no category; Adobe highly recommends one.',
    ],
    [
      'category-old',
      'warn',
      { raw: { category: 13, category_name: 'Lifestyle' } },
      'The category says 13, a number of the old 22 categories; its name means 12, Lifestyle.',
    ],
    [
      'flag-ai',
      'warn',
      { is_ai_generated: false, prompt: 'a reading corner' },
      'The picture is marked as not made with generative AI, and yet its sidecar names a prompt or a model.',
    ],
    [
      'flag-ai',
      'warn',
      { is_ai_generated: undefined },
      'Nothing says that the picture was made with generative AI; if it was, Adobe wants it marked.',
    ],
    [
      'flag-fictional',
      'warn',
      { is_fictional: undefined, title: 'Woman in reading corner', keywords: [...WRITTEN.keywords, 'woman'] },
      'There seem to be people in it, and nothing says whether they are fictional.',
    ],
    [
      'releases-needed',
      'block',
      { is_fictional: false, title: 'Woman in reading corner', keywords: [...WRITTEN.keywords, 'woman'] },
      'There seem to be people in it who are not fictional; releases for them are needed, and none is named.',
    ],
  ])('%s: %s', (rule, level, changes, message) => {
    const found = check(changes).filter((finding) => finding.rule === rule)
    expect(found).toMatchObject([{ rule, level, message }])
  })

  it.each([
    {
      is_fictional: false,
      releases: ['Anna 2026'],
      title: 'Woman in reading corner',
      keywords: [...WRITTEN.keywords, 'woman'],
    },
    { is_fictional: undefined, keywords: [...WRITTEN.keywords, 'family'] },
    {
      is_fictional: undefined,
      title: 'Silhouette of a woman in reading corner',
      keywords: [...WRITTEN.keywords, 'woman', 'silhouette'],
    },
    { title: "St. Patrick's reading corner", keywords: [...WRITTEN.keywords, 'st', 'patrick'] },
    { title: 'Half-open window 3.5 reading corner', keywords: [...WRITTEN.keywords, 'half', 'open'] },
    {
      title: '창가의 아늑한 독서 공간',
      keywords:
        '창가 아늑한 독서 공간 겨울 눈 담요 의자 책 조명 쿠션 거실 집 나무 선반 저녁 휴식 커튼 찻잔 양말 벽난로 고양이 러그 화분 편안함'.split(
          ' ',
        ),
    },
  ])('lets pass what is in order: %j', (changes) => {
    expect(check(changes)).toEqual([])
  })

  it('never adds a name that must not stand in the title to the keywords', () => {
    const [finding] = check({ title: 'Reading corner like Monet' }).filter(
      ({ rule }) => rule === 'keyword-title-words',
    )
    expect(finding).toBeUndefined()
  })
})

describe('a picture without a sidecar that can be read', () => {
  it('is told apart: none, and one that is broken', () => {
    expect(checkDescription(null, { fileName: 'fox.png' })[0]).toEqual({
      rule: 'sidecar-missing',
      level: 'warn',
      message: 'fox.png has no sidecar; title and keywords would come from its name.',
    })
    expect(
      checkDescription(null, { fileName: 'fox.png', problem: 'it is larger than 1 MB' })[0],
    ).toMatchObject({
      rule: 'sidecar-unreadable',
      level: 'block',
      message: 'The sidecar of fox.png cannot be read: it is larger than 1 MB.',
    })
    expect(checkDescription(null, { fileName: 'IMG_0001.png' })[1]).toMatchObject({
      rule: 'title-missing',
      level: 'block',
    })
  })
})

it('takes a clear no about AI at its word where nothing speaks against it', () => {
  expect(checkDescription({ ...WRITTEN, is_ai_generated: false, prompt: '' }, { fileName: 'a.png' })).toEqual(
    [],
  )
})

it('knows the words of an Arabic title among the keywords, small words and the article aside', () => {
  const title = 'ثعلب نائم في الثلج'
  const keywords = ['ثعلب', 'نائم', 'ثلج', 'شتاء', 'حيوان']
  const found = checkDescription({ ...WRITTEN, title, keywords }, { fileName: 'a.png' })
  expect(found.map(({ rule }) => rule)).toEqual(['keyword-target'])
})

describe('languages', () => {
  const found = (title: string, keywords: string[]) =>
    checkDescription({ ...WRITTEN, title, keywords }, { fileName: 'a.png' }).filter(
      ({ rule }) => rule === 'language-mixed',
    )
  const korean = '독서 의자 담요 창문 겨울 아늑함 집 거실 조명 쿠션 책 저녁 휴식 나무 선반'.split(' ')

  it('are told apart by their letters, and the fewer keywords can go with one click', () => {
    const [finding] = found('창가의 독서 의자', [...korean, 'reading', 'window', 'LED'])
    expect(finding?.message).toBe(
      'Most keywords are written in Korean letters, 3 are not ("reading", "window", "LED"); a file is submitted in one language.',
    )
    expect(finding?.fixes?.[0]).toEqual({
      label: 'Keep those in Korean letters',
      changes: { keywords: korean },
    })
    expect(found('Reading chair by a window', korean)).toHaveLength(1)
  })

  it('may have names and loan words of another', () => {
    expect(found('창가의 독서 의자', [...korean, 'DIY', 'LED'])).toEqual([])
    expect(found('Woman in hanbok', ['woman', 'hanbok', '한복', 'spring', '1984', '😀'])).toEqual([])
    expect(found('雪の中のキツネ', ['狐', 'キツネ', '雪', '冬', '森'])).toEqual([])
  })
})

it('mends everything that has a fix, one click after the other, and then nothing more', () => {
  let described: object = {
    ...WRITTEN,
    title: 'Cozy reading corner, with "knitted" blankets & candles by the big snowy windows of a cabin!',
    keywords: ['Books', 'book', 'candles, mugs', ...WRITTEN.keywords, ...many(50).slice(25)],
    is_ai_generated: false,
    raw: { category: 13, category_name: 'Lifestyle' },
  }
  const seen: string[] = []
  for (let clicks = 0; clicks < 20; clicks++) {
    const fixable = checkDescription(described, { fileName: 'a.png' }).find(({ fixes }) => fixes?.length)
    if (!fixable) break
    seen.push(fixable.rule)
    const changes = fixable.fixes?.[0]?.changes ?? {}
    described = { ...described, ...changes, ...('category' in changes && { raw: changes }) }
  }
  expect(new Set(seen)).toContain('title-length')
  expect(checkDescription(described, { fileName: 'a.png' })).toEqual([])
})
