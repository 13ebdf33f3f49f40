import type { Heading } from './config-blocks.ts'
import type { KNOWN_AXES, NEGATIVES } from './visual-schema.ts'

/** What a section of the config holds. */
export type Section =
  | { kind: 'axis'; id: string; name: string }
  | { kind: 'texts'; list: 'base' | 'boosters' | 'safety' }
  | { kind: 'negatives'; list: (typeof NEGATIVES)[number] }
  | { kind: 'constraints' }
  | { kind: 'output' }

type Known =
  | { axis: (typeof KNOWN_AXES)[number] }
  | { texts: 'base' | 'boosters' | 'safety' }
  | { negatives: (typeof NEGATIVES)[number] }
  | 'constraints'
  | 'output'

/** The headings that are known, in English and Korean, and what they mean. */
const HEADINGS: readonly [means: Known, ...names: string[]][] = [
  [{ texts: 'base' }, 'base style', 'base', 'basic style', '기본 스타일', '기본'],
  [
    { texts: 'boosters' },
    'quality boosters',
    'quality booster',
    'boosters',
    '품질 강화',
    '품질 부스터',
    '품질 향상',
  ],
  [
    { texts: 'safety' },
    'ip safety',
    'rights safety',
    'safety',
    'ip 안전',
    '저작권 안전',
    '지식재산 안전',
    '권리 안전',
  ],
  [
    { axis: 'subject' },
    'subject categories',
    'subject category',
    'subjects',
    'subject',
    '피사체 카테고리',
    '피사체 분류',
    '피사체',
    '주제 카테고리',
    '주제 분류',
    '주제',
    '소재',
  ],
  [{ axis: 'trend' }, 'trends', 'trend', '트렌드', '유행'],
  [{ axis: 'style' }, 'styles', 'style', '스타일', '화풍'],
  [{ axis: 'lighting' }, 'lighting', 'light', 'lights', '조명', '빛'],
  [{ axis: 'composition' }, 'composition', 'compositions', '구도', '구성'],
  [
    { axis: 'palette' },
    'colour palettes',
    'color palettes',
    'colour palette',
    'color palette',
    'palettes',
    'palette',
    'colours',
    'colors',
    '색상 팔레트',
    '컬러 팔레트',
    '팔레트',
    '색상',
    '색감',
    '배색',
  ],
  [
    { negatives: 'other' },
    'negative prompts',
    'negative prompt',
    'negatives',
    '네거티브 프롬프트',
    '부정 프롬프트',
    '제외 프롬프트',
  ],
  [
    { negatives: 'ip' },
    'ip avoidance',
    'rights avoidance',
    'ip 회피',
    '저작권 회피',
    '지식재산 회피',
    '권리 회피',
  ],
  [{ negatives: 'quality' }, 'quality control', '품질 관리', '품질 제어'],
  [{ negatives: 'policy' }, 'content policy', '콘텐츠 정책', '내용 정책'],
  [
    'constraints',
    'constraints',
    'constraint',
    'must not meet',
    '제약',
    '제약 조건',
    '금지 조합',
    '함께 쓰지 않는 조합',
  ],
  ['output', 'output', 'format', 'output format', '출력', '출력 형식'],
]

const KNOWN = new Map(HEADINGS.flatMap(([means, ...names]) => names.map((name) => [name, means] as const)))

/**
 * Tells what a block below these headings holds.
 *
 * The nearest heading that is known decides, so a section may have parts of its own; where none is known, the
 * nearest heading makes an axis of its name. Null without a heading.
 */
export function sectionOf(headings: readonly Heading[]): { section: Section; heading: Heading } | null {
  for (const heading of headings.toReversed()) {
    const means = KNOWN.get(tidy(heading.text).toLowerCase())
    if (means) return { section: sectionFor(means, heading), heading }
  }
  const heading = headings.at(-1)
  if (!heading) return null
  const name = tidy(heading.text)
  return { section: { kind: 'axis', id: idOf(name), name }, heading }
}

/** Makes the id of an axis from what a person calls it: `People in it` becomes `people-in-it`. */
export function idOf(name: string): string {
  const id = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return id || 'axis'
}

function sectionFor(means: Known, { text }: Heading): Section {
  if (means === 'constraints' || means === 'output') return { kind: means }
  if ('axis' in means) return { kind: 'axis', id: means.axis, name: tidy(text) }
  if ('texts' in means) return { kind: 'texts', list: means.texts }
  return { kind: 'negatives', list: means.negatives }
}

/** Takes off what people put around a name: numbers, emphasis, remarks in brackets, pictograms. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/^[\s\d.)]+(?=\p{L})/u, '')
    .replace(/[([{（].*$/u, '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/g, ' ')
}
