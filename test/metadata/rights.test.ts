import { describe, expect, it } from 'vitest'
import { checkRights, findRights } from '../../src/metadata/rights.ts'

const rulesOf = (title: string) => [
  ...new Set(checkRights({ title }).map(({ rule }) => rule.replace('rights-', ''))),
]

describe('what must not be named', () => {
  it.each([
    ['Sunflowers in the style of Van Gogh', ['style-of', 'artist']],
    ['Water lilies like Monet', ['artist']],
    ['Picasso’s blue period portrait', ['artist']],
    ['Forest by Greg Rutkowski', ['artist']],
    ['A Klimt inspired embrace', ['artist']],
    ['SALVADOR DALÍ melting clocks', ['artist']],
    ['Salvador Dali desert', ['artist']],
    ['Portrait inspired by Frida Kahlo', ['style-of', 'artist']],
    ['Hokusai wave', ['artist']],
    ['Wes Anderson hotel', ['artist']],
    ['Miyazaki style meadow', ['artist']],
    ['Room influenced by Rothko', ['style-of', 'artist']],
    ['Street art by Banksy', ['style-of', 'artist']],
    ['Village in the tradition of Bruegel', ['style-of', 'artist']],
    ['Painting drawing on the work of the masters', ['style-of']],
    ['Landschaft im Stil von Caspar David Friedrich', ['style-of', 'artist']],
    ['Portrait dans le style de Renoir', ['style-of', 'artist']],
    ['Retrato al estilo de Frida', ['style-of']],
    ['Пейзаж в стиле Айвазовский', ['style-of', 'artist']],
    ['Donald Trump at a rally', ['person']],
    ['Elon Musk on Mars', ['person']],
    ['Taylor Swift concert crowd', ['person']],
    ['Portrait of Beyoncé', ['person']],
    ['Beyonce singing', ['person']],
    ['BTS fans at a concert', ['person']],
    ['Messi with a ball', ['person']],
    ['Einstein with chalkboard', ['person']],
    ['Marilyn Monroe look', ['person']],
    ['Son Heung-min scoring', ['person']],
    ['Mickey Mouse ears', ['character']],
    ['Spider-Man on a roof', ['character']],
    ['Spiderman costume', ['character']],
    ['Spider Man mask', ['character']],
    ['Cute Pokémon toys', ['character']],
    ['Harry Potter’s wand', ['character']],
    ['Barbies on a shelf', ['character']],
    ['Hello Kitty cup', ['character']],
    ['Baby Yoda plush', ['character']],
    ['Lightsaber duel', ['character']],
    ['Coca-Cola bottles on ice', ['brand']],
    ['cocacola can', ['brand']],
    ['Woman with iPhones', ['brand']],
    ['Apple laptop on desk', ['brand']],
    ['Ferraris racing', ['brand']],
    ['Nike shoes', ['brand']],
    ["McDonald's fries", ['brand']],
    ['Disney castle', ['brand']],
    ['Studio Ghibli meadow', ['brand']],
    ['Louis Vuitton bag', ['brand']],
    ['Häagen-Dazs cup', ['brand']],
    ['LEGO bricks', ['brand']],
    ['Rolex on wrist', ['brand']],
    ['Windows 11 desktop', ['brand']],
    ['Sydney Opera House from the harbour', ['landmark']],
    ['Eiffel Tower at night', ['landmark']],
    ['NASA astronaut', ['agency']],
    ['FBI agent at a door', ['agency']],
    ['War in Ukraine destroyed street', ['news']],
    ['Black Lives Matter protest', ['news']],
    ['Nikon portrait of a dog', ['camera']],
    ['Forest at f/1.8', ['camera']],
    ['12MP sunset', ['camera']],
    ['Mountain in 8k resolution', ['camera']],
    ['Highly detailed castle', ['camera']],
    ['Photo of a cat', ['file-type']],
    ['Flower vector illustration', ['file-type']],
    ['3D render of a ball', ['file-type']],
    ['Generative AI city', ['ai-words']],
    ['Midjourney robot', ['ai-words']],
    ['Forest --ar 16:9', ['ai-words']],
    ['Stable Diffusion landscape', ['ai-words']],
    ['AI-generated cat', ['ai-words']],
    ['Fox (masterpiece:1.2)', ['ai-words']],
  ])('is found in "%s"', (title, rules) => {
    expect(rulesOf(title)).toEqual(rules)
  })

  it.each([
    ['반 고흐 스타일의 해바라기', ['artist', 'style-of']],
    ['빈센트반고흐 풍의 밤하늘', ['artist', 'style-of']],
    ['피카소의 그림 같은 초상', ['artist']],
    ['모네의 수련', ['artist']],
    ['클림트 화풍의 연인', ['artist', 'style-of']],
    ['미야자키 하야오 감독 스타일', ['artist', 'style-of']],
    ['팀 버튼 감독풍의 나무', ['artist', 'style-of']],
    ['이중섭 화백 스타일의 소', ['artist', 'style-of']],
    ['고흐에서 영감을 받은 들판', ['style-of']],
    ['김홍도의 풍속화', ['artist']],
    ['가우디의 건축', ['artist']],
    ['뱅크시풍 벽화', ['artist', 'style-of']],
    ['트럼프 대통령 연설', ['person']],
    ['손흥민이 골을 넣는 장면', ['person']],
    ['방탄소년단 공연장', ['person']],
    ['블랙핑크와 팬들', ['person']],
    ['아이유를 닮은 가수', ['person']],
    ['김연아 선수의 스핀', ['person']],
    ['아인슈타인과 칠판', ['person']],
    ['일론 머스크의 로켓', ['person']],
    ['유재석이 웃는 모습', ['person']],
    ['피카츄 인형', ['character']],
    ['포켓몬들과 아이', ['character']],
    ['해리포터의 지팡이', ['character']],
    ['스파이더맨이 나는 도시', ['character']],
    ['슈퍼 마리오 버섯', ['character']],
    ['뽀로로와 친구들', ['character']],
    ['헬로키티 컵', ['character']],
    ['오징어 게임 가면', ['character']],
    ['겨울왕국 엘사 드레스', ['character']],
    ['짱구는 못말려 캐릭터', ['character']],
    ['도라에몽처럼 파란 고양이', ['character']],
    ['나이키 운동화를 신은 남자', ['brand']],
    ['스타벅스에서 마시는 커피', ['brand']],
    ['디즈니풍의 공주', ['brand', 'style-of']],
    ['지브리 화풍의 숲', ['brand', 'style-of']],
    ['코카콜라를 마시는 소녀', ['brand']],
    ['아이폰으로 찍는 손', ['brand']],
    ['삼성 갤럭시 화면', ['brand']],
    ['삼성전자 건물', ['brand']],
    ['현대자동차의 신차', ['brand']],
    ['벤츠가 달리는 도로', ['brand']],
    ['샤넬 향수', ['brand']],
    ['루이비통 가방', ['brand']],
    ['레고로 만든 집', ['brand']],
    ['구글의 로고', ['brand']],
    ['넷플릭스 화면', ['brand']],
    ['카카오톡 대화', ['brand']],
    ['맥도날드의 햄버거', ['brand']],
    ['불닭볶음면 한 그릇', ['brand']],
    ['애플 로고가 있는 노트북', ['brand']],
    ['에펠탑 야경', ['landmark']],
    ['롯데타워가 보이는 서울', ['brand']],
    ['동대문디자인플라자의 밤', ['landmark']],
    ['국정원 건물', ['agency']],
    ['유엔 평화유지군', ['agency']],
    ['우크라이나 전쟁의 폐허', ['news']],
    ['세월호 추모', ['news']],
    ['이태원 참사 현장', ['news']],
    ['니콘으로 담은 새', ['camera']],
    ['고화질 배경', ['camera']],
    ['벡터 일러스트 꽃', ['file-type']],
    ['고양이 사진', ['file-type']],
    ['생성형 AI 도시', ['ai-words']],
    ['미드저니로 만든 로봇', ['ai-words']],
    ['AI가 그린 숲', ['ai-words']],
    ['宮崎駿の森', ['artist']],
    ['ミッキーマウスの耳', ['character']],
    ['迪士尼城堡', ['brand']],
  ])('is found in Korean and its neighbours, particles and all: "%s"', (title, rules) => {
    expect(rulesOf(title)).toEqual(rules)
  })
})

describe('words that only look like it', () => {
  it.each([
    ...[
      'Red apple on a wooden table',
      'Apple pie with cinnamon',
      'Apple orchard in autumn',
      'Orange juice in a glass',
      'Orange sunset over the sea',
    ],
    ...[
      'Amazon rainforest from above',
      'Amazon river parrot',
      'Jaguar in the jungle',
      'Sea shell on the beach',
      'Egg shell on moss',
    ],
    ...[
      'Target audience concept',
      'Arrow in a target',
      'Windows of a house with flowers',
      'Church window in sunlight',
      'Paris street in the morning',
    ],
    ...[
      'Wood turner at work',
      'Page turner on the sofa',
      'Child drawing on paper',
      'Girl drawing on the wall',
      'Room inspired by nature',
    ],
    ...[
      'Pattern inspired by traditional textiles',
      'Woman inspired by music',
      'White house on the hill',
      'Washington cherry blossoms',
      'Businesswoman with trumpet',
    ],
    ...[
      'Joker playing card on a table',
      'Madonna lily in a vase',
      'Beetle on a leaf',
      'Wild mustang horses running',
      'Puma on a rock',
    ],
    ...[
      'Delivery vans on the road',
      'Hermes statue in a museum',
      'Hermes messenger god',
      'Victory goddess Nike statue',
      'Winged Nike of Samothrace',
      'Solar corona during an eclipse',
      'Photo frame on a wall',
      'Old photo album on a shelf',
    ],
    ...[
      'Photographer on a mountain',
      'AI chip on a circuit board',
      'Artificial intelligence concept with robot',
      'Runner in a 10k race',
      'Mosquito as a disease vector',
    ],
    ...[
      'Saint Lucia beach',
      'Lincoln green meadow',
      'Natural marvel of geology',
      'Swift bird in flight',
      'A drake on a pond',
    ],
    ...[
      'Rose garden in June',
      'Gates of an old park',
      'Jordan valley landscape',
      'Ford of a shallow river',
      'Bush with red berries',
    ],
    ...[
      'Dove of peace',
      'Galaxy in deep space',
      'Tide at the shore',
      'Polo player on a horse',
      'Python on a branch',
    ],
    ...[
      'Subway station in the evening',
      'Kiwi fruit halves',
      'Twins in a swing',
      'Lotus in a pond',
      'Virgin forest',
    ],
    ...[
      'Blackberry jam',
      'Java coffee beans',
      'Ruby gemstone',
      'Delta of a river',
      'Saturn with rings',
      'Mercury droplets',
      'Phoenix rising from the flames',
    ],
    ...[
      'Canon in a baroque hymn book',
      'Dali old town in Yunnan',
      'Prompt service at a counter with prompt delivery',
      'Girl with red cap and mushroom basket',
    ],
  ])('are let pass: "%s"', (title) => {
    expect(checkRights({ title })).toEqual([])
  })

  it.each([
    ...['사과 파이와 애플파이', '애플망고 빙수', '현대 건축물', '현대적인 거실', '기아 문제와 식량'],
    ...['마블 텍스처 배경', '마블링이 좋은 소고기', '오렌지 주스', '아마존 열대우림', '재규어와 정글'],
    ...['파리의 아침 거리', '나사와 볼트', '라인이 아름다운 산', '카카오 열매', '하이브리드 자동차'],
    ...['멜론 한 조각', '바나나 우유', '진로 상담', '정국이 불안한 나라', '지민족 무늬'],
    ...['창문이 있는 집', '고흥의 바다', '모네트 꽃', '구글링하는 사람', '벤치에 앉은 노인'],
    ...['디오라마 마을', '레고랜드풍', '엘사르바도르의 화산', '아이유치원', '포드닥거리는 새'],
    ...['모던 스타일의 거실', '유럽풍의 거리', '승리의 여신 나이키'],
    ...['도시의 밤 풍경', '사과와 배', '고양이와 강아지', '전통 한옥', '가을 단풍길'],
    ...['사진기를 든 여행자', '사진 액자', '로봇과 인공지능 기술', '반도체와 AI 기술', '푸마와 초원의 동물'],
    ...['머스탱 야생마', '조커 카드', '토르소 조각', '마리오네트 인형', '삼성산의 계곡'],
    ...['샤넬로스 해변', '애플 민트 잎 과일', '윈도우 없는 벽', '아마존강물과 정글', '피자와 콜라'],
    ...['바다와 등대', '눈꽃 축제', '설날 떡국', '연등과 사찰', '녹차밭'],
    ...['제니스 산', '트와일라잇 하늘', '보아뱀', '싸이프러스 나무', '비욘드 더 씨'],
  ])('are let pass in Korean: "%s"', (title) => {
    expect(checkRights({ title })).toEqual([])
  })
})

describe('a doubtful word', () => {
  it.each([
    ['Apple and laptop on desk', 'Apple'],
    ['Amazon parcel at the door', 'Amazon'],
    ['Jaguar sports car', 'Jaguar'],
    ['Oil painting like Turner, romanticism', 'Turner'],
    ['White House in Washington', 'White House'],
    ['Shell sign at a fuel station', 'Shell'],
    ['Jeep on a hill', 'Jeep'],
    ['언덕 위의 지프', '지프'],
  ])('warns at most: "%s"', (title, about) => {
    const found = checkRights({ title }).filter((finding) => finding.about === about)
    expect(found).toMatchObject([{ level: 'warn' }])
  })

  it('is judged by everything that is said about the picture', () => {
    expect(checkRights({ title: 'Green apple', keywords: ['apple', 'fruit', 'laptop'] })).toEqual([])
    expect(checkRights({ title: 'Desk', keywords: ['apple', 'laptop', 'keyboard'] })).toMatchObject([
      { rule: 'rights-brand', level: 'warn', field: 'keywords', about: 'apple' },
    ])
  })
})

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
