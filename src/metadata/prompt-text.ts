import { GENERIC_WORDS } from './filler.ts'
import { fold, tokensOf } from './fold.ts'

/** Pieces of a prompt that tell the generator how to draw and say nothing about what is to be seen. */
const INSTRUCTIONS = new RegExp(
  [
    ...[
      'stock (?:photo|image|photograph|photography|illustration|footage)s?',
      '(?:commercial|professional|premium|print|studio|top|best|high|ultra|highest|magazine|editorial) quality',
    ],
    ...[
      '\\d+k(?: resolution| uhd| hd| quality)?',
      '(?:ultra |very |super )?(?:high|hi)[ -]?res(?:olution)?',
      '(?:ultra|full)[ -]?hd',
      'u?hdr?',
      'hyper-?realis\\w*',
      'photo-?realis\\w*',
      'ultra-?realis\\w*',
    ],
    ...[
      '(?:highly|ultra|insanely|extremely|intricately|finely|richly|super)[ -]?detail\\w*',
      '(?:intricate|fine|sharp|rich|crisp) details?',
      '(?:tack |razor |crisp |very )?sharp(?: focus| details?)?',
      'in focus',
      'masterpiece',
      'award[ -]winning\\w*(?: photo\\w*)?',
    ],
    ...[
      'trending on \\w+',
      'artstation',
      'behance',
      'unreal engine(?: \\d)?',
      'octane(?: render)?',
      '(?:3d )?render(?:ed|ing)?',
      'ray[ -]?traced?',
      'ray tracing',
      'global illumination',
      'subsurface scattering',
    ],
    ...[
      '(?:soft |harsh |warm |cold |cool |natural |studio |dramatic |cinematic |volumetric |ambient |diffused?|rim |back|side |top |moody |golden |beautiful |bright |even |gentle |window |low key |high key |professional |perfect )*(?:light|lighting|backlight|backlighting|illumination|daylight)',
    ],
    ...[
      '(?:very |extremely )?shallow (?:depth of field|focus)',
      'depth of field',
      'bokeh',
      'blurred? background',
      'background blur',
      'out of focus background',
      '(?:creamy |soft )bokeh',
      'lens flare',
      'film grain',
      'long exposure',
      'tilt[ -]shift',
    ],
    ...[
      '(?:\\d+ ?mm|wide[ -]angle|telephoto|macro|prime|fisheye|zoom)(?: lens)?',
      'f\\/?\\d+(?:\\.\\d+)?',
      'iso ?\\d+',
      '(?:shot|taken|captured|photographed) (?:on|with|by|using) .*',
      'dslr',
      '(?:nikon|canon|sony|fujifilm|leica|hasselblad)\\b.*',
      'raw photo',
      'raw',
    ],
    ...[
      'rule of thirds(?: composition)?',
      '(?:centered|central|symmetrical|balanced|dynamic|asymmetrical|diagonal|minimal|clean|strong|wide|layered|golden ratio|leading lines?) composition',
      'composition',
      'leading lines',
      'golden ratio',
      'negative space',
      '(?:ample |generous |plenty of )?(?:copy|text) space(?: .*)?',
    ],
    ...[
      '(?:vibrant|vivid|natural|rich|muted|saturated|balanced|harmonious|realistic|beautiful) colou?rs?',
      'colou?r grad(?:ed|ing)',
      '(?:no|without|avoid|exclude|never|do not|don.?t) .*',
      'realistic',
      'cinematic(?: (?:still|shot|look|scene|style))?',
      'editorial(?: style| photography)?',
      '(?:lifestyle|product|food|portrait|nature|landscape|travel|macro|aerial|street|commercial|advertising|architectural|interior|wildlife) photograph?y',
    ],
    ...[
      'photograph?y?',
      'photo',
      'image',
      'picture',
      'illustration',
      'digital (?:art|painting|illustration)',
      'vector(?: art| illustration)?',
      'seamless tileable',
      'isolated object render',
      'high[ -]?end',
      'professional',
      'commercial',
      'stunning',
      'beautiful',
      'amazing',
      'aesthetic',
      'elegant composition',
      'hyper ?detailed',
      'perfect composition',
    ],
    ...[
      '전문 스톡 사진',
      '스톡 사진',
      '상업용(?: 품질)?',
      '고화질',
      '고해상도',
      '\\d+k(?: 해상도)?',
      '초고화질',
      '전문적인 사진',
      '사실적인?',
      '극사실적인?',
      '선명한 초점',
      '얕은 심도',
      '부드러운 조명',
      '자연광',
      '영화 같은 조명',
      '시네마틱 조명',
      '스튜디오 조명',
      '보케',
      '삼분할 구도',
      '여백',
      '사진',
      '이미지',
      '일러스트',
      '최고 품질',
      '상업적 품질',
      '고품질',
    ],
  ]
    .map((pattern) => `(?:${pattern})`)
    .join('|'),
  'iu',
)

const INSTRUCTION = new RegExp(`(?:${INSTRUCTIONS.source})(?:\\s+|$)`, 'iuy')

/** At the head of a piece: `a professional photo of`, `Close-up view of`. */
const HEAD =
  /^(?:(?:an?|the)\s+)?(?:(?:professional|commercial|stunning|beautiful|high[ -]quality|realistic|photorealistic|cinematic|detailed|amazing|gorgeous|editorial|ultra|hd|4k|8k|close[ -]?up|macro|aerial|wide|overhead|top)\s+)*(?:stock\s+)?(?:photo|photograph|photography|image|picture|shot|view|illustration|render(?:ing)?|painting|drawing|depiction|portrait shot)\s+(?:of|showing|depicting|featuring)\s+/iu

/** Before that, what is said to a generator as to a person: `Generate an image of`, `Create a`. */
const ORDER =
  /^(?:please\s+)?(?:generate|create|draw|make|design|produce|render|paint|depict|visuali[sz]e)\s+(?:me\s+)?(?=(?:an?|the|some|one|two|three|four|five|\d+)\s)/iu

/** The fields of a prompt in JSON that say nothing about what is to be seen. */
const TECHNICAL_FIELDS =
  /negative|avoid|exclude|style|seed|model|size|width|height|aspect|ratio|quality|resolution|camera|lens|light|steps|sampler|cfg|format/i

/**
 * Returns the pieces of a prompt that say what is in the picture, in their order: without parameters (`--ar 16:9`),
 * weights, negative parts and instructions about quality, light, lenses and composition.
 */
export function subjectPieces(prompt: string): string[] {
  return textOf(prompt.normalize('NFC'))
    .replace(/^\s*\/imagine\s+(?:prompt:?)?\s*/iu, ' ')
    .replace(/\b\d(?=(?:girl|boy|man|woman|dog|cat)s?\b)/giu, '')
    .replace(/\s(?:negative prompt|네거티브 프롬프트)\s*:.*/isu, ' ')
    .replace(/(?:^|\s)(?:--|—|–)no\s.*?(?=\s(?:--|—|–)\p{L}|$)/gisu, ' ')
    .replace(/(?:^|\s)(?:--|—)\p{L}+(?:[ =:]*[\d.:]+|\s+(?:raw|cute|scenic|expressive))?/giu, ' ')
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replace(/[([{]([^()[\]{}]*?)(?::\d+(?:\.\d+)?)?[)\]}]/g, ' $1 ')
    .replace(/::-?\d+(?:\.\d+)?/g, ',')
    .split(/[,;|\n、，；。·]|\.(?=\s|$)|:\s/u)
    .map((piece) => piece.replace(/\s+/g, ' ').trim().replace(ORDER, '').replace(HEAD, ''))
    .filter((piece) => /\p{L}/u.test(piece) && !isInstruction(piece.replace(/\.$/, '')) && !isGeneric(piece))
}

/** What a prompt in JSON says in words, `{"prompt": "a red fox", "seed": 3}`; any other is its own text. */
function textOf(prompt: string): string {
  if (!/^\s*\{/.test(prompt)) return prompt
  const fields = fieldsOf(prompt)
  if (!fields) return prompt
  if (typeof fields.prompt === 'string') return fields.prompt
  const said = Object.entries(fields).filter(
    ([name, value]) => typeof value === 'string' && !TECHNICAL_FIELDS.test(name),
  )
  return said.map(([, value]) => value).join(', ')
}

function fieldsOf(text: string): Record<string, unknown> | null {
  try {
    return { ...JSON.parse(text) }
  } catch {
    return null // it only looks like JSON
  }
}

/**
 * Tells whether a piece is one instruction after the other.
 *
 * Each is taken as soon as it is found: a single pattern for all of them would try every way to divide `4k hd 4k hd ...`.
 */
function isInstruction(piece: string): boolean {
  INSTRUCTION.lastIndex = 0
  while (INSTRUCTION.lastIndex < piece.length) if (!INSTRUCTION.test(piece)) return false
  return true
}

function isGeneric(piece: string): boolean {
  return tokensOf(fold(piece)).every(({ word }) => GENERIC_WORDS.has(word) || /^\d/.test(word))
}
