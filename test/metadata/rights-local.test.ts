import { describe, expect, it } from 'vitest'
import { checkRights } from '../../src/metadata/rights.ts'

const rulesOf = (title: string) => [
  ...new Set(checkRights({ title }).map(({ rule, level }) => `${rule.replace('rights-', '')} ${level}`)),
]

describe('names that one country knows, or that others write their own way', () => {
  it.each([
    ['새우깡 한 봉지', 'brand block'],
    ['배달의민족 라이더', 'brand block'],
    ['제네시스 G80 실내', 'brand block'],
    ['한화 이글스 응원', 'brand block'],
    ['ソニーのヘッドホン', 'brand block'],
    ['スタジオジブリ風の風景', 'brand block'],
    ['Milka Schokolade', 'brand block'],
    ['Opel am Straßenrand', 'brand block'],
    ['Kleid aus der tienda de Zara', 'brand block'],
    ['Disneyesque fairy castle', 'brand block'],
    ['Ghiblicore countryside', 'brand block'],
    ['Picassoesque face', 'artist block'],
    ['Batmobile in the rain', 'character block'],
    ['Pippi Langstrumpf', 'character block'],
    ['Bob Esponja', 'character block'],
    ['뿌까 인형', 'character block'],
    ['スーパーマリオのケーキ', 'character block'],
    ['El Zorro with a black mask', 'character warn'],
    ['이효리 무대', 'person block'],
    ['트럼프 대통령 연설', 'person block'],
    ['Trump waving', 'person block'],
    ['Bundespolizei am Bahnhof', 'agency block'],
    ['Red Cross volunteers', 'agency warn'],
    ['Krieg in der Ukraine', 'news block'],
    ['Earthquake in Turkey 2023', 'news warn'],
    ['2024 US presidential election', 'news warn'],
    ['2022년 강릉 산불', 'news warn'],
    ['Gaza ruins', 'news warn'],
    ['인공지능으로 생성한 풍경', 'ai-words block'],
    ['Paisaje generado con inteligencia artificial', 'ai-words block'],
    ['Ilustración vectorial de un árbol', 'file-type warn'],
    ['Retrato a la manera de los maestros', 'style-of block'],
    ['Teslas parked in a row', 'brand warn'],
    ['Lakers jersey on a chair', 'brand block'],
    ['Le Creuset pot on a stove', 'brand block'],
    ['Subway sandwich on paper', 'brand block'],
    ['BBC news studio', 'brand block'],
    ['Elden Ring knight', 'character block'],
    ['Carlos Alcaraz serving', 'person block'],
    ['Portrait of King Charles', 'person block'],
    ['Beirut explosion', 'news block'],
    ['Wimbledon tennis court', 'brand warn'],
  ])('are found: "%s"', (title, found) => {
    expect(rulesOf(title)).toContain(found)
  })

  it.each([
    ...['Un zorro rojo en la nieve', 'El zorro duerme en el bosque', 'Zorro ártico'],
    ...[
      'Trump card on a table',
      '트럼프 카드 놀이',
      'Twitter of birds at dawn',
      'Knight under armour in a castle',
    ],
    ...['Romanesque church', 'Arabesque tile pattern', 'Picturesque village', 'Apple core on a plate'],
    ...[
      'Cavalier King Charles spaniel',
      'Subway train arriving',
      'Off-white hoodie',
      'Earthquake emergency kit',
      'Flooded meadow in spring',
      'Bottle of vintage wine 1998',
      'Election ballot box',
    ],
    ...[
      '사진 찍는 여자',
      '사진을 찍고 있는 소년',
      '사진 앨범을 보는 할머니',
      '겨울 왕국의 얼음 궁전',
      '이글스 독수리',
    ],
    ...['ワンピースを着た女性', 'マリオネット', 'Mann im Tempo', 'Seat belt', '인공지능 로봇과 악수'],
  ])('leave words of everyday alone: "%s"', (title) => {
    expect(checkRights({ title })).toEqual([])
  })
})
