import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { messageOf } from './errors.ts'

/** One line of the live log with its number, by which a reader asks for what came after. */
export interface JournalLine {
  n: number
  at: string
  level: 'info' | 'error'
  text: string
}

/** What a job may do with the journal. */
export interface JournalWriter {
  /** Adds a line to `upscale.log` and the live log. */
  say(text: string): void
  /** Adds a line like `say`, and the details (a stack, an exit code, the last output) to `error.log`. */
  fail(text: string, details: string): void
}

/** The log a person reads while a job runs: in memory for the page, in `logs/` for later. */
export interface Journal extends JournalWriter {
  /** Returns the lines after number `n`, oldest first, and the number to ask with next time. */
  after(n: number): { lines: JournalLine[]; next: number }
  /** Empties the live log; the files so far stay beside it as `upscale.old.log` and `error.old.log`. */
  clear(): void
}

/** So many lines are kept for the page, and read back from the file after a restart. */
const KEPT = 500
/** A log that has grown past this many bytes is put aside. */
const LARGEST = 5_000_000

/**
 * Opens the journal in a folder.
 *
 * Lines are appended synchronously: a few a second at most, and none may be missing after a crash.
 */
export function createJournal(folder: string): Journal {
  const upscaleLog = join(folder, 'upscale.log')
  const errorLog = join(folder, 'error.log')
  const append = createAppender()
  mkdirSync(folder, { recursive: true })

  let lines = readTail(upscaleLog)
  let last = lines.length

  function add(level: JournalLine['level'], text: string): string {
    const at = new Date().toISOString()
    for (const part of text.split(/\r?\n/)) {
      lines.push({ n: ++last, at, level, text: part })
      append(upscaleLog, `${at} ${level} ${part}\n`)
    }
    if (lines.length > KEPT) lines = lines.slice(-KEPT)
    return at
  }

  return {
    say: (text) => void add('info', text),
    fail(text, details) {
      const at = add('error', text)
      append(errorLog, `${at} ${text}\n${details.replace(/^/gm, '    ')}\n`)
    },
    after(n) {
      const from = n > last ? 0 : n // a reader from before a restart counts higher than we do
      return { lines: lines.filter((line) => line.n > from), next: last }
    },
    clear() {
      lines = []
      putAside(upscaleLog)
      putAside(errorLog)
    },
  }
}

/**
 * Returns what adds text to files, and never throws: a full disk or a folder that went must not end the
 * program over its own log, and the page still has the line. A file that cannot be written is told once.
 */
function createAppender(): (path: string, text: string) => void {
  const unwritable = new Set<string>()
  return (path, text) => {
    try {
      if (existsSync(path) && statSync(path).size > LARGEST) putAside(path)
      mkdirSync(dirname(path), { recursive: true })
      appendFileSync(path, text)
      unwritable.delete(path)
    } catch (error) {
      if (!unwritable.has(path)) process.emitWarning(`${path} cannot be written: ${messageOf(error)}`)
      unwritable.add(path)
    }
  }
}

function putAside(path: string): void {
  if (existsSync(path)) renameSync(path, path.replace(/\.log$/, '.old.log'))
}

function readTail(path: string): JournalLine[] {
  if (!existsSync(path)) return []
  const texts = readFileSync(path, 'utf8').split('\n').filter(Boolean).slice(-KEPT)
  return texts.map((line, index) => {
    const [at = '', level, ...words] = line.split(' ')
    return { n: index + 1, at, level: level === 'error' ? 'error' : 'info', text: words.join(' ') }
  })
}
