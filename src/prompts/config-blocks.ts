import MarkdownIt from 'markdown-it'

/** A heading and the line it is in. */
export interface Heading {
  text: string
  level: number
  line: number
}

/** A fenced block of YAML below its headings, the outermost first. */
export interface Block {
  headings: Heading[]
  code: string
  /** The line of the file that the code begins in; the first is 1. */
  line: number
  isClosed: boolean
}

const YAML_FENCE = /^(ya?ml)?$/i

/** Finds the fenced blocks of YAML in Markdown; those that name another language are left alone. */
export function readBlocks(text: string): Block[] {
  const lines = text.split('\n')
  const tokens = new MarkdownIt().parse(text, {})
  const blocks: Block[] = []
  let headings: Heading[] = []
  for (const [index, { type, map, tag, content, info, markup, level }] of tokens.entries()) {
    const line = (map?.[0] ?? 0) + 1
    if (type === 'heading_open' && level === 0) {
      const depth = Number(tag.slice(1))
      const title = tokens[index + 1]?.content ?? ''
      headings = [...headings.filter((one) => one.level < depth), { text: title, level: depth, line }]
    }
    if (type !== 'fence' || !YAML_FENCE.test(info.trim().split(/\s+/)[0] ?? '')) continue
    const last = lines[(map?.[1] ?? 0) - 1]?.trim() ?? ''
    const isClosed = (map?.[1] ?? 0) - (map?.[0] ?? 0) > 1 && last.startsWith(markup)
    blocks.push({ headings, code: content, line: line + 1, isClosed })
  }
  return blocks
}
