import { mountChips } from './chips.ts'
import { mountCounters } from './counters.ts'
import { keepDrafts } from './drafts.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { keepFresh } from './keep-fresh.ts'
import { adoptWords, decide, fill, holdFixes, isAboutUnsaved, sameFix } from './words.ts'

/** The form of a sidecar while it is on the page. */
export interface Details {
  /**
   * Saves what is not saved yet; false says that it could not be, and that one should stay.
   *
   * A second time one may go: what was typed is kept as a draft.
   */
  leave(): Promise<boolean>
}

/** What there is to leave where there is no form. */
const NOTHING: Details = { leave: async () => true }

/** Saves the form of a sidecar by itself, keeps it true to the file, and never lets go of what was typed. */
export function mountDetails(root: HTMLElement, signal: AbortSignal): Details {
  const form = root.querySelector<HTMLElement>('[data-details]')
  if (!form) return NOTHING
  followFile(root, form, signal)
  if (!(form instanceof HTMLFormElement)) return NOTHING
  mountChips(form, signal)
  mountCounters(form, signal)
  return mountForm(form, signal)
}

/** A file that could not be read gets its form once it can be. */
function followFile(root: HTMLElement, form: HTMLElement, signal: AbortSignal): void {
  if (form instanceof HTMLFormElement) return
  document.body.addEventListener(
    'library-changed',
    async () => {
      const fresh = await freshForm(form.dataset.id ?? '').catch(() => null)
      if (!fresh || signal.aborted) return
      form.replaceWith(fresh)
      root.dispatchEvent(new Event('remount', { bubbles: true }))
    },
    { signal },
  )
}

function mountForm(form: HTMLFormElement, signal: AbortSignal): Details {
  const fields = fieldsOf(form)
  const drafts = keepDrafts(form, fields)
  let saving: Promise<boolean> = Promise.resolve(true)
  let mayLeave = false
  /** Whether nobody answered the last save. */
  let isUnheard = false
  let sends = 0

  function setState(state = ''): void {
    form.dataset.state = state
  }

  /** One save after the other: each is made to what the one before it left. */
  function save(choice?: string): Promise<boolean> {
    const next = () => send(choice)
    saving = saving.then(next, next)
    return saving
  }

  async function send(choice?: string): Promise<boolean> {
    if (!choice && fields.dirty().length === 0) return true
    sends++
    const sent = new Map(fields.names.map((name) => [name, fields.text(name)]))
    setState('saving')
    isUnheard = false
    try {
      const answer = await post(form, choice)
      const fresh = formIn(await answer.text())
      if (fresh) adopt(form, fresh, sent)
      setState(fresh ? stateOf(fresh, fields) : 'refused')
      return fresh !== null && answer.ok && fields.dirty().length === 0
    } catch {
      setState('refused') // nobody answers; the text stays where it is
      isUnheard = true
      return false
    } finally {
      drafts.keep()
    }
  }

  const refresh = keepFresh({
    age: () => sends,
    async ask() {
      await saving.catch(() => false)
      const fresh = await freshForm(form.dataset.id ?? '')
      return fresh instanceof HTMLFormElement && !signal.aborted ? fresh : null
    },
    adopt(fresh) {
      if (fields.dirty().length === 0) adoptWords(form, fresh)
      refreshUntouched(fields, fieldsOf(fresh))
      drafts.offer()
    },
  })

  function settle(): void {
    form.dispatchEvent(new Event('settle')) // what is half typed counts, too
  }

  listen(form, signal, {
    typed() {
      mayLeave = false
      setState(fields.dirty().length > 0 ? 'unsaved' : 'clean')
      drafts.keep()
    },
    save(choice) {
      void save(choice)
    },
    async fix(button) {
      // what was typed since is looked at first: a fix is made for the text it was made from
      const isStale = isAboutUnsaved(fields, button)
      if (isStale) await save()
      const fresh = isStale ? sameFix(form, button) : button
      if (!fresh || signal.aborted) return
      fill(fields, fresh.value)
      const ready = holdFixes(form)
      await save()
      ready()
    },
    async decide(button) {
      if (await save()) await decide(button)
      await refresh().catch(() => undefined)
    },
    refresh: () => void refresh().catch(() => undefined), // the next change asks again
    back() {
      if (isUnheard) void save()
    },
    settle,
    lastChance() {
      settle()
      if (fields.dirty().length > 0) void post(form, undefined, true).catch(() => undefined)
    },
  })
  const onDraft = (name: string, run: () => void) =>
    form.querySelector(`[data-draft-${name}]`)?.addEventListener('click', run, { signal })
  onDraft('discard', drafts.discard)
  onDraft('restore', () => {
    drafts.restore()
    void save()
  })
  drafts.offer()

  return {
    async leave() {
      settle()
      if (mayLeave || (await save())) return true
      mayLeave = true
      return false
    },
  }
}

/** Takes over what the server says after a save; what was typed while it was under way stays. */
function adopt(form: HTMLFormElement, fresh: HTMLFormElement, sent: Map<string, string>): void {
  const [fields, news] = [fieldsOf(form), fieldsOf(fresh)]
  for (const name of fields.names) {
    if (fields.text(name) === sent.get(name)) fields.set(name, news.text(name))
    fields.setBase(name, news.base(name))
  }
  fields.setVersion(news.version())
  adoptWords(form, fresh)
  for (const part of ['[data-collisions]', '.details-state', '[data-problem]']) {
    const [old, next] = [form.querySelector(part), fresh.querySelector(part)]
    // what says the same stays, or a button would vanish from under the finger
    if (old && next && old.outerHTML !== next.outerHTML) old.replaceWith(next)
  }
}

/** Takes over what somebody else wrote, except into fields with something unsaved in them. */
function refreshUntouched(fields: Fields, news: Fields): void {
  const touched = fields.dirty()
  for (const name of fields.names) {
    if (touched.includes(name)) continue
    fields.set(name, news.text(name))
    fields.setBase(name, news.base(name))
  }
  if (touched.length === 0) fields.setVersion(news.version())
}

function stateOf({ dataset: { state } }: HTMLFormElement, fields: Fields): string | undefined {
  return state === 'saved' && fields.dirty().length > 0 ? 'unsaved' : state
}

interface Heard {
  typed(): void
  save(choice?: string): void
  /** Puts texts into fields, as a button offers them. */
  fix(button: HTMLButtonElement): void
  /** Records or withdraws a decision against a rule. */
  decide(button: HTMLButtonElement): void
  settle(): void
  refresh(): void
  /** The dashboard answers again. */
  back(): void
  /** The page goes away. */
  lastChance(): void
}

function listen(form: HTMLFormElement, signal: AbortSignal, heard: Heard): void {
  const { save, settle } = heard
  form.addEventListener('input', heard.typed, { signal })
  form.addEventListener('change', () => save(), { signal })
  form.addEventListener('focusout', () => save(), { signal })
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault()
      const { submitter } = event
      const button = submitter instanceof HTMLButtonElement ? submitter : null
      if (button?.matches('[data-fix]')) heard.fix(button)
      else if (button?.matches('[data-override]')) heard.decide(button)
      else save(button?.name === 'choice' ? button.value : undefined)
    },
    { signal },
  )
  form.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && event.target instanceof Element && event.target.matches('[data-reason]')) {
        event.preventDefault()
        event.target.closest('details')?.querySelector<HTMLButtonElement>('[data-override]')?.click()
        return
      }
      const isLine = event.target instanceof Element && event.target.matches('[data-single-line]')
      if (event.key !== 'Enter' || !isLine || event.isComposing) return
      event.preventDefault()
      save()
    },
    { signal },
  )
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      settle()
      save()
    },
    { signal },
  )
  form.addEventListener('click', ({ target }) => void copyPrompt(form, target), { signal })
  document.body.addEventListener('library-changed', heard.refresh, { signal })
  document.body.addEventListener('dashboard-back', heard.back, { signal })
  window.addEventListener('pagehide', heard.lastChance, { signal })
}

function post(form: HTMLFormElement, choice?: string, keepalive = false): Promise<Response> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  if (choice) body.append('choice', choice)
  return fetch(form.action, {
    method: 'POST',
    body,
    keepalive,
    headers: { 'HX-Request': 'true', Accept: 'text/html' },
  })
}

async function freshForm(id: string): Promise<HTMLElement | null> {
  const path = id.split('/').map(encodeURIComponent).join('/')
  const answer = await fetch(`/parts/details/${path}`, { headers: { Accept: 'text/html' } })
  if (!answer.ok) return null
  return new DOMParser()
    .parseFromString(await answer.text(), 'text/html')
    .querySelector<HTMLElement>('[data-details]')
}

function formIn(html: string): HTMLFormElement | null {
  return new DOMParser()
    .parseFromString(html, 'text/html')
    .querySelector<HTMLFormElement>('form[data-details]')
}

async function copyPrompt(form: HTMLElement, target: EventTarget | null): Promise<void> {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
  const text = button && form.querySelector(`#${button.dataset.copy}`)?.textContent
  if (!button || !text) return
  await navigator.clipboard.writeText(text)
  button.classList.add('done')
}
