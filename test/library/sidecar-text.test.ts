import { expect, it } from 'vitest'
import { readExactly, readSidecarText, sidecarText } from '../../src/library/sidecar-text.ts'

const object = { title: '겨울 여우 🦊', keywords: ['fox'] }
const text = JSON.stringify(object)
const little = Buffer.from(text, 'utf16le')
const big = Buffer.from(little).swap16()

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with BOM', Buffer.from(`\ufeff${text}`)],
  ['UTF-8 with white space around it', Buffer.from(`\r\n  ${text}\r\n`)],
  ['UTF-16 LE with BOM, as PowerShell writes it', Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
  ['UTF-16 BE with BOM', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
  ['UTF-16 LE without BOM', little],
  ['UTF-16 BE without BOM', big],
])('reads %s', (_form, bytes) => {
  expect(readSidecarText(bytes)).toEqual({ object })
})

it.each([
  ['', 'it is empty'],
  [' \r\n', 'it is empty'],
  ['{"title": "half', /^it is not valid JSON: /],
  ["{'title': 'quotes'}", /^it is not valid JSON: /],
  ['[1, 2]', 'it holds JSON, but not one object in { }'],
  ['"text"', 'it holds JSON, but not one object in { }'],
  ['null', 'it holds JSON, but not one object in { }'],
  [Buffer.from([0x7b, 0x22, 0xc7, 0xd1, 0x22, 0x7d]), 'it is not UTF-8 text; save it as UTF-8'],
  [Buffer.from([0xff, 0xfe, 0x7b]), 'it is not UTF-8 text; save it as UTF-8'],
  [`{"x": "${'x'.repeat(1_000_000)}"}`, 'it is larger than 1 MB'],
])('says why %j is no sidecar', (data, problem) => {
  const read = readSidecarText(typeof data === 'string' ? Buffer.from(data) : data)

  expect(read).toEqual({
    problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
  })
})

it('writes numbers again with the digits they had', () => {
  const digits = '{\n  "seed": 12345678901234567890,\n  "weight": 1.0,\n  "small": 1e-7\n}\n'
  const read = readExactly(Buffer.from(digits))

  expect('object' in read && sidecarText(read.object)).toBe(digits)
})

it('keeps a field called __proto__ as a field', () => {
  const odd = '{\n  "__proto__": {\n    "polluted": true\n  }\n}\n'
  const read = readExactly(Buffer.from(odd))

  expect('object' in read && sidecarText({ ...read.object })).toBe(odd)
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})
