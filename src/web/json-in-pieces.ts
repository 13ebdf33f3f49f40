import type { Response } from 'express'
import { inPieces, type Pieces } from '../core/pieces.ts'

/** So many rows are written in one piece. */
const TOGETHER = 100

/** Answers JSON with tens of thousands of `rows`, and lets others in while they are written. */
export function jsonInPieces(
  res: Response,
  answer: { rows: readonly object[]; [other: string]: unknown },
): Promise<void> {
  res.type('json')
  return inPieces(written(res, answer))
}

function* written(
  res: Response,
  { rows, ...others }: { rows: readonly object[]; [other: string]: unknown },
): Pieces<void> {
  const facts = Object.entries(others).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`,
  )
  res.write(`{${facts.join('')}"rows":[`)
  for (let at = 0; at < rows.length; at += TOGETHER) {
    const texts = rows.slice(at, at + TOGETHER).map((row) => JSON.stringify(row))
    res.write(`${at === 0 ? '' : ','}${texts.join(',')}`)
    yield
  }
  res.end(']}')
}
