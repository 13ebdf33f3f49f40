/** So much of a stamp is enough to tell two versions of one card apart. */
const STAMP = 12

/** Tells what the page shows, so that the server need send only what is different. */
export function shownNow(): Record<string, string> {
  const cards = [...document.querySelectorAll<HTMLElement>('#drafts > .card')]
  const stampOf = (selector: string) => document.querySelector<HTMLElement>(selector)?.dataset.stamp ?? ''
  return {
    cards: cards
      .map(({ id, dataset }) => `${id.slice('card-'.length)}.${dataset.stamp?.slice(0, STAMP)}`)
      .join(' '),
    total: document.querySelector('#drafts-count')?.textContent ?? '',
    more: document.querySelector('#more')?.getAttribute('hx-get') ?? '',
    trash: stampOf('#trash'),
    selection: stampOf('#selection'),
    generations: stampOf('#generations > option'),
  }
}
