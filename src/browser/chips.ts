import Sortable from 'sortablejs'

/**
 * Shows the lines of a text area as chips that can be added, pasted, dragged, moved by keys and removed.
 *
 * The text area stays what the form sends; every change of the chips is a change of it. Whoever fills it
 * otherwise dispatches `refilled` on it.
 */
export function mountChips(form: HTMLElement, signal: AbortSignal): void {
  const field = form.querySelector<HTMLElement>('[data-chips-field]')
  const list = field?.querySelector<HTMLOListElement>('[data-chips]')
  const entry = field?.querySelector<HTMLInputElement>('[data-entry]')
  const text = form.querySelector<HTMLTextAreaElement>('textarea[name="keywords"]')
  const template = field?.querySelector<HTMLTemplateElement>('template[data-chip]')
  if (!field || !list || !entry || !text || !template) return
  const duplicate = field.querySelector<HTMLElement>('[data-duplicate]')
  const moved = field.querySelector<HTMLElement>('[data-moved]')

  const chips = () => [...list.querySelectorAll<HTMLElement>('[data-word]')]
  const words = () => chips().map((chip) => chip.textContent)

  function fill(): void {
    const wanted = text?.value.split('\n').filter(Boolean) ?? []
    if (wanted.join('\n') === words().join('\n')) return
    list?.replaceChildren(...wanted.map(makeChip))
    rove()
  }

  function makeChip(word: string): Node {
    const chip = template?.content.cloneNode(true) as DocumentFragment
    const [label, remove] = [chip.querySelector('[data-word]'), chip.querySelector('[data-remove]')]
    if (label) label.textContent = word
    remove?.setAttribute('aria-label', said(remove.getAttribute('aria-label'), { word }))
    return chip
  }

  /** Only one chip is in the order of the Tab key, so 49 of them are one stop. */
  function rove(to?: HTMLElement): void {
    const all = chips()
    const current = to ?? all.find((chip) => chip.tabIndex === 0) ?? all[0]
    for (const chip of all) chip.tabIndex = chip === current ? 0 : -1
    to?.focus()
  }

  function tell(): void {
    if (!text) return
    text.value = words().join('\n')
    text.dispatchEvent(new Event('input', { bubbles: true }))
    text.dispatchEvent(new Event('change', { bubbles: true }))
  }

  /** Adds what is typed or pasted; what is there already stays in the entry, with a word about it. */
  function add(typed: string): void {
    const known = new Set(words().map(fold))
    const refused: string[] = []
    let added = false
    for (const part of typed.split(/[,;，、；\t\r\n]/)) {
      const word = part.replace(/\s+/g, ' ').trim()
      if (word === '') continue
      if (known.has(fold(word))) refused.push(word)
      else {
        known.add(fold(word))
        list?.append(makeChip(word))
        added = true
      }
    }
    if (entry) entry.value = refused.length === 1 && !added ? (refused[0] ?? '') : ''
    warn(refused)
    rove()
    if (added) tell()
  }

  function warn(refused: string[]): void {
    if (!duplicate) return
    duplicate.hidden = refused.length === 0
    duplicate.textContent = said(duplicate.dataset.text, { word: refused.join(', ') })
    for (const chip of chips()) {
      const isMeant = refused.some((word) => fold(word) === fold(chip.textContent))
      chip.closest('li')?.classList.toggle('meant', isMeant)
    }
  }

  function remove(chip: HTMLElement): void {
    const at = chips().indexOf(chip)
    const hadFocus = chip.closest('li')?.contains(document.activeElement)
    chip.closest('li')?.remove()
    const next = chips()[Math.min(at, chips().length - 1)]
    if (hadFocus && next) rove(next)
    else if (hadFocus) entry?.focus()
    else rove()
    tell()
  }

  function move(chip: HTMLElement, by: number): void {
    const all = chips()
    const to = all.indexOf(chip) + by
    const item = chip.closest('li')
    const other = all[to]?.closest('li')
    if (!item || !other) return
    if (by < 0) other.before(item)
    else other.after(item)
    rove(chip)
    announce(chip)
    tell()
  }

  function announce(chip: HTMLElement): void {
    const all = chips()
    const values = { word: chip.textContent, place: String(all.indexOf(chip) + 1), count: String(all.length) }
    if (moved) moved.textContent = said(moved.dataset.text, values)
  }

  function onChipKey(event: KeyboardEvent, chip: HTMLElement): void {
    const all = chips()
    const at = all.indexOf(chip)
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
    if (by && event.altKey) move(chip, by)
    else if (by) (all[at + by] ?? (by > 0 ? undefined : chip)) ? rove(all[at + by] ?? chip) : entry?.focus()
    else if (event.key === 'Home') rove(all[0])
    else if (event.key === 'End') rove(all.at(-1))
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(chip)
    else if (event.key === 'Enter' || event.key === ' ') edit(chip)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Takes a keyword back into the entry; entering it again puts it at the end. */
  function edit(chip: HTMLElement): void {
    const word = chip.textContent
    remove(chip)
    if (!entry) return
    entry.value = word
    entry.focus()
  }

  function onEntryKey(event: KeyboardEvent): void {
    if (event.isComposing) return // Enter ends a Korean syllable first
    const atStart = entry?.selectionStart === 0 && entry.selectionEnd === 0
    const last = chips().at(-1)
    if (event.key === 'Enter' || event.key === ',') add(entry?.value ?? '')
    else if (event.key === 'Backspace' && atStart && last) remove(last)
    else if (event.key === 'ArrowLeft' && atStart && last) rove(last)
    else return
    event.preventDefault()
  }

  field.addEventListener(
    'keydown',
    (event) => {
      if (event.target === entry) return onEntryKey(event)
      const chip = event.target instanceof HTMLElement && event.target.closest<HTMLElement>('[data-word]')
      if (chip) onChipKey(event, chip)
    },
    { signal },
  )
  field.addEventListener(
    'click',
    ({ target }) => {
      if (!(target instanceof Element)) return
      const chip = target.closest('li')?.querySelector<HTMLElement>('[data-word]')
      if (target.closest('[data-remove]') && chip) remove(chip)
      else if (chip) rove(chip)
      else if (target === list) entry.focus()
    },
    { signal },
  )
  entry.addEventListener('input', () => warn([]), { signal })
  entry.addEventListener('blur', () => add(entry.value), { signal })
  entry.addEventListener(
    'paste',
    (event) => {
      const pasted = event.clipboardData?.getData('text') ?? ''
      if (!/[,;，、；\t\r\n]/.test(pasted)) return
      event.preventDefault()
      add(`${entry.value},${pasted}`)
    },
    { signal },
  )
  text.addEventListener('refilled', fill, { signal })
  form.addEventListener('settle', () => add(entry.value), { signal })

  const sortable = Sortable.create(list, {
    draggable: '.chip',
    filter: '[data-remove]',
    preventOnFilter: false,
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
    delay: 120,
    delayOnTouchOnly: true,
    onEnd: ({ item, oldIndex, newIndex }) => {
      const chip = item.querySelector<HTMLElement>('[data-word]')
      if (oldIndex === newIndex || !chip) return
      announce(chip)
      tell()
    },
  })
  signal.addEventListener('abort', () => sortable.destroy())
  fill()
}

function fold(word: string): string {
  return word.normalize('NFC').toLowerCase()
}

/** Fills the places of a sentence that came with the page. */
function said(sentence: string | null | undefined, values: Record<string, string>): string {
  return (sentence ?? '').replace(/%(\w+)%/g, (_, name: string) => values[name] ?? '')
}
