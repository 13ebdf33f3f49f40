/** How a word ends when it is read aloud in Korean; a final `ㄹ` takes 로 as a vowel does. */
type Ending = 'vowel' | 'ㄹ' | 'consonant'

const AFTER_CONSONANT: Record<string, string> = {
  은: '은',
  는: '은',
  이: '이',
  가: '이',
  을: '을',
  를: '을',
  과: '과',
  와: '과',
}
const AFTER_VOWEL: Record<string, string> = {
  은: '는',
  는: '는',
  이: '가',
  가: '가',
  을: '를',
  를: '를',
  과: '와',
  와: '와',
}

/** No more than this of what stands before a particle is looked at. */
const LONGEST = 300

/** Both forms, as the catalogues have them: 은(는), 이(가), (이)가, 을(를), 과(와), (으)로, (이)라는. */
const BOTH = /([은는이가을를과와])\(([은는이가을를과와])\)|\((이)\)(가(?!\p{L}))?|\((으)\)(?=로)/gu

/**
 * Chooses the form of every particle by what stands before it: `사진은(는)` becomes `사진은`, `b.png을(를)` becomes `b.png를`.
 *
 * The word is read as Koreans do: Hangul by its last letter,
 * digits as numbers (`3` is 삼, `10` is 십), capitals and file extensions letter by letter, other Latin words by the sound
 * they are borrowed with. Quotation marks do not count, and neither does what is in brackets behind a word. Where nobody can tell
 * (emoji, Han, kana), both forms stay.
 */
export function withParticles(text: string): string {
  return text.replace(BOTH, (both, ...groups) => {
    const [one, , linking, ga, eu]: (string | undefined)[] = groups
    const at: number = groups.at(-2)
    const ending = endingOf(text.slice(Math.max(0, at - LONGEST), at))
    if (ending === null) return both
    if (eu) return ending === 'consonant' ? eu : ''
    if (ga) return ending === 'vowel' ? '가' : '이'
    if (linking) return ending === 'vowel' ? '' : '이'
    return (ending === 'vowel' ? AFTER_VOWEL : AFTER_CONSONANT)[one ?? ''] ?? both
  })
}

/** Tells how what is before a particle ends; null where that cannot be told. */
function endingOf(before: string): Ending | null {
  const bare = spoken(before)
  const last = bare.at(-1) ?? ''
  if (/[가-힣]/.test(last)) return hangulEnding(last)
  if (/\d/.test(last)) return numberEnding(/\d+$/.exec(bare)?.[0] ?? '')
  if (/[A-Za-z]/.test(last)) return latinEnding(bare)
  return last === '%' ? 'vowel' : null // 퍼센트
}

/** Leaves out closing marks, and a bracket behind a word with what is in it. */
function spoken(before: string): string {
  const bare = before.replace(/["'“”‘’`」』》〉>.,:;!?…\s]+$/u, '')
  const outside = /^(.*[^\s(])\s*\([^()]*\)$/su.exec(bare)?.[1]
  if (outside !== undefined && /[\p{L}\p{N}%]["'”’]?$/u.test(outside)) return spoken(outside)
  const inside = bare.replace(/[)\]]+$/u, '')
  return inside === bare ? bare : spoken(inside)
}

function hangulEnding(letter: string): Ending {
  const final = (letter.charCodeAt(0) - 0xac00) % 28
  return final === 0 ? 'vowel' : final === 8 ? 'ㄹ' : 'consonant'
}

/** 영 일 이 삼 사 오 육 칠 팔 구 */
const DIGITS: readonly Ending[] = [
  ...(['consonant', 'ㄹ', 'vowel', 'consonant', 'vowel'] as const),
  ...(['vowel', 'consonant', 'ㄹ', 'ㄹ', 'vowel'] as const),
]

/** Round numbers end in 십, 백, 천, 만, 억 or, from the thirteenth digit on, in 조. */
function numberEnding(digits: string): Ending {
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  if (zeros === 0) return DIGITS[Number(digits.at(-1))] ?? 'vowel'
  return zeros >= 12 && zeros < digits.length ? 'vowel' : 'consonant'
}

/** 엘 and 알, 엠 and 엔; every other letter's name ends in a vowel. */
const LETTERS: Record<string, Ending> = { l: 'ㄹ', r: 'ㄹ', m: 'consonant', n: 'consonant' }

/** Extensions that are read as words: 제이슨, 제이펙, 집, 빈. */
const EXTENSIONS: Record<string, Ending> = {
  json: 'consonant',
  jpeg: 'consonant',
  zip: 'consonant',
  bin: 'consonant',
}

function latinEnding(bare: string): Ending {
  const extension = /[^\s.]\.([A-Za-z][A-Za-z0-9]{1,4})$/.exec(bare)?.[1]?.toLowerCase()
  if (extension) return EXTENSIONS[extension] ?? letterEnding(extension)
  const run = /[A-Za-z]+$/.exec(bare)?.[0] ?? ''
  const isSpelled = run.length === 1 || /[A-Z]{2}$/.test(run)
  return isSpelled ? letterEnding(run) : wordEnding(run.toLowerCase())
}

function letterEnding(letters: string): Ending {
  return LETTERS[letters.slice(-1).toLowerCase()] ?? 'vowel'
}

/**
 * How English words end once they are borrowed (모델, 프레임, 타임, 스톡, 웹, 그룹, 봇, 뮤직): the first rule that fits decides,
 * and a word that none fits ends in a vowel (스, 트, 드, 프, ...).
 */
const BORROWED: readonly [looks: RegExp, ending: Ending][] = [
  [/(?:l|le)$/, 'ㄹ'],
  [/(?:m|n|ng|me|ne|ic|ac|oc)$/, 'consonant'],
  [/(?:oo|(?:^|[^aeiou])[aeiou]c?)k$/, 'consonant'],
  [/[aeiou]p$/, 'consonant'],
  [/(?:^|[^aeiou])[aeiou][bt]$/, 'consonant'],
]

function wordEnding(word: string): Ending {
  return BORROWED.find(([looks]) => looks.test(word))?.[1] ?? 'vowel'
}
