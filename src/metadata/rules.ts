/**
 * What a rule rests on.
 *
 * `official`: the agency's own page; `tested`: somebody reports having tried it at the portal; `reported`: forums
 * and third parties; `judgement`: ours.
 */
export type Standing = 'official' | 'tested' | 'reported' | 'judgement'

/** Where a rule comes from, so that nobody has to take our word. */
export interface Rule {
  /** A few English words: what it is about. */
  name: string
  source: string
  standing: Standing
  /** The month in which the source was read, `2026-06`. */
  read: string
}

const CSV_PAGE = 'Adobe Stock contributor help: CSV requirements'
const PICTURE_PAGE = 'Adobe Stock contributor help: photography and illustrations'
const PNG_PAGE = 'Adobe Stock contributor help: submit PNG files'
const GENERATIVE_PAGE = 'Adobe Stock contributor help: generative AI content guidelines'
const KEYWORD_PAGE = 'Adobe Stock contributor help: organize and add keywords'
const SIMILAR_PAGE = 'Adobe Stock contributor help: similar content and spamming'
const REVIEW_PAGE = 'Adobe Stock contributor help: reasons for content rejection'

/** Every rule the product checks by, each with its source; the guidelines hold a section for each under the same id. */
export const RULES = {
  'file-type': official('File type by content', PICTURE_PAGE),
  'colour-space': official('sRGB', PICTURE_PAGE),
  'pixel-count': official('4 to 100 megapixels', PICTURE_PAGE),
  'file-size': official('At most 45 MB', PICTURE_PAGE),
  'file-sound': ours('The file opens and is whole'),
  'name-length': official('File name of at most 30 characters', CSV_PAGE),
  'name-characters': ours('Plain characters in file names'),
  'title-missing': official('A title', CSV_PAGE),
  'title-length': official('Title of at most 70 characters', CSV_PAGE),
  'title-ceiling': official('Title of at most 200 characters', 'Adobe Stock sample CSV'),
  'title-characters': official('No commas or special characters in titles', CSV_PAGE),
  'title-list': official('A title is a phrase, not a list', PICTURE_PAGE),
  'title-generic': ours('A title that says what is in the picture'),
  'title-duplicate': official('Titles of their own', SIMILAR_PAGE),
  'keyword-count': official('5 to 49 keywords', `${CSV_PAGE}, which says 50; older pages say 49`),
  'keyword-target': ours('25 to 45 keywords'),
  'keyword-duplicate': ours('Each keyword once'),
  'keyword-form': reported('Singular keywords without commas', 'Guidelines of older tools'),
  'keyword-leading': official('The first ten keywords count most', KEYWORD_PAGE),
  'keyword-title-words': official('Title words among the keywords', GENERATIVE_PAGE),
  'language-mixed': reported(
    'Title and keywords in one language',
    'Notes on the Adobe Stock contributor portal',
  ),
  'category-missing': official('A category', CSV_PAGE),
  'category-old': reported('Category of the 22-category numbering', 'Sidecars of older tools'),
  'sidecar-missing': ours('A sidecar'),
  'sidecar-unreadable': ours('A sidecar that can be read'),
  'flag-ai': official('Marked as made with generative AI', GENERATIVE_PAGE),
  'flag-fictional': official('People and property fictional', GENERATIVE_PAGE),
  'releases-needed': official('Releases for real people and property', GENERATIVE_PAGE),
  'rights-artist': official('No artists', GENERATIVE_PAGE),
  'rights-style-of': official('No "in the style of"', 'Adobe Stock contributor help: artist name guidelines'),
  'rights-person': official('No real people', GENERATIVE_PAGE),
  'rights-character': official('No fictional characters', GENERATIVE_PAGE),
  'rights-brand': official('No brands', GENERATIVE_PAGE),
  'rights-landmark': ours('Care with landmarks that have owners'),
  'rights-agency': official('No government agencies', GENERATIVE_PAGE),
  'rights-news': official('No real newsworthy events', GENERATIVE_PAGE),
  'rights-camera': official('No camera or technical words', PICTURE_PAGE),
  'rights-file-type': official('No content types', PICTURE_PAGE),
  'rights-ai-words': official('No "generative AI" in title or keywords', GENERATIVE_PAGE),
  'rights-own': ours('Your own list'),
  'png-opaque': official('PNG only for transparency', PNG_PAGE),
  'png-twin': official('Never the same picture as PNG and JPEG', PNG_PAGE),
  'png-empty-space': official('Crop empty space', PNG_PAGE),
  similar: official('At most three of one scene', SIMILAR_PAGE),
  'similar-submitted': official('Like something submitted before', SIMILAR_PAGE),
  'quality-clipping': reported('Clipped light or shadow', REVIEW_PAGE),
  'quality-halos': reported('Halos', REVIEW_PAGE),
  'quality-banding': reported('Banding', REVIEW_PAGE),
  'quality-blocks': reported('Blocks of compression', REVIEW_PAGE),
  'quality-waxy': reported('Waxy smoothness', REVIEW_PAGE),
  'quality-border': reported('No borders', REVIEW_PAGE),
  'quality-watermark': official('No watermark or text', PICTURE_PAGE),
  'quality-model': ours('Enlarged by a model worth its name'),
} as const satisfies Record<string, Rule>

/** The name of a rule; its section in the guidelines has the same. */
export type RuleId = keyof typeof RULES

/** Tells whether a text is the name of a rule. */
export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text)
}

/** Returns what a rule rests on. */
export function ruleOf(id: RuleId): Rule {
  return RULES[id]
}

function official(name: string, source: string): Rule {
  return { name, source, standing: 'official', read: '2026-06' }
}

function reported(name: string, source: string): Rule {
  return { name, source, standing: 'reported', read: '2026-06' }
}

function ours(name: string): Rule {
  return { name, source: 'Stockroom', standing: 'judgement', read: '2026-11' }
}
