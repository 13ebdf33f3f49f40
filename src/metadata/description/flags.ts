import type { Finding } from '../findings.ts'
import { remembered } from '../remembered.ts'
import { contextOf } from '../rights/matcher.ts'
import type { Described } from './described.ts'

/** Words that say there is somebody whom a reader could take for real. */
const PEOPLE = [
  ...[
    'person',
    'man',
    'woman',
    'girl',
    'boy',
    'child',
    'baby',
    'toddler',
    'kid',
    'teenager',
    'adult',
    'family',
    'couple',
    'bride',
    'groom',
  ],
  ...[
    'businessman',
    'businesswoman',
    'doctor',
    'nurse',
    'teacher',
    'student',
    'worker',
    'chef',
    'farmer',
    'athlete',
    'dancer',
    'grandmother',
  ],
  ...[
    'grandfather',
    'mother',
    'father',
    'daughter',
    'son',
    'friend',
    'portrait',
    'lady',
    'guy',
    'female model',
    'male model',
    'selfie',
    'face',
    'soldier',
  ],
  ...[
    '남자',
    '여자',
    '여성',
    '남성',
    '아이',
    '어린이',
    '소녀',
    '소년',
    '가족',
    '커플',
    '부부',
    '신부',
    '신랑',
    '아기',
    '할머니',
    '할아버지',
    '의사',
    '학생',
    '인물',
  ],
]

/** Where it is said that nobody can be recognised, or that nobody is there, or that it is a thing. */
const NOBODY = [
  ...[
    'silhouette',
    'faceless',
    'unrecognizable',
    'back view',
    'rear view',
    'no people',
    'nobody',
    'without people',
    'empty',
    'snowman',
    'gingerbread man',
  ],
  ...[
    'figurine',
    'statue',
    'doll',
    'mannequin',
    'family room',
    'family home',
    'hand drawn face',
    'clock face',
    'rock face',
    'smiley face',
    'toy',
    '실루엣',
    '사람 없음',
  ],
]

/** Checks what has to be ticked at the portal: AI, fictional people and property, releases. */
export function checkFlags(described: Described): Finding[] {
  return [...ai(described), ...people(described)]
}

/** A clear no is taken at its word, unless the sidecar itself names a prompt or what drew the picture. */
function ai({ is_ai_generated, prompt, raw }: Described): Finding[] {
  const isContradicted = Boolean(prompt?.trim() || raw?.model)
  if (is_ai_generated === true || (is_ai_generated === false && !isContradicted)) return []
  const message =
    is_ai_generated === false
      ? 'The picture is marked as not made with generative AI, and yet its sidecar names a prompt or a model.'
      : 'Nothing says that the picture was made with generative AI; if it was, Adobe wants it marked.'
  const fixes = [{ label: 'Mark as made with generative AI', changes: { is_ai_generated: true } }]
  return [{ rule: 'flag-ai', level: 'warn', field: 'is_ai_generated', message, fixes }]
}

function people({ title = '', keywords = [], releases = [], is_fictional }: Described): Finding[] {
  if (is_fictional === true || releases.length > 0 || !showsPeople(title, keywords)) return []
  const fixes = [{ label: 'Mark as fictional', changes: { is_fictional: true } }]
  if (is_fictional === undefined) {
    const message = 'There seem to be people in it, and nothing says whether they are fictional.'
    return [{ rule: 'flag-fictional', level: 'warn', field: 'is_fictional', message, fixes }]
  }
  const message =
    'There seem to be people in it who are not fictional; releases for them are needed, and none is named.'
  return [{ rule: 'releases-needed', level: 'block', field: 'releases', message, fixes }]
}

/** The title decides; a keyword such as `family` alone names a mood as often as people. */
function showsPeople(title: string, keywords: readonly string[]): boolean {
  if (isNobody(title) || keywords.some(isNobody)) return false
  return isPeople(title) || keywords.filter(isPeople).length >= 2
}

const isNobody = remembered((text) => contextOf([text])(NOBODY))
const isPeople = remembered((text) => contextOf([text])(PEOPLE))
