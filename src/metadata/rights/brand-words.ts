import { ambiguous, type RightsEntry } from './entry.ts'

/** Words with another meaning of their own: only what stands around them tells. */
export const BRAND_WORDS: readonly RightsEntry[] = [
  ...ambiguous(
    { kind: 'brand', what: 'a technology brand or product' },
    `
  Apple | 애플 ? iphone, ipad, macbook, ios, smartphone, smartwatch, laptop, computer, silicon valley, 스마트폰, 노트북, 로고 ! fruit, orchard, pie, juice, cider, tree, red apple, green apple, basket, harvest, food, healthy, snack, teacher, school, newton, 사과, 과일, 파이, 망고
  Amazon | 아마존 ? prime, alexa, kindle, parcel, package, delivery, warehouse, ecommerce, online shopping, 택배, 쇼핑 ! rainforest, river, forest, jungle, basin, brazil, parrot, warrior, tribe, wildlife, 열대우림, 정글, 강물, 밀림
  Windows | 윈도우 ? operating system, microsoft, pc desktop, software, taskbar, 운영체제 ! house, building, facade, glass, curtain, architecture, room, church, skyscraper
  Orange ? telecom operator, mobile operator, telecommunications company
  Twitch ? streamer, streaming, gaming, live stream
  `,
  ),
  ...ambiguous(
    { kind: 'brand', what: 'a vehicle brand or model' },
    `
  Tesla ? car, electric car, electric vehicle, ev, charging station, autopilot ! coil, nikola, tower
  Jaguar | 재규어 ? car, sports car, sedan, coupe, luxury car, automobile, 자동차 ! jungle, animal, wildlife, cat, predator, forest, zoo, 정글, 동물
  Mustang | 머스탱 ? car, muscle car, sports car, ford, coupe, v8, 자동차 ! horse, wild horse, prairie, herd, p-51, 야생마, 초원
  Beetle ? volkswagen, vw, classic car, vintage car, retro car ! insect, bug, scarab, wing, macro
  `,
  ),
  ...ambiguous(
    { kind: 'brand', what: 'a brand or company' },
    `
  Shell ? gas station, petrol, gasoline, oil company, fuel station ! beach, sea, ocean, egg, snail, turtle, nut, pearl, sand
  Target ? retail store, supermarket, walmart, shopping cart ! audience, arrow, dart, goal, market, archery, bullseye, marketing, business
  Marvel | 마블 ? superhero, comic, avenger, hero, 슈퍼히어로, 히어로, 영화 ! natural, architecture, engineering, nature, texture, marble, 텍스처, 대리석, 무늬
  Monopoly ? board game, dice, game night, family game
  `,
  ),
  ...ambiguous(
    { kind: 'brand', what: 'a fashion or luxury brand' },
    `
  Puma | 푸마 ? sneaker, shoe, sportswear, tracksuit, 운동화 ! animal, wild, cougar, mountain lion, cat
  Vans | 반스 ? sneaker, skate shoe, skateboarding shoe, 운동화 ! delivery, camper, vehicle, road
  Converse | 컨버스 ? sneaker, shoe, canvas shoe, 운동화
  Zara ? fashion store, clothing store, shopping bag
  Hermès = Hermes ? handbag, bag, scarf, luxury, fashion ! god, messenger, greek, mythology, statue, winged, ancient, olympus, 신화
  Tiffany ? jewelry, ring, blue box, necklace, lamp
  `,
  ),
  ...ambiguous(
    { kind: 'brand', what: 'a food or drink brand' },
    `
  Corona ? beer, lime wedge, beer bottle ! virus, sun, solar, eclipse, pandemic, vaccine
  Snickers ? chocolate, candy, bar, peanut ! laugh, child
  `,
  ),
]
