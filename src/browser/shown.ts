/** So much of a stamp is enough to tell two versions of one card apart. */
const STAMP = 12

/**
 * Tells what the page shows, so that the server need send only what is different.
 *
 * After cards were carried about, the side panels are not what the server sent; then they are asked for whole.
 */
export function shownNow(hasCarried: boolean): Record<string, string> {
  const cards = [...document.querySelectorAll<HTMLElement>('#drafts > .card')]
  const stampOf = (selector: string) => document.querySelector<HTMLElement>(selector)?.dataset.stamp ?? ''
  return {
    cards: cards
      .map(({ id, dataset }) => `${id.slice('card-'.length)}.${dataset.stamp?.slice(0, STAMP)}`)
      .join(' '),
    total: document.querySelector('#drafts-count')?.textContent ?? '',
    more: document.querySelector('#more')?.getAttribute('hx-get') ?? '',
    trash: hasCarried ? '' : stampOf('#trash'),
    selection: hasCarried ? '' : stampOf('#selection'),
    generations: stampOf('#generations > option'),
  }
}
