import htmx from 'htmx.org'
import Sortable from 'sortablejs'
import { released } from './pressing.ts'

/**
 * Keeps the pages of jobs true, and lets waiting jobs be carried up and down.
 *
 * What changed is morphed into the page, so that the place it is scrolled to, the focus and what is being
 * typed stay; while a job is carried nothing moves under the hand.
 */
export function followJobs(): void {
  const page = document.querySelector<HTMLElement>('[data-live]')
  if (!page) return
  let isCarrying = false
  let hasStarted = false
  let isAsking = false
  let wanted = false

  async function refresh(): Promise<void> {
    wanted = true
    if (isCarrying || isAsking) return
    isAsking = true
    while (wanted && !isCarrying) {
      wanted = false
      const text = await fetchPart(`${page?.dataset.live}${location.search}`)
      await released()
      if (isCarrying) wanted = true
      else if (text !== null && page) {
        await htmx.swap({ text: withPreviews(text), target: page, sourceElement: page, swap: 'innerMorph' })
        carryJobs()
      }
    }
    isAsking = false
  }

  function carryJobs(): void {
    const rows = document.querySelector<HTMLElement>('#job-rows')
    if (!rows || Sortable.get(rows)) return
    Sortable.create(rows, {
      draggable: '.job-waiting',
      handle: '.grip',
      animation: 0,
      // From the press on: a swap before the first movement would take away what makes the row movable.
      onChoose: () => {
        isCarrying = true
      },
      onStart: () => {
        hasStarted = true
      },
      onUnchoose: () => {
        if (!hasStarted) letGo()
      },
      onEnd: async ({ item, newIndex, oldIndex }) => {
        if (newIndex !== oldIndex) await move(item)
        letGo()
      },
    })
  }

  function letGo(): void {
    isCarrying = false
    hasStarted = false
    void refresh()
  }

  document.body.addEventListener('jobs-changed', () => void refresh())
  carryJobs()
}

/** The server knows only the schedules that were saved; the next runs of one that is being written stay as they are. */
function withPreviews(text: string): string {
  const fresh = document.createElement('template')
  fresh.innerHTML = text
  for (const form of document.querySelectorAll<HTMLFormElement>('.schedule-form')) {
    const fields = [...form.querySelectorAll('input')]
    const shown = form.parentElement?.querySelector('.runs')
    if (!shown || fields.every(({ value, defaultValue }) => value === defaultValue)) continue
    fresh.content.getElementById(shown.id)?.replaceChildren(...shown.cloneNode(true).childNodes)
  }
  return fresh.innerHTML
}

/** A job goes before the next one of its kind; where there is none, last. */
async function move(row: HTMLElement): Promise<void> {
  const following = [...(row.parentElement?.children ?? [])]
    .slice(Array.prototype.indexOf.call(row.parentElement?.children ?? [], row) + 1)
    .filter((other) => other instanceof HTMLElement)
  const next = following.find(({ dataset }) => dataset.kind === row.dataset.kind)
  const before = next?.classList.contains('job-waiting') ? (next.dataset.id ?? '') : ''
  await htmx.ajax('POST', `/api/jobs/${row.dataset.id}/move`, {
    values: { before: before ?? '' },
    swap: 'none',
  })
}

/** Asks for a part of the page; nothing while the dashboard does not answer. */
async function fetchPart(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { headers: { 'HX-Request': 'true' } })
    return answer.ok ? await answer.text() : null
  } catch {
    return null
  }
}
