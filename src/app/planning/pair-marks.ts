import { readFile } from 'node:fs/promises'
import pLimit from 'p-limit'
import { z } from 'zod'
import { AppError, hasCode, messageOf } from '../../core/errors.ts'
import { writeWhole } from '../../core/files.ts'
import { keyOf, type Mark } from '../../prompts/coverage.ts'

/** Pairs that somebody does not want to see again. */
export interface PairMarks {
  list(): Promise<Mark[]>
  /** Marks a pair or takes its mark away. */
  set(pair: Mark, isRejected: boolean): Promise<void>
}

const Place = z.object({ axis: z.string(), value: z.string() })
const MarksFile = z.looseObject({ pairs: z.array(z.tuple([Place, Place])) })

const ABOUT =
  'Pairs of values that were marked as rejected on the coverage page; no prompt is planned with them.'

/** Keeps the marks in one small file beside the prompt config. */
export function createPairMarks(path: string): PairMarks {
  const oneAtATime = pLimit(1)

  async function list(): Promise<Mark[]> {
    try {
      return MarksFile.parse(JSON.parse(await readFile(path, 'utf8'))).pairs
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return []
      const reason = messageOf(error).split('\n')[0]
      throw new AppError(
        'conflict',
        `${path} cannot be read, so no prompts are planned: ${reason} Repair or remove it.`,
        { cause: error },
      )
    }
  }

  async function set(pair: Mark, isRejected: boolean): Promise<void> {
    const others = (await list()).filter(([a, b]) => keyOf(a, b) !== keyOf(...pair))
    const pairs = isRejected ? [...others, pair] : others
    await writeWhole(path, `${JSON.stringify({ about: ABOUT, pairs }, null, 2)}\n`)
  }

  return { list, set: (pair, isRejected) => oneAtATime(set, pair, isRejected) }
}
