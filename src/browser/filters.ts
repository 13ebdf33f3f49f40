import htmx from 'htmx.org'
import type { Board } from './board.ts'
import { keepPlace, placeBefore } from './scroll-place.ts'

/** So long after the last key a search begins. */
const PAUSE_MS = 250
/** So long typing goes on in the same entry of the history. */
const TYPING_MS = 4000

/** Applies filters, sorting and search as they are chosen, each in the address of the page, so that back and reload work. */
export function followFilters(board: Board): void {
  const form = document.querySelector<HTMLFormElement>('#filters')
  if (!form || !document.querySelector('#board')) return
  let pause: ReturnType<typeof setTimeout> | undefined
  let typedAt = Number.NEGATIVE_INFINITY

  const go = async (search: string, isTyping = false): Promise<void> => {
    clearTimeout(pause)
    if (search === location.search) return
    const isSameEntry = isTyping && performance.now() - typedAt < TYPING_MS
    typedAt = isTyping ? performance.now() : Number.NEGATIVE_INFINITY
    history[isSameEntry ? 'replaceState' : 'pushState'](null, '', location.pathname + search)
    await board.show(0)
    fill(form, false) // the direction goes by other words now
    document.querySelector('#drafts')?.scrollTo({ top: 0 })
    countFilters()
  }

  const isOurs = (element: EventTarget | null) =>
    (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) && element.form === form
  document.addEventListener('change', ({ target }) => {
    if (!isOurs(target)) return
    void go(searchOf(form, target instanceof HTMLSelectElement && target.name === 'sort' ? ['order'] : []))
  })
  document.addEventListener('input', ({ target }) => {
    if (!isOurs(target) || !(target instanceof HTMLInputElement) || target.type !== 'search') return
    clearTimeout(pause)
    pause = setTimeout(() => void go(searchOf(form), true), PAUSE_MS)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // Enter leads from the search to what it found
    void go(searchOf(form)).then(() => document.dispatchEvent(new Event('results-wanted')))
  })
  document.addEventListener('click', (event) => {
    const chip = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.chip') : null
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void go(new URL(chip.href).search).then(() => fill(form))
  })
  window.addEventListener('popstate', () => {
    typedAt = Number.NEGATIVE_INFINITY
    void comeBack(board).then(() => {
      fill(form)
      countFilters()
    })
  })
  openFilters()
  keepPlace()
  fill(form) // a browser puts back what was chosen before a reload, which may be another entry's
  void comeBack(board, true)
}

/** Writes what is chosen as an address does, without what goes without saying. */
function searchOf(form: HTMLFormElement, without: string[] = []): string {
  const params = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    const goesWithout = value === '' || without.includes(name) || value === usualValue(form, name)
    if (!goesWithout && typeof value === 'string') params.append(name, value)
  }
  return params.size > 0 ? `?${params}` : ''
}

/** What a field has when the address says nothing of it. */
function usualValue(form: HTMLFormElement, name: string): string | undefined {
  const field = form.elements.namedItem(name)
  if (name === 'stage') return 'all'
  return field instanceof HTMLSelectElement ? field.dataset.usual : undefined
}

/** Puts what the address says into the fields; into that of the search only when nobody may be typing there. */
function fill(form: HTMLFormElement, withSearch = true): void {
  const params = new URLSearchParams(location.search)
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement) {
      field.value = params.get(field.name) ?? field.dataset.usual ?? ''
    } else if (field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type)) {
      const given = params.getAll(field.name)
      field.checked = given.length > 0 ? given.includes(field.value) : field.value === 'all'
    } else if (field instanceof HTMLInputElement && withSearch) {
      field.value = params.get(field.name) ?? ''
    }
  }
}

/** Brings back what an entry of the history showed, as far down as it was scrolled. */
async function comeBack(board: Board, isFirst = false): Promise<void> {
  const { cards, top } = placeBefore()
  if (isFirst && top === 0) return
  await board.show(cards)
  document.querySelector('#drafts')?.scrollTo({ top })
}

/** Counts what each filter would leave, when somebody looks. */
function openFilters(): void {
  const narrow = document.querySelector<HTMLDetailsElement>('#narrow')
  narrow?.addEventListener('toggle', countFilters)
  document.addEventListener('pointerdown', ({ target }) => {
    if (narrow?.open && target instanceof Node && !narrow.contains(target)) narrow.open = false
  })
  narrow?.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !narrow.open) return
    event.stopPropagation()
    narrow.open = false
    narrow.querySelector('summary')?.focus()
  })
}

function countFilters(): void {
  if (!document.querySelector<HTMLDetailsElement>('#narrow')?.open) return
  const params = new URLSearchParams(location.search)
  params.delete('cursor')
  void htmx.ajax('GET', `/parts/filter-counts?${params}`, {
    source: '#narrow',
    target: '#narrow',
    swap: 'none',
  })
}
