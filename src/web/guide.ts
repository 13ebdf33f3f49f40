import MarkdownIt, { type Token } from 'markdown-it'
import type { Guide } from '../app.ts'

/** A stretch of the guide below a heading, its text as HTML. */
export interface GuideSection {
  /** The anchor that leads here, `rule-title-length`. */
  id: string
  title: string
  /** What the section rests on, and where that comes from, as the guide says it. */
  standing: { word: string; source: string } | null
  html: string
}

/** A chapter with its sections. */
export type GuideChapter = GuideSection & { sections: GuideSection[] }

/** The guide as its page shows it. */
export interface GuideModel {
  title: string
  intro: string
  chapters: GuideChapter[]
  /** What was searched for, and how many sections hold it. */
  q: string
  found: number
  path: string
  isShipped: boolean
  /** The language the guide is written in, which may be another than that of the page. */
  written: string
}

/** No HTML of its own, no pictures from anywhere: what a person writes into the file can only be text and links. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable('image')

interface Block extends GuideSection {
  level: number
  text: string
}

/** Reads the guide's Markdown into chapters (`##`) and sections (`###`); `q` leaves only what holds all its words. */
export function guideModel(guide: Guide, q = ''): GuideModel {
  const [first, ...blocks] = blocksOf(guide.text)
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = ({ text }: Block) => words.every((word) => text.includes(word))
  const found = blocks.filter(holds)
  return {
    title: first?.title ?? '',
    intro: first?.html ?? '',
    chapters: chaptersOf(blocks, words.length > 0 ? new Set(found) : null),
    q,
    found: found.length,
    path: guide.path,
    isShipped: guide.isShipped,
    written: guide.language,
  }
}

/** Gathers sections below their chapters; of those that are asked for, a chapter without its own text holds them. */
function chaptersOf(blocks: readonly Block[], wanted: ReadonlySet<Block> | null): GuideChapter[] {
  const chapters: (GuideChapter & { isWanted: boolean })[] = []
  for (const block of blocks) {
    const isWanted = wanted === null || wanted.has(block)
    if (block.level <= 2)
      chapters.push({ ...block, html: isWanted ? block.html : '', sections: [], isWanted })
    else if (isWanted) chapters.at(-1)?.sections.push(block)
  }
  return chapters.filter(({ isWanted, sections }) => isWanted || sections.length > 0)
}

function blocksOf(text: string): Block[] {
  const tokens = markdown.parse(text, {})
  const starts = tokens.flatMap(({ type, tag }, at) =>
    type === 'heading_open' && /^h[123]$/.test(tag) ? [at] : [],
  )
  return starts.map((start, index) => {
    const heading = headingOf(tokens[start + 1]?.content ?? '')
    const body = tokens.slice(start + 3, starts[index + 1])
    const standing = standingOf(body)
    const html = markdown.renderer.render(standing ? body.slice(3) : body, markdown.options, {})
    const plain = body.map(({ content }) => content).join(' ')
    return {
      ...heading,
      level: levelOf(tokens[start]),
      standing,
      html,
      text: `${heading.title} ${plain}`.toLowerCase(),
    }
  })
}

/** `Words {#anchor}`; a heading without an anchor gets one from its words. */
function headingOf(content: string): { id: string; title: string } {
  const [, title = content, id] = /^(.*?)\s*(?:\{#([\w-]+)\})?$/.exec(content) ?? []
  return { title, id: id ?? title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-') }
}

/** A line in italics right below a heading says what the section rests on: `*Official · where · when*`. */
function standingOf(body: readonly Token[]): GuideSection['standing'] {
  const line = body[0]?.type === 'paragraph_open' ? body[1]?.content : undefined
  const [word, ...rest] = /^\*([^*]+)\*$/.exec(line ?? '')?.[1]?.split(' · ') ?? []
  return word === undefined || rest.length === 0 ? null : { word, source: rest.join(' · ') }
}

function levelOf(token: Token | undefined): number {
  return Number(token?.tag.slice(1) ?? 2)
}
