/** A field as it was typed, and what it held before. */
export interface Typed {
  text: string
  base: string
}

/** What was typed into a form and could not be saved. */
export interface Draft {
  version: string
  fields: Record<string, Typed>
}

/** Drafts of this tab, which outlive a reload. */
export interface Drafts {
  get(): Draft | null
  set(draft: Draft): void
  remove(): void
}

/** Keeps the draft of one picture. */
export function draftsOf(id: string): Drafts {
  const key = `stockroom draft ${id}`
  return {
    get() {
      const text = sessionStorage.getItem(key)
      return text === null ? null : (JSON.parse(text) as Draft)
    },
    set(draft) {
      try {
        sessionStorage.setItem(key, JSON.stringify(draft))
      } catch {
        // the storage is full or turned off: the text is still in the form
      }
    },
    remove: () => sessionStorage.removeItem(key),
  }
}
