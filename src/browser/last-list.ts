/** Where a tab remembers what its list of pictures was narrowed to. */
const KEY = 'stockroom-list'

/**
 * Lets the links to the pictures lead back to the list that one came from, with its filters and its order.
 *
 * On the page of the pictures itself the link stays as it is: there it shows everything again.
 */
export function rememberList(): void {
  if (document.querySelector('#board')) {
    const note = () => sessionStorage.setItem(KEY, location.search)
    note()
    addEventListener('pagehide', note)
    return
  }
  const search = sessionStorage.getItem(KEY)
  if (!search) return
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href="/"]')) link.href = `/${search}`
}
