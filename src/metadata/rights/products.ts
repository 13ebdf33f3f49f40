import { tokensOf } from '../fold.ts'
import { remembered } from '../remembered.ts'
import { stem } from '../stems.ts'

/** What a brand makes; its name next to one of these words is the brand, whatever else the name means. */
export type ProductClass = 'vehicle' | 'device' | 'clothing' | 'food' | 'company'

const PRODUCTS: Record<ProductClass, string> = {
  vehicle: `car, automobile, auto, sedan, suv, truck, pickup, van, minivan, camper van, bus, coupe, convertible, cabriolet, roadster,
    hatchback, crossover, station wagon, sports car, motorcycle, motorbike, scooter, ev, dealership, car showroom,
    자동차, 차량, 승용차, 승합차, 세단, 트럭, 버스, 전기차, 수소차, 스포츠카, 신차, 중고차, 경차, 오토바이, 스쿠터, 쿠페, 컨버터블, 해치백, 모터스, 자동차 대리점`,
  device: `phone, smartphone, cellphone, tablet, laptop, notebook computer, computer, monitor, printer, tv, television, camera, headphone,
    earbud, smartwatch, processor, refrigerator, washing machine,
    휴대폰, 핸드폰, 스마트폰, 폰, 태블릿, 노트북, 컴퓨터, 모니터, 프린터, 텔레비전, 티비, 냉장고, 세탁기, 에어컨, 이어폰, 헤드폰, 카메라, 스마트워치, 반도체, 가전`,
  clothing: `sneaker, shoe, trainer, boot, jacket, hoodie, t-shirt, tracksuit, sportswear, jeans, handbag, backpack, sunglasses, perfume,
    운동화, 신발, 부츠, 재킷, 자켓, 점퍼, 패딩, 후드티, 티셔츠, 트레이닝복, 청바지, 핸드백, 가방, 백팩, 모자, 선글라스, 향수`,
  food: `chocolate, candy bar, chips, cookie, soda, cola, beer, whiskey, vodka, ketchup, cereal, noodle,
    라면, 과자, 초콜릿, 콜라, 사이다, 맥주, 소주, 막걸리, 음료수, 아이스크림, 우유, 요구르트, 참치, 카레, 케첩, 스낵, 커피믹스`,
  company: `logo, brand, emblem, headquarters, 로고, 상표, 엠블럼, 본사, 그룹, 계열사, 백화점, 주유소, 야구단, 타이거즈`,
}

/** What may stand between the name and its product. */
const BETWEEN = new Set(
  `new old classic vintage retro antique used electric hybrid luxury sports sport running gaming red blue green yellow white black
  silver grey gray pink orange beige style type 신형 구형 최신 중고 빈티지 클래식 전기 수소 하이브리드 고급 소형 대형 빨간 파란 노란 하얀 흰 검은 검정 은색`
    .split(/\s+/)
    .filter(Boolean),
)

const wordsOf = remembered((list: string) =>
  list.split(',').map((words) => tokensOf(words).map(({ word }) => word)),
)

/** The Korean words for products, which are often written without a space behind the name. */
export const KOREAN_PRODUCTS: readonly string[] = Object.values(PRODUCTS)
  .flatMap((list) => list.split(',').map((word) => word.trim()))
  .filter((word) => /^\p{Script=Hangul}{2,}$/u.test(word))

/**
 * Tells whether a name that ends at `end` stands right before a product of one of the classes, at most one plain
 * word such as a colour between them: `Beetle car`, `기아 신형 전기차`, `현대버스`. A comma or any other sign parts them.
 */
export function isBesideProduct(text: string, end: number, classes: readonly ProductClass[]): boolean {
  const rest = text.slice(end, end + MOST).replace(/^(?:['’]s|의(?=\s))/u, '')
  const next = tokensOf(/^[\p{L}\p{M}\p{N}\s-]*/u.exec(rest)?.[0] ?? '').map(({ word }) => word)
  const starts = BETWEEN.has(next[0] ?? '') ? [next, next.slice(1)] : [next]
  const products = classes.flatMap((one) => wordsOf(PRODUCTS[one]))
  return starts.some((words) => products.some((product) => begins(words, product)))
}

/** Enough for a plain word and the longest product. */
const MOST = 80

function begins(words: readonly string[], product: readonly string[]): boolean {
  return product.every((part, n) => {
    const word = words[n]
    if (word === undefined) return false
    return /\p{Script=Hangul}/u.test(part) ? word.startsWith(part) : stem(latinOf(word)) === stem(part)
  })
}

/** `suv가` is an SUV with a Korean particle. */
function latinOf(word: string): string {
  return word.replace(/(?<=[a-z])\p{Script=Hangul}+$/u, '')
}
