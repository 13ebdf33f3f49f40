import type { Fields } from './fields.ts'

/** What was typed into a form and could not be saved, each field with what it held before. */
interface Draft {
  version: string
  fields: Record<string, { text: string; base: string }>
}

/** The draft of one form, which outlives a reload and a crash of the tab. */
export interface Drafts {
  /** Writes down what is not saved; forgets the draft where there is nothing. */
  keep(): void
  /** Shows whether there is a draft from before that says something else than the form. */
  offer(): void
  /** Puts the draft from before into the form, with what it was made to. */
  restore(): void
  discard(): void
}

/** Keeps the draft of a form in the storage of its tab. */
export function keepDrafts(form: HTMLFormElement, fields: Fields): Drafts {
  const key = `stockroom draft ${form.dataset.id}`
  const banner = form.querySelector<HTMLElement>('[data-draft]')
  let before = load(key)

  function keep(): void {
    const typed = fields.dirty().map((name) => [name, { text: fields.text(name), base: fields.base(name) }])
    const all: Draft['fields'] = { ...before?.fields, ...Object.fromEntries(typed) }
    if (Object.keys(all).length === 0) sessionStorage.removeItem(key)
    else save(key, { version: fields.version(), fields: all })
  }

  function offer(): void {
    const differs = Object.entries(before?.fields ?? {}).some(
      ([name, { text }]) => fields.text(name) !== text,
    )
    if (!differs) before = null
    if (banner) banner.hidden = !differs
    keep()
  }

  return {
    keep,
    offer,
    restore() {
      for (const [name, { text, base }] of Object.entries(before?.fields ?? {})) {
        fields.setBase(name, base)
        fields.set(name, text)
      }
      if (before) fields.setVersion(before.version)
      before = null
      offer()
    },
    discard() {
      before = null
      offer()
    },
  }
}

function load(key: string): Draft | null {
  const text = sessionStorage.getItem(key)
  return text === null ? null : (JSON.parse(text) as Draft)
}

function save(key: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // the storage is full or turned off: the text is still in the form
  }
}
