import type { Delivered } from './agencies/agency.ts'
import { plainText } from './words.ts'

/** What a picture carries inside; an empty text stands for nothing. */
export interface Embedded {
  title: string
  description: string
  keywords: readonly string[]
  /** IPTC's word for how it came to be. */
  source: string
  prompt: string
  creator: string
  rights: string
}

/** What goes into a picture besides its words, when somebody asks for it. */
export interface EmbedOptions {
  /** Whether the prompt goes in: it is a trade secret to many, so only if asked. */
  prompt: boolean
  creator: string
  rights: string
}

/** Made by a trained model. Source: IPTC NewsCodes, digitalsourcetype. */
const TRAINED = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'

/** Returns what a picture is to carry. */
export function embeddedOf({ words, isAi, prompt }: Delivered, options: EmbedOptions): Embedded {
  return {
    ...words,
    source: isAi ? TRAINED : '',
    prompt: options.prompt ? plainText(prompt) : '',
    creator: plainText(options.creator),
    rights: plainText(options.rights),
  }
}

/** How many bytes a field of IPTC-IIM holds. Source: IPTC-IIM 4.2, datasets 2:05, 2:25, 2:80, 2:116 and 2:120. */
export const IIM = { title: 64, keyword: 64, creator: 32, rights: 128, description: 2000 }

/**
 * Returns what fits into IPTC-IIM, which has small fields; XMP holds everything whole.
 *
 * A title is cut at a word. A keyword that does not fit is left out, because part of it would be another word.
 */
export function iimOf({ title, description, keywords, creator, rights }: Embedded) {
  return {
    title: cut(title, IIM.title),
    description: cut(description, IIM.description),
    keywords: keywords.filter((keyword) => Buffer.byteLength(keyword) <= IIM.keyword),
    creator: cut(creator, IIM.creator),
    rights: cut(rights, IIM.rights),
  }
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Cuts between whole characters, at a word where one ends in the second half. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(segment) > bytes) break
    kept += segment
  }
  const word = kept.lastIndexOf(' ')
  return text[kept.length] !== ' ' && word > kept.length / 2 ? kept.slice(0, word) : kept.trimEnd()
}

/** Names the first thing that was written one way and read another; null when both say the same, word for word. */
export function difference(wanted: Embedded, found: Embedded): string | null {
  const fields = ['title', 'description', 'source', 'prompt', 'creator', 'rights'] as const
  const field = fields.find((name) => wanted[name] !== found[name])
  if (field) return field
  return JSON.stringify(wanted.keywords) === JSON.stringify(found.keywords) ? null : 'keywords'
}
