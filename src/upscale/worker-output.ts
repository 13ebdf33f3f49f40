import { stripVTControlCharacters } from 'node:util'

/** Turns what a worker prints into log lines, however much that is. */
export interface WorkerOutput {
  /** Returns the sink for one pipe of the worker; what it is given may be cut anywhere. */
  pipe(): (chunk: string) => void
  /** Passes on what is left: half lines, and the number of lines left out. */
  end(): void
  /** Returns the last lines, which often tell why a worker died. */
  tail(): string
}

const longestLine = 500
const tailLines = 40
const window = { ms: 1000, lines: 20 }

/**
 * Creates the reader of a worker's pipes; `say` gets whole lines.
 *
 * A worker that prints megabytes must neither fill the memory nor the log: lines are cut at 500
 * characters, at most 20 a second are passed on, and one line tells how many were left out.
 */
export function createWorkerOutput(say: (line: string) => void): WorkerOutput {
  const kept: string[] = []
  const ends: (() => void)[] = []
  let [since, said, dropped] = [0, 0, 0]

  function line(raw: string): void {
    const text = stripVTControlCharacters(raw).trimEnd()
    if (text === '') return
    kept.push(text)
    if (kept.length > tailLines) kept.shift()
    if (Date.now() - since > window.ms) {
      tellDropped()
      since = Date.now()
      said = 0
    }
    if (said++ < window.lines) say(text)
    else dropped++
  }

  function tellDropped(): void {
    if (dropped > 0) say(`(${dropped.toLocaleString('en-US')} more lines of the worker were left out)`)
    dropped = 0
  }

  return {
    pipe() {
      const lines = createLines(line)
      ends.push(lines.end)
      return lines.write
    },
    end() {
      for (const end of ends) end()
      tellDropped()
    },
    tail: () => kept.join('\n'),
  }
}

/** Splits text into lines of at most 500 characters, and drops the rest of a longer one. */
function createLines(line: (text: string) => void): { write(chunk: string): void; end(): void } {
  let open = ''
  return {
    write(chunk) {
      const parts = chunk.split(/\r\n|\n|\r/)
      for (const [n, part] of parts.entries()) {
        if (open.length < longestLine) open += part.slice(0, longestLine - open.length)
        if (n === parts.length - 1) break
        line(open)
        open = ''
      }
    },
    end() {
      line(open)
      open = ''
    },
  }
}
