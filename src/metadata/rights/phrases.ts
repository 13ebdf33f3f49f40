import type { RightsEntry } from './entry.ts'

/** What people are inspired by without anybody's rights being touched. */
const HARMLESS = [
  '(?:a|an|her|his|their|our|your|its|this|my|real|everyday|old|local)',
  ...[
    '(?:the )?(?:nature|natural|sea|ocean|forest|autumn|fall|spring|summer|winter|season|sky|sunset|sunrise|mountain|desert|beach)s?',
  ],
  ...[
    '(?:the )?(?:music|love|life|travel|history|science|tradition|geometry|architecture|technology|space|universe|stars?)',
  ],
  ...[
    '(?:ancient|traditional|medieval|vintage|retro|classic|modern|japanese|korean|chinese|african|mexican|indian|nordic|scandinavian|mediterranean|moroccan|celtic|victorian|tropical|folk|organic|floral|botanical|art deco|art nouveau|bauhaus|the \\d{2,4}s)',
  ],
]

function phrase(term: string, spellings: string[], more: Partial<RightsEntry> = {}): RightsEntry {
  return { kind: 'style-of', what: 'a phrase that refers to the work of others', term, spellings, ...more }
}

/** The phrases that Adobe's page on artists' names lists, in the languages prompts are written in. */
export const PHRASES: readonly RightsEntry[] = [
  phrase('in the style of', [
    ...[
      'in the style of',
      'in style of',
      'in the manner of',
      'in the vein of',
      'in the spirit of the artist',
    ],
    ...[
      'im Stil von',
      'im Stile von',
      'nach Art von',
      'in der Art von',
      'dans le style de',
      'à la manière de',
      'al estilo de',
      'en el estilo de',
      'a la manera de',
      'al modo de',
    ],
    ...[
      'nello stile di',
      'in stile di',
      'alla maniera di',
      'no estilo de',
      'à maneira de',
      'ao estilo de',
      'in de stijl van',
      'w stylu',
      'в стиле',
      'i stil med',
    ],
    ...['のスタイルで', '風のスタイル', '的风格', '的風格'],
  ]),
  phrase(
    'by the artist',
    [
      'artwork by',
      'painting by',
      'art by',
      'illustration by',
      'drawn by',
      'painted by',
      'photographed by',
      'directed by',
      'designed by',
    ],
    {
      notBefore: [
        '(?:a |the |an |her |his |their |my )?(?:hand|child|children|kid|kids|ai|number|numbers|night|nature|light|machine|machines|students?|anonymous|unknown|artist|artists|window|sea)',
      ],
      mild: true,
    },
  ),
  phrase(
    'in the tradition of',
    [
      'in the tradition of',
      'in der Tradition von',
      'dans la tradition de',
      'en la tradición de',
      'の伝統を受け継ぐ',
    ],
    {
      notBefore: HARMLESS,
    },
  ),
  phrase(
    'inspired by',
    [
      ...[
        'inspired by',
        'inspiration from',
        'inspiriert von',
        'inspiré par',
        'inspirée par',
        'inspirado en',
        'inspirada en',
        'inspirado por',
        'inspirado em',
      ],
      ...[
        'ispirato a',
        'ispirata a',
        'geïnspireerd door',
        'inspirowany',
        'вдохновлено',
        'вдохновленный',
        'вдохновлённый',
      ],
      ...['にインスパイアされた', 'にインスパイア', '灵感来自'],
    ],
    { notBefore: HARMLESS },
  ),
  phrase(
    'influenced by',
    [
      'influenced by',
      'beeinflusst von',
      'influencé par',
      'influenciado por',
      'influenzato da',
      'の影響を受けた',
      '受到影响的风格',
    ],
    {
      notBefore: HARMLESS,
    },
  ),
  phrase('drawing on', [], {
    pattern:
      /\bdrawing (?:up)?on (?:the )?(?:\p{L}+['’]s|works?|style|art|aesthetics?|legacy|tradition|oeuvre)\b/giu,
  }),
  phrase(
    'reminiscent of',
    [
      'reminiscent of',
      'homage to',
      'tribute to',
      'à la façon de',
      'hommage à',
      'homenaje a',
      'hommage an',
      'pays homage to',
    ],
    {
      notBefore: [...HARMLESS, '(?:a |an |the |old |mothers?|fathers?|veterans?)'],
      mild: true,
    },
  ),
  phrase('inspired', [], {
    pattern: /\b\p{Lu}\p{L}{1,60}-inspired\b/gu,
    mild: true,
    unless: ['nature-inspired'],
  }),
  phrase('스타일로', [
    '작가의 스타일',
    '작가 스타일',
    '감독 스타일',
    '화가의 스타일',
    '작가풍',
    '작가의 화풍',
    '화가풍',
    '감독풍',
  ]),
  phrase('에서 영감을 받은', [], {
    pattern:
      /[\p{Script=Hangul}A-Za-z0-9]{1,40}(?:에서|에게서|으로부터|로부터|에) 영감(?:을)? ?(?:받|얻|을 받|을 얻)[\p{Script=Hangul}]*/gu,
    mild: true,
  }),
  phrase('의 영향을 받은', [], { pattern: /[\p{Script=Hangul}A-Za-z0-9]{1,40}의 영향을 받은/gu, mild: true }),
  phrase('풍으로', [], {
    // a person's or a studio's name can stand before it, and so can "retro": known names are found by themselves
    pattern:
      /(?<=\p{Script=Hangul} )(?:화가|작가|감독|화백)(?:의)? ?(?:풍|스타일|화풍)[\p{Script=Hangul}]*/gu,
  }),
  phrase('오마주', ['오마주', 'を意識した', '致敬']),
]

/** What refers to somebody's work only behind a name: "모던 스타일의" alone does not. */
export const BEHIND_NAME: RightsEntry = phrase('스타일의', [])
