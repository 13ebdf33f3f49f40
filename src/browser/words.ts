import type { Fields } from './fields.ts'

/** Puts texts into fields, as the button of a fix or of a suggestion offers them (JSON by field). */
export function fill(fields: Fields, texts: string): void {
  for (const [name, text] of Object.entries(JSON.parse(texts))) {
    if (typeof text === 'string') fields.set(name, text)
  }
}

/** Tells whether a finding's fix would write over something that is not saved yet; a suggestion is meant to. */
export function isAboutUnsaved(fields: Fields, button: HTMLButtonElement): boolean {
  return button.closest('.finding') !== null && Object.keys(JSON.parse(button.value)).some(fields.isDirty)
}

/** Finds, after the findings were renewed, the button that does what another one was to do. */
export function sameFix(form: HTMLFormElement, old: HTMLButtonElement): HTMLButtonElement | undefined {
  const rule = old.closest<HTMLElement>('.finding')?.dataset.rule ?? ''
  const fixes = [
    ...form.querySelectorAll<HTMLButtonElement>(`.finding[data-rule="${CSS.escape(rule)}"] [data-fix]`),
  ]
  return (
    fixes.find(({ textContent }) => textContent === old.textContent) ??
    (fixes.length === 1 ? fixes[0] : undefined)
  )
}

/** Turns the fixes off until the findings are those of the new texts; returns what turns them on again. */
export function holdFixes(form: HTMLFormElement): () => void {
  const set = (isHeld: boolean) => {
    for (const button of form.querySelectorAll<HTMLButtonElement>('[data-fix]')) button.disabled = isHeld
  }
  set(true)
  return () => set(false)
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
    if (next && plain(old) !== plain(next)) replaceWords(old, next)
  }
}

/** Replaces a part; what is opened in it, and a reason that is being typed, stay with what they are about. */
function replaceWords(old: HTMLElement, next: HTMLElement): void {
  let focused: HTMLInputElement | null = null
  for (const opened of old.querySelectorAll<HTMLDetailsElement>('details[open]')) {
    const { rule } = opened.closest<HTMLElement>('.finding')?.dataset ?? {}
    const place = rule === undefined ? '' : `.finding[data-rule="${CSS.escape(rule)}"] `
    const twin = next.querySelector<HTMLDetailsElement>(`${place}details.${opened.className}:not([open])`)
    if (!twin) continue
    twin.open = true
    const [typed, field] = [opened, twin].map((one) => one.querySelector<HTMLInputElement>('[data-reason]'))
    if (!typed || !field) continue
    field.value = typed.value
    if (typed === document.activeElement) focused = field
  }
  old.replaceWith(next)
  focused?.focus()
}

/** Opened or not, it is the same. */
function plain(part: HTMLElement): string {
  const copy = part.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return ''
  for (const opened of copy.querySelectorAll('details[open]')) opened.removeAttribute('open')
  return copy.innerHTML
}
