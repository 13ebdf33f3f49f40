import { describe, expect, it } from 'vitest'
import { classify } from '../../src/metadata/classifier.ts'

describe('the category of a title', () => {
  it.each([
    ['Cozy Fireplace with Christmas Stockings on Wooden Mantle', 15],
    ['Decorated Christmas Tree with Wrapped Gifts in Cozy Living Room', 15],
    ['Seamless Christmas pattern with snowflakes', 8],
    ['Christmas background with fir branches', 8],
    ['White marble texture', 8],
    ['Rustic wood texture background', 8],
    ['Pink roses in a winter garden', 14],
    ['Tulip field in spring', 14],
    ['Woman doing yoga at sunrise', 12],
    ['Eco friendly concept with green plant in light bulb', 5],
    ['Solar panels and wind turbines', 5],
    ['Red fox in snowy forest', 1],
    ['Golden retriever puppy playing on grass', 1],
    ['Modern skyscraper at sunset', 2],
    ['Scandinavian living room with sofa', 2],
    ['Business team in a meeting room', 3],
    ['Businesswoman working on laptop in office', 3],
    ['Cup of coffee on wooden table', 4],
    ['Fresh orange juice in glass', 4],
    ['Sad man sitting alone in the dark', 6],
    ['Mental health concept', 6],
    ['Pizza with cheese and tomato', 7],
    ['Red apple on a wooden table', 7],
    ['Girl knitting by the fire', 9],
    ['Campfire with tent under stars', 9],
    ['Welder in a factory', 10],
    ['Construction site with crane', 10],
    ['Mountain lake at sunrise', 11],
    ['Tropical beach with palm trees', 11],
    ['Portrait of an elderly woman smiling', 13],
    ['Happy child with balloon', 13],
    ['Lunar New Year lanterns', 15],
    ['DNA helix in laboratory', 16],
    ['Doctor with stethoscope in hospital', 16],
    ['Rainbow flag at a protest', 17],
    ['Homeless person on the street', 17],
    ['Soccer player kicking ball in stadium', 18],
    ['Woman running marathon', 18],
    ['Robot hand touching digital interface', 19],
    ['Circuit board with glowing microchip', 19],
    ['Vintage car on a highway', 20],
    ['High speed train at station', 20],
    ['Suitcase and passport travel concept', 21],
    ['Santorini white houses travel', 21],
    ['벽난로와 크리스마스 양말', 15],
    ['눈 덮인 산과 호수 풍경', 11],
    ['나무 탁자 위의 커피 한 잔', 4],
    ['고양이가 창가에 앉아 있는 모습', 1],
    ['핑크 장미 꽃다발', 14],
    ['대리석 질감 배경', 8],
    ['요가를 하는 여성', 12],
    ['회의실에서 발표하는 직장인', 3],
    ['전통 한복을 입은 여성', 15],
    ['인공지능 로봇과 회로 기판', 19],
    ['제주 여행 해변', 21],
    ['Flower shop exterior in Paris', 2],
    ['Halloween pumpkin on porch', 15],
    ['Dog wearing santa hat', 1],
    ['Wedding couple on beach', 13],
    ['Chocolate cake with strawberries', 7],
    ['Astronaut floating in space', 16],
    ['Northern lights over fjord', 11],
    ['Glass of red wine with cheese', 4],
    ['Senior couple hiking in mountains', 13],
    ['Skincare cosmetics bottles on marble', 12],
    ['Stack of gold coins growth chart', 3],
    ['Butterfly on purple flower', 1],
    ['Abstract blue waves', 8],
    ['Hot air balloons over Cappadocia', 20],
    ['Old library with books', 9],
  ])('"%s" is %i', (title, category) => {
    expect(classify({ title })?.category).toBe(category)
  })
})

it('gives the words that decided and how sure it is', () => {
  expect(classify({ title: 'Decorated Christmas tree with wrapped gifts' })).toEqual({
    category: 15,
    name: 'Culture and Religion',
    confidence: expect.any(Number),
    because: ['christmas tree', 'gifts', 'decorated'],
  })
})

it('is surer of a clear picture than of a mixed one', () => {
  const clear = classify({ title: 'Robot hand on a circuit board' })?.confidence ?? 0
  const mixed = classify({ title: 'Dog in a car at the beach' })?.confidence ?? 1
  expect(clear).toBeGreaterThan(mixed)
  expect(clear).toBeLessThanOrEqual(1)
  expect(mixed).toBeGreaterThan(0)
})

it('lets the subject outweigh what is around it', () => {
  expect(classify({ title: 'Dog beside Christmas tree in living room' })?.category).toBe(1)
})

it('does not take "background" among the keywords for the subject', () => {
  const keywords = ['fox', 'snow', 'forest', 'background', 'wallpaper', 'texture']
  expect(classify({ title: 'Red fox', keywords })?.category).toBe(1)
})

it('reads the prompt where there is no title', () => {
  expect(classify({ prompt: 'steaming cup of coffee, wooden table, morning' })?.category).toBe(4)
})

it('says nothing where no word speaks for a category', () => {
  expect(classify({ title: 'Untitled', keywords: ['xyzzy'] })).toBeUndefined()
  expect(classify({})).toBeUndefined()
})
