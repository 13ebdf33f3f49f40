import type { Move, Outcome } from './moves.ts'

/** Carries out what was decided about a picture. */
export interface Decider {
  make(move: Move): Promise<Outcome>
  undo(): Promise<void>
  redo(): Promise<void>
}

/** The keys that decide, by the place of the letter where the keyboard writes Korean. */
const KEYS: Record<string, string> = {
  s: '[data-decide="/api/selection"]',
  x: '[data-decide="/api/trash"]',
  delete: '[data-decide="/api/trash"]',
}

/** The keys that take the last step back, or make it again, as they do among the cards. */
const STEPS: Record<string, 'undo' | 'redo'> = {
  u: 'undo',
  'ctrl z': 'undo',
  'ctrl shift z': 'redo',
  'ctrl y': 'redo',
}

/** Finds the button that a key presses in an inspector. */
export function decisionOf(event: KeyboardEvent, root: HTMLElement): HTMLElement | null {
  const selector = KEYS[letterOf(event)]
  return selector ? root.querySelector<HTMLElement>(selector) : null
}

/** Tells whether a key takes a step back or forth. */
export function stepOf(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey } = event
  if (altKey) return undefined
  return STEPS[`${ctrlKey || metaKey ? 'ctrl ' : ''}${shiftKey ? 'shift ' : ''}${letterOf(event)}`]
}

function letterOf({ key, code }: KeyboardEvent): string {
  const isLatin = /^[ -~]$/.test(key) || key.length > 1
  return (isLatin ? key : code.replace(/^Key/, '')).toLowerCase()
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
