import type { Move, Outcome } from './moves.ts'

/** Carries out what was decided about a picture. */
export interface Decider {
  make(move: Move): Promise<Outcome>
  undo(): void
}

/** The keys that decide, by the place of the letter where the keyboard writes Korean. */
const KEYS: Record<string, string> = {
  s: '[data-decide="/api/selection"]',
  x: '[data-decide="/api/trash"]',
  delete: '[data-decide="/api/trash"]',
}

/** Finds the button that a key presses in an inspector; `undo` for the key that takes the last step back. */
export function decisionOf(event: KeyboardEvent, root: HTMLElement): HTMLElement | 'undo' | null {
  const isLatin = /^[ -~]$/.test(event.key) || event.key.length > 1
  const name = (isLatin ? event.key : event.code.replace(/^Key/, '')).toLowerCase()
  if (name === 'u') return 'undo'
  const selector = KEYS[name]
  return selector ? root.querySelector<HTMLElement>(selector) : null
}

/** Makes the move that a button of an inspector stands for; the card of the picture leaves the drafts with it. */
export function decide(button: HTMLElement, id: string, { make }: Decider): Promise<Outcome> {
  const { decide: address = '', action } = button.dataset
  const values: Move['values'] = [['images', id]]
  if (action) values.unshift(['action', action])
  const items = [...document.querySelectorAll<HTMLElement>('#drafts > .card, #selection > .selected')]
  const leaving = items.filter(
    (item) => item.dataset.id === id && (action === 'remove' || item.matches('.card')),
  )
  return make({ address, values, leaving })
}

/** Says in the inspector what was done: the notice about it lies below the dialog. */
export function tellIn(root: HTMLElement | null): void {
  const [last] = [...document.querySelectorAll('#notices .notice > span')].slice(-1)
  const line = root?.querySelector('[data-decided]')
  if (line) line.textContent = last?.textContent ?? ''
}
