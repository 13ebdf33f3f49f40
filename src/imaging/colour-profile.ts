/**
 * Reads the name of an ICC colour profile, or null where it has none that can be read.
 *
 * Source: ICC.1:2022, 7.3 (tag table), 10.15 (`mluc`); ICC.1:2001-04, 6.5.17 (`desc`).
 */
export function profileName(icc: Buffer): string | null {
  if (icc.length < 132) return null
  const count = Math.min(icc.readUInt32BE(128), 200)
  for (let at = 132; at + 12 <= icc.length && at < 132 + count * 12; at += 12) {
    if (icc.toString('latin1', at, at + 4) !== 'desc') continue
    return textAt(icc, icc.readUInt32BE(at + 4))
  }
  return null
}

function textAt(icc: Buffer, at: number): string | null {
  if (at + 28 > icc.length) return null
  const kind = icc.toString('latin1', at, at + 4)
  if (kind === 'desc') return tidy(icc.toString('latin1', at + 12, at + 12 + icc.readUInt32BE(at + 8)))
  if (kind !== 'mluc') return null
  const [length, offset] = [icc.readUInt32BE(at + 20), icc.readUInt32BE(at + 24)]
  const text = icc.subarray(at + offset, at + offset + (length & ~1))
  return tidy(new TextDecoder('utf-16be').decode(text))
}

function tidy(text: string): string | null {
  return text.replaceAll('\0', '').trim().slice(0, 100) || null
}
