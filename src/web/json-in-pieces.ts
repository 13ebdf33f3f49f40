import type { Response } from 'express'
import { each, inPieces } from '../core/pieces.ts'

/** Answers JSON with tens of thousands of `rows`, and lets others in while they are written. */
export async function jsonInPieces(
  res: Response,
  { rows, ...rest }: { rows: readonly object[] },
): Promise<void> {
  const texts = await inPieces(each(rows, (row) => JSON.stringify(row)))
  res
    .type('json')
    .end(JSON.stringify({ ...rest, rows: [] }).replace(/\[\]\}$/, () => `[${texts.join(',')}]}`))
}
