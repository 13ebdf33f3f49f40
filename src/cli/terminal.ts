/** How a command speaks: results on stdout, everything else on stderr. */
export interface Terminal {
  /** Shows how far it is, on one line that is written over; nothing where nobody watches. */
  progress(text: string): void
  /** Tells something on the way. */
  say(text: string): void
  /** Ends with the result: one JSON document for programs, or lines for a person. */
  result(document: unknown, lines: readonly string[]): void
}

/** Opens the terminal; `json` is for programs. */
export function createTerminal({ json }: { json?: boolean | undefined }): Terminal {
  let shown = false
  const clear = () => {
    if (shown) process.stderr.write('\r\u001b[2K')
    shown = false
  }
  return {
    progress(text) {
      if (json || !process.stderr.isTTY) return
      clear()
      process.stderr.write(text.slice(0, (process.stderr.columns ?? 80) - 1))
      shown = true
    },
    say(text) {
      clear()
      process.stderr.write(`${text}\n`)
    },
    result(document, lines) {
      clear()
      process.stdout.write(
        json ? `${JSON.stringify(document, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''),
      )
    },
  }
}

/** Draws a share of one as a bar: `=====>    `. */
export function bar(share: number, width = 24): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width)
  return `${'='.repeat(full)}${full < width ? '>' : ''}`.slice(0, width).padEnd(width)
}
