/** Nouns that end like a noun with a particle. */
const ENDS_IN_I =
  /(?:고양|호랑|원숭|어린|종|놀|걸|볶|송|달팽|거북|지팡|구|맞|풍뎅|올챙|부엉|젊은|나|아|오|길|높|먹|벌|맛|쌍둥|멍멍|옹이|덩|뭉치|동|회오|하|차|케|슬라|파|타|레|데|플레|보)이$/

/** Forms of verbs and adjectives that no one searches for by themselves. */
const VERBAL =
  /(?:있는|없는|하는|되는|르는|리는|지는|치는|오는|가는|나는|보는|서는|드는|우는|추는|주는|기는|내는|피는|짓는|웃는|걷는|잠자는|뛰는|쉬는|꾸는|앉은|입은|놓인|걸린|덮인|쌓인|담긴|둘러싸인|들고|입고|하고|있고|앉아|서서|놓여|걸려|들어|향해|위한|대한|통해|따라|함께|그리고|또는|매우|아주|정말|가장|아래|사이|위에|웃고|먹고|읽고|듣고|뛰고|마시고|놀고|앞에|옆에|속에|안에|뒤에|있다|했다|된다)$/

/** Nouns of two syllables that only look like one with `과`. */
const WITH_GWA = /^[결성학통초치안내경일]과$/

/** Numbers, pointers and scraps of verbs that are no keywords. */
const NO_NOUNS = new Set(
  '아래 사이 한 두 세 네 그 이 저 더 및 등 낀 든 된 진 찬 핀 옆 위 앞 뒤 속 안 밖 곳 것 수 때 중 잠든 모습 장면 여러 많은 어떤 모든 하나 가득 가득한'.split(
    ' ',
  ),
)

/** Tells whether the last syllable of a Hangul word ends in a consonant; a particle's form depends on it. */
function endsInConsonant(word: string): boolean {
  const code = word.charCodeAt(word.length - 1) - 0xac00
  return code >= 0 && code < 11_172 && code % 28 > 0
}

/**
 * Returns the noun of a Korean word without its particles (`벽난로에서` gives `벽난로`), an adjective as it is, or an
 * empty text for a form of a verb.
 *
 * Particles are known by their form and by the syllable before them; a word that would be left with one syllable
 * stays whole. This is no analysis of the language: for nouns in titles and prompts it is enough.
 */
export function koreanNoun(word: string): string {
  if (VERBAL.test(word) || NO_NOUNS.has(word) || isVerbBeforeNoun(word)) return ''
  const long =
    /^(.+?)(?:에서는|에서|으로는|으로|에게서|에게|까지|부터|처럼|같은|마다|보다|이랑|에는|에도|(?<=..)들(?:의|이|을|은|과)?)$/u.exec(
      word,
    )?.[1]
  if (long) return nounOrNothing(long)
  const [, single, after = ''] = /^(.)(을|를|과)$/u.exec(word) ?? []
  if (single && !WITH_GWA.test(word) && isParticle(word, single, after)) return single
  const [, stem = '', particle = ''] = /^(.{2,})(의|에|을|를|은|는|이|가|와|과|로|도)$/u.exec(word) ?? []
  return isParticle(word, stem, particle) ? nounOrNothing(stem) : word
}

/** `속에서` and `모습을` are no more nouns without their particles than with them. */
function nounOrNothing(stem: string): string {
  return NO_NOUNS.has(stem) ? '' : stem
}

/** `먹는`, `읽는`: behind a consonant a noun takes 은. */
function isVerbBeforeNoun(word: string): boolean {
  return word.length > 1 && word.endsWith('는') && endsInConsonant(word.slice(0, -1))
}

function isParticle(word: string, stem: string, particle: string): boolean {
  if (stem === '') return false
  const closed = endsInConsonant(stem)
  if (particle === '이') return closed && !ENDS_IN_I.test(word)
  if (particle === '을' || particle === '은' || particle === '과') return closed
  if (particle === '를' || particle === '는' || particle === '가' || particle === '와') return !closed
  if (particle === '로' || particle === '도')
    return (
      !/(?:난로|도로|지도|온도|포도|파도|제주도|속도|기도|위도|독도|악보도|수채화로|미로|대로|가로|세로|항로|선로|피로|경로|울릉도|각도|인도|철도|조도|보도|수도)$/.test(
        word,
      ) && !closed
    )
  return true
}
