import { named, type RightsEntry } from './entry.ts'

const NAMES = named(
  { kind: 'brand', what: 'a vehicle brand or model' },
  `
  BMW | 비엠더블유 | 宝马
  Mercedes-Benz | Mercedes Benz | Mercedes | 메르세데스 벤츠 | 벤츠 | 奔驰
  Audi | 아우디 | 奥迪
  Volkswagen | VW | VW Beetle | VW bus | VW van | 폭스바겐 | 폴크스바겐
  Porsche | Porsche 911 | 포르쉐 | ポルシェ | 保时捷
  Ferrari | 페라리 | フェラーリ | 法拉利
  Lamborghini | 람보르기니 | ランボルギーニ | 兰博基尼
  Maserati | 마세라티
  Bugatti | 부가티
  McLaren | 맥라렌
  Aston Martin | 애스턴 마틴 | 애스턴마틴
  Bentley | 벤틀리
  Rolls-Royce | 롤스로이스
  Land Rover | Range Rover | 랜드로버 | 레인지로버
  Jaguar car | Jaguar E-Type | Jaguar XJ | 재규어 자동차
  Mini Cooper | 미니쿠퍼 | 미니 쿠퍼
  Fiat 500 | Fiat car
  Alfa Romeo | 알파로메오
  Renault | 르노 자동차
  Peugeot | 푸조
  Citroen car | Citroën | Citroen 2CV
  Skoda car | Škoda
  Volvo | 볼보
  Toyota | 토요타 | 도요타 | トヨタ
  Lexus | 렉서스
  Honda | 혼다 | ホンダ
  Nissan | 닛산
  Mazda | 마쓰다 자동차
  Mitsubishi | 미쓰비시
  Subaru car
  Suzuki motorcycle | Kawasaki motorcycle | Yamaha motorcycle | Ducati | 두카티 | 가와사키 오토바이
  Harley-Davidson | Harley Davidson | 할리 데이비슨 | 할리데이비슨
  Vespa scooter | Vespa | 베스파
  Hyundai | 현대 자동차 | 현대차
  Kia Motors | Kia car | 기아자동차 | 기아차
  Hyundai Avante | 아반떼 | 쏘렌토 | 스포티지 | 셀토스 | 스타렉스 | 코란도
  Genesis car | 제네시스 자동차
  Ford Mustang | Ford F-150 | Ford Model T | Ford car | Ford truck | 포드 머스탱
  Chevrolet | Chevy | Corvette | Camaro | 쉐보레 | 콜벳
  Cadillac | 캐딜락
  Dodge Charger | Dodge Challenger | Dodge Ram
  Jeep Wrangler | Jeep Cherokee | 지프 랭글러
  Hummer H2 | Hummer car
  DeLorean | 들로리안
  Peterbilt
  Caterpillar excavator | John Deere | 존 디어
  Boeing | Boeing 747 | 보잉
  Airbus | Airbus A380 | 에어버스 A380
  Concorde plane
  Korean Air | Asiana Airlines | 대한항공 | 아시아나항공
  Lufthansa | 루프트한자
  Ryanair | EasyJet
  Singapore Airlines | Emirates airline | Qatar Airways | British Airways | Delta Air Lines
  FedEx | 페덱스
  DHL
  UPS truck | UPS delivery
  Michelin tires | Michelin Man | Pirelli
  Shell gas station | Shell oil | Shell logo | ExxonMobil | Exxon | Chevron Corporation | BP gas station
  `,
)

/** Many say it of any such car, so it is a warning. */
const LIKE_WORDS = named(
  { kind: 'brand', what: 'a vehicle brand or model', mild: true },
  'Jeep | 지프차 | 지프',
)

export const VEHICLES: readonly RightsEntry[] = [...NAMES, ...LIKE_WORDS]
