import { ambiguous, named, type RightsEntry } from './entry.ts'

/** Names that one country knows, and how the others write what everybody knows. */
const BRANDS = named(
  { kind: 'brand', what: 'a brand or company' },
  `
  Baemin | 배달의민족 | 배달의 민족 | 배민라이더스
  Danggeun Market | 당근마켓 | 올리브영 | 다이소 | 무신사 | 홈플러스 | 교보문고 | 카카오톡
  Nongshim Saeukkang | 새우깡 | 짜파게티 | 진라면 | 삼다수 | 빼빼로 | 바나나맛우유 | 오리온 초코파이 | 초코파이정
  Bibigo | 비비고 | 햇반
  Bacchus-F | 박카스 | 칠성사이다 | 처음처럼 소주
  Hanwha Eagles | 한화 이글스 | 두산 베어스 | LG 트윈스 | 엘지 트윈스 | SSG 랜더스 | 롯데 자이언츠 | 삼성 라이온즈 | KT 위즈 | NC 다이노스 | 키움 히어로즈
  ソニー
  セブンイレブン | ファミリーマート | スターバックス | スタバ | マクドナルド | コカ・コーラ | コカコーラ | ナイキ | アディダス | ディズニーランド | スタジオジブリ
  Milka | Ritter Sport | Tempo-Taschentuch | Tempo-Taschentücher | Tesafilm | Steiff Teddybär | Steiff Teddy | Edeka | Deutsche Bahn | Sprite Flasche | Sprite Dose | Sprite bottle | Sprite can
  Mercadona | El Corte Inglés | Zara tienda | tienda Zara | tienda de Zara | Carrefour
  `,
)

const VEHICLES = named(
  { kind: 'brand', what: 'a vehicle brand or model' },
  `
  Opel
  Hyundai Sonata | 쏘나타 | 현대 그랜저 | 현대 싼타페 | 현대 투싼 | 현대 아이오닉
  Genesis G80 | Genesis G90 | Genesis GV70 | Genesis GV80 | 제네시스 G70 | 제네시스 G80 | 제네시스 G90 | 제네시스 GV70 | 제네시스 GV80
  日産自動車
  Seat Ibiza | Seat León | coche Seat | Seat coche
  `,
)

const CHARACTERS = named(
  { kind: 'character', what: 'a fictional character' },
  `
  Crayon Shin-chan | Shin-chan | 짱구는 못말려 | 짱구 캐릭터 | 신짱구 | クレヨンしんちゃん
  Dooly the Little Dinosaur | 아기공룡 둘리
  Pucca | 뿌까
  Tayo the Little Bus | 꼬마버스 타요 | 로보카 폴리 | 핑크퐁 | 티니핑 | 브레드이발소 | 잔망루피
  Batmobile | 배트모빌
  Super Mario | スーパーマリオ
  Hello Kitty | キティちゃん
  Pippi Longstocking | Pippi Langstrumpf | Pippi Calzaslargas | 말괄량이 삐삐 | 삐삐 롱스타킹
  SpongeBob | Bob Esponja | Bob l'éponge | Spongebob Schwammkopf | スポンジ・ボブ
  `,
)

/** Words of everyday language, too. */
const MILD_CHARACTERS = named(
  { kind: 'character', what: 'a fictional character', mild: true },
  '겨울왕국\n둘리\n짱구',
)

const PEOPLE = named(
  { kind: 'person', what: 'a real person of film, television or music' },
  `
  이효리 | Lee Hyori
  현빈 | Hyun Bin
  정우성 | 송혜교 | 이정재 | 손예진 | 박보검 | 차은우 | 마동석 | 강동원 | 한소희 | 김고은 | 유아인 | 강호동 | 나영석 | 백종원 | 임영웅 | 서태지 | 지드래곤
  Seventeen K-pop | 세븐틴 | 스트레이 키즈 | 스트레이키즈 | 투모로우바이투게더 | 엔하이픈 | 르세라핌
  황희찬 | 이강인 | 류현진 | 박지성 | 박세리
  Syngman Rhee | 이승만 대통령 | 이승만
  `,
)

const AGENCIES = named(
  { kind: 'agency', what: 'a government agency or public authority' },
  'Bundespolizei | Bundeskriminalamt | Verfassungsschutz\nGuardia Civil | Mossos d’Esquadra\nGendarmerie nationale',
)

/** Signs of authority in one place, words in another. */
const MILD_AGENCIES = named(
  { kind: 'agency', what: 'a government agency or public authority', mild: true },
  'Red Cross | Red Crescent | 적십자 | 赤十字 | Rotes Kreuz | Cruz Roja | Croix-Rouge\nPolicía Nacional | Police nationale',
)

const WARS =
  'guerra en Ucrania | guerra in Ucraina | guerre en Ukraine | Krieg in der Ukraine | Ukraine-Krieg | Ukrainekrieg | ウクライナ戦争 | ウクライナ侵攻'

const NEWS = [
  ...named(
    { kind: 'news', what: 'a real event of the news' },
    `${WARS}\nTurkey earthquake 2023 | terremoto en Turquía | Erdbeben in der Türkei | 튀르키예 지진 | 튀르키예 대지진\nGreat East Japan earthquake | Tohoku earthquake | 동일본 대지진 | 東日本大震災`,
  ),
  ...named(
    { kind: 'news', what: 'a place that stands for a war of our days', mild: true },
    'Gaza | Gaza Strip | 가자지구 | 가자 지구 | ガザ地区 | Gazastreifen | Franja de Gaza',
  ),
]

const LANDMARKS = [
  ...named(
    { kind: 'landmark', what: 'a landmark whose owners claim rights in pictures', mild: true },
    'Tokyo Tower | 東京タワー\nEiffel Tower at night | Eiffelturm bei Nacht | torre Eiffel de noche | tour Eiffel la nuit | エッフェル塔の夜景',
  ),
]

/** Names that are a word in another language. */
const WORDS = [
  ...ambiguous(
    { kind: 'character', what: 'a fictional character' },
    'Zorro = Zorro | El Zorro ? mask, masked, sword, cape, hero, rapier, costume, máscara, capa, espada, 가면',
  ),
  ...ambiguous(
    { kind: 'brand', what: 'a vehicle brand or model' },
    'Nissan = 日産 ? 車, 自動車, car, suv, sedan\nTesla = Tesla ? parked, parking, charging, charger, driving, road, highway, garage, showroom, supercharger, cybertruck, musk ! coil, nikola, tower',
  ),
  ...ambiguous({ kind: 'camera', what: 'a camera brand' }, 'Canon = キャノン ? カメラ, レンズ, camera, 写真'),
]

export const LOCAL_NAMES: readonly RightsEntry[] = [
  ...[...BRANDS, ...VEHICLES, ...CHARACTERS, ...MILD_CHARACTERS, ...PEOPLE],
  ...[...AGENCIES, ...MILD_AGENCIES, ...NEWS, ...LANDMARKS, ...WORDS],
]
