import { named, type RightsEntry } from './entry.ts'
import type { ProductClass } from './products.ts'

const VEHICLES = before(
  'a vehicle brand or model',
  ['vehicle'],
  `
  Beetle | 비틀
  Jaguar | 재규어
  Mustang | 머스탱
  Tesla
  Ford | 포드
  Fiat | 피아트
  Genesis | 제네시스
  Citroen | 시트로엥
  Skoda
  Subaru | 스바루
  Suzuki | 스즈키
  Kawasaki | 가와사키
  Yamaha | 야마하
  Mazda | 마쓰다
  Renault | 르노
  Lincoln | 링컨
  Lotus | 로터스
  Hummer | 허머
  Bronco | 브롱코
  Impala | 임팔라
  Thunderbird
  Firebird
  Cobra
  Viper
  Saturn
  Sonata | 소나타 | 쏘나타
  Hyundai Pony | 포니
  Kia Morning | 모닝
  Kia Carnival | 카니발
  Kia | 기아
  Daewoo | 대우
  SsangYong | 쌍용
  `,
)

/** `현대의 자동차` are the cars of our days, and `현대 버스` may be. */
const HYUNDAI = named(
  { kind: 'brand', what: 'a vehicle brand or model', beside: ['vehicle'], notBefore: ['의'], mild: true },
  'Hyundai | 현대',
)

const TECHNOLOGY = before(
  'a technology brand or product',
  ['device'],
  `
  Apple | 애플
  Galaxy | 갤럭시
  Dell
  Acer
  HP
  Intel | 인텔
  Philips | 필립스
  LG | 엘지
  Daewoo Electronics | 대우
  `,
)

const FASHION = before(
  'a fashion or luxury brand',
  ['clothing'],
  `
  Puma | 푸마
  Vans | 반스
  Converse | 컨버스
  New Balance
  Fila | 휠라
  Zara | 자라
  Oakley
  Timberland
  Patagonia | 파타고니아
  Crocs
  `,
)

const FOOD = before(
  'a food or drink brand',
  ['food'],
  `
  Nongshim | 농심
  Ottogi | 오뚜기
  Haitai | 해태
  Crown Confectionery | 크라운
  Binggrae | 빙그레
  Dongwon | 동원
  Jinro | 진로
  Hite | 하이트
  Cass | 카스
  Terra beer | 테라
  Orion | 오리온
  Corona
  Lotte | 롯데
  `,
)

const COMPANIES = before(
  'a brand or company',
  ['company'],
  `
  Kia | 기아
  Lotte | 롯데
  Hanwha | 한화
  Doosan | 두산
  Shinsegae | 신세계
  Nongshim | 농심
  Shell | 쉘
  `,
)

/** Names that are words as well, and a brand only right before what the brand makes. */
export const PRODUCT_NAMES: readonly RightsEntry[] = [
  ...VEHICLES,
  ...HYUNDAI,
  ...TECHNOLOGY,
  ...FASHION,
  ...FOOD,
  ...COMPANIES,
]

function before(what: string, beside: readonly ProductClass[], table: string): RightsEntry[] {
  return named({ kind: 'brand', what, beside }, table)
}
