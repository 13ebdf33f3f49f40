import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Block } from './config-blocks.ts'
import type { Complaints } from './config-problem.ts'
import { YAML_MISTAKES } from './yaml-mistakes.ts'

/** A piece of YAML with its line in the file: a text, a list, or names with what they stand for. */
export type Piece =
  | { kind: 'text'; text: string; line: number }
  | { kind: 'list'; items: Piece[]; line: number }
  | { kind: 'map'; entries: { name: string; line: number; piece: Piece }[]; line: number }
  | { kind: 'nothing'; line: number }

/** More levels than these are a slip of the indentation. */
const DEEPEST = 12

/** Reads a block of YAML; null when it is broken, and the complaints then say where. */
export function readYaml(block: Block, complaints: Complaints): Piece | null {
  const counter = new LineCounter()
  // What is missing at the end is told for the last line.
  const last = Math.max(1, block.code.trimEnd().split('\n').length)
  const lineAt = (offset: number | undefined) =>
    block.line - 1 + Math.min(last, Math.max(1, counter.linePos(offset ?? 0).line))
  if (deepest(block.code) > 50) {
    complaints.mistake(block.line, 'The YAML is nested too deeply.')
    return null
  }
  const document = parseDocument(block.code, {
    lineCounter: counter,
    logLevel: 'silent',
    prettyErrors: false,
  })
  // the errors behind the first one mostly come of it
  const [error] = document.errors
  if (error) {
    const what = `${YAML_MISTAKES[error.code]} The parser says: ${detail(error.message)}.`
    complaints.mistake(lineAt(error.pos[0]), `This is not valid YAML: ${what}`)
    return null
  }

  function pieceOf(node: unknown, depth: number, above: number): Piece {
    const line = rangeOf(node) === undefined ? above : lineAt(rangeOf(node))
    if (depth > DEEPEST) {
      complaints.mistake(line, 'The YAML is nested too deeply.')
      return { kind: 'nothing', line }
    }
    if (isAlias(node)) {
      complaints.mistake(line, `"*${node.source}" stands for another place; write out what it means.`)
      return { kind: 'nothing', line }
    }
    if (isSeq(node))
      return { kind: 'list', line, items: node.items.map((item) => pieceOf(item, depth + 1, line)) }
    if (isMap(node)) {
      const entries = node.items.map(({ key, value }) => {
        const at = rangeOf(key) === undefined ? line : lineAt(rangeOf(key))
        return { name: textOf(key), line: at, piece: pieceOf(value, depth + 1, at) }
      })
      return { kind: 'map', line, entries }
    }
    const text = textOf(node)
    return isScalar(node) && node.value !== null ? { kind: 'text', text, line } : { kind: 'nothing', line }
  }

  return pieceOf(document.contents, 0, block.line)
}

/** Returns a text on one line; numbers and the like keep the form they have in the file, so 6.0 does not become 6. */
function textOf(node: unknown): string {
  if (!isScalar(node)) return ''
  const isPlain = typeof node.value === 'string'
  const text = isPlain ? String(node.value) : (node.source ?? String(node.value ?? ''))
  return text
    .normalize('NFC')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

function rangeOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined
}

/** The parser's own words, which say what ours leave open. */
function detail(message: string): string {
  const [first = ''] = message.split('\n')
  return first.replace(/ at line .*$/, '').replace(/[.:]*$/, '')
}

/** Counts how deep brackets go, before a parser that calls itself for each meets them. */
function deepest(code: string): number {
  let depth = 0
  let most = 0
  for (const sign of code) {
    if (sign === '[' || sign === '{') most = Math.max(most, ++depth)
    else if (sign === ']' || sign === '}') depth--
  }
  return most
}
