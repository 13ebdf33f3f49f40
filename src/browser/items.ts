/** What lies in the panels: a draft, a picture of the selection, one in the trash. */
const ITEM = ':is(.card, .selected, .trashed)'

/** Where the focus rests in each of them. */
const DOOR = '.card-picture, .selected > a.name, .trashed button'

/** Finds the list of a panel. */
export function listNamed(name: 'drafts' | 'selection' | 'trash'): HTMLElement | null {
  return document.querySelector(`[data-list="${name}"]`)
}

/** Finds the item that something belongs to. */
export function itemOf(node: EventTarget | null): HTMLElement | null {
  return node instanceof Element ? node.closest<HTMLElement>(`[data-list] > ${ITEM}`) : null
}

/** Finds the list that something belongs to. */
export function listOf(node: EventTarget | null): HTMLElement | null {
  return node instanceof Element ? node.closest<HTMLElement>('[data-list]') : null
}

/** Returns the items of a list as they are shown, without those on their way out. */
export function itemsOf(list: HTMLElement): HTMLElement[] {
  // Not by a selector, which would look through everything that lies in the pictures too.
  return [...list.children].filter(
    (child): child is HTMLElement => child instanceof HTMLElement && !child.hidden && child.matches(ITEM),
  )
}

/** Finds the element of an item that takes the focus. */
export function doorOf(item: HTMLElement): HTMLElement | null {
  return item.querySelector<HTMLElement>(DOOR)
}

/** Returns the ids of pictures, as a form sends them. */
export function imagesOf(items: readonly HTMLElement[]): [string, string][] {
  return items.flatMap(({ dataset: { id } }): [string, string][] => (id ? [['images', id]] : []))
}
