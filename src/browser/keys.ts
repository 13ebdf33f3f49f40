import type { Command } from './commands.ts'
import { itemOf, itemsOf, listNamed, listOf } from './items.ts'
import type { Marks } from './marks.ts'
import type { Walk, Way } from './walk.ts'

interface Deps {
  run: (command: Command) => void
  marks: Marks
  walk: Walk
}

/** Keys that lead from picture to picture, with Shift marking what lies between. */
const WAYS: Record<string, Way> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
}

const COMMANDS: Record<string, Command> = {
  s: 'select',
  x: 'trash',
  delete: 'trash',
  r: 'restore',
  m: 'mark',
  i: 'invert',
  u: 'undo',
  escape: 'clear',
  'ctrl a': 'all',
  'ctrl z': 'undo',
  'ctrl shift z': 'redo',
  'ctrl y': 'redo',
  'alt arrowup': 'up',
  'alt arrowdown': 'down',
}

/** Where the page remembers over a new filter that the keyboard was in the drafts. */
const STAY = 'stockroom-stay'

/** Listens to the keys of the whole page; in a field and with a dialog open they are left alone. */
export function listenToKeys({ run, marks, walk }: Deps): void {
  let anchor: HTMLElement | null = null

  function go(event: KeyboardEvent, way: Way): boolean {
    const from = walk.here()
    if (!from) {
      const isNowhere = document.activeElement === document.body || listOf(document.activeElement)
      if (isNowhere) walk.resume()
      return Boolean(isNowhere)
    }
    const to = walk.step(from, way)
    if (event.shiftKey) {
      anchor ??= from
      if (to.dataset.id) marks.range(to, { from: anchor })
    } else {
      anchor = null
      marks.walkOn()
    }
    walk.focus(to)
    if (way === 'last') document.querySelector('#more')?.scrollIntoView()
    return true
  }

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    if (isTyping(event.target)) return leaveField(event, walk)
    const name = nameOf(event)
    const way = event.ctrlKey || event.metaKey || event.altKey ? undefined : WAYS[event.key]
    const command = COMMANDS[name]
    const isDone = command
      ? perform(command, event, run)
      : way
        ? !isChoosing(event.target) && go(event, way)
        : elsewhere(name, event, run)
    if (isDone) event.preventDefault()
  })
  document.addEventListener('pointerdown', () => {
    anchor = null
  })
  if (sessionStorage.getItem(STAY)) walk.resume()
  sessionStorage.removeItem(STAY)
}

/** Runs a command; a key that is held down does not throw away one picture after another. */
function perform(command: Command, event: KeyboardEvent, run: Deps['run']): boolean {
  const isDecision = command === 'select' || command === 'trash' || command === 'restore'
  const isOrder = command === 'up' || command === 'down'
  if (isOrder && listOf(event.target) !== listNamed('selection')) return false
  if (!(isDecision && event.repeat)) run(command)
  return true
}

/** Keys that are not about the pictures themselves, and Space, which a button keeps for itself. */
function elsewhere(name: string, event: KeyboardEvent, run: Deps['run']): boolean {
  if (name === ' ') {
    const item = itemOf(event.target)
    if (!item || (event.target instanceof Element && event.target.matches('button, input'))) return false
    if (!event.repeat) run('inspect')
    return true
  }
  if (name === '/') return focusSearch()
  if (name === '?' || name === 'shift ?') return press('#keys')
  if (/^[1-4]$/.test(name)) return chooseStage(Number(name))
  return false
}

/** Names a key with what is held: `ctrl shift z`. A letter is named by its place where the keyboard writes Korean. */
function nameOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isLatin = /^[ -~]$/.test(key) || key.length > 1
  const plain = (!isLatin && code.startsWith('Key') ? code.slice(3) : key).toLowerCase()
  const held = [ctrlKey || metaKey ? 'ctrl ' : '', altKey ? 'alt ' : '']
  return `${held.join('')}${shiftKey && plain !== '?' ? 'shift ' : ''}${plain}`
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('textarea, select') || target.isContentEditable) return true
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit)$/.test(target.type)
}

/** Arrows choose among radio buttons and scroll the log; only elsewhere they lead through the pictures. */
function isChoosing(target: EventTarget | null): boolean {
  return target !== document.body && listOf(target) === null
}

function leaveField(event: KeyboardEvent, walk: Walk): void {
  if (event.key === 'Escape' && event.target instanceof HTMLInputElement) walk.resume()
}

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('#filters input[type="search"]')
  search?.focus()
  search?.select()
  return search !== null
}

function press(selector: string): boolean {
  const control = document.querySelector<HTMLElement>(selector)
  control?.click()
  return control !== null
}

function chooseStage(number: number): boolean {
  const radio = document.querySelectorAll<HTMLInputElement>('#filters input[name="stage"]')[number - 1]
  if (!radio || radio.checked) return radio !== undefined
  const list = listNamed('drafts')
  if (list && itemsOf(list).length > 0) sessionStorage.setItem(STAY, 'yes')
  radio.click()
  return true
}
