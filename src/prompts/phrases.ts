/**
 * Joins phrases to one text: each once, with one comma between them.
 *
 * A phrase that another one says word for word is left out; so are empty ones, double spaces and commas, and what punctuation
 * stood at a phrase's end. With `keepsGeneral`, one that a longer phrase says as well stays: what keeps `text` out keeps out more
 * than `garbled text`.
 */
export function joinPhrases(phrases: readonly string[], { keepsGeneral = false } = {}): string {
  const parts = phrases
    .flatMap((phrase) => phrase.split(/\s*[,，、;]+(?=\s|$|[^\d])\s*/))
    .map(tidy)
    .filter(Boolean)
  const folded = parts.map(fold)
  const kept = parts.filter((_, index) => {
    const own = folded[index] ?? ''
    return !folded.some(
      (other, at) =>
        at !== index && (other === own ? at < index : !keepsGeneral && ` ${other} `.includes(` ${own} `)),
    )
  })
  return kept.join(', ')
}

/** Puts a subject where a phrase has `{subject}`, with one article that suits it: "a {subject}" and "an owl" become "an owl". */
export function fillSubject(phrase: string, subject: string): string {
  return phrase.replace(/(?:\b(an?|the)\s+)?\{subject\}/gi, (_, article: string | undefined) => {
    if (!article || /^(an?|the|one|two|three|four|five|some|several|many|[\d]+)\s/i.test(subject))
      return subject
    if (/^the$/i.test(article)) return `${article} ${subject}`
    const an = /^[aeiou]/i.test(subject) && !/^(uni[cfqtv]|use|euro|one\b)/i.test(subject) ? 'an' : 'a'
    return `${/^A/.test(article) ? capitalized(an) : an} ${subject}`
  })
}

/** Writes the first letter large. */
export function capitalized(text: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase('en') + text.slice(first.length)
}

function tidy(phrase: string): string {
  return phrase
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,;:!?])/g, '$1')
    .replace(/^[\s.,;:!?-]+|[\s.,;:]+$/g, '')
}

function fold(phrase: string): string {
  return phrase
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^(an?|the) /, '')
    .trim()
}
