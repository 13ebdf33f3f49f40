import type { OwnLists, OwnWord } from './rights.ts'

/** What a file of own words says, and the lines that say nothing. */
export interface OwnWordsText {
  lists: OwnLists
  /** One English sentence each, with the number of the line. */
  mistakes: string[]
}

const BLOCK = /^(?:block|bar|never|ban|refuse|금지|차단|제외)/i
const ALLOW = /^(?:allow|permit|except|허용|예외)/i

/**
 * Reads the user's own words from Markdown or plain text: a heading `Block` or `Allow` (`금지`, `허용`), and below it
 * one word or phrase a line with its reason behind a colon: `- Acme: a client of ours`.
 *
 * To allow a word that the tables bar takes a reason. Lines that make no sense are told and left out; text before
 * the first heading is free.
 */
export function readOwnWords(text: string): OwnWordsText {
  const block: OwnWord[] = []
  const allow: OwnWord[] = []
  const mistakes: string[] = []
  let list: OwnWord[] | null | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const number = index + 1
    const heading = /^\s*(?:#+\s*(.+?)|\[(.+)\])\s*#*\s*$/.exec(line)
    if (heading) {
      list = listOf(heading[1] ?? heading[2] ?? '', block, allow)
      if (list === null && number > 1)
        mistakes.push(
          `Line ${number}: the heading is neither "Block" nor "Allow", so what is below it is not read.`,
        )
      continue
    }
    const word = list === undefined || list === null ? undefined : wordIn(line)
    if (!word || !list) continue
    if (list === allow && word.reason === '') {
      mistakes.push(`Line ${number}: "${word.term}" is allowed without a reason; write "${word.term}: why".`)
    } else if (!/[\p{L}\p{N}]/u.test(word.term))
      mistakes.push(`Line ${number}: there is no word before the colon.`)
    else list.push(word)
  }
  return { lists: { block, allow }, mistakes }
}

function listOf(heading: string, block: OwnWord[], allow: OwnWord[]): OwnWord[] | null {
  if (BLOCK.test(heading)) return block
  return ALLOW.test(heading) ? allow : null
}

/** A dash, a star or nothing before it; lines in brackets or beginning with `>` are remarks. */
function wordIn(line: string): OwnWord | undefined {
  const bare = line.replace(/^\s*(?:[-*+]\s+|\d+[.)]\s+)?/, '').trim()
  if (bare === '' || /^(?:>|<!--|\/\/)/.test(bare)) return undefined
  const [, term = bare, reason = ''] = /^(.*?)\s*(?::|\s[—–-]\s)\s*(.*)$/.exec(bare) ?? []
  return { term: term.replace(/^["“*_`]+|["”*_`]+$/g, '').trim(), reason: reason.trim() }
}
