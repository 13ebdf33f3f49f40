import type { Row } from '../covering/pairs.ts'

/** Remembers whole combinations. */
export interface Book {
  note(row: Row): void
  has(row: Row): boolean
}

/** Begins with the combinations there were before. */
export function createBook(past: readonly Row[]): Book {
  const known = new Set(past.map((row) => row.join()))
  return { note: (row) => void known.add(row.join()), has: (row) => known.has(row.join()) }
}
