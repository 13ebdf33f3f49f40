import { imagesOf, itemOf, itemsOf, listNamed, listOf } from './items.ts'
import type { Marks } from './marks.ts'
import type { Moves } from './moves.ts'
import type { Rest } from './rest.ts'
import type { Undo } from './undo.ts'
import type { Walk } from './walk.ts'

/** What can be done with pictures, by a key or a button alike. */
export type Command =
  | 'select'
  | 'trash'
  | 'remove'
  | 'restore'
  | 'up'
  | 'down'
  | 'mark'
  | 'all'
  | 'invert'
  | 'clear'
  | 'inspect'
  | 'undo'
  | 'redo'

interface Deps {
  rest: Rest
  marks: Marks
  walk: Walk
  moves: Moves
  history: Undo
}

/** Runs commands on the marked pictures of a list, or on the one with the focus. */
export function createCommands({ rest, marks, walk, moves, history }: Deps) {
  function targets(list: HTMLElement): HTMLElement[] {
    const marked = marks.of(list)
    const here = walk.here()
    return marked.length > 0 ? marked : here && list.contains(here) ? [here] : []
  }

  /** Sends pictures away: they leave at once, and the focus goes on to the next. */
  function sendAway(items: readonly HTMLElement[], address: string, values: [string, string][]): void {
    if (items.length === 0) {
      walk.resume()
      return
    }
    walk.passOver(items)
    void moves.make({ address, values, leaving: items })
    marks.clear()
  }

  /** Moves pictures of the selection by one place; they stay together. */
  function shift(list: HTMLElement, by: -1 | 1): void {
    const items = itemsOf(list)
    const moving = targets(list)
    const [first, here] = [moving[0], walk.here()]
    if (!first) return
    const others = items.filter((item) => !moving.includes(item))
    const before = items.slice(0, items.indexOf(first)).length
    const at = Math.max(0, Math.min(others.length, before + by))
    if (at === before) return
    const next = others[at]
    for (const item of moving) list.insertBefore(item, next ?? null)
    if (here) walk.focus(here)
    const values: [string, string][] = [['action', 'add'], ['at', String(at)], ...imagesOf(moving)]
    void moves.make({ address: '/api/selection', values })
  }

  const work: Record<Command, (list: HTMLElement) => void> = {
    select: (list) => {
      const items = targets(list)
      if (list.dataset.list === 'drafts')
        sendAway(items, '/api/selection', [['action', 'add'], ...imagesOf(items)])
    },
    trash: (list) => {
      const items = targets(list)
      if (list.dataset.list === 'selection') work.remove(list)
      else if (list.dataset.list === 'drafts') sendAway(items, '/api/trash', imagesOf(items))
    },
    remove: (list) => {
      const items = targets(list)
      sendAway(items, '/api/selection', [['action', 'remove'], ...imagesOf(items)])
    },
    restore: (list) => {
      const items = list.dataset.list === 'trash' ? targets(list) : []
      const values = items.flatMap(({ dataset: { entry } }): [string, string][] =>
        entry ? [['entries', entry]] : [],
      )
      if (values.length > 0) sendAway(items, '/api/trash/restore', values)
    },
    up: (list) => shift(list, -1),
    down: (list) => shift(list, 1),
    mark: () => {
      const here = walk.here()
      if (here) marks.toggle(here)
    },
    all: (list) => {
      marks.set(list, itemsOf(list))
      rest.mark(list)
    },
    invert: (list) => {
      marks.invert(list)
      rest.invert(list)
    },
    clear: () => marks.clear(),
    inspect: () => open(walk.here()),
    undo: () => void history.undo(),
    redo: () => void history.redo(),
  }

  /** Runs a command in the list of a panel: the one that has the focus, unless it is named. */
  function run(command: Command, list = listAtHand()): void {
    if (list) work[command](list)
    else if (command === 'undo' || command === 'redo') void history[command]()
  }

  const isCommand = (name = ''): name is Command => Object.hasOwn(work, name)
  listenToButtons({ run, walk, isCommand })
  listenToForms(moves, walk)
  return run
}

/** The list that a key is meant for: where the focus is, else where something is marked. */
function listAtHand(): HTMLElement | null {
  const marked = () => document.querySelector<HTMLElement>('[data-list]:has(.mark-box:checked)')
  return listOf(document.activeElement) ?? marked() ?? listNamed('drafts')
}

/** Opens a picture as its link does. */
export function open(item: HTMLElement | null): void {
  item?.querySelector<HTMLElement>('.card-picture, a.name')?.click()
}

interface Buttons {
  run: (command: Command, list: HTMLElement) => void
  walk: Walk
  isCommand: (name?: string) => name is Command
}

function listenToButtons({ run, walk, isCommand }: Buttons): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-command]') : null
    const list = button?.closest('.panel')?.querySelector<HTMLElement>('[data-list]')
    const command = button?.dataset.command
    if (!button || !list || !isCommand(command)) return
    run(command, list)
    if (button.closest('[hidden]')) walk.resume()
  })
}

/** Lets the buttons on the pictures go the way the keys go: at once, in order, with the focus kept. */
function listenToForms(moves: Moves, walk: Walk): void {
  const addresses = ['/api/selection', '/api/trash', '/api/trash/restore']
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target instanceof HTMLFormElement ? event.target : null
      const address = form?.getAttribute('action') ?? ''
      if (!form?.closest('#board') || !addresses.includes(address)) return
      event.preventDefault()
      event.stopPropagation()
      const values = [...new FormData(form, event.submitter)].map(([name, value]): [string, string] => [
        name,
        String(value),
      ])
      const item = form.matches('.move') ? null : itemOf(form)
      if (item) walk.passOver([item])
      void moves.make({ address, values, leaving: item ? [item] : [] })
    },
    { capture: true },
  )
}
