import type { LedgerEntry } from '../../delivery/ledger-lines.ts'
import { Fingerprint } from '../../imaging/fingerprint.ts'
import type { Submitted } from './report.ts'

/** Reads an entry of the ledger as the guard asks for it; what a person wrote for a fingerprint is none. */
export function submittedBefore(entry: LedgerEntry): Submitted {
  const { agency, state, title, keywords, prompt } = entry
  return {
    ...{ agency, state, title, keywords, prompt },
    pictures: [entry.picture, entry.file].filter((id) => id !== null),
    name: entry.name,
    fingerprint: Fingerprint.safeParse(entry.fingerprint).data ?? null,
  }
}
