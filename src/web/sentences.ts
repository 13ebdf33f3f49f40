import type { Language } from './i18n.ts'
import korean from './locales/sentences.ko.json' with { type: 'json' }
import { withParticles } from './particles.ts'

/** Says a sentence that comes from below the pages in the reader's language; what it does not know stays as it is. */
export type Say = (sentence: string) => string

interface Entry {
  pattern: RegExp
  names: string[]
  translation: string
}

/** So many sentences are remembered; a library with a thousand faults says the same few again and again. */
const REMEMBERED = 2_000

/**
 * Creates the translator of sentences.
 *
 * Errors, faults of pictures and reasons of failed jobs are English sentences with values in them: they
 * are kept in logs and in the database, and come from workers on other machines. As with gettext the
 * English text is the key; since the values are in it already, it is found by its shape. Values may be
 * sentences of the catalogue themselves.
 */
export function createSay(language: Language): Say {
  if (language === 'en') return (sentence) => sentence
  const entries = Object.entries(korean).map(([key, translation]) => entryOf(key, translation))
  entries.sort((a, b) => literalLength(b) - literalLength(a))
  const known = new Map<string, string>()

  function say(sentence: string): string {
    const before = known.get(sentence)
    if (before !== undefined) return before
    const said = translate(sentence)
    if (known.size >= REMEMBERED) known.clear()
    known.set(sentence, said)
    return said
  }

  function translate(sentence: string): string {
    for (const { pattern, names, translation } of entries) {
      const match = pattern.exec(sentence)
      if (!match) continue
      const values = new Map(names.map((name, index) => [name, say(match[index + 1] ?? '')]))
      const filled = translation.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values.get(name) ?? '')
      return withParticles(filled)
    }
    return sentence
  }

  return say
}

function entryOf(key: string, translation: string): Entry {
  const names = [...key.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '')
  const literal = key.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return { pattern: new RegExp(`^${literal.join('(.+?)')}$`, 's'), names, translation }
}

/** The more of a sentence is fixed, the surer it is that it is meant. */
function literalLength({ pattern, names }: Entry): number {
  return pattern.source.length - names.length * '(.+?)'.length
}
