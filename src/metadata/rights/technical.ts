import { named, type RightsEntry } from './entry.ts'

const CAMERA_BRANDS = named(
  { kind: 'camera', what: 'a camera brand' },
  `
  Nikon | Nikkor | 니콘 | ニコン | 尼康
  Canon EOS | Canon camera | Canon lens | Canon R5 | Canon 5D | 캐논 카메라 | キヤノン | 佳能
  Sony Alpha | Sony A7 | Sony A7R | Sony A7III | Sony camera | Sony | 소니
  Fujifilm | Fuji XT | Fuji X-T4 | 후지필름 | 富士フイルム
  Leica | 라이카 | ライカ | 莱卡
  Hasselblad | 핫셀블라드 | ハッセルブラッド | 哈苏
  Olympus camera
  Pentax | 펜탁스
  Lumix
  Sigma lens | Sigma Art lens
  Tamron
  Zeiss | Carl Zeiss
  Mamiya
  Rolleiflex
  Phase One camera
  RED camera | Arri Alexa | ARRI | Alexa LF
  GoPro | 고프로
  Kodak | Kodachrome | Kodak Portra | Portra 400 | 코닥
  Polaroid | 폴라로이드 | ポラロイド
  Ilford | Cinestill | Fuji Velvia | Ektachrome
  `,
)

/** Words about how a picture was taken or rendered: true or not, no buyer searches for them. */
const QUALITY = named(
  { kind: 'camera', what: 'a camera or quality word', mild: true },
  `
  DSLR | mirrorless camera shot | 디에스엘알
  HDR photography
  bokeh photography
  ultra HD | UHD | full HD | 초고화질 | 고화질 | 고해상도
  high resolution | hi-res | highres | high-res | ultra high resolution
  high quality | best quality | top quality | premium quality | commercial quality
  photorealistic | photo-realistic | hyperrealistic | hyper-realistic | ultra realistic | hyperdetailed | 포토리얼리스틱 | 극사실적
  masterpiece
  ultra-detailed | highly detailed | insanely detailed | intricate details
  award-winning | award winning photo
  trending on artstation | artstation | deviantart | 500px | behance
  shot on film | shot on iphone
  Unreal Engine | Octane render | V-Ray | Redshift render | Cinema 4D | Blender render | 언리얼 엔진
  ray tracing | raytraced
  sharp focus | tack sharp
  full frame camera | telephoto lens | wide angle lens | macro lens | prime lens | fisheye lens | tilt-shift lens
  long exposure photography
  ISO 100 | ISO 200 | ISO 400 | ISO 800
  `,
)

const TECHNICAL: RightsEntry[] = [
  {
    kind: 'camera',
    term: 'resolution',
    what: 'a camera or quality word',
    spellings: [],
    mild: true,
    pattern:
      /(?<![\p{L}\p{N}])(?:4|5|6|8|10|12|16|32)[ -]?k(?:[ -](?:resolution|uhd|hd|quality|wallpaper))?(?![\p{L}\p{N}])(?! (?:run|race|marathon|walk|steps|gold|trail))/giu,
  },
  {
    kind: 'camera',
    term: 'megapixels',
    what: 'a camera or quality word',
    spellings: [],
    mild: true,
    pattern: /(?<![\p{L}\p{N}])\d{1,3}(?:\.\d)?[ -]?(?:mp|megapixels?|메가픽셀|만 화소)(?![\p{L}\p{N}])/giu,
  },
  {
    kind: 'camera',
    term: 'aperture',
    what: 'a camera or quality word',
    spellings: [],
    mild: true,
    pattern: /(?<![\p{L}\p{N}])(?:f\/\d{1,2}(?:\.\d)?|f\d\.\d)(?![\p{L}\p{N}])/giu,
  },
  {
    kind: 'camera',
    term: 'focal length',
    what: 'a camera or quality word',
    spellings: [],
    mild: true,
    pattern:
      /(?<![\p{L}\p{N}])(?:14|16|20|24|28|35|40|50|55|70|85|100|105|135|200|300|400|600)(?:-\d{2,3})? ?mm(?: lens| film)?(?![\p{L}\p{N}])/giu,
  },
  {
    kind: 'camera',
    term: 'dpi',
    what: 'a camera or quality word',
    spellings: [],
    mild: true,
    pattern: /(?<![\p{L}\p{N}])(?:\d{2,4} ?dpi|1080p|2160p|720p|4320p)(?![\p{L}\p{N}])/giu,
  },
  {
    kind: 'camera',
    term: 'Canon',
    what: 'a camera brand',
    spellings: ['Canon', '캐논'],
    needs: ['camera', 'lens', 'photography', 'dslr', 'eos', 'photographer', '카메라', '렌즈'],
    unless: ['war', 'cannon', 'law', 'church'],
  },
]

const THINGS_NAMED_PHOTO =
  '(?:frames?|albums?|booths?|shoots?|session|prints?|wall|collage|studio|editing|editor|gallery|camera|mockup|mock-up|paper|zone|exhibition|spot|memories)'

const FILE_TYPES: RightsEntry[] = [
  {
    kind: 'file-type',
    term: 'photo of',
    what: 'a content type',
    spellings: [],
    mild: true,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:(?:stock |close-?up |aerial |studio |professional )?(?:photo|photograph|photography|picture|image)s?(?: of)?|stock photos?|stock images?|stock photography)(?![\\p{L}\\p{N}])(?! ${THINGS_NAMED_PHOTO})`,
      'giu',
    ),
    unless: [
      'photographer',
      'photo album',
      'photo frame',
      'picture frame',
      'polaroid frame',
      'mirror image',
      'camera',
    ],
  },
  ...named(
    { kind: 'file-type', what: 'a content type', mild: true },
    `
    vector art | vector illustration | ilustración vectorial | illustration vectorielle | Vektorgrafik | Vektorillustration | 벡터 일러스트 | ベクター | 矢量图
    illustration | illustrations | digital illustration | 일러스트 | 일러스트레이션 | イラスト | 插画
    clip-art | clip art | 클립아트
    3D render | 3D rendering | 3D illustration | CGI render | 3D 렌더링 | 3D 렌더
    digital art | digital painting | digital artwork | 디지털 아트
    stock photo | stock image | stock footage | 스톡 사진 | 스톡 이미지
    JPG | JPEG | PNG | SVG | EPS | PSD | TIFF | AI file
    写真 | 照片 | Foto von | photo de | foto de
    wallpaper 4k
    royalty-free | royalty free
    `,
  ),
  {
    kind: 'file-type',
    term: 'vector',
    what: 'a content type',
    spellings: ['vector', '벡터'],
    unless: ['mosquito', 'disease', 'math', 'mathematics', 'physics', 'malaria'],
    mild: true,
  },
  {
    kind: 'file-type',
    term: '사진',
    what: 'a content type',
    spellings: ['사진'],
    unless: ['사진기', '사진가', '액자', '카메라', '사진작가'],
    // to take one, or to look at some, is something to be seen
    notBefore: ['(?:을 )?(?:찍|촬영)\\p{Script=Hangul}*', '(?:앨범|전시)\\p{Script=Hangul}*'],
    mild: true,
  },
]

const AI_WORDS: RightsEntry[] = [
  ...named(
    { kind: 'ai-words', what: 'a word about how the picture was generated' },
    `
    generative AI | gen AI | genAI | 생성형 AI | 생성형 인공지능 | 생성 AI | 生成AI | 生成式AI
    AI-generated | AI generated | generated by AI | made with AI | created with AI | AI generated image | AI 생성 | AI로 생성한 | AI가 그린 | 인공지능이 그린 | AI生成 | KI-generiert | généré par IA | generado por IA | generado con IA
    AI art | AI artwork | AI image | AI illustration | AI photo | AI painting | AI picture | AI 그림 | AI 아트 | AI 이미지 | AIイラスト
    artificial intelligence generated | computer generated image
    Midjourney | Mid Journey | 미드저니 | 미드저니로
    Stable Diffusion | SDXL | 스테이블 디퓨전 | ステーブルディフュージョン
    DALL-E | DALLE | DALL·E | 달리 3 | 달리3
    Adobe Firefly | Firefly AI
    ChatGPT | GPT-4 | GPT-4o | OpenAI | 챗GPT | 챗지피티
    Leonardo AI | Leonardo.ai
    Ideogram AI | Flux AI | Flux.1 | Imagen 3 | Nano Banana | Gemini AI | Google Gemini
    ComfyUI | Automatic1111 | Civitai | LoRA model
    text-to-image | text to image | img2img | txt2img
    negative prompt | text prompt | prompt engineering | AI prompt | 네거티브 프롬프트
    neural network art | deepfake | 딥페이크
    `,
  ),
  {
    kind: 'ai-words',
    term: 'made by AI',
    what: 'a word about how the picture was generated',
    spellings: [],
    pattern:
      /(?<!\p{L})(?:(?:인공지능|AI|에이아이)(?:으로|로|가|이)? ?(?:생성|제작|만든|만들어진|그린|합성)[\p{Script=Hangul}]*|(?:AI|人工知能)(?:で|が|により|による)?(?:生成|作成|作った|描いた)|(?:generad|cread|hech)[oa]s? (?:con|por|mediante) (?:la )?(?:ia|inteligencia artificial)|(?:générée?s?|créée?s?) (?:par|avec) (?:l['’])?(?:ia|intelligence artificielle)|mit (?:ki|künstlicher intelligenz) (?:erstellt|erzeugt|generiert)\p{L}*|(?:generat|creat)[oaie] (?:con|da)(?:ll['’])? ?(?:ia|intelligenza artificiale))(?!\p{Script=Latin})/giu,
  },
  {
    kind: 'ai-words',
    term: 'prompt parameters',
    what: 'a parameter of a prompt',
    spellings: [],
    pattern:
      /(?<!\S)(?:--|—|–)(?:ar|v|style|stylize|s|q|quality|seed|chaos|c|no|niji|iw|tile|weird|w|sref|cref|cw|sw|raw|hd|uplight|test|creative|aspect|version|stop|repeat|p|personalize)(?:[ =:]*(?:\d+(?:[.:]\d+)*|raw|cute|scenic|expressive))?(?!\p{L})/giu,
  },
  {
    kind: 'ai-words',
    term: 'prompt weights',
    what: 'a parameter of a prompt',
    spellings: [],
    pattern: /\([^()]{1,60}:\d(?:\.\d+)?\)|<lora:[^<>]{0,200}>|\p{L}{1,60}::-?\d(?:\.\d+)?/giu,
  },
  {
    kind: 'ai-words',
    term: 'prompt',
    what: 'a word about how the picture was generated',
    spellings: ['prompt', '프롬프트', 'プロンプト'],
    mild: true,
    unless: ['prompt service', 'prompt delivery', 'teleprompter', 'command prompt', 'prompt response'],
  },
  {
    kind: 'ai-words',
    term: 'AI',
    what: 'a word about how the picture was generated',
    spellings: ['AI'],
    mild: true,
    unless: [
      ...[
        'technology',
        'robot',
        'robotics',
        'machine learning',
        'chip',
        'data',
        'computer',
        'future',
        'futuristic',
        'assistant',
        'chatbot',
        'brain',
      ],
      ...[
        'neural',
        'automation',
        'digital',
        'cyber',
        'algorithm',
        'innovation',
        '기술',
        '로봇',
        '반도체',
        '미래',
        '데이터',
        '인공지능',
        '칩',
      ],
    ],
  },
]

export const TECHNICAL_TABLE: readonly RightsEntry[] = [
  ...CAMERA_BRANDS,
  ...QUALITY,
  ...TECHNICAL,
  ...FILE_TYPES,
  ...AI_WORDS,
]
