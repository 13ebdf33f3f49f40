import type { DayRule } from './day-rules.ts'

/** What a date or a lead time rests on; the words are those of the rules of metadata. */
export type Standing = 'official' | 'tested' | 'reported' | 'judgement'

/** A season or holiday that buyers look for pictures of. */
export interface Occasion {
  /** A few English words; the catalogues have the Korean. */
  name: string
  rule: DayRule
  culture: 'world' | 'korea' | 'east-asia' | 'west' | 'christian' | 'islamic' | 'jewish' | 'south-asia' | 'us'
  /** Where the day is from, and how sure that is. */
  source: string
  standing: Standing
  /** Scenes to plan prompts of, without anybody's marks or works. */
  scenes: readonly string[]
}

/**
 * Days before an occasion between which to upload.
 *
 * Adobe asks for seasonal templates two to three months ahead; that this holds for pictures too is our judgement, since review alone was
 * told to take six to eight weeks.
 */
export const LEAD = {
  from: 90,
  until: 60,
  source:
    'Adobe Stock contributor help: seasonal templates two to three months ahead; review of 6 to 8 weeks',
  standing: 'judgement',
  read: '2026-06',
} as const

const FIXED = 'Fixed day of the Gregorian calendar'
const RULED = 'Weekday rule of the holiday'
const KOREAN = 'Korean lunisolar calendar, computed (ICU dangi)'
const CHINESE = 'Chinese lunisolar calendar, computed (ICU chinese), 2027 after the Hong Kong Observatory'
const UMALQURA = 'Umm al-Qura calendar, computed (ICU); where the moon is sighted it may be a day later'
const HEBREW = 'Hebrew calendar, computed (ICU)'
const HINDU = 'Tabled from published almanacs up to 2030; regions may differ by a day'
const EASTER = 'Gregorian Easter, computed'
const SEASON = 'Astronomical season, rounded to a day'

/** The occasions that are known, through the year. */
export const OCCASIONS = {
  'new-year': fixed(
    'New Year',
    'world',
    [1, 1],
    [
      'friends watching distant fireworks from a rooftop',
      'an open blank planner beside a cup of coffee on a tidy desk',
      'a sunrise over a snowy ridge on the first day of the year',
      'a table after a party with paper streamers',
    ],
  ),
  seollal: lunar('Seollal', 'korea', ['dangi', '1', 1], KOREAN, [
    'a bowl of rice cake soup on a low wooden table',
    'a family in hanbok bowing to grandparents',
    'children playing yut on a straw mat',
    'wrapped gift boxes of fruit in traditional cloth',
  ]),
  'lunar-new-year': lunar('Lunar New Year', 'east-asia', ['chinese', '1', 1], CHINESE, [
    'red paper lanterns above a narrow street',
    'a family sharing a reunion dinner at a round table',
    'hands giving a plain red envelope',
    'a bowl of tangerines beside plum blossom',
  ]),
  valentine: fixed(
    "Valentine's Day",
    'world',
    [2, 14],
    [
      'two cups of cocoa and a folded paper heart',
      'an older couple dancing in a kitchen',
      'a small bouquet left at a door',
      'heart-shaped cookies on a cooling rack',
    ],
  ),
  ramadan: lunar('Ramadan', 'islamic', ['islamic-umalqura', 'Ramadan', 1], UMALQURA, [
    'dates and water on a table at dusk',
    'a family preparing the evening meal together',
    'a lit brass lantern on a windowsill',
    'a crescent moon above quiet rooftops',
  ]),
  'white-day': fixed(
    'White Day',
    'korea',
    [3, 14],
    [
      'a white gift box with pastel candies',
      'a person tying a ribbon around a small present',
      'macarons on a plain white plate',
    ],
  ),
  holi: tabled(
    'Holi',
    'south-asia',
    { 2026: '2026-03-04', 2027: '2027-03-22', 2028: '2028-03-11', 2029: '2029-03-01', 2030: '2030-03-20' },
    HINDU,
    [
      'friends laughing in clouds of colored powder',
      'bowls of bright powder on a stone step',
      'hands covered in color held up together',
    ],
  ),
  'eid-al-fitr': lunar('Eid al-Fitr', 'islamic', ['islamic-umalqura', 'Shawwal', 1], UMALQURA, [
    'a tray of homemade sweets and tea glasses',
    'relatives embracing at a doorway',
    'children in festive clothes with balloons',
  ]),
  spring: season(
    'Spring',
    [3, 20],
    [
      'cherry blossom petals on a park path',
      'a picnic on fresh grass',
      'seedlings on a sunny windowsill',
      'a person opening the windows of a bright room',
    ],
  ),
  passover: lunar('Passover', 'jewish', ['hebrew', 'Nisan', 15], HEBREW, [
    'a set table with matzah and a cup of wine',
    'a family reading together at a festive table',
    'spring herbs on a ceramic plate',
  ]),
  easter: {
    ...named('Easter', 'christian', [
      'dyed eggs in a nest of straw',
      'children searching for eggs in a garden',
      'a braided bread with spring flowers',
      'a set table with tulips',
    ]),
    rule: { easter: 0 },
    source: EASTER,
    standing: 'official',
  },
  'earth-day': fixed(
    'Earth Day',
    'world',
    [4, 22],
    [
      'volunteers planting young trees',
      'hands holding soil with a seedling',
      'a cleaned beach at sunrise',
      'a green courtyard between apartment houses',
    ],
  ),
  'childrens-day-korea': fixed(
    "Children's Day in Korea",
    'korea',
    [5, 5],
    [
      'a child flying a kite on a riverside lawn',
      'a family with balloons in a park',
      'siblings blowing soap bubbles',
    ],
  ),
  'parents-day-korea': fixed(
    "Parents' Day in Korea",
    'korea',
    [5, 8],
    [
      'red carnations and a handwritten card',
      'a daughter hugging her mother in a kitchen',
      'an older couple looking at a photo album',
    ],
  ),
  'mothers-day': weekday("Mother's Day", 'world', { nth: 2, weekday: 0, month: 5 }, [
    'breakfast in bed with a child-made card',
    'a mother and a grown daughter walking arm in arm',
    'peonies in a glass vase',
  ]),
  'buddhas-birthday': lunar("Buddha's Birthday", 'korea', ['dangi', '4', 8], KOREAN, [
    'rows of colorful lotus lanterns in a temple courtyard',
    'a person folding petals of a paper lantern',
    'lanterns reflected in a pond at night',
  ]),
  'eid-al-adha': lunar('Eid al-Adha', 'islamic', ['islamic-umalqura', 'Dhuʻl-Hijjah', 10], UMALQURA, [
    'a family sharing a festive lunch',
    'neighbors exchanging covered dishes',
    'new clothes laid out on a bed',
  ]),
  'dragon-boat': lunar('Dragon Boat Festival', 'east-asia', ['chinese', '5', 5], CHINESE, [
    'sticky rice dumplings wrapped in leaves',
    'a team paddling a long boat in spray',
    'hands tying a dumpling with string',
  ]),
  'fathers-day': weekday("Father's Day", 'world', { nth: 3, weekday: 0, month: 6 }, [
    'a father and a child fixing a bicycle',
    'an adult son cooking with his father',
    'a handmade card beside a wristwatch',
  ]),
  summer: season(
    'Summer',
    [6, 21],
    [
      'a striped towel and a straw hat on a beach',
      'slices of watermelon on ice',
      'children running through a sprinkler',
      'an open window with a fan and sheer curtains',
    ],
  ),
  'independence-us': fixed(
    'Independence Day in the United States',
    'us',
    [7, 4],
    [
      'a backyard barbecue with red, white and blue bunting',
      'sparklers at dusk',
      'a berry pie on a picnic table',
    ],
  ),
  'back-to-school': {
    ...named('Back to school', 'west', [
      'sharpened pencils and a blank notebook',
      'children with plain backpacks at a crosswalk',
      'a packed lunch with apple slices',
      'a quiet classroom before the first lesson',
    ]),
    rule: { on: [8, 25] },
    source: 'About the last week of August in much of the northern hemisphere',
    standing: 'judgement',
  },
  chuseok: lunar('Chuseok', 'korea', ['dangi', '8', 15], KOREAN, [
    'half-moon rice cakes on pine needles',
    'a family making rice cakes together',
    'a full moon above a tiled roof',
    'a gift set of pears in traditional cloth',
  ]),
  'mid-autumn': lunar('Mid-Autumn Festival', 'east-asia', ['chinese', '8', 15], CHINESE, [
    'moon cakes and tea on a balcony',
    'children with paper lanterns at night',
    'a full moon above a calm lake',
  ]),
  'rosh-hashanah': lunar('Rosh Hashanah', 'jewish', ['hebrew', 'Tishri', 1], HEBREW, [
    'apples and a jar of honey',
    'a round braided bread under a cloth',
    'pomegranates on a linen tablecloth',
  ]),
  autumn: season(
    'Autumn',
    [9, 22],
    [
      'a path covered with maple leaves',
      'a knitted blanket and a mug by a rainy window',
      'a crate of pumpkins and gourds',
      'mushrooms on a forest floor',
    ],
  ),
  'hangeul-day': fixed(
    'Hangeul Day',
    'korea',
    [10, 9],
    [
      'a brush, ink stone and blank mulberry paper',
      'a child practicing brush strokes',
      'a quiet library with wooden shelves',
    ],
  ),
  halloween: fixed(
    'Halloween',
    'west',
    [10, 31],
    [
      'carved pumpkins on porch steps',
      'children in homemade costumes at dusk',
      'a table with spooky cupcakes',
      'bare trees in mist under a full moon',
    ],
  ),
  diwali: tabled(
    'Diwali',
    'south-asia',
    { 2026: '2026-11-08', 2027: '2027-10-29', 2028: '2028-10-17', 2029: '2029-11-05', 2030: '2030-10-26' },
    HINDU,
    [
      'rows of clay oil lamps on a doorstep',
      'a colorful floor pattern of powder and petals',
      'a family lighting lamps on a balcony',
    ],
  ),
  'pepero-day': fixed(
    'Chocolate stick day in Korea',
    'korea',
    [11, 11],
    [
      'chocolate-dipped biscuit sticks tied with ribbon',
      'friends sharing homemade chocolate sticks',
      'a melting bowl of chocolate beside plain biscuits',
    ],
  ),
  kimjang: {
    ...named('Kimchi making season', 'korea', [
      'hands rubbing seasoning into napa cabbage',
      'a family making kimchi together in a yard',
      'earthenware jars on a terrace',
      'salted cabbages in large bowls',
    ]),
    rule: { on: [11, 20] },
    source: 'Late November in most of Korea',
    standing: 'judgement',
  },
  'thanksgiving-us': weekday('Thanksgiving in the United States', 'us', { nth: 4, weekday: 4, month: 11 }, [
    'a roast on a long table with candles',
    'hands passing a bowl of cranberry sauce',
    'a pumpkin pie on a checked cloth',
  ]),
  'black-friday': {
    ...named('Black Friday', 'west', [
      'plain shopping bags on a dark backdrop',
      'a parcel being unpacked at a kitchen table',
      'a blank price tag on a string',
    ]),
    rule: { on: [11, 27] },
    source: 'The day after the fourth Thursday of November, to within a few days',
    standing: 'judgement',
  },
  hanukkah: lunar('Hanukkah', 'jewish', ['hebrew', 'Kislev', 25], HEBREW, [
    'a lit nine-branched candelabrum by a window',
    'children spinning wooden tops',
    'doughnuts dusted with sugar',
  ]),
  winter: season(
    'Winter',
    [12, 21],
    [
      'snow-covered cabins with lit windows',
      'wool socks by a wood stove',
      'a frozen lake with skaters',
      'a bowl of soup and a woolen scarf',
    ],
  ),
  christmas: fixed(
    'Christmas',
    'christian',
    [12, 25],
    [
      'wrapped gifts under a decorated tree',
      'gingerbread cookies on parchment',
      'a family decorating a small tree',
      'a wreath on a wooden door in snow',
      'candles and fir branches on a set table',
    ],
  ),
} as const satisfies Record<string, Occasion>

export type OccasionId = keyof typeof OCCASIONS

type Culture = Occasion['culture']
type Scenes = readonly string[]

function named(name: string, culture: Culture, scenes: Scenes) {
  return { name, culture, scenes }
}

function fixed(name: string, culture: Culture, on: [number, number], scenes: Scenes): Occasion {
  return { ...named(name, culture, scenes), rule: { on }, source: FIXED, standing: 'official' }
}

function season(name: string, on: [number, number], scenes: Scenes): Occasion {
  return { ...named(name, 'world', scenes), rule: { on }, source: SEASON, standing: 'judgement' }
}

function weekday(name: string, culture: Culture, rule: DayRule, scenes: Scenes): Occasion {
  return { ...named(name, culture, scenes), rule, source: RULED, standing: 'official' }
}

function lunar(
  name: string,
  culture: Culture,
  [calendar, month, day]: ['dangi' | 'chinese' | 'islamic-umalqura' | 'hebrew', string, number],
  source: string,
  scenes: Scenes,
): Occasion {
  return { ...named(name, culture, scenes), rule: { calendar, month, day }, source, standing: 'reported' }
}

function tabled(
  name: string,
  culture: Culture,
  days: Record<number, string>,
  source: string,
  scenes: Scenes,
): Occasion {
  return { ...named(name, culture, scenes), rule: { days }, source, standing: 'reported' }
}
