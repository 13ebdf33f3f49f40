import type { Finding } from '../findings.ts'
import { remembered } from '../remembered.ts'
import type { Described } from './described.ts'

/** Scripts that different languages are written in; Japanese mixes two. */
const SCRIPTS: readonly { name: string; letters: RegExp }[] = [
  { name: 'Latin', letters: /\p{Script=Latin}/gu },
  { name: 'Korean', letters: /\p{Script=Hangul}/gu },
  { name: 'Chinese or Japanese', letters: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { name: 'Cyrillic', letters: /\p{Script=Cyrillic}/gu },
  { name: 'Arabic', letters: /\p{Script=Arabic}/gu },
  { name: 'Hebrew', letters: /\p{Script=Hebrew}/gu },
  { name: 'Greek', letters: /\p{Script=Greek}/gu },
  { name: 'Thai', letters: /\p{Script=Thai}/gu },
  { name: 'Devanagari', letters: /\p{Script=Devanagari}/gu },
]

/** Fewer are names and loan words: DIY, LED, 한복. */
const MANY = 3

const PLAIN = /^[\x20-\x7e]*$/

/** The script that most letters of a text are of; empty where it has none of those. */
const scriptOf = remembered((text: string) => {
  if (PLAIN.test(text)) return /[a-z]/i.test(text) ? 'Latin' : '' // most are
  const counts = SCRIPTS.map(({ name, letters }) => ({ name, count: text.match(letters)?.length ?? 0 }))
  const [first] = counts.toSorted((a, b) => b.count - a.count)
  return first && first.count > 0 ? first.name : ''
})

/** Checks that title and keywords are in one language, as far as their letters tell: a file is submitted in one. */
export function checkLanguage({ title = '', keywords = [] }: Described): Finding[] {
  const written = keywords.filter((word) => scriptOf(word) !== '')
  const [main] = [...Map.groupBy(written, scriptOf)].toSorted(([, a], [, b]) => b.length - a.length)
  if (!main || written.length < MANY) return []
  const [script] = main
  const others = written.filter((word) => scriptOf(word) !== script)
  if (others.length >= MANY) return [mixed(keywords, { script, others })]
  const ofTitle = scriptOf(title)
  if (ofTitle === '' || ofTitle === script) return []
  const message = `The title is written in ${ofTitle} letters and the keywords in ${script} ones; a file is submitted in one language.`
  return [{ rule: 'language-mixed', level: 'warn', field: 'title', message }]
}

function mixed(
  keywords: readonly string[],
  { script, others }: { script: string; others: readonly string[] },
): Finding {
  const shown = others
    .slice(0, MANY)
    .map((word) => `"${word}"`)
    .join(', ')
  const left = keywords.filter((word) => !others.includes(word))
  return {
    ...{ rule: 'language-mixed', level: 'warn', field: 'keywords' },
    message: `Most keywords are written in ${script} letters, ${others.length} are not (${shown}); a file is submitted in one language.`,
    fixes: [{ label: `Keep those in ${script} letters`, changes: { keywords: left } }],
  }
}
