import { named, type RightsEntry } from './entry.ts'

const TECHNOLOGY = named(
  { kind: 'brand', what: 'a technology brand or product' },
  `
  iPhone | i-phone | 아이폰 | アイフォン
  iPad | 아이패드
  MacBook | 맥북
  iMac | 아이맥
  AirPods | AirPod | 에어팟
  Apple Watch | Apple logo | Apple laptop | Apple computer | Apple Store | Apple Inc | Apple Vision Pro | Apple phone | Apple Music | Apple Pay | 애플 워치 | 애플워치 | 애플 로고 | 애플 스토어
  macOS | iOS app
  Google | Google Maps | 구글 | グーグル | 谷歌
  Android phone | Android logo | 안드로이드폰
  Gmail | 지메일
  YouTube | 유튜브 | ユーチューブ
  Chromebook
  Microsoft | 마이크로소프트
  Microsoft Windows | Windows 10 | Windows 11 | Windows logo | Windows XP | 윈도우 11
  Xbox | 엑스박스
  PlayStation | 플레이스테이션
  Nintendo | Nintendo Switch | Game Boy | 닌텐도 | 任天堂
  Facebook | 페이스북 | フェイスブック
  Instagram | 인스타그램 | インスタグラム
  WhatsApp | 왓츠앱
  TikTok | 틱톡
  Snapchat | 스냅챗
  LinkedIn | 링크드인
  Pinterest | 핀터레스트
  Reddit | 레딧
  Discord app | Discord logo
  Telegram app | Telegram logo
  WeChat | 위챗
  KakaoTalk | Kakao | 카카오톡
  Naver | 네이버
  Coupang | 쿠팡
  Zoom call | Zoom meeting | Zoom logo
  Skype | 스카이프
  Netflix | 넷플릭스
  Spotify | 스포티파이
  Hulu streaming
  HBO
  Amazon Prime | Amazon logo | Amazon Alexa | Amazon delivery | Amazon package | Amazon warehouse | Amazon Echo | 아마존 프라임 | 아마존 알렉사
  Kindle reader
  eBay | 이베이
  Alibaba | AliExpress | 알리바바 그룹 | 알리익스프레스
  PayPal | 페이팔
  Airbnb | 에어비앤비
  Uber | 우버
  Tinder app
  Samsung | Samsung Galaxy | Galaxy S24 | Galaxy phone | 삼성 갤럭시 | 삼성전자 | 삼성 | 갤럭시폰
  LG Electronics | LG전자 | 엘지전자
  SK Hynix | SK하이닉스
  Huawei | 화웨이 | 华为
  Xiaomi | 샤오미 | 小米手机
  Lenovo | ThinkPad | 레노버
  Dell laptop | Dell computer
  Hewlett-Packard | HP laptop | HP printer
  ASUS | 에이수스
  Acer laptop
  Toshiba | 도시바
  Panasonic | 파나소닉
  Philips brand
  Bosch tools
  Siemens | 지멘스
  Dyson | 다이슨
  Roomba
  IBM | 아이비엠
  Intel processor | Intel chip | Intel logo
  AMD Ryzen
  Nvidia | GeForce | 엔비디아
  Adobe Photoshop | Photoshop | 포토샵 | Adobe Illustrator | Adobe Stock | Lightroom
  Shutterstock | Getty Images | iStock | Freepik | 셔터스톡 | 게티이미지
  Oracle Corporation
  Cisco Systems
  Tesla car | Tesla Model | Tesla Cybertruck | Cybertruck | Tesla logo | Tesla Motors | 테슬라 | 特斯拉
  SpaceX | 스페이스X | 스페이스엑스
  Starlink
  Bitcoin logo
  Visa card | Visa logo
  Mastercard | 마스터카드
  American Express
  Fitbit | Garmin watch
  Beats by Dre | Bose headphones
  DJI | DJI Mavic
  Rubik's Cube | Rubik | 루빅스 큐브
  `,
)

/** The goddess of victory has the name as well. */
const NIKE = named(
  {
    kind: 'brand',
    what: 'a fashion or luxury brand',
    unless: [
      'goddess',
      'mythology',
      'mythological',
      'statue',
      'ancient',
      'winged',
      'samothrace',
      'temple',
      '여신',
      '신화',
      '조각상',
    ],
  },
  'Nike | 나이키',
)

const FASHION = named(
  { kind: 'brand', what: 'a fashion or luxury brand' },
  `
  Nike Air | Air Jordan | Nike shoes | Nike sneakers | Nike logo | Nike store | 나이키 운동화 | 나이키 로고 | ナイキ | 耐克
  Adidas | 아디다스 | アディダス | 阿迪达斯
  Reebok | 리복
  New Balance shoes | New Balance sneakers | 뉴발란스
  UnderArmour | 언더아머
  Converse shoes | Converse sneakers | Converse All Star | 컨버스 운동화
  Vans shoes | Vans sneakers
  Puma shoes | Puma sneakers | Puma logo | Puma brand
  Fila shoes
  Asics | 아식스
  Crocs shoes | 크록스
  Birkenstock | 버켄스탁
  Timberland boots | Dr. Martens | Doc Martens | 닥터마틴
  UGG boots
  Lululemon | 룰루레몬
  The North Face | North Face jacket | 노스페이스
  Patagonia jacket | Patagonia brand
  Levi's | Levi Strauss | Levis jeans | 리바이스
  Calvin Klein | 캘빈클라인
  Tommy Hilfiger | 타미힐피거
  Ralph Lauren | 랄프로렌 | 랄프 로렌
  Lacoste | 라코스테
  Abercrombie
  Zara clothing | Zara store
  H&M store | H&M clothing
  Uniqlo | 유니클로 | ユニクロ
  Victoria's Secret
  Supreme logo | Supreme hoodie
  Off-White Virgil
  Gucci | 구찌 | グッチ | 古驰
  Louis Vuitton | LV monogram | 루이 비통 | 루이비통 | ルイ・ヴィトン | 路易威登
  Chanel | 샤넬 | シャネル | 香奈儿
  Dior | Christian Dior | 디올 | ディオール
  Prada | 프라다 | プラダ
  Birkin bag | 에르메스 | 버킨백 | エルメス
  Burberry | 버버리
  Versace | 베르사체
  Balenciaga | 발렌시아가
  Yves Saint Laurent | Saint Laurent | YSL | 입생로랑
  Givenchy | 지방시
  Fendi | 펜디
  Bottega Veneta | 보테가 베네타
  Valentino Garavani
  Dolce & Gabbana | Dolce and Gabbana | 돌체앤가바나
  Giorgio Armani | Armani | 아르마니
  Moncler | 몽클레르
  Miu Miu
  Cartier | 까르띠에
  Tiffany & Co | Tiffany and Co | Tiffany blue box | 티파니앤코
  Bvlgari | Bulgari | 불가리 시계
  Swarovski | 스와로브스키
  Pandora bracelet
  Rolex | 롤렉스 | ロレックス
  Omega watch | Omega Speedmaster
  Patek Philippe | 파텍필립
  Audemars Piguet
  TAG Heuer
  Swatch watch
  Casio | G-Shock | 카시오
  Ray-Ban | Ray Ban sunglasses | 레이밴
  Oakley sunglasses
  Gentle Monster | 젠틀몬스터
  Sephora | 세포라
  L'Oreal | L'Oréal | 로레알
  Maybelline
  Estee Lauder | Estée Lauder | 에스티로더
  Lancome | Lancôme | 랑콤
  MAC Cosmetics
  Sulwhasoo | 설화수
  Innisfree | 이니스프리
  Olive Young | 올리브영
  Amorepacific | 아모레퍼시픽
  Nivea | 니베아
  `,
)

const FOOD = named(
  { kind: 'brand', what: 'a food or drink brand' },
  `
  Coca-Cola | Coke bottle | Coke can | Diet Coke | 코카콜라 | 코카 콜라 | コカ・コーラ | 可口可乐
  Pepsi | Pepsi-Cola | 펩시 | 펩시콜라
  Sprite can | Fanta | 환타
  Dr Pepper
  Red Bull | 레드불
  Monster Energy
  Gatorade | 게토레이
  Starbucks | 스타벅스 | スターバックス | 星巴克
  Nespresso | 네스프레소
  Nescafe | Nescafé | 네스카페
  Nestle | Nestlé | 네슬레
  Lavazza
  McDonald's | McDonalds | Big Mac | 맥도날드 | マクドナルド | 麦当劳
  Burger King | 버거킹
  KFC | Kentucky Fried Chicken | 케이에프씨
  Pizza Hut | Domino's Pizza | 피자헛 | 도미노피자
  Taco Bell
  Wendy's restaurant
  Dunkin Donuts | Dunkin' Donuts | 던킨도너츠
  Krispy Kreme | 크리스피크림
  Baskin-Robbins | 배스킨라빈스
  Haagen-Dazs | Häagen-Dazs | 하겐다즈
  Ben & Jerry's
  Oreo | 오레오
  KitKat | Kit Kat | 킷캣
  Snickers bar
  M&M's | M&Ms | m&m candy | 엠앤엠즈
  Toblerone
  Ferrero Rocher | Nutella | 누텔라 | 페레로 로쉐
  Cadbury
  Hershey's | 허쉬
  Lindt chocolate
  Haribo | 하리보
  Skittles candy
  Pringles | 프링글스
  Doritos | 도리토스
  Cheetos
  Lay's chips
  Heinz | 하인즈
  Kellogg's | Kelloggs | 켈로그
  Campbell's Soup
  Tabasco
  Philadelphia cream cheese
  Heineken | 하이네켄
  Budweiser | 버드와이저
  Corona beer | Corona Extra
  Guinness | 기네스
  Stella Artois
  Carlsberg
  Jack Daniel's | 잭 다니엘
  Johnnie Walker | 조니 워커
  Jim Beam
  Bacardi
  Absolut Vodka
  Smirnoff
  Moet & Chandon | Moët | Dom Perignon | Dom Pérignon | 돔 페리뇽
  Aperol | 아페롤
  Campari
  Baileys liqueur
  Jagermeister | Jägermeister
  Hite beer | 하이트 맥주
  Jinro | Chamisul | 진로 소주 | 참이슬
  Nongshim | Shin Ramyun | 신라면
  Samyang | Buldak | 불닭볶음면 | 삼양라면
  Pepero | 빼빼로
  Choco Pie Orion | 오리온 초코파이
  Paris Baguette | 파리바게뜨
  Tous les Jours | 뚜레쥬르
  Ediya | 이디야
  Lotteria | 롯데리아
  Evian water | Perrier | 에비앙
  Tupperware | 타파웨어
  `,
)

const TOYS_AND_SHOPS = named(
  { kind: 'brand', what: 'a brand or company' },
  `
  Disney | Walt Disney | Disney Pixar | Disneyland | Disney World | 디즈니 | 디즈니랜드 | ディズニー | 迪士尼
  Pixar | 픽사 | ピクサー | 皮克斯
  DreamWorks | 드림웍스
  Warner Bros | 워너브라더스
  Studio Ghibli | Ghibli | 스튜디오 지브리 | 지브리 | ジブリ | 吉卜力
  Marvel Comics | Marvel movie | Marvel Studios | Marvel superhero | Marvel style | 마블 코믹스 | 마블 영화 | 마블 히어로
  DC Comics | DC 코믹스
  Star Wars | 스타워즈 | 스타 워즈 | スター・ウォーズ | 星球大战
  Star Trek | 스타트렉
  Game of Thrones | 왕좌의 게임
  Lord of the Rings | 반지의 제왕
  Stranger Things | 기묘한 이야기 드라마
  Jurassic Park | Jurassic World | 쥬라기 공원 | 쥬라기 월드
  Transformers movie | 트랜스포머
  Ghostbusters | 고스트버스터즈
  Blade Runner | 블레이드 러너
  Cyberpunk 2077 | 사이버펑크 2077
  Grand Theft Auto | GTA V
  Call of Duty | 콜 오브 듀티
  World of Warcraft | Warcraft | 월드 오브 워크래프트
  Overwatch game | 오버워치
  Dungeons & Dragons | Dungeons and Dragons | D&D
  Magic: The Gathering | Warhammer 40k | Warhammer
  LEGO | 레고 | レゴ | 乐高
  Playmobil | 플레이모빌
  Duplo
  Hot Wheels | Matchbox cars
  Funko Pop | 펀코팝
  Hasbro | Mattel | Nerf gun
  Play-Doh
  Monopoly board game | Scrabble
  Jenga
  Frisbee
  Crayola | 크레욜라
  Sharpie | Post-it | 포스트잇
  Moleskine | Montblanc | 몽블랑 만년필
  IKEA | 이케아 | イケア | 宜家
  Walmart | 월마트
  Costco | 코스트코
  Target store | Target Corporation
  Best Buy store
  Home Depot
  Whole Foods Market
  Tesco | Carrefour | Lidl | Aldi | 까르푸
  7-Eleven | 세븐일레븐
  GS25 | CU convenience store | CU 편의점
  Lotte World | Lotte Tower | 롯데월드 | 롯데타워 | 롯데월드타워
  Everland | 에버랜드
  Shinsegae | 신세계백화점
  Hyundai Department Store | 현대 백화점 | 현대중공업 | 현대모비스 | 현대제철 | 현대건설
  E-Mart | 이마트
  Daiso | 다이소
  Hilton Hotel | Marriott | Ritz-Carlton | Four Seasons Hotel
  Universal Studios | 유니버설 스튜디오
  National Geographic | 내셔널 지오그래픽 | NatGeo
  CNN | BBC News | Fox News | New York Times
  Vogue magazine | Vogue cover | 보그 잡지 | Time magazine | Playboy | 플레이보이 잡지
  FIFA | FIFA World Cup | 피파 월드컵 | 월드컵 트로피
  UEFA | Champions League
  NBA | Chicago Bulls | Los Angeles Lakers | LA Lakers | Golden State Warriors
  NFL | Super Bowl | 슈퍼볼
  MLB | New York Yankees | LA Dodgers | 뉴욕 양키스 | LA 다저스
  NHL
  Premier League | Manchester United | Real Madrid | FC Barcelona | Liverpool FC | 맨체스터 유나이티드 | 레알 마드리드 | FC 바르셀로나
  Formula 1 | Formula One | 포뮬러 원
  Olympic Games | Olympics | Olympic rings | 올림픽 게임 | 올림픽 오륜기 | 파리 올림픽
  Tour de France
  Academy Award | Oscar statuette | Oscar statue | 아카데미상
  Grammy Award
  Eurovision
  Red Cross emblem | Red Cross logo | 적십자 로고
  Boy Scouts | Girl Scouts
  Band-Aid | Kleenex | Q-tip | 크리넥스
  Vaseline | 바셀린
  Johnson & Johnson | Pfizer | Moderna vaccine | AstraZeneca | Bayer aspirin | 화이자
  Viagra | Botox | Ozempic | 보톡스 | 비아그라
  Marlboro | Lucky Strike cigarettes | 말보로
  Zippo | 지포라이터
  Swiss Army knife | Victorinox
  Yeti cooler | Stanley cup tumbler | Hydro Flask
  Gibson Les Paul | Fender Stratocaster | Stratocaster | Steinway | 스타인웨이
  Velcro | 벨크로
  Jacuzzi
  Pantone | 팬톤
  `,
)

/** Names that one thing around them makes a word again. */
const UNLESS = [
  ...named({ kind: 'brand', what: 'a technology brand or product', notBefore: ['of'] }, 'Twitter | 트위터'),
  ...named(
    {
      ...{ kind: 'brand', what: 'a fashion or luxury brand' },
      unless: ['knight', 'medieval', 'warrior', 'soldier', 'castle', 'chain mail', 'gladiator'],
    },
    'Under Armour',
  ),
]

export const BRANDS: readonly RightsEntry[] = [
  ...[...TECHNOLOGY, ...NIKE, ...FASHION, ...FOOD, ...TOYS_AND_SHOPS, ...UNLESS],
]
