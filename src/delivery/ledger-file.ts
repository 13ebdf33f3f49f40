import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import pLimit from 'p-limit'
import { hasCode } from '../core/errors.ts'
import { each, inPieces, type Pieces } from '../core/pieces.ts'
import { inTurn } from '../core/turns.ts'
import { contentOf, type LedgerContent, LedgerLine, type NewLine } from './ledger-lines.ts'

/** A file of lines that only grows. */
export interface LedgerFile {
  read(): Promise<LedgerContent & { problems: number }>
  /**
   * Looks at what is there and adds lines to it, while nobody else does: no other request, no other process here.
   *
   * The lines of one deed are written in one go and are on the disk when the promise is kept. Throws `conflict` when
   * another process has its turn and does not get on.
   */
  add<Result>(decide: Decide<Result>): Promise<Result>
}

/** Looks at what is there; who takes longer than a moment says now and then that it got on, since others wait. */
export type Decide<Result> = (content: LedgerContent, gotOn: () => void) => Promise<Decision<Result>>

/** What to add, and what to tell the caller. */
export interface Decision<Result> {
  lines: readonly NewLine[]
  result: Result
}

type Known = LedgerContent & { problems: number }

/**
 * Keeps a ledger in a file of JSON lines (jsonlines.org), UTF-8.
 *
 * Lines are only ever added, so nothing that was written is lost by a crash: at most the last line is torn, which the
 * next one begins behind. A line that cannot be read (an editor, a half-synchronised disk) is passed over and counted,
 * and stays in the file.
 */
export function createLedgerFile(path: string): LedgerFile {
  const oneAtATime = pLimit(1)
  let known: { version: string; content: Promise<Known> } | undefined

  async function read(): Promise<Known> {
    const version = await versionAt(path)
    if (known?.version === version) return known.content
    const reading = { version, content: knownAt(path) }
    known = reading
    reading.content.catch(() => {
      if (known === reading) known = undefined
    })
    return reading.content
  }

  async function append(lines: readonly NewLine[]): Promise<void> {
    if (lines.length === 0) return
    await mkdir(dirname(path), { recursive: true })
    const file = await open(path, 'a+')
    try {
      const { size } = await file.stat()
      const last = Buffer.alloc(1)
      if (size > 0) await file.read(last, 0, 1, size - 1)
      const gap = size > 0 && last.toString() !== '\n' ? '\n' : ''
      const texts = await inPieces(each(lines, (line) => `${JSON.stringify(line)}\n`))
      await file.appendFile(gap + texts.join(''))
      await file.sync()
    } finally {
      await file.close()
    }
  }

  async function add<Result>(decide: Decide<Result>): Promise<Result> {
    await mkdir(dirname(path), { recursive: true })
    return inTurn(path, async (gotOn) => {
      const { lines, result } = await decide(await read(), gotOn)
      await append(lines)
      return result
    })
  }

  return { read, add: (decide) => oneAtATime(() => add(decide)) }
}

async function knownAt(path: string): Promise<Known> {
  const bytes = await bytesOf(path)
  return inPieces(contentIn(bytes.toString('utf8')))
}

function* contentIn(text: string): Pieces<Known> {
  const { lines, problems } = yield* linesOf(text)
  return { ...(yield* contentOf(lines)), problems }
}

function* linesOf(text: string): Pieces<{ lines: LedgerLine[]; problems: number }> {
  const lines: LedgerLine[] = []
  let problems = 0
  for (const one of text.split('\n')) {
    yield
    if (!one.trim()) continue
    const line = lineOf(one)
    if (line) lines.push(line)
    else problems += 1
  }
  return { lines, problems }
}

function lineOf(text: string): LedgerLine | undefined {
  try {
    return LedgerLine.safeParse(JSON.parse(text.replace(/^\ufeff/, ''))).data
  } catch {
    return undefined
  }
}

/** Grows with every line, whatever the clock of the disk says. */
async function versionAt(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path)
    return `${size}-${mtimeMs}`
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'none'
    throw error
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Buffer.alloc(0)
    throw error
  }
}
