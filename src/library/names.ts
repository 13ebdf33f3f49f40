const collator = new Intl.Collator('en', { numeric: true })

/** What the extension of a picture may be; the content decides what it is. */
const EXTENSIONS = new Set(['png', 'jpg', 'jpeg', 'webp', 'avif', 'tif', 'tiff'])

/** Orders names as people do (`image_2` before `image_10`), and never calls two different names equal. */
export function byName(a: string, b: string): number {
  if (a === b) return 0
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/**
 * Returns what two names have in common when a person would call them the same.
 *
 * Windows and macOS ignore case; macOS and many ZIP tools write Korean in pieces (NFD), others whole (NFC).
 */
export function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** Tells whether a file of this name may be a picture. */
export function isPictureName(name: string): boolean {
  const dot = name.lastIndexOf('.')
  return dot > 0 && EXTENSIONS.has(name.slice(dot + 1).toLowerCase())
}
