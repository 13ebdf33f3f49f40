import { ambiguous, named, type RightsEntry } from './entry.ts'

/** Buildings and works in public whose owners are known to claim rights in pictures of them. */
const LANDMARKS = named(
  { kind: 'landmark', what: 'a landmark whose owners claim rights in pictures', mild: true },
  `
  Eiffel Tower at night | Eiffel Tower light show | Eiffel Tower illuminated | 에펠탑 야경
  Louvre Pyramid | 루브르 피라미드
  Atomium | 아토미움
  Sydney Opera House | 시드니 오페라 하우스
  Burj Khalifa | 부르즈 할리파
  Burj Al Arab | 부르즈 알 아랍
  Empire State Building | 엠파이어 스테이트 빌딩
  Chrysler Building | 크라이슬러 빌딩
  One World Trade Center | Freedom Tower
  Rockefeller Center
  Flatiron Building
  Guggenheim Museum | 구겐하임 미술관
  Hollywood sign | Hollywood letters | Walk of Fame | 할리우드 사인
  Las Vegas sign | Bellagio fountain
  Space Needle | 스페이스 니들
  Cloud Gate | Chicago Bean
  Gateway Arch
  Walt Disney Concert Hall
  Petronas Towers | Petronas Twin Towers | 페트로나스 트윈타워
  Marina Bay Sands | Gardens by the Bay | Merlion statue | 마리나 베이 샌즈
  Taipei 101 | 타이베이 101
  Tokyo Skytree | Tokyo Tower | 도쿄 스카이트리 | 도쿄타워 | 東京スカイツリー
  The Shard London | The Gherkin
  London Eye | 런던 아이
  Fallingwater house
  Casa Batllo | Casa Batlló | Casa Mila | Sagrada Familia | Sagrada Família | 사그라다 파밀리아
  Little Mermaid statue Copenhagen | Edvard Eriksen
  Christ the Redeemer | 구세주 그리스도상
  Neuschwanstein Castle | Neuschwanstein | 노이슈반슈타인
  Dongdaemun Design Plaza | DDP Seoul | 동대문디자인플라자
  N Seoul Tower | 남산타워
  Palm Jumeirah
  CCTV Headquarters
  Bird's Nest stadium
  `,
)

const AGENCIES = named(
  { kind: 'agency', what: 'a government agency or public authority' },
  `
  NASA | 나사 우주선 | 미국 항공우주국 | ナサ
  FBI | 미국 연방수사국
  CIA | 중앙정보국
  NSA agency | National Security Agency
  Secret Service agent
  Homeland Security | TSA agent
  ICE agent | ICE raid
  US Army | U.S. Army | US Navy | U.S. Navy | US Air Force | US Marine Corps | US Marines | Navy SEAL | 미군 | 미 해군 | 미 공군
  Pentagon Department of Defense
  US Coast Guard
  NYPD | LAPD | FDNY | Scotland Yard
  Interpol | Europol | 인터폴
  KGB | FSB | Mossad | MI6 | MI5
  CDC agency | Centers for Disease Control
  FDA approved | Food and Drug Administration | FDA logo
  IRS | Internal Revenue Service
  US Postal Service | USPS | Royal Mail | 우정사업본부
  Federal Reserve | 미국 연방준비제도
  United Nations | UN peacekeeper | UNICEF | UNESCO | 유엔 | 유니세프 | 유네스코
  World Health Organization | WHO logo | 세계보건기구
  NATO | 북대서양조약기구
  European Union flag emblem | European Commission | European Central Bank
  Bundeswehr
  NHS hospital
  Capitol Police
  ESA European Space Agency | European Space Agency | Roscosmos | JAXA | KARI
  Korea National Police | 경찰청 | 대검찰청 | 국가정보원 | 국정원 | 국세청 | 질병관리청 | 대한민국 국회 | 청와대 | 용산 대통령실
  White House Oval Office | Oval Office
  Kremlin government
  `,
)

const NEWS = named(
  { kind: 'news', what: 'a real event of the news' },
  `
  9/11 attack | September 11 attacks | World Trade Center attack | 9·11 테러
  War in Ukraine | Ukraine war | Russian invasion of Ukraine | Russia Ukraine war | Russo-Ukrainian war | 우크라이나 전쟁 | 러시아 우크라이나 전쟁
  Gaza war | War in Gaza | Israel Hamas war | Gaza Strip bombing | 가자 전쟁 | 가자지구 전쟁 | 이스라엘 하마스 전쟁
  Iraq War | Afghanistan War | Syrian civil war | Vietnam War | Korean War | 이라크 전쟁 | 베트남 전쟁
  Hurricane Katrina | Hurricane Ian | Hurricane Milton | Hurricane Helene
  Chernobyl disaster | Chernobyl explosion | Fukushima disaster | 체르노빌 사고 | 후쿠시마 원전 사고
  Titanic sinking
  Hindenburg disaster
  Challenger disaster
  Capitol riot | January 6 riot | Storming of the Capitol
  Black Lives Matter protest | Black Lives Matter | George Floyd | BLM protest
  Arab Spring | Tiananmen Square protest | Tiananmen Square massacre | Hong Kong protests
  Yellow vest protest | Gilets jaunes
  Brexit | 브렉시트
  Boston Marathon bombing
  Sandy Hook | Columbine shooting | Las Vegas shooting
  Grenfell Tower fire
  Notre-Dame fire | 노트르담 화재
  Los Angeles wildfires 2025 | LA fires 2025 | Palisades fire
  Turkey earthquake 2023 | Turkey-Syria earthquake | Noto earthquake
  Sewol ferry | 세월호 | 세월호 참사
  Itaewon crowd crush | 이태원 참사 | 이태원 압사
  Jeju Air crash | 제주항공 참사
  Gwangju Uprising | 5·18 민주화운동 진압
  December 3 martial law | 12·3 비상계엄 | 비상계엄 사태
  Trump assassination attempt
  `,
)

const NEWSLIKE = named(
  { kind: 'news', what: 'a phrase that makes a picture look like news', mild: true },
  `
  breaking news | 속보 | 긴급 속보 | 速報
  press photo | news footage | news photography | newsworthy | documentary news photo | 보도 사진 | 보도사진
  COVID-19 outbreak in Wuhan | Wuhan virus
  `,
)

const AMBIGUOUS = [
  ...ambiguous(
    { kind: 'agency', what: 'a government agency or public authority' },
    `
  White House | 백악관 ? washington, president, presidential, usa, america, american, politics, government, 미국, 대통령 ! village, greece, fence, porch, suburb
  Pentagon | 펜타곤 ? military, defense, washington, army, 국방부 ! geometry, shape, polygon
  `,
  ),
  ...ambiguous(
    { kind: 'landmark', what: 'a landmark whose owners claim rights in pictures' },
    `
  Eiffel Tower at night = Eiffel Tower | 에펠탑 ? night, illuminated, light show, evening light, 야경, 밤
  `,
  ),
]

/** What happens somewhere at a time; with a year it is a report. */
const HAPPENS =
  '(?:earthquakes?|tsunami|flood(?:s|ing)?|hurricane|typhoon|cyclone|wildfires?|riots?|massacre|mass shooting|bombing|terror(?:ist)? attacks?|coup|invasion|genocide|(?:plane|train|bus) crash|(?:presidential|parliamentary|general) election)'
const YEAR = '(?:19[5-9]|20[0-3])\\d'
const PASSES =
  '(?:지진|쓰나미|홍수|수해|태풍|산불|폭동|학살|테러|총기 난사|쿠데타|추락 사고|대선|총선|대통령 선거)'

const DATED: RightsEntry = {
  ...{ kind: 'news', term: 'an event and its year', what: 'a phrase that makes a picture look like news' },
  ...{ spellings: [], mild: true },
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${HAPPENS}[^.,;]{0,30} ${YEAR}|${YEAR} (?:[\\p{L}'’-]+ ){0,3}${HAPPENS}|${YEAR}년 [^.,;]{0,20}${PASSES})(?![\\p{Script=Latin}\\p{N}])`,
    'giu',
  ),
}

export const PLACES_AND_EVENTS: readonly RightsEntry[] = [
  DATED,
  ...LANDMARKS,
  ...AGENCIES,
  ...NEWS,
  ...NEWSLIKE,
  ...AMBIGUOUS,
]
