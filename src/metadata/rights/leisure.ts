import { ambiguous, named, type RightsEntry } from './entry.ts'

/** What people watch, play, cheer for and go to. */
const BRANDS = named(
  { kind: 'brand', what: 'a sports club or event' },
  `
  Los Angeles Lakers | LA Lakers | Lakers | LA 레이커스
  New York Yankees | Yankees | 뉴욕 양키스 | Los Angeles Dodgers | LA Dodgers | LA 다저스 | Boston Red Sox
  Chicago Bulls | Boston Celtics | Golden State Warriors | Dallas Cowboys | 시카고 불스
  Bayern Munich | FC Bayern | Bayern München | Borussia Dortmund | 바이에른 뮌헨
  Juventus | AC Milan | Inter Milan | Arsenal FC | Chelsea FC | Tottenham Hotspur | Paris Saint-Germain | 토트넘
  Burning Man festival | Coachella | 코첼라 | Comic-Con | Tomorrowland festival
  `,
)

const MEDIA = named(
  { kind: 'brand', what: 'a broadcaster or news agency' },
  'BBC | BBC News\nReuters | Associated Press | 로이터 통신\nKBS | MBC | JTBC | NHK',
)

const THINGS = named(
  { kind: 'brand', what: 'a brand or company' },
  `
  Tetris | 테트리스
  Candy Crush | 캔디크러쉬
  Monopoly board | Monopoly money | Uno cards | Uno card game | Twister game
  Subway sandwich | Subway restaurant | Subway logo | 써브웨이
  Lipton | 립톤
  KitchenAid | 키친에이드
  Le Creuset | 르크루제
  `,
)

const CHARACTERS = named(
  { kind: 'character', what: 'a film, game or its characters' },
  `
  Final Fantasy | 파이널 판타지
  Dark Souls | Elden Ring | 엘든 링
  Transformers robot | Transformers movie | Autobots | Decepticons | 트랜스포머 로봇
  Predator movie
  Parasite movie | 영화 기생충
  `,
)

const PEOPLE = [
  ...named(
    { kind: 'person', what: 'a real person of sport, music or public life' },
    'Carlos Alcaraz | Jannik Sinner | Novak Djokovic\nPsy singer | Gangnam Style | 강남스타일\nKing Charles III | 찰스 3세',
  ),
  ...named(
    {
      ...{ kind: 'person', what: 'a real person of sport, music or public life' },
      unless: ['spaniel', 'cavalier', 'dog', 'puppy'],
    },
    'King Charles',
  ),
  ...named({ kind: 'artist', what: 'an artist whose works are protected' }, 'Jean Giraud | Moebius comic'),
]

const NEWS = named(
  { kind: 'news', what: 'a real event of the news' },
  `
  Beirut explosion | 베이루트 폭발
  Hiroshima bombing | Nagasaki bombing | bombing of Hiroshima | bombing of Nagasaki | 히로시마 원폭 | 나가사키 원폭
  Titan submersible | Titanic submarine
  `,
)

const WORDS = ambiguous(
  { kind: 'brand', what: 'a sports club or event' },
  'Wimbledon ? tennis, racket, grass court, centre court, 테니스',
)

export const LEISURE: readonly RightsEntry[] = [
  ...[...BRANDS, ...MEDIA, ...THINGS, ...CHARACTERS, ...PEOPLE, ...NEWS, ...WORDS],
]
