import { singularize } from 'inflection'
import { stemmer } from 'stemmer'
import { fold } from './fold.ts'
import { remembered } from './remembered.ts'

/** Words that end like plurals and are none, or have no singular anybody would search for. */
const SINGULAR = new Set(
  `christmas xmas lens series species bus gas glass class grass brass dress cross boss kiss moss mass chess
  business fitness wellness happiness loneliness darkness wilderness illness mindfulness awareness compass
  canvas atlas cosmos chaos campus cactus circus focus virus status bonus census citrus crocus hibiscus
  eucalyptus asparagus octopus platypus walrus lotus iris oasis basis crisis analysis axis emphasis synthesis
  tennis pancreas pelvis thermos asbestos news economics physics mathematics politics athletics gymnastics
  electronics ethics genetics logistics mechanics optics robotics statistics aerobics graphics ceramics
  acoustics hydroponics jeans pants trousers shorts leggings tights pajamas pyjamas scissors tweezers pliers
  binoculars glasses sunglasses eyeglasses goggles headphones earphones clothes stairs outdoors indoors sports
  arts goods savings thanks congratulations cookware swiss paris venus mars texas kansas vegas athens wales
  netherlands philippines alps andes himalayas james thomas jesus swimwear always perhaps yes this his hers
  ours theirs is was has does across towards besides afterwards sometimes headquarters crossroads molasses
  hummus couscous tapas nachos oats olympics paralympics innings barracks gallows bliss stress success access
  process progress express princess goddess actress waitress hostess mattress fortress harness witness press
  address excess abyss bass loss hippocampus colossus discus genius nexus plus surplus thesaurus uterus
  cumulus stimulus nucleus fungus abacus apparatus isthmus rhombus sinus tinnitus hiatus ficus papyrus
  narcissus gladiolus cumulonimbus stratus minus versus angeles francis kudos ethos pathos rhinoceros
  albatross seabass`
    .split(/\s+/)
    .filter(Boolean),
)

/** Plurals that the rules of thumb get wrong. */
const IRREGULAR: Record<string, string> = {
  leaves: 'leaf',
  loaves: 'loaf',
  knives: 'knife',
  wolves: 'wolf',
  shelves: 'shelf',
  scarves: 'scarf',
  hooves: 'hoof',
  calves: 'calf',
  halves: 'half',
  elves: 'elf',
  selves: 'self',
  waves: 'wave',
  caves: 'cave',
  olives: 'olive',
  gloves: 'glove',
  doves: 'dove',
  stoves: 'stove',
  cookies: 'cookie',
  brownies: 'brownie',
  movies: 'movie',
  selfies: 'selfie',
  smoothies: 'smoothie',
  pies: 'pie',
  ties: 'tie',
  children: 'child',
  grandchildren: 'grandchild',
  schoolchildren: 'schoolchild',
  men: 'man',
  criteria: 'criterion',
  phenomena: 'phenomenon',
  cacti: 'cactus',
  fungi: 'fungus',
  lenses: 'lens',
  buses: 'bus',
  gases: 'gas',
  canvases: 'canvas',
  shoes: 'shoe',
  toes: 'toe',
  canoes: 'canoe',
  horses: 'horse',
  houses: 'house',
  roses: 'rose',
  noses: 'nose',
  vases: 'vase',
  cases: 'case',
  spices: 'spice',
  slices: 'slice',
  mice: 'mouse',
  dice: 'die',
  geese: 'goose',
  feet: 'foot',
  teeth: 'tooth',
  oxen: 'ox',
  people: 'people',
  data: 'data',
  media: 'media',
  bacteria: 'bacteria',
  pasta: 'pasta',
  algae: 'algae',
  potatoes: 'potato',
  tomatoes: 'tomato',
  mangoes: 'mango',
  heroes: 'hero',
  volcanoes: 'volcano',
  tornadoes: 'tornado',
  axes: 'axe',
  menus: 'menu',
  gurus: 'guru',
  emus: 'emu',
  tofus: 'tofu',
  bonsais: 'bonsai',
  skis: 'ski',
  taxis: 'taxi',
  safaris: 'safari',
  kiwis: 'kiwi',
  zucchinis: 'zucchini',
  movements: 'movement',
}

/** Words whose stem is another word's, though nobody who searches for one means the other. */
const THEMSELVES = new Set(
  `business busy news university universe universal organ organic organization organism general generation
  generator animal animation animated international internet internal important import passion passive
  stocking stock icing train training wedding painting drawing building clothing cloth evening even lighting
  lightning meeting housing house banking bank shipping boxing box dressing dress frosting topping filling
  seasoning marketing market wing morning station state static statue communication community commune relative
  relation execution executive policy police army arm policeman planet plane plant planting plantation hearing
  heart hospital hospitality physical physics physician human humanity humane probe probate college collage
  experience experiment severe several temple temporary template engine engineer engineering author authority
  course courser customs custom customer costume moral morale personal personality personnel person secretary
  secret sensible sensitive sense mission missile ration rational factory fact factor capital captain capitol
  tower towel waiter wait waitress accordion accord skating skate living live life gravity grave animate wool
  wooly iron ironic magic magician music musician museum muse past paste pasta opera operation operator pot
  potter pottery port portable portal toilet toiletry numeral numerous native nativity nation nature natural
  naturalist national nationality petal petite center central centre`
    .split(/\s+/)
    .filter(Boolean),
)

/** No word is longer; what is (data that got into a prompt) would keep the rules busy for minutes. */
const LATIN = /^[a-z][a-z'-]{0,60}$/

/**
 * Returns a keyword in its singular: its last word, where that is a plural (`fairy lights` gives `fairy light`).
 *
 * Rules: the `inflection` library with our list of exceptions. Words of other scripts, with digits or in
 * capitals alone stay as they are, and so does case.
 */
export const singular = remembered((phrase: string) => {
  const [, before = '', last = ''] = /^(.*?)([^\s]*)$/s.exec(phrase.trimEnd()) ?? []
  // on a nose they come in pairs, on a table they do not
  if (last === 'glasses' && before && !/(?:reading|eye|3d|safety)\W$/i.test(before)) return `${before}glass`
  return `${before}${singularWord(last)}`
})

function singularWord(word: string): string {
  const plain = word.toLowerCase()
  const hyphen = plain.lastIndexOf('-')
  if (hyphen >= 0) return word.slice(0, hyphen + 1) + singularWord(word.slice(hyphen + 1))
  if (/^\p{Lu}{2,}s$/u.test(word)) return word.slice(0, -1)
  if (!LATIN.test(plain) || plain.includes("'") || SINGULAR.has(plain) || isAcronym(word)) return word
  const known = IRREGULAR[plain]
  if (known) return inCaseOf(word, known)
  if (/(?:wo|[a-z]{3,}s|police|fire|fisher|sales|gentle|snow)men$/.test(plain))
    return inCaseOf(word, plain.replace(/men$/, 'man'))
  if (!/[^s]s$/.test(plain) || /(?:us|is)$/.test(plain) || plain.length < 4) return word
  return inCaseOf(word, singularize(plain))
}

function isAcronym(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase()
}

function inCaseOf(model: string, word: string): string {
  return /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word
}

/**
 * Returns what a keyword has in common with others that mean the same: `Fairy Lights` and `fairy light`, `decorated`
 * and `decoration`.
 *
 * Each word is made singular and then stemmed by Porter's algorithm (1980, library `stemmer`); words that it would
 * confuse (`stocking` and `stock`) and words of other scripts stay whole, but for the Arabic article.
 */
export const stem = remembered((phrase: string) =>
  fold(phrase)
    .replaceAll('’', "'")
    .split(/[\s\p{Pd}_/]+/u)
    .filter(Boolean)
    .map(stemWord)
    .join(' '),
)

/** `الثلج` is the snow, `ثلج` is snow. */
const ARABIC_ARTICLE = /^ال(?=\p{Script=Arabic}{3})/u

function stemWord(word: string): string {
  const bare = word.replace(/'s?$/, '')
  if (!LATIN.test(bare)) return bare.replace(ARABIC_ARTICLE, '')
  const one = singularWord(bare)
  return THEMSELVES.has(one) || SINGULAR.has(one) ? one : stemmer(one)
}
