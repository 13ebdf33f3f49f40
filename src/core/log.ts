import { mkdirSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type Logger, pino } from 'pino'

export type { Logger }

/**
 * Opens the program's own log: warnings and worse as one line each on stderr, errors with their stacks
 * also in `error.log` of the folder.
 */
export function createLog(folder: string): Logger {
  mkdirSync(folder, { recursive: true })
  const errors = join(folder, 'error.log')
  return pino(
    { level: 'info', redact: ['*.access_code', '*.authorization', '*.cookie'] },
    pino.multistream([
      { level: 'warn', stream: lines((text) => void process.stderr.write(text)) },
      { level: 'error', stream: lines((text) => appendFile(errors, text)) },
    ]),
  )
}

interface Entry {
  level: number
  time: number
  msg?: string
  err?: { stack?: string }
  [fact: string]: unknown
}

function lines(write: (text: string) => void | Promise<void>): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      Promise.resolve(write(readable(JSON.parse(String(chunk)))))
        .catch(() => undefined) // a full disk must not end the program over its own log
        .then(() => done())
    },
  })
}

function readable({ level, time, msg, err, pid: _pid, hostname: _host, ...facts }: Entry): string {
  const word = level >= 50 ? 'error' : 'warning'
  const said = Object.entries(facts).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const stack = err?.stack ? `\n${err.stack.replace(/^/gm, '    ')}` : ''
  return `${new Date(time).toISOString()} ${word} ${[msg, ...said].filter(Boolean).join(' ')}${stack}\n`
}
