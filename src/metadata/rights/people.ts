import { named, type RightsEntry } from './entry.ts'

const POLITICS = named(
  { kind: 'person', what: 'a real person in politics' },
  `
  Donald Trump | President Trump | 도널드 트럼프 | 트럼프 대통령 | トランプ大統領 | 特朗普 | Трамп
  Joe Biden | Biden | 조 바이든 | 바이든 | 拜登
  Barack Obama | Obama | 버락 오바마 | 오바마 | 奥巴马
  Michelle Obama | 미셸 오바마
  Kamala Harris | 카멀라 해리스
  Hillary Clinton | Bill Clinton | 힐러리 클린턴 | 빌 클린턴
  George W. Bush | George Bush | 조지 부시
  John F. Kennedy | JFK | 케네디 대통령
  Ronald Reagan | 로널드 레이건
  Richard Nixon | 리처드 닉슨
  Abraham Lincoln | 에이브러햄 링컨
  George Washington portrait
  Bernie Sanders
  Alexandria Ocasio-Cortez
  JD Vance | J. D. Vance
  Nancy Pelosi
  Vladimir Putin | Putin | 블라디미르 푸틴 | 푸틴 | Путин | 普京
  Volodymyr Zelensky | Zelenskyy | Zelensky | 젤렌스키 | Зеленский
  Joseph Stalin | Stalin | 스탈린
  Vladimir Lenin | 블라디미르 레닌
  Mikhail Gorbachev | Gorbachev
  Xi Jinping | 시진핑 | 习近平
  Mao Zedong | Chairman Mao | 마오쩌둥 | 毛泽东
  Deng Xiaoping
  Kim Jong-un | Kim Jong Un | 김정은 | 金正恩
  Kim Jong-il | 김정일
  Kim Il-sung | 김일성
  Yoon Suk-yeol | Yoon Seok-youl | 윤석열
  Lee Jae-myung | 이재명
  Moon Jae-in | 문재인
  Park Geun-hye | 박근혜
  Lee Myung-bak | 이명박
  Roh Moo-hyun | 노무현
  Kim Dae-jung | 김대중
  Park Chung-hee | 박정희
  Han Dong-hoon | 한동훈
  Shinzo Abe | 아베 신조 | 安倍晋三
  Fumio Kishida | 기시다 후미오
  Narendra Modi | 나렌드라 모디
  Mahatma Gandhi | Gandhi | 마하트마 간디 | 간디
  Emmanuel Macron | Macron | 마크롱
  Angela Merkel | Merkel | 메르켈
  Olaf Scholz
  Friedrich Merz
  Boris Johnson | 보리스 존슨
  Margaret Thatcher | Thatcher | 마거릿 대처
  Winston Churchill | Churchill | 윈스턴 처칠 | 처칠
  Rishi Sunak
  Keir Starmer
  Giorgia Meloni
  Silvio Berlusconi | Berlusconi
  Pedro Sanchez politician
  Recep Tayyip Erdogan | Erdoğan | Erdogan | 에르도안
  Benjamin Netanyahu | Netanyahu | 네타냐후
  Yasser Arafat
  Saddam Hussein | 사담 후세인
  Osama bin Laden | 오사마 빈 라덴
  Adolf Hitler | Hitler | 아돌프 히틀러 | 히틀러 | ヒトラー | 希特勒
  Benito Mussolini | Mussolini
  Fidel Castro | 피델 카스트로
  Che Guevara | 체 게바라
  Jair Bolsonaro | Bolsonaro
  Lula da Silva
  Javier Milei
  Nelson Mandela | Mandela | 넬슨 만델라 | 만델라
  Martin Luther King | 마틴 루터 킹
  Malcolm X
  Rosa Parks
  Justin Trudeau | Trudeau | 트뤼도
  Greta Thunberg | 그레타 툰베리
  Queen Elizabeth II | Elizabeth II | 엘리자베스 2세
  King Charles III | Prince Charles | 찰스 3세
  Princess Diana | Lady Diana | 다이애나 왕세자비
  Prince William | Prince Harry | Meghan Markle | Kate Middleton | 메건 마클 | 케이트 미들턴
  Pope Francis | Pope Leo XIV | Pope John Paul II | Pope Benedict XVI | 프란치스코 교황
  Dalai Lama | 달라이 라마
  Mother Teresa | 마더 테레사
  Kofi Annan | Ban Ki-moon | 반기문
  `,
)

const BUSINESS = named(
  { kind: 'person', what: 'a real person of science or business' },
  `
  Elon Musk | 일론 머스크 | 马斯克
  Jeff Bezos | Bezos | 제프 베이조스
  Bill Gates | 빌 게이츠
  Steve Jobs | 스티브 잡스 | 乔布斯
  Tim Cook
  Mark Zuckerberg | Zuckerberg | 마크 저커버그 | 저커버그
  Sam Altman | 샘 올트먼
  Jensen Huang | 젠슨 황
  Warren Buffett | 워런 버핏
  Jack Ma | 마윈
  Larry Page
  Sergey Brin
  Sundar Pichai
  Satya Nadella
  Richard Branson
  Lee Jae-yong | 이재용 회장
  Lee Kun-hee | 이건희 회장
  Albert Einstein | Einstein | 알베르트 아인슈타인 | 아인슈타인 | アインシュタイン | 爱因斯坦
  Stephen Hawking | 스티븐 호킹
  Marie Curie | 마리 퀴리
  Nikola Tesla inventor | 니콜라 테슬라
  Sigmund Freud | 프로이트
  Neil Armstrong | 닐 암스트롱
  Yuri Gagarin
  Carl Sagan
  Anne Frank | 안네 프랑크
  Coco Chanel | 코코 샤넬
  Gordon Ramsay | 고든 램지
  Baek Jong-won | 백종원
  `,
)

const SPORTS = named(
  { kind: 'person', what: 'a real athlete' },
  `
  Lionel Messi | Messi | 리오넬 메시 | メッシ | 梅西
  Cristiano Ronaldo | Ronaldo | 크리스티아누 호날두 | 호날두
  Neymar | 네이마르
  Kylian Mbappe | Kylian Mbappé | Mbappe | 음바페
  Erling Haaland | Haaland
  David Beckham | Beckham | 데이비드 베컴 | 베컴
  Diego Maradona | Maradona | 마라도나
  Pele footballer | Pelé footballer
  Zinedine Zidane | Zidane
  Mohamed Salah footballer
  Son Heung-min | 손흥민 | ソン・フンミン
  Kim Min-jae | 김민재 선수
  Lee Kang-in | 이강인
  Park Ji-sung | 박지성
  Michael Jordan | 마이클 조던 | 마이클조던
  Kobe Bryant | 코비 브라이언트
  LeBron James | LeBron | 르브론 제임스
  Stephen Curry basketball | Steph Curry
  Shaquille O'Neal
  Magic Johnson
  Larry Bird
  Muhammad Ali | 무하마드 알리
  Mike Tyson | 마이크 타이슨
  Conor McGregor
  Floyd Mayweather
  Manny Pacquiao
  Tiger Woods | 타이거 우즈
  Roger Federer | Federer | 페더러
  Rafael Nadal | Nadal
  Novak Djokovic | Djokovic | 조코비치
  Serena Williams | Venus Williams | 세레나 윌리엄스
  Naomi Osaka
  Usain Bolt | 우사인 볼트
  Carl Lewis
  Michael Phelps | 마이클 펠프스
  Simone Biles | 시몬 바일스
  Nadia Comaneci
  Lewis Hamilton | 루이스 해밀턴
  Michael Schumacher | Schumacher
  Ayrton Senna | Senna
  Max Verstappen | Verstappen
  Tom Brady
  Patrick Mahomes
  Babe Ruth
  Derek Jeter
  Shohei Ohtani | Ohtani | 오타니 쇼헤이 | 오타니 | 大谷翔平
  Ichiro Suzuki
  Lance Armstrong
  Wayne Gretzky | Gretzky
  Yuna Kim | Kim Yuna | Yu-na Kim | 김연아
  Park Tae-hwan | 박태환
  Chan Ho Park | 박찬호
  Ryu Hyun-jin | 류현진
  Kim Yeon-koung | 김연경
  Faker esports | 페이커
  An San archer | 안산 선수
  Yuzuru Hanyu | 하뉴 유즈루 | 羽生結弦
  `,
)

/** A card that beats others has the same name. */
const TRUMP = named(
  {
    ...{ kind: 'person', what: 'a real person in politics' },
    unless: ['card', 'suit of cards', 'whist', '카드', '카드놀이', '포커'],
  },
  'Trump | 트럼프',
)

export const PEOPLE: readonly RightsEntry[] = [...POLITICS, ...BUSINESS, ...SPORTS, ...TRUMP]
