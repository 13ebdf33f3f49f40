import type { Fields } from './fields.ts'

/** Puts texts into fields, as the button of a fix or of a suggestion offers them (JSON by field). */
export function fill(fields: Fields, texts: string): void {
  for (const [name, text] of Object.entries(JSON.parse(texts))) {
    if (typeof text === 'string') fields.set(name, text)
  }
}

/** Sends a decision about a rule: recorded with its reason, or withdrawn. */
export async function decide(button: HTMLButtonElement): Promise<void> {
  const reason = button.closest('details')?.querySelector<HTMLInputElement>('[data-reason]')
  if (reason?.value.trim() === '') {
    reason.focus()
    return
  }
  const body = new URLSearchParams({ rule: button.value, ...(reason && { reason: reason.value }) })
  await fetch(button.formAction, {
    method: 'POST',
    body,
    headers: { 'HX-Request': 'true', Accept: 'text/html' },
  })
}

/** Takes over findings and suggestions from a fresh form; what says the same stays, with whatever is typed in it. */
export function adoptWords(form: HTMLFormElement, fresh: HTMLFormElement): void {
  for (const old of form.querySelectorAll<HTMLElement>('[data-words]')) {
    const next = fresh.querySelector<HTMLElement>(`[data-words="${CSS.escape(old.dataset.words ?? '')}"]`)
    if (next && plain(old) !== plain(next)) old.replaceWith(next)
  }
}

/** Opened or not, it is the same. */
function plain(part: HTMLElement): string {
  const copy = part.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return ''
  for (const opened of copy.querySelectorAll('details[open]')) opened.removeAttribute('open')
  return copy.innerHTML
}
