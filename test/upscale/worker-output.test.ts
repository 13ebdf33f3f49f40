import { describe, expect, it } from 'vitest'
import { createWorkerOutput } from '../../src/upscale/worker-output.ts'

function reader() {
  const lines: string[] = []
  const output = createWorkerOutput((line) => lines.push(line))
  return { lines, output, write: output.pipe() }
}

describe('createWorkerOutput', () => {
  it('puts lines together that arrive in pieces, whatever their ends', () => {
    const { lines, output, write } = reader()
    for (const piece of ['on', 'e\ntw', 'o\r\n\n', '\u001b[1;31mthree\u001b[m\nfo']) write(piece)
    expect(lines).toEqual(['one', 'two', 'three'])
    output.end()
    expect(lines).toEqual(['one', 'two', 'three', 'fo'])
  })

  it('keeps the two pipes apart', () => {
    const { lines, output, write } = reader()
    const other = output.pipe()
    write('out')
    other('err')
    write('put\n')
    other('or\n')
    expect(lines).toEqual(['output', 'error'])
  })

  it('passes on 20 lines a second, tells how many were left out, and keeps the last ones', () => {
    const { lines, output, write } = reader()
    for (let n = 0; n < 5000; n++) write(`line ${n}\n`)
    output.end()
    expect(lines.length).toBeLessThan(200)
    expect(lines.at(-1)).toMatch(/^\(4,9\d\d more lines of the worker were left out\)$/)
    expect(output.tail().split('\n')).toHaveLength(40)
    expect(output.tail()).toContain('line 4999')
  })

  it('cuts a line that does not end', () => {
    const { lines, output, write } = reader()
    for (let n = 0; n < 1000; n++) write('z'.repeat(5000))
    output.end()
    expect(lines).toEqual(['z'.repeat(500)])
  })
})
