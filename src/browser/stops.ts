import { doorOf, itemsOf, listOf } from './items.ts'

/**
 * Lets the Tab key stop once in every list: at one picture and its controls, whatever comes and goes.
 *
 * Returns what moves the stop of a list to another of its pictures.
 */
export function keepStops(): (item: HTMLElement) => void {
  const stops = new WeakMap<HTMLElement, HTMLElement>()

  function makeStop(item: HTMLElement): void {
    const list = listOf(item)
    if (!list) return
    const earlier = stops.get(list)
    if (earlier && earlier !== item) for (const control of controlsOf(earlier)) control.tabIndex = -1
    for (const control of controlsOf(item)) control.tabIndex = 0
    stops.set(list, item)
  }

  function tidy(list: HTMLElement): void {
    for (const control of newControlsOf(list)) control.tabIndex = -1
    const stop = stops.get(list)
    const isThere = stop && list.contains(stop) && !stop.hidden
    const next = isThere ? stop : itemsOf(list)[0]
    if (next && (next !== stop || doorOf(next)?.tabIndex !== 0)) makeStop(next)
  }

  const board = document.querySelector<HTMLElement>('#board')
  const tidyAll = () => {
    for (const list of board?.querySelectorAll<HTMLElement>('[data-list]') ?? []) tidy(list)
  }
  if (board) new MutationObserver(tidyAll).observe(board, { childList: true, subtree: true })
  tidyAll()
  return makeStop
}

function controlsOf(item: HTMLElement): NodeListOf<HTMLElement> {
  return item.querySelectorAll<HTMLElement>('a, button, input:not([type="hidden"])')
}

/** Finds the controls of pictures that have just come. */
function newControlsOf(list: HTMLElement): NodeListOf<HTMLElement> {
  return list.querySelectorAll('li:not(.more) :is(a, button, input:not([type="hidden"])):not([tabindex])')
}
