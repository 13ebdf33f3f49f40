import { stemOf } from '../core/ids.ts'

/** Words of file names that say nothing about the picture. */
const noise = new Set([
  'image',
  'img',
  'picture',
  'pic',
  'photo',
  'untitled',
  'final',
  'copy',
  'output',
  'result',
  'upscaled',
  'processed',
  'render',
  'dsc',
])

/** What generators and their tools put into the names they give, with what they count by. */
const MAKERS = [
  /\bChatGPT[ _]Image\b.*?(?:\b[AP]M\b|$)/giu,
  /Gemini[ _]Generated[ _]Image(?:[ _-][a-z0-9]*)?/giu,
  /^DALL[·.\-_ ]?E(?:[ _]?[23])?(?![\p{L}])/iu,
  /^Leonardo[ _](?:Phoenix|Kino|Lightning|Diffusion|Vision|Anime|Lucid|Flux)(?:[ _](?:XL|\d+))*(?=[ _])/iu,
  /^Firefly[ _](?=.*\d{5}\b)/iu,
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu,
  /(?<![\p{L}\p{N}])(?:ComfyUI|Midjourney|MJ|SDXL|DALL-?E\d?|ChatGPT|txt2img|img2img|ImageFX|Ideogram|Upscayl|Real-?ESRGAN(?:[ _]?x4plus)?|AI[ _-]generated|generated[ _-]by[ _-]AI)(?![\p{L}\p{N}])/giu,
] as const

/** What is left of `a photo of a red apple` without its noise. */
const PHOTO_OF = /(?<!\p{L})(?:an? )?(?:photo|photograph|picture|image|pic|render)s? of (?=\p{L})/giu

/**
 * Reads the words of a file name: `christmas_tree_gifts_1765549150437.png` gives `christmas tree gifts`.
 *
 * Numbers, hashes, names of generators and words that say nothing are left out; camel case is taken apart.
 */
function wordsOf(name: string): string[] {
  const own = MAKERS.reduce((left, maker) => left.replace(maker, ' '), stemOf(name).normalize('NFC'))
  return own
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .replace(PHOTO_OF, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /\p{L}/u.test(word) && !isHash(word))
    .map((word) => word.toLowerCase())
    .filter((word) => !noise.has(word))
}

/** Returns a title read from a file name (at most 70 characters), or an empty one when the name says nothing. */
export function titleFromName(name: string): string {
  let title = ''
  for (const word of wordsOf(name)) {
    if (title.length + 1 + word.length > 70) break
    title = title ? `${title} ${word}` : word
  }
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** Returns the keywords a file name gives, in its order and each once. */
export function keywordsFromName(name: string): string[] {
  return [...new Set(wordsOf(name))].filter(
    (word) => [...word].length > 1 || /[^\p{Script=Latin}]/u.test(word),
  )
}

function isHash(word: string): boolean {
  return /\d/.test(word) && (word.length >= 6 || /^\d/.test(word))
}
