import { ambiguous, named, type RightsEntry } from './entry.ts'

/** Whose works are still protected, or who live. */
const PROTECTED = named(
  { kind: 'artist', what: 'an artist whose works are protected' },
  `
  Pablo Picasso | Picasso | 파블로 피카소 | 피카소 | ピカソ | 毕加索 | Пикассо
  Salvador Dali | Salvador Dalí | Dali painting | Dali style | 살바도르 달리 | サルバドール・ダリ
  Andy Warhol | Warhol | 앤디 워홀 | 앤디워홀 | 워홀 | ウォーホル
  Roy Lichtenstein | Lichtenstein style | Lichtenstein painting | 리히텐슈타인 화풍 | 로이 리히텐슈타인
  Jackson Pollock | Pollock painting | Pollock style | 잭슨 폴록
  Mark Rothko | Rothko | 마크 로스코
  Rene Magritte | René Magritte | Magritte | 르네 마그리트 | 마그리트
  Joan Miro | Joan Miró | Miro painting | 호안 미로
  Marc Chagall | Chagall | 마르크 샤갈 | 샤갈 | シャガール
  Henri Matisse | Matisse | 앙리 마티스 | 마티스 | マティス
  Georges Braque | Braque | 조르주 브라크
  Frida Kahlo | Kahlo | 프리다 칼로
  Diego Rivera | 디에고 리베라
  Georgia O'Keeffe | O'Keeffe | O'Keefe painting | 조지아 오키프
  Edward Hopper | Hopper painting | Hopper style | 에드워드 호퍼
  Norman Rockwell | 노먼 록웰
  Andrew Wyeth | N. C. Wyeth | 앤드루 와이어스
  Francis Bacon painter | Francis Bacon painting | Francis Bacon style | 프랜시스 베이컨
  Lucian Freud | 루치안 프로이트
  David Hockney | Hockney | 데이비드 호크니 | 호크니
  Damien Hirst | 데미안 허스트
  Jeff Koons | Koons | 제프 쿤스
  Yayoi Kusama | Kusama | 야요이 쿠사마 | 쿠사마 야요이 | 草間彌生 | 草间弥生
  Takashi Murakami | 무라카미 다카시 | 村上隆
  Yoshitomo Nara | 나라 요시토모 | 奈良美智
  Jean-Michel Basquiat | Basquiat | 장 미셸 바스키아 | 바스키아
  Keith Haring | Haring style | 키스 해링
  Banksy | 뱅크시 | バンクシー
  Shepard Fairey | 셰퍼드 페어리
  KAWS | 카우스
  Invader street art
  JR street art
  Ai Weiwei | 아이웨이웨이 | 艾未未
  Cai Guo-Qiang | 차이궈창 | 蔡国强
  Zhang Xiaogang | 장샤오강
  Gerhard Richter | 게르하르트 리히터
  Anselm Kiefer | 안젤름 키퍼
  Georg Baselitz
  Neo Rauch
  Anish Kapoor | 애니시 커푸어
  Olafur Eliasson | 올라퍼 엘리아슨
  James Turrell | 제임스 터렐
  Dan Flavin | 댄 플래빈
  Sol LeWitt | 솔 르윗
  Donald Judd | 도널드 저드
  Frank Stella
  Jasper Johns | 재스퍼 존스
  Robert Rauschenberg | Rauschenberg
  Cy Twombly | Twombly | 사이 트웜블리
  Willem de Kooning | de Kooning
  Franz Kline
  Helen Frankenthaler | Frankenthaler
  Bridget Riley
  Victor Vasarely | Vasarely
  M. C. Escher | Escher | 에셔
  Alberto Giacometti | Giacometti | 자코메티
  Alexander Calder | Calder mobile
  Louise Bourgeois
  Henry Moore sculpture
  Barbara Hepworth
  Fernando Botero | Botero | 보테로
  Oswaldo Guayasamin
  Tamara de Lempicka | Lempicka | 타마라 드 렘피카
  Marcel Duchamp | Duchamp | 뒤샹
  Man Ray photographer
  Max Ernst
  Giorgio de Chirico | de Chirico
  Leonora Carrington
  Remedios Varo
  Yves Klein
  Bernard Buffet
  Balthus
  Victor Brauner
  Zdzislaw Beksinski | Zdzisław Beksiński | Beksinski | 벡신스키
  H. R. Giger | HR Giger | Giger | 기거 화풍
  Moebius artist | Jean Giraud | 뫼비우스 작가
  Frank Frazetta | Frazetta
  Boris Vallejo
  Greg Rutkowski | Rutkowski | 그렉 루트코프스키
  Artgerm | Stanley Lau
  Loish | Lois van Baarle
  Ross Tran | RossDraws
  WLOP
  Sakimichan
  Ilya Kuvshinov | Kuvshinov
  Simon Stalenhag | Simon Stålenhag | Stalenhag
  Craig Mullins
  Syd Mead
  Ralph McQuarrie
  Feng Zhu
  John Howe artist
  Alan Lee illustrator
  Beeple | Mike Winkelmann | 비플
  Peter Mohrbacher
  Marc Simonetti
  Jakub Rozalski
  James Gurney
  Thomas Kinkade | Kinkade | 토머스 킨케이드
  Bob Ross | 밥 로스
  Lisa Frank
  Wayne Thiebaud | Thiebaud
  Alex Katz | 알렉스 카츠
  Kehinde Wiley
  Amy Sherald
  Kara Walker artist
  Julian Opie | 줄리안 오피
  Yoshitaka Amano | 아마노 요시타카 | 天野喜孝
  Akira Toriyama | 토리야마 아키라 | 鳥山明 | 鸟山明
  Hayao Miyazaki | Miyazaki style | Miyazaki film | 미야자키 하야오 | 宮崎駿 | 宫崎骏
  Makoto Shinkai | Shinkai style | 신카이 마코토 | 新海誠 | 新海诚
  Katsuhiro Otomo | 오토모 가쓰히로 | 大友克洋
  Junji Ito | 이토 준지 | 伊藤潤二 | 伊藤润二
  Naoko Takeuchi | 다케우치 나오코
  Eiichiro Oda | 오다 에이치로 | 尾田栄一郎
  Osamu Tezuka | 데즈카 오사무 | 手塚治虫
  Satoshi Kon | 곤 사토시
  CLAMP manga
  Kim Jung Gi | 김정기 작가 | 김정기 화백
  Lee Jung-seop | 이중섭
  Park Soo-keun | 박수근
  Kim Whanki | 김환기
  Lee Ufan | 이우환
  Nam June Paik | 백남준
  Park Seo-bo | 박서보
  Yoo Young-kuk | 유영국
  Chang Ucchin | 장욱진
  Chun Kyung-ja | 천경자
  Do Ho Suh | 서도호
  Lee Bul | 이불 작가
  Ansel Adams | 앤설 애덤스 | 안셀 아담스
  Annie Leibovitz | Leibovitz | 애니 리버비츠
  Steve McCurry | 스티브 맥커리
  Sebastiao Salgado | Sebastião Salgado | Salgado photography
  Henri Cartier-Bresson | Cartier-Bresson
  Robert Capa | 로버트 카파
  Vivian Maier | 비비안 마이어
  Dorothea Lange
  Diane Arbus
  Richard Avedon
  Irving Penn
  Helmut Newton
  Robert Mapplethorpe | Mapplethorpe
  Cindy Sherman
  Andreas Gursky | Gursky
  Gregory Crewdson
  Saul Leiter
  William Eggleston | Eggleston
  Peter Lindbergh
  Mario Testino
  David LaChapelle | LaChapelle
  Nan Goldin
  Martin Parr
  Michael Kenna
  Fan Ho
  Daido Moriyama
  Nobuyoshi Araki
  Hiroshi Sugimoto
  Brandon Woelfel
  Tim Burton | 팀 버튼 | 팀버튼 | ティム・バートン
  Wes Anderson | 웨스 앤더슨 | 웨스앤더슨 | ウェス・アンダーソン
  Christopher Nolan | 크리스토퍼 놀란
  Quentin Tarantino | Tarantino | 타란티노
  Stanley Kubrick | Kubrick | 큐브릭
  Ridley Scott | 리들리 스콧
  Denis Villeneuve | Villeneuve film
  Steven Spielberg | Spielberg | 스필버그
  David Lynch
  Alfred Hitchcock | Hitchcock | 히치콕
  Akira Kurosawa | 구로사와 아키라 | 黒澤明
  Wong Kar-wai | 왕가위 | 王家卫 | 王家衛
  Bong Joon-ho | 봉준호
  Park Chan-wook | 박찬욱
  Guillermo del Toro
  George Lucas
  James Cameron
  Dr. Seuss | Dr Seuss | 닥터 수스
  Eric Carle | 에릭 칼
  Maurice Sendak
  Quentin Blake
  Beatrix Potter | 베아트릭스 포터
  Charles Schulz
  Roald Dahl
  J. R. R. Tolkien | Tolkien | 톨킨
  J. K. Rowling | JK Rowling | Rowling | 롤링 작가
  Stephen King
  George R. R. Martin
  H. P. Lovecraft | Lovecraft | 러브크래프트
  Frank Gehry | Gehry | 프랭크 게리
  Zaha Hadid | 자하 하디드
  Tadao Ando | 안도 다다오 | 安藤忠雄
  Kengo Kuma | 구마 겐고 | 隈研吾
  Norman Foster architect
  Renzo Piano
  Santiago Calatrava | Calatrava
  Le Corbusier | Corbusier | 르 코르뷔지에
  Frank Lloyd Wright | 프랭크 로이드 라이트
  Ludwig Mies van der Rohe | Mies van der Rohe
  Alvar Aalto
  Oscar Niemeyer | Niemeyer
  Louis Kahn
  Charles and Ray Eames | Eames chair
  Friedensreich Hundertwasser | Hundertwasser | 훈데르트바서
  Milton Glaser
  Saul Bass
  Paul Rand
  `,
)

/** Whose works are free by now; an agency that bars artists' names bars these names all the same. */
const FREE = named(
  { kind: 'artist', what: 'an artist whose works are free by now, but whose name is refused all the same' },
  `
  Vincent van Gogh | van Gogh | vanGogh | 빈센트 반 고흐 | 반 고흐 | 고흐 | ゴッホ | 梵高 | Ван Гог
  Claude Monet | Monet | 클로드 모네 | 모네 | クロード・モネ | 莫奈 | Моне
  Edouard Manet | Édouard Manet | Manet | 에두아르 마네
  Pierre-Auguste Renoir | Auguste Renoir | Renoir | 르누아르
  Edgar Degas | Degas | 에드가 드가
  Paul Cezanne | Paul Cézanne | Cézanne | 폴 세잔 | 세잔
  Paul Gauguin | Gauguin | 고갱
  Georges Seurat | Seurat | 쇠라
  Paul Signac
  Camille Pissarro | Pissarro
  Alfred Sisley
  Berthe Morisot | Morisot
  Mary Cassatt | Cassatt
  Henri de Toulouse-Lautrec | Toulouse-Lautrec | 툴루즈 로트레크
  Henri Rousseau painter | Henri Rousseau
  Leonardo da Vinci | da Vinci | 레오나르도 다 빈치 | 다빈치 | レオナルド・ダ・ヴィンチ | 达芬奇
  Michelangelo | Michelangelo Buonarroti | 미켈란젤로 | ミケランジェロ
  Raffaello Sanzio | Raphael Sanzio | 라파엘로 산치오
  Sandro Botticelli | Botticelli | 보티첼리
  Titian | Tiziano Vecellio
  Tintoretto
  Caravaggio | 카라바조
  Artemisia Gentileschi | Gentileschi
  Giuseppe Arcimboldo | Arcimboldo
  Giovanni Battista Tiepolo | Tiepolo
  Canaletto
  Piranesi
  Rembrandt van Rijn | Rembrandt | 렘브란트 | レンブラント
  Johannes Vermeer | Vermeer | 베르메르 | 페르메이르 | フェルメール
  Frans Hals
  Hieronymus Bosch | 히에로니무스 보스
  Pieter Bruegel | Pieter Brueghel | Bruegel | Brueghel | 브뤼헐
  Peter Paul Rubens | Rubens | 루벤스
  Anthony van Dyck
  Jan van Eyck | van Eyck | 반 에이크
  Albrecht Durer | Albrecht Dürer | 알브레히트 뒤러 | 뒤러
  Lucas Cranach
  Hans Holbein | Holbein
  Caspar David Friedrich | 카스파르 다비트 프리드리히
  Francisco Goya | Francisco de Goya | 프란시스코 고야
  Diego Velazquez | Diego Velázquez | Velázquez | 벨라스케스
  El Greco | 엘 그레코
  Jacques-Louis David | 자크 루이 다비드
  Eugene Delacroix | Eugène Delacroix | Delacroix | 들라크루아
  Jean-Auguste-Dominique Ingres | Ingres painter
  Gustave Courbet | Courbet
  Jean-Francois Millet | Jean-François Millet | 밀레의 만종
  William-Adolphe Bouguereau | Bouguereau
  Gustave Dore | Gustave Doré | 귀스타브 도레
  Odilon Redon
  J. M. W. Turner | JMW Turner | William Turner painting | Joseph Mallord William Turner | 윌리엄 터너
  John Constable
  Thomas Gainsborough | Gainsborough
  William Blake | 윌리엄 블레이크
  John William Waterhouse
  John Everett Millais | Millais
  Dante Gabriel Rossetti | Rossetti
  William Morris pattern | William Morris | 윌리엄 모리스
  Aubrey Beardsley | Beardsley
  Arthur Rackham | Rackham
  Edmund Dulac
  Kay Nielsen
  John Singer Sargent | 존 싱어 사전트
  James McNeill Whistler
  Winslow Homer
  Thomas Cole painter
  Albert Bierstadt | Bierstadt
  Frederic Edwin Church
  Gustav Klimt | Klimt | 구스타프 클림트 | 클림트 | クリムト
  Egon Schiele | Schiele | 에곤 실레
  Alphonse Mucha | Alfons Mucha | Mucha | 알폰스 무하 | 알폰스 무하풍 | ミュシャ
  Edvard Munch | Munch | 에드바르 뭉크 | 뭉크
  Wassily Kandinsky | Vasily Kandinsky | Kandinsky | 바실리 칸딘스키 | 칸딘스키 | Кандинский
  Kazimir Malevich | Malevich
  Piet Mondrian | Mondrian | 피트 몬드리안 | 몬드리안
  Paul Klee | 파울 클레
  Franz Marc
  August Macke
  Ernst Ludwig Kirchner
  Amedeo Modigliani | Modigliani | 모딜리아니
  Umberto Boccioni
  Hilma af Klint | 힐마 아프 클린트
  Ivan Aivazovsky | Aivazovsky | Айвазовский
  Ilya Repin | Репин
  Isaac Levitan
  Ivan Shishkin | Shishkin
  Mikhail Vrubel
  Katsushika Hokusai | Hokusai | 호쿠사이 | 北斎 | 北斋
  Utagawa Hiroshige | Hiroshige | 히로시게 | 広重
  Kitagawa Utamaro | Utamaro
  Ohara Koson
  Antoni Gaudi | Antoni Gaudí | Gaudi | Gaudí | 안토니 가우디 | 가우디
  Auguste Rodin | Rodin | 로댕
  Gian Lorenzo Bernini | Bernini
  Donatello sculptor | Donatello sculpture
  Constantin Brancusi | Brâncuși | Brancusi
  Shin Yun-bok | 신윤복 | 혜원 신윤복
  Kim Hong-do | 김홍도 | 단원 김홍도
  Jeong Seon | 겸재 정선
  Shin Saimdang | 신사임당
  Qi Baishi | 齐白石 | 치바이스
  Zhang Daqian | 张大千
  `,
)

/** Surnames that are words or common names as well. */
const AMBIGUOUS = [
  ...ambiguous(
    { kind: 'artist', what: 'an artist whose works are free by now, but whose name is refused all the same' },
    `
  J. M. W. Turner = Turner ? seascape painting, romantic painting, oil painting, watercolor, romanticism, in the style of ! page turner, wood turner, tina, syndrome
  Raphael | 라파엘로 ? painting, renaissance, fresco, in the style of ! archangel, angel, ninja
  Francisco Goya = Goya ? painting, etching, romanticism, in the style of
  `,
  ),
  ...ambiguous(
    { kind: 'artist', what: 'an artist whose works are protected' },
    `
  Salvador Dali = Dali | Dalí ? surreal, surrealism, surrealist, painting, melting clock, in the style of ! yunnan, china, old town
  `,
  ),
]

export const ARTISTS: readonly RightsEntry[] = [...PROTECTED, ...FREE, ...AMBIGUOUS]
