import { ambiguous, named, type RightsEntry } from './entry.ts'

const SCREEN = named(
  { kind: 'person', what: 'a real person of film, television or the internet' },
  `
  Marilyn Monroe | 마릴린 먼로 | 마릴린 몬로 | マリリン・モンロー
  Audrey Hepburn | 오드리 헵번 | オードリー・ヘプバーン
  Charlie Chaplin | Chaplin | 찰리 채플린 | 채플린
  James Dean
  Humphrey Bogart
  Grace Kelly
  Elizabeth Taylor
  Marlon Brando
  Bruce Lee | 이소룡 | 李小龙
  Jackie Chan | 성룡 | 成龙
  Jet Li | 이연걸
  Leonardo DiCaprio | DiCaprio | 레오나르도 디카프리오 | 디카프리오
  Brad Pitt | 브래드 피트
  Angelina Jolie | 안젤리나 졸리
  Tom Cruise | 톰 크루즈
  Tom Hanks | 톰 행크스
  Tom Hardy
  Tom Holland | 톰 홀랜드
  Johnny Depp | 조니 뎁
  Keanu Reeves | 키아누 리브스
  Robert Downey Jr | Robert Downey Junior | 로버트 다우니 주니어
  Scarlett Johansson | 스칼렛 요한슨
  Chris Hemsworth | Chris Evans | Chris Pratt
  Natalie Portman | 나탈리 포트만
  Emma Watson | 엠마 왓슨
  Emma Stone | 엠마 스톤
  Margot Robbie | 마고 로비
  Ryan Gosling | 라이언 고슬링
  Ryan Reynolds
  Timothee Chalamet | Timothée Chalamet | 티모시 샬라메
  Zendaya | 젠데이아
  Gal Gadot | 갤 가돗
  Jennifer Lawrence | 제니퍼 로렌스
  Jennifer Aniston | 제니퍼 애니스톤
  Jennifer Lopez | 제니퍼 로페즈
  Julia Roberts
  Anne Hathaway | 앤 해서웨이
  Meryl Streep
  Nicole Kidman
  Charlize Theron
  Cate Blanchett
  Sydney Sweeney
  Anya Taylor-Joy
  Millie Bobby Brown
  Jenna Ortega
  Ana de Armas
  Megan Fox
  Morgan Freeman | 모건 프리먼
  Denzel Washington
  Will Smith | 윌 스미스
  Dwayne Johnson | 드웨인 존슨
  Samuel L. Jackson
  Arnold Schwarzenegger | Schwarzenegger | 아널드 슈워제네거 | 슈왈제네거
  Sylvester Stallone | Stallone | 실베스터 스탤론
  Bruce Willis
  Clint Eastwood
  Harrison Ford
  Al Pacino | 알 파치노
  Robert De Niro
  Jack Nicholson
  Heath Ledger
  Joaquin Phoenix
  Christian Bale
  Benedict Cumberbatch
  Daniel Craig
  Pedro Pascal
  Cillian Murphy
  Henry Cavill
  Jason Momoa
  Idris Elba
  Shah Rukh Khan | 샤룩 칸
  Aishwarya Rai
  Deepika Padukone
  Priyanka Chopra
  Oprah Winfrey | Oprah | 오프라 윈프리
  Ellen DeGeneres
  Joe Rogan
  Kim Kardashian | Kardashian | 킴 카다시안 | 카다시안
  Kylie Jenner | Kendall Jenner
  Paris Hilton | 패리스 힐튼
  MrBeast | 미스터비스트
  PewDiePie
  Gigi Hadid | Bella Hadid
  Naomi Campbell
  Cara Delevingne
  Song Kang-ho | 송강호
  Lee Jung-jae | 이정재
  Lee Min-ho | 이민호 배우
  Lee Byung-hun | 이병헌
  Song Joong-ki | 송중기
  Song Hye-kyo | 송혜교
  Jun Ji-hyun | 전지현
  Kim Soo-hyun | 김수현 배우
  Gong Yoo actor | 배우 공유
  Hyun Bin | 배우 현빈
  Son Ye-jin | 손예진
  Ma Dong-seok | Don Lee actor | 마동석
  Park Seo-joon | 박서준
  Han So-hee | 한소희
  Byeon Woo-seok | 변우석
  Cha Eun-woo | 차은우
  Yoo Jae-suk | 유재석
  Kang Ho-dong | 강호동
  Choi Min-sik | 최민식
  Youn Yuh-jung | 윤여정
  `,
)

const MUSIC = named(
  { kind: 'person', what: 'a real singer, musician or band' },
  `
  Taylor Swift | 테일러 스위프트 | テイラー・スウィフト
  Beyonce | Beyoncé | 비욘세
  Rihanna | 리한나
  Lady Gaga | 레이디 가가
  Ariana Grande | 아리아나 그란데
  Billie Eilish | 빌리 아일리시
  Katy Perry
  Justin Bieber | Bieber | 저스틴 비버
  Justin Timberlake
  Ed Sheeran | 에드 시런
  Adele singer
  Dua Lipa
  Olivia Rodrigo
  Sabrina Carpenter
  Selena Gomez
  Miley Cyrus
  Britney Spears
  Madonna singer
  Whitney Houston
  Mariah Carey
  Celine Dion
  Shakira
  Bad Bunny
  Rosalia singer
  The Weeknd
  Bruno Mars
  Drake rapper
  Kanye West | 칸예 웨스트
  Jay-Z rapper
  Eminem | 에미넴
  Snoop Dogg | 스눕 독
  Tupac | 2Pac
  Notorious B.I.G. | Biggie Smalls
  Kendrick Lamar
  Travis Scott
  Nicki Minaj
  Cardi B
  Michael Jackson | 마이클 잭슨 | マイケル・ジャクソン
  Prince Rogers Nelson
  Elvis Presley | Elvis | 엘비스 프레슬리
  John Lennon | Paul McCartney | Ringo Starr | 존 레논
  The Beatles | Beatles | 비틀즈
  The Rolling Stones | Mick Jagger
  Freddie Mercury | 프레디 머큐리
  David Bowie | Bowie | 데이비드 보위
  Bob Dylan | 밥 딜런
  Bob Marley | 밥 말리
  Jimi Hendrix | Hendrix | 지미 헨드릭스
  Kurt Cobain | 커트 코베인
  Amy Winehouse
  Elton John
  Led Zeppelin
  Pink Floyd
  Coldplay | 콜드플레이
  Metallica
  AC/DC
  Nirvana band
  Daft Punk
  ABBA band
  Louis Armstrong
  Miles Davis
  Luciano Pavarotti | Pavarotti
  Maria Callas
  Hatsune Miku | 하츠네 미쿠 | 初音ミク
  BTS | 방탄소년단 | 방탄 소년단 | 防弾少年団 | 防弹少年团
  Blackpink | 블랙핑크 | ブラックピンク
  Jungkook | Jung Kook | 방탄소년단 정국 | 전정국
  Kim Taehyung | 김태형 뷔
  Park Jimin | 방탄소년단 지민
  Jennie Kim | 블랙핑크 제니
  Lalisa Manobal | 블랙핑크 리사
  Twice kpop | 걸그룹 트와이스 | 트와이스
  Red Velvet kpop | 걸그룹 레드벨벳
  NewJeans | 뉴진스
  aespa | 에스파
  IVE kpop | 걸그룹 아이브
  Le Sserafim | 르세라핌
  Itzy | 걸그룹 있지
  Stray Kids | 스트레이 키즈
  EXO kpop | 보이그룹 엑소
  NCT kpop | 엔시티 127
  Seventeen kpop | 보이그룹 세븐틴
  Enhypen | 엔하이픈
  Big Bang kpop | 그룹 빅뱅
  G-Dragon | 지드래곤
  Girls' Generation | 소녀시대
  IU singer | 가수 아이유 | 아이유
  PSY Gangnam Style | 가수 싸이
  Rain kpop
  Cho Yong-pil | 조용필
  Lim Young-woong | 임영웅
  Seo Taiji | 서태지
  Zico rapper
  `,
)

export const STAGE_PEOPLE: readonly RightsEntry[] = [
  ...SCREEN,
  ...MUSIC,
  ...ambiguous(
    { kind: 'person', what: 'a real singer, musician or band' },
    `
  Madonna | 마돈나 ? singer, concert, pop star, music video ! child, virgin, mary, church, icon, lily
  `,
  ),
]
