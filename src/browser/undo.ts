import type { Moves } from './moves.ts'
import { leave, showNotice } from './notices.ts'

/** The way back, several steps deep, and forward again. */
export interface Undo {
  /** Ends when the step is taken back, or when it is told why not. */
  undo(): Promise<void>
  redo(): Promise<void>
}

/** A form that a notice offered: what takes a deed back, or does it again. */
interface Step {
  address: string
  values: [name: string, value: string][]
}

type Stacks = Record<'undo' | 'redo', Step[]>

/** Where the stacks lie: a tab has its own, and keeps it over a reload. */
const KEY = 'stockroom-undo'
const DEPTH = 50

/**
 * Gathers the undo forms of all notices, newest last.
 *
 * The forms are the server's: it checks when one comes back whether it still fits, so a step that
 * another tab has overtaken is refused with a sentence and harms nothing.
 */
export function createUndo(moves: Moves, onReturn: () => void): Undo {
  const stacks = load()

  function keep(): void {
    for (const way of ['undo', 'redo'] as const) {
      stacks[way] = stacks[way].slice(-DEPTH)
      const button = document.querySelector(`#${way}`)
      button?.setAttribute('aria-disabled', String(stacks[way].length === 0))
    }
    save(stacks)
  }

  function record(form: HTMLFormElement): void {
    const way = wayOf(form)
    stacks[way].push(stepOf(form))
    if (form.dataset.new !== undefined) stacks.redo = []
    keep()
  }

  async function take(way: keyof Stacks, wanted?: Step): Promise<void> {
    let step: Step | undefined
    const outcome = await moves.makeLater(() => {
      step = wanted ? removeFrom(stacks[way], wanted) : stacks[way].pop()
      keep()
      if (step) onReturn()
      return step
    })
    if (!step) showNotice('nothing-left')
    if (!step || outcome !== 'unreached') return
    stacks[way].push(step)
    keep()
  }

  const notices = document.querySelector('#notices')
  if (notices) {
    new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        const form = node instanceof Element ? node.querySelector('form') : null
        if (form?.dataset.way) record(form)
      }
    }).observe(notices, { childList: true })
    notices.addEventListener('submit', (event) => {
      if (!(event.target instanceof HTMLFormElement && event.target.dataset.way)) return
      event.preventDefault()
      void take(wayOf(event.target), stepOf(event.target))
      leave(event.target)
    })
  }
  keep()
  return { undo: () => take('undo'), redo: () => take('redo') }
}

function wayOf(form: HTMLFormElement): keyof Stacks {
  return form.dataset.way === 'redo' ? 'redo' : 'undo'
}

function stepOf(form: HTMLFormElement): Step {
  const values = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)])
  return { address: form.getAttribute('action') ?? '', values }
}

function removeFrom(stack: Step[], wanted: Step): Step | undefined {
  const index = stack.findLastIndex((step) => JSON.stringify(step) === JSON.stringify(wanted))
  return index === -1 ? undefined : stack.splice(index, 1)[0]
}

function load(): Stacks {
  try {
    const { undo = [], redo = [] }: Partial<Stacks> = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
    return { undo, redo }
  } catch {
    return { undo: [], redo: [] }
  }
}

/** Saves the stacks; where they are too large, without the oldest steps. */
function save(stacks: Stacks): void {
  for (let depth = DEPTH; depth > 0; depth = Math.floor(depth / 2)) {
    try {
      const newest = { undo: stacks.undo.slice(-depth), redo: stacks.redo.slice(-depth) }
      sessionStorage.setItem(KEY, JSON.stringify(newest))
      return
    } catch {
      // the room that a browser gives is used up: try with half
    }
  }
}
