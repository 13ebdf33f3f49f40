import { mountChips } from './chips.ts'
import { mountCounters } from './counters.ts'
import { type Draft, draftsOf } from './drafts.ts'
import { fieldsOf } from './fields.ts'

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
  const drafts = draftsOf(form.dataset.id ?? '')
  const offer = form.querySelector<HTMLElement>('[data-draft]')
  let pending = drafts.get()
  let saving: Promise<boolean> = Promise.resolve(true)
  let mayLeave = false

  const version = () => form.querySelector<HTMLInputElement>('[name="version"]')
  const setState = (state: string) => {
    form.dataset.state = state
  }

  /** Writes down what is not saved, so that a reload or a crash of the tab does not lose it. */
  function keepDraft(): void {
    const typed = fields.dirty().map((name) => [name, { text: fields.text(name), base: fields.base(name) }])
    const all: Draft['fields'] = { ...pending?.fields, ...Object.fromEntries(typed) }
    if (Object.keys(all).length === 0) drafts.remove()
    else drafts.set({ version: version()?.value ?? '', fields: all })
  }

  function offerDraft(): void {
    const differs = Object.entries(pending?.fields ?? {}).some(
      ([name, { text }]) => fields.text(name) !== text,
    )
    if (!differs) pending = null
    if (offer) offer.hidden = !differs
    keepDraft()
  }

  function restoreDraft(): void {
    for (const [name, { text, base }] of Object.entries(pending?.fields ?? {})) {
      fields.setBase(name, base)
      fields.set(name, text)
    }
    const field = version()
    if (field && pending) field.value = pending.version
    pending = null
    offerDraft()
    void save()
  }

  function save(choice?: string): Promise<boolean> {
    saving = saving.then(
      () => send(choice),
      () => send(choice),
    )
    return saving
  }

  async function send(choice?: string): Promise<boolean> {
    if (!choice && fields.dirty().length === 0) return true
    const sent = new Map(fields.names.map((name) => [name, fields.text(name)]))
    setState('saving')
    try {
      const answer = await post(form, choice)
      const fresh = formIn(await answer.text())
      if (fresh) adopt(fresh, sent)
      else setState('refused')
      return fresh !== null && answer.ok && fields.dirty().length === 0
    } catch {
      setState('refused') // nobody answers; the text stays where it is
      return false
    } finally {
      keepDraft()
    }
  }

  /** Takes over what the server says after a save; what was typed while it was under way stays. */
  function adopt(fresh: HTMLFormElement, sent: Map<string, string>): void {
    const news = fieldsOf(fresh)
    for (const name of fields.names) {
      if (fields.text(name) === sent.get(name)) fields.set(name, news.text(name))
      fields.setBase(name, news.base(name))
    }
    const field = version()
    if (field) field.value = fresh.querySelector<HTMLInputElement>('[name="version"]')?.value ?? ''
    for (const part of ['[data-collisions]', '.details-state', '[data-problem]']) {
      const [old, next] = [form.querySelector(part), fresh.querySelector(part)]
      if (old && next) old.replaceWith(next)
    }
    setState(
      fresh.dataset.state === 'saved' && fields.dirty().length > 0 ? 'unsaved' : (fresh.dataset.state ?? ''),
    )
  }

  /** Takes over what somebody else wrote, except into fields with something unsaved in them. */
  async function refresh(): Promise<void> {
    await saving.catch(() => false)
    const fresh = await freshForm(form.dataset.id ?? '')
    if (!(fresh instanceof HTMLFormElement) || signal.aborted) return
    const news = fieldsOf(fresh)
    const touched = new Set(fields.dirty())
    for (const name of fields.names) {
      if (touched.has(name)) continue
      fields.set(name, news.text(name))
      fields.setBase(name, news.base(name))
    }
    const [field, next] = [version(), fresh.querySelector<HTMLInputElement>('[name="version"]')]
    if (field && next && touched.size === 0) field.value = next.value
    offerDraft()
  }

  form.addEventListener(
    'input',
    () => {
      mayLeave = false
      setState(fields.dirty().length > 0 ? 'unsaved' : 'clean')
      keepDraft()
    },
    { signal },
  )
  form.addEventListener('change', () => void save(), { signal })
  form.addEventListener('focusout', () => void save(), { signal })
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault()
      const { submitter } = event
      void save(
        submitter instanceof HTMLButtonElement && submitter.name === 'choice' ? submitter.value : undefined,
      )
    },
    { signal },
  )
  form.addEventListener(
    'keydown',
    (event) => {
      const isLine = event.target instanceof Element && event.target.matches('[data-single-line]')
      if (event.key === 'Enter' && isLine && !event.isComposing) {
        event.preventDefault()
        void save()
      }
    },
    { signal },
  )
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      form.dispatchEvent(new Event('settle'))
      void save()
    },
    { signal },
  )
  form.querySelector('[data-draft-restore]')?.addEventListener('click', restoreDraft, { signal })
  form.querySelector('[data-draft-discard]')?.addEventListener(
    'click',
    () => {
      pending = null
      offerDraft()
    },
    { signal },
  )
  document.body.addEventListener('library-changed', () => void refresh().catch(() => undefined), { signal })
  window.addEventListener(
    'pagehide',
    () => {
      form.dispatchEvent(new Event('settle'))
      if (fields.dirty().length > 0) void post(form, undefined, true).catch(() => undefined)
    },
    { signal },
  )
  copyPrompts(form, signal)
  offerDraft()

  return {
    async leave() {
      form.dispatchEvent(new Event('settle'))
      if (mayLeave || (await save())) return true
      mayLeave = true
      return false
    },
  }
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

function copyPrompts(form: HTMLElement, signal: AbortSignal): void {
  form.addEventListener(
    'click',
    async ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
      const text = button && form.querySelector(`#${button.dataset.copy}`)?.textContent
      if (!button || !text) return
      await navigator.clipboard.writeText(text)
      button.classList.add('done')
    },
    { signal },
  )
}
