import { type Decider, decide, decisionOf, stepOf, tellIn } from './deciding.ts'
import { type Details, mountDetails } from './details.ts'
import { mountDivider } from './divider.ts'
import type { Outcome } from './moves.ts'
import type { Left } from './returning.ts'
import { isTyping } from './typing.ts'
import { mountViewer } from './viewer.ts'

/** Brings every inspector to life that comes into the dialog or stands on a page of its own. */
export function watchInspectors(decider: Decider): void {
  const hosts = document.querySelectorAll<HTMLElement>('#dialog, #inspector-host')
  for (const host of hosts) hostInspectors(host, decider)
}

/** Lives with what is in the host, one inspector after another. */
function hostInspectors(host: HTMLElement, decider: Decider): void {
  const dialog = host instanceof HTMLDialogElement ? host : null
  let life = new AbortController()
  let shown: HTMLElement | null = null
  let details: Details = { leave: async () => true }
  let busy = false
  let wanted: string | null = null

  function mount(isAnew = false): void {
    const inspector = host.querySelector<HTMLElement>('[data-inspector]')
    if (inspector === shown && !isAnew) return
    life.abort()
    life = new AbortController()
    shown = inspector
    if (!inspector) return
    const { signal } = life
    mountStages(inspector, signal)
    details = mountDetails(inspector, signal)
    inspector.addEventListener('click', onClick, { signal })
    document.addEventListener('keydown', onKey, { signal })
    dialog?.addEventListener('cancel', onCancel, { signal })
    preload(inspector)
  }

  /** A stage may be set anew while the form beside it stays, so it has a life of its own. */
  function mountStages(inspector: HTMLElement, signal: AbortSignal): void {
    const stages = new AbortController()
    signal.addEventListener('abort', () => stages.abort())
    mountDivider(inspector, stages.signal)
    mountViewer(inspector, stages.signal)
    const again = () => {
      stages.abort()
      mountStages(inspector, signal)
    }
    inspector.addEventListener('restaged', again, { signal: stages.signal })
    inspector.addEventListener('remount', () => mount(true), { signal: stages.signal })
  }

  function onClick(event: MouseEvent): void {
    const button = event.target instanceof Element && event.target.closest<HTMLElement>('[data-decide]')
    if (button) {
      void settle(button)
      return
    }
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a')
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (!link || !isPlain) return
    const { swap, restage, leave } = link.dataset
    if (swap === undefined && restage === undefined && leave === undefined) return
    event.preventDefault()
    if (restage !== undefined) void setAnew(link.href)
    else if (leave !== undefined) void close(link.href)
    else void goTo(link.href)
  }

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || isTyping(event) || !shown) return
    const step = stepOf(event)
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    if (step) {
      event.preventDefault()
      void takeStep(step)
    }
    if (step || !isPlain) return
    const decision = decisionOf(event, shown)
    if (!event.repeat) decision?.click()
    if (decision) return
    const selectors: Record<string, string> = {
      ArrowLeft: '[data-step="previous"]',
      ArrowRight: '[data-step="next"]',
      b: '[data-restage]',
    }
    const selector = selectors[event.key]
    if (!selector) return
    event.preventDefault()
    if (busy && event.key !== 'b') wanted = selector
    else shown?.querySelector<HTMLElement>(selector)?.click()
  }

  /** Takes a decision back or makes it again, and shows what is so of this picture now. */
  async function takeStep(step: 'undo' | 'redo'): Promise<void> {
    await decider[step]()
    const { here } = shown?.dataset ?? {}
    // made again, a step may take away the very picture that is shown
    const beside = shown?.querySelector<HTMLAnchorElement>('[data-step="next"], [data-step="previous"]')
    if (here) await goTo(here, beside?.href)
    tellIn(shown)
  }

  /** Decides about the picture and goes on to the next, or back where there is none; the last one closes. */
  async function settle(button: HTMLElement): Promise<void> {
    const inspector = shown
    const id = inspector?.dataset.id
    if (busy || !inspector || id === undefined) return
    const here = inspector.dataset.here ?? location.href
    const isStaying = button.dataset.action === 'remove' && !here.includes('from=selection')
    const stepTo = (way: string) => inspector.querySelector<HTMLAnchorElement>(`[data-step="${way}"]`)
    const step = stepTo('next') ?? stepTo('previous')
    busy = true // the key may be pressed again before the answer is there
    const outcome = await saveAndDecide(button, id).finally(() => {
      busy = false
    })
    if (outcome === null) return
    if (outcome !== 'done') return tellIn(shown)
    if (isStaying) await goTo(here)
    else if (step) await goTo(step.href)
    else await close('/')
    tellIn(shown)
  }

  /** Nothing is decided where what was typed cannot be saved. */
  async function saveAndDecide(button: HTMLElement, id: string): Promise<Outcome | null> {
    return (await details.leave()) ? decide(button, id, decider) : null
  }

  function onCancel(event: Event): void {
    event.preventDefault()
    void close(null)
  }

  async function close(href: string | null): Promise<void> {
    if (!(await details.leave())) return
    const { id, here } = shown?.dataset ?? {}
    const place = Number(shown?.querySelector('.place')?.textContent?.split('/')[0] ?? 0)
    if (dialog) {
      dialog.close()
      const left: Left = { id: id ?? '', place, isFromSelection: here?.includes('from=selection') === true }
      document.dispatchEvent(new CustomEvent('picture-left', { detail: left }))
    } else if (href) location.assign(href)
  }

  /** Shows another picture in the place of this one, once it is saved and the other can be painted at once. */
  async function goTo(href: string, otherwise?: string): Promise<void> {
    if (busy) return
    busy = true
    shown?.setAttribute('aria-busy', 'true')
    try {
      if (await details.leave()) await replaceBy(href, otherwise)
    } finally {
      busy = false
      shown?.removeAttribute('aria-busy')
    }
    const next = wanted === null ? null : shown?.querySelector<HTMLElement>(wanted)
    wanted = null
    next?.click()
  }

  async function replaceBy(href: string, otherwise?: string): Promise<void> {
    const from = shown
    const next = (await load(href)) ?? (otherwise === undefined ? null : await load(otherwise))
    if (shown !== from || dialog?.open === false) return // it was closed meanwhile
    if (!next) return location.assign(href) // the page itself says what is wrong
    const focused = document.activeElement?.id
    host.replaceChildren(next)
    mount()
    if (!dialog) {
      history.replaceState(null, '', href)
      document.title = next.dataset.title ?? document.title
    }
    const again = focused ? document.getElementById(focused) : null
    const stage = next.querySelector<HTMLElement>('[data-stage]')
    if (again instanceof HTMLAnchorElement) again.focus()
    else stage?.focus({ preventScroll: true })
  }

  /** Puts the slider on the stage, or takes it away; the form beside it is not touched. */
  async function setAnew(href: string): Promise<void> {
    const next = await load(href)
    const [old, fresh] = [shown?.querySelector('[data-stage]'), next?.querySelector('[data-stage]')]
    const [link, other] = [shown?.querySelector('[data-restage]'), next?.querySelector('[data-restage]')]
    if (!old || !fresh) return
    old.replaceWith(fresh)
    if (link && other) link.replaceWith(other)
    if (!dialog) history.replaceState(null, '', href)
    shown?.dispatchEvent(new Event('restaged'))
    shown?.querySelector<HTMLElement>('[data-divider], [data-restage]')?.focus()
  }

  new MutationObserver(() => mount()).observe(host, { childList: true })
  mount()
}

/** Fetches an inspector and has its pictures ready to be painted, so that nothing flashes. */
async function load(href: string): Promise<HTMLElement | null> {
  const answer = await fetch(href, { headers: { 'HX-Request': 'true', Accept: 'text/html' } })
  if (!answer.ok) return null
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const next = page.querySelector<HTMLElement>('[data-inspector]')
  await Promise.all([...(next?.querySelectorAll<HTMLImageElement>('[data-canvas] img') ?? [])].map(decoded))
  return next && document.importNode(next, true)
}

async function decoded({ src }: { src: string }): Promise<void> {
  const image = new Image()
  image.src = src
  await image.decode().catch(() => undefined)
}

/** Loads the neighbours, so that the next one is there when it is wanted. */
function preload(inspector: HTMLElement): void {
  for (const { dataset } of inspector.querySelectorAll<HTMLElement>('[data-media]')) {
    if (dataset.media) new Image().src = dataset.media
  }
}
