import { type News, shareStream } from './stream.ts'

/** What on a page follows which news. */
const FOLLOWERS: Record<string, string[]> = {
  library: ['library-changed'],
  job: ['strip-changed', 'jobs-changed'],
  lines: ['jobs-changed'],
  queue: ['strip-changed', 'jobs-changed'],
  schedule: ['jobs-changed'],
  machine: ['jobs-changed'],
  making: ['strip-changed'],
  ledger: ['ledger-changed'],
  state: ['strip-changed', 'jobs-changed'],
}

/** A part of the page is fetched anew at most so often. */
const EVERY = 1_000
/** So often the page asks by itself while there is no stream, and while there is one, in case something was missed. */
const ASKS = { alone: 2_000, connected: 30_000 }

/** Turns the server's news into the events that the parts of a page wait for; a hidden page waits until it is seen. */
export function followNews(): void {
  const due = new Set<string>()
  const last = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isConnected = false
  let asked = Date.now()

  function want(...names: string[]): void {
    for (const name of names) due.add(name)
    if (timer === undefined) flush()
  }

  function flush(): void {
    timer = undefined
    if (document.hidden || due.size === 0) return
    const now = performance.now()
    for (const name of due) {
      if (now - (last.get(name) ?? -EVERY) < EVERY) continue
      due.delete(name)
      last.set(name, now)
      document.body.dispatchEvent(new CustomEvent(name))
    }
    if (due.size > 0) timer = setTimeout(flush, EVERY / 4)
  }

  function hear({ event, data }: News): void {
    const { job } = document.querySelector<HTMLElement>('[data-live]')?.dataset ?? {}
    if (event === 'library' && !isNewRevision(data.revision)) return
    for (const name of FOLLOWERS[event] ?? []) {
      const isOther = job !== undefined && data.id !== undefined && data.id !== job
      if (name === 'jobs-changed' && (isOther || (event === 'lines' && job === undefined))) continue
      want(name)
    }
  }

  shareStream({
    news: hear,
    connected(is) {
      isConnected = is
      if (!is) return
      want('strip-changed', 'jobs-changed')
      document.body.dispatchEvent(new Event('dashboard-back'))
    },
  })
  document.addEventListener('visibilitychange', () => flush())
  setInterval(() => {
    if (document.hidden || Date.now() - asked < ASKS[isConnected ? 'connected' : 'alone']) return
    asked = Date.now()
    want('strip-changed', 'jobs-changed')
  }, ASKS.alone / 2)
}

/** The strip says which state of the library the page shows; what is noted here is not asked for twice. */
function isNewRevision(revision: number | undefined): boolean {
  const shown = document.querySelector<HTMLInputElement>('#strip [name=revision]')
  if (!shown || revision === undefined || Number(shown.value) === revision) return false
  shown.value = String(revision)
  return true
}
