/** How bytes of text may be written, by the mark at their beginning. */
const MARKS: readonly { mark: readonly number[]; encoding: string }[] = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
]

/** Tried in this order; the last takes any bytes. Excel saves a plain "CSV" in the old encoding of its system. */
const GUESSES = ['utf-8', 'euc-kr', 'windows-1252']

/** Reads bytes as text: Unicode in whatever form, else what Korean and Western Windows write. */
export function decodedText(bytes: Uint8Array): string {
  const marked = MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte))
  if (marked) return new TextDecoder(marked.encoding).decode(bytes)
  for (const encoding of GUESSES) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // not this one
    }
  }
  return new TextDecoder().decode(bytes)
}
