/** The pages that every header leads to, in the order of the work; each names its word in `pages.*` of the catalogues. */
export const PAGES: readonly { path: string; word: string }[] = [
  { path: '/prompts', word: 'prompts' },
  { path: '/', word: 'pictures' },
  { path: '/preflight', word: 'preflight' },
  { path: '/submissions', word: 'submissions' },
  { path: '/jobs', word: 'jobs' },
  { path: '/guide', word: 'guide' },
]

/** Tells which of the pages an address belongs to. */
export function isHere(path: string, here: string): boolean {
  const at = here.split('?')[0] ?? ''
  return path === '/' ? at === '/' : at === path || at.startsWith(`${path}/`)
}
