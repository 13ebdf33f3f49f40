import { describe, expect, it } from 'vitest'
import { checkRights } from '../../src/metadata/rights.ts'

describe('a word that is a brand as well', () => {
  it.each([
    ['Vintage Beetle car', 'Beetle'],
    ['Beetle convertible at the sea', 'Beetle'],
    ['Beetle vintage cars in a row', 'Beetle'],
    ['Red Ford pickup on a farm', 'Ford'],
    ['Genesis sedan at night', 'Genesis'],
    ['A lotus sports car', 'lotus'],
    ['New Balance running shoes', 'New Balance'],
    ['Galaxy smartphone on a desk', 'Galaxy'],
    ['Citroen’s hatchbacks', 'Citroen’s'],
    ['기아 자동차', '기아'],
    ['기아의 신형 전기차', '기아'],
    ['기아 타이거즈 응원', '기아'],
    ['현대 자동차 공장', '현대 자동차'],
    ['기아 차량', '기아'],
    ['LG 냉장고', 'LG'],
    ['소나타 세단', '소나타'],
    ['농심 라면 한 그릇', '농심'],
    ['오리온 초콜릿 상자', '오리온'],
    ['신세계 백화점 야경', '신세계'],
  ])('is one right before its product: "%s"', (title, about) => {
    expect(checkRights({ title })).toMatchObject([{ rule: 'rights-brand', level: 'block', about }])
  })

  it.each([
    ...['Beetle on a leaf', 'Beetle on a car window', 'Stag beetle, car and road', 'Lotus in a pond'],
    ...['Apple chips in a bowl', 'Ford of a river', 'Orange bus on a road', 'Sonata for piano'],
    ...['Galaxy in deep space', 'Genesis of life', 'Kids carnival', 'Saturn with rings'],
    ...['Orange logo design', 'Target brand awareness', 'Red cobra snake', 'Apple orchard van'],
    ...['현대 가구', '크라운 로고', '테라스의 맥주', '동원 훈련', '오리온 별자리 아래 초콜릿', '쌍용 무늬'],
    ...['현대 건축물', '현대적인 자동차', '현대의 자동차', '현대 도시의 버스', '현대 미술', '현대인'],
    ...['기아 문제와 식량', '기아에 시달리는 아이', '기아 아동 돕기'],
    ...['삼성동 거리', '삼성동의 버스', '삼성역 앞', '삼성로의 가로수', '삼성산의 계곡'],
    ...['농심을 담은 논', '오리온 별자리', '모닝 커피', '피아노 소나타', '진로 상담', '신세계를 찾아서'],
  ])('is left alone elsewhere: "%s"', (title) => {
    expect(checkRights({ title })).toEqual([])
  })
})

it('warns where it may be the brand, or the word modern', () => {
  for (const title of ['현대 SUV가 달리는 도로', '현대버스가 서 있는 정류장', '현대 전기차']) {
    expect(checkRights({ title })).toMatchObject([{ rule: 'rights-brand', level: 'warn', about: '현대' }])
    expect(checkRights({ title })[0]?.message).toContain('may be a vehicle brand')
  }
})

it('finds a sure Korean brand with its product written behind it', () => {
  for (const title of ['삼성노트북을 쓰는 사람', '나이키운동화', '구찌가방의 무늬', '테슬라로 가는 길']) {
    expect(checkRights({ title })).toMatchObject([{ rule: 'rights-brand', level: 'block' }])
  }
})
