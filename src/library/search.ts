import type { Sidecar } from './sidecar.ts'

/** Splits what somebody typed into words to look for. */
export function wordsOf(q: string): string[] {
  return plain(q).split(/\s+/).filter(Boolean)
}

/** Tells whether every word is found in a picture's name or in what its sidecar says. */
export function matches(words: readonly string[], name: string, sidecar?: Sidecar | null): boolean {
  const said = sidecar ? [sidecar.title ?? '', ...(sidecar.keywords ?? []), sidecar.prompt ?? ''] : []
  const text = plain([name, ...said].join('\n'))
  return words.every((word) => text.includes(word))
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
