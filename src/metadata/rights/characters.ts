import { ambiguous, named, type RightsEntry } from './entry.ts'

const PROTECTED = named(
  { kind: 'character', what: 'a fictional character' },
  `
  Mickey Mouse | 미키 마우스 | 미키마우스 | ミッキーマウス | 米老鼠
  Minnie Mouse | 미니 마우스
  Donald Duck | 도널드 덕 | 도날드 덕
  Goofy dog
  Winnie-the-Pooh | Winnie the Pooh | Pooh bear | 곰돌이 푸 | 위니 더 푸
  Elsa Frozen | Queen Elsa | 엘사 공주 | 겨울왕국 엘사 | 엘사
  Olaf snowman | 올라프
  Disney princess | 디즈니 공주
  Snow White and the Seven Dwarfs | 백설공주와 일곱 난쟁이
  Tinker Bell | Tinkerbell | 팅커벨
  Simba Lion King | 심바
  Buzz Lightyear | 버즈 라이트이어
  Sheriff Woody | 우디 보안관
  Lightning McQueen
  Finding Nemo | 니모를 찾아서
  WALL-E robot
  Baymax | 베이맥스
  Lilo and Stitch | 디즈니 스티치
  Minions movie | Despicable Me | 미니언즈
  Shrek | 슈렉
  Kung Fu Panda | 쿵푸팬더
  Toothless dragon
  Bugs Bunny | 벅스 버니
  Daffy Duck
  Tweety Bird
  Looney Tunes | 루니 툰
  Tom and Jerry | 톰과 제리
  Scooby-Doo | 스쿠비 두
  The Simpsons | Homer Simpson | Bart Simpson | 심슨 가족 | 심슨
  Family Guy
  Rick and Morty
  South Park
  SpongeBob | SpongeBob SquarePants | 스폰지밥
  Peppa Pig | 페파 피그
  Paw Patrol | 퍼피 구조대
  Thomas the Tank Engine | 토마스와 친구들
  Bob the Builder
  Teletubbies | 텔레토비
  Sesame Street | Elmo puppet | Cookie Monster | Big Bird
  The Muppets | Kermit the Frog
  Snoopy | Charlie Brown | 스누피 | スヌーピー
  Garfield cat | 가필드
  Smurf | 스머프
  Asterix | Obelix | 아스테릭스
  Tintin | 땡땡의 모험
  Paddington Bear
  Peter Rabbit
  Moomin | 무민 | ムーミン
  Miffy | 미피
  The Little Prince illustration | Le Petit Prince
  Grinch | 그린치
  Cat in the Hat
  Jack Skellington | Nightmare Before Christmas | 크리스마스 악몽
  Rudolph the Red-Nosed Reindeer
  Elf on the Shelf
  Superman | 슈퍼맨 | スーパーマン | 超人克拉克
  Batman | 배트맨 | バットマン | 蝙蝠侠
  Joker Batman | Harley Quinn | 할리 퀸
  Wonder Woman | 원더우먼
  Aquaman | 아쿠아맨
  Catwoman | 캣우먼
  Spider-Man | 스파이더맨 | スパイダーマン | 蜘蛛侠
  Iron Man Marvel | Tony Stark | 아이언맨 | 钢铁侠
  Captain America | 캡틴 아메리카
  Incredible Hulk | 헐크
  Thor Marvel | 마블 토르
  Black Panther Marvel | 블랙 팬서
  Deadpool | 데드풀
  Wolverine Marvel | X-Men | 엑스맨 | 울버린
  Thanos | 타노스
  The Avengers | Avengers | 어벤져스 | 어벤저스
  Guardians of the Galaxy
  Venom Marvel
  Groot | 그루트
  Fantastic Four
  Darth Vader | 다스 베이더 | ダース・ベイダー
  Luke Skywalker | Han Solo | Princess Leia
  Baby Yoda | Yoda | Grogu | 베이비 요다 | 요다
  Chewbacca | 츄바카
  R2-D2 | C-3PO
  Stormtrooper | 스톰트루퍼
  Mandalorian | 만달로리안
  Jedi | 제다이
  lightsaber | light saber | 광선검
  Harry Potter | 해리 포터 | 해리포터 | ハリー・ポッター | 哈利波特 | Гарри Поттер
  Hermione Granger | Ron Weasley | Dumbledore | Voldemort | 헤르미온느 | 볼드모트
  Hogwarts | 호그와트
  Gandalf | 간달프
  Frodo Baggins | Gollum | 골룸
  Hobbit | 호빗
  Katniss Everdeen
  Edward Cullen
  Jon Snow Game of Thrones | Daenerys Targaryen | 대너리스
  Sherlock Holmes BBC
  James Bond | Agent 007 | 제임스 본드
  Indiana Jones | 인디아나 존스
  Jack Sparrow | 잭 스패로우
  Rambo | 람보
  Terminator robot | T-800
  RoboCop | 로보캅
  Xenomorph
  Predator movie
  Freddy Krueger | Jason Voorhees | Michael Myers | Pennywise | 페니와이즈
  Chucky doll
  Godzilla | 고질라 | ゴジラ
  King Kong | 킹콩
  Optimus Prime | Bumblebee Transformer | 옵티머스 프라임
  Barbie | Barbie doll | 바비 인형 | 바비인형 | バービー
  My Little Pony | 마이 리틀 포니
  Care Bears | 케어베어
  Teenage Mutant Ninja Turtles | Ninja Turtle | 닌자 거북이
  Power Rangers | 파워레인저
  He-Man | She-Ra
  Wednesday Addams | Addams Family | 웬즈데이 아담스 | 아담스 패밀리
  Eleven Stranger Things | Demogorgon
  Squid Game | 오징어 게임 | 오징어게임 | イカゲーム
  K-Pop Demon Hunters | KPop Demon Hunters | 케이팝 데몬 헌터스
  Walter White Breaking Bad
  Pikachu | 피카츄 | ピカチュウ | 皮卡丘
  Pokemon | Pokémon | 포켓몬 | 포켓몬스터 | ポケモン | 宝可梦
  Charizard | Bulbasaur | Squirtle | Eevee | Snorlax | Jigglypuff | 이브이 포켓몬 | 잠만보 | 파이리
  Super Mario | Mario Bros | 슈퍼 마리오 | 슈퍼마리오 | マリオブラザーズ
  Luigi Mario | Princess Peach | Bowser Mario
  Donkey Kong | 동키콩
  Yoshi Mario
  Kirby Nintendo | 별의 커비
  Legend of Zelda | Princess Zelda | Zelda | 젤다의 전설 | 젤다
  Sonic the Hedgehog | 소닉 더 헤지혹 | 고슴도치 소닉
  Pac-Man | 팩맨
  Lara Croft | Tomb Raider | 라라 크로프트 | 툼레이더
  Master Chief Halo
  Geralt of Rivia
  Kratos
  Solid Snake
  Tifa Lockhart | Cloud Strife | Sephiroth
  Chun-Li | Street Fighter | 스트리트 파이터
  Mortal Kombat
  Crash Bandicoot
  Angry Birds | 앵그리버드
  Among Us crewmate | 어몽어스
  Minecraft | 마인크래프트 | マインクラフト
  Fortnite | 포트나이트
  Roblox | 로블록스
  Hello Kitty | 헬로키티 | 헬로 키티 | ハローキティ
  Sanrio | My Melody Sanrio | Kuromi | Cinnamoroll | 산리오 | 쿠로미 | 시나모롤 | サンリオ
  Doraemon | 도라에몽 | ドラえもん | 哆啦A梦
  Totoro | 토토로 | トトロ | 龙猫
  Spirited Away | 센과 치히로 | 가오나시 | No-Face Ghibli
  Kiki's Delivery Service | Howl's Moving Castle | Princess Mononoke | 하울의 움직이는 성 | 모노노케 히메
  Sailor Moon | 세일러문 | セーラームーン | 美少女战士
  Goku | Son Goku | Dragon Ball | 손오공 드래곤볼 | 드래곤볼 | ドラゴンボール | 龙珠
  Naruto | 나루토 | ナルト | 火影忍者
  One Piece anime | Monkey D. Luffy | Luffy | 원피스 루피 | 몽키 D 루피 | 海贼王
  Demon Slayer | Tanjiro | Nezuko | 귀멸의 칼날 | 탄지로 | 네즈코 | 鬼滅の刃
  Attack on Titan | 진격의 거인 | 進撃の巨人
  Jujutsu Kaisen | Gojo Satoru | 주술회전 | 고죠 사토루 | 呪術廻戦
  My Hero Academia | 나의 히어로 아카데미아
  Death Note anime | 데스노트
  Evangelion | Rei Ayanami | 에반게리온 | エヴァンゲリオン
  Gundam | 건담 | ガンダム | 高达
  Astro Boy | 우주소년 아톰 | 鉄腕アトム
  Detective Conan | 명탐정 코난 | 名探偵コナン
  Crayon Shin-chan | 짱구는 못말려 | 크레용 신짱 | クレヨンしんちゃん
  Anpanman | 호빵맨 | アンパンマン
  Rilakkuma | 리락쿠마
  Chiikawa | 치이카와
  Labubu | 라부부
  Genshin Impact | 원신 게임
  League of Legends | 리그 오브 레전드
  Pororo | 뽀로로
  Pinkfong | Baby Shark | 핑크퐁 | 아기상어
  Tayo bus | 꼬마버스 타요
  Larva cartoon
  Dooly | 아기공룡 둘리
  Catch Teenieping | 티니핑
  Kakao Friends | 카카오프렌즈 | 라이언 카카오
  Line Friends | 라인프렌즈
  Pengsoo | 펭수
  Bluey cartoon
  Encanto Disney | Moana Disney | 모아나 공주
  Tarzan | 타잔
  Conan the Barbarian
  Popeye | 뽀빠이
  Betty Boop | 베티붑
  Felix the Cat
  Pink Panther cartoon
  Woody Woodpecker
  Yogi Bear
  The Flintstones | Fred Flintstone
  The Jetsons
  Mr. Bean | 미스터 빈
  `,
)

const AMBIGUOUS = [
  ...ambiguous(
    { kind: 'character', what: 'a fictional character' },
    `
  Joker | 조커 ? gotham, batman, green hair, villain, clown makeup, 고담, 배트맨 ! playing card, card, poker, jester
  Iron Man ? suit, armor, superhero, marvel, helmet ! triathlon, race, swimming
  Thor | 토르 ? marvel, avenger, superhero, 마블
  Minion ? yellow, goggles, overall, gru
  Mario | 마리오 ? luigi, nintendo, red cap, video game, mushroom, plumber, 닌텐도 ! san
  `,
  ),
]

export const CHARACTERS: readonly RightsEntry[] = [...PROTECTED, ...AMBIGUOUS]
