import { expect, it } from 'vitest'
import { decodedText } from '../../src/core/encoded-text.ts'

const text = 'Filename,사유\n겨울.jpg,흐림\n'

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
  ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('reads a table in %s', (_, bytes) => {
  expect(decodedText(bytes)).toBe(text)
})

it('reads what a Korean and a Western Excel save as CSV', () => {
  // the name is 겨울 in EUC-KR, é in Windows-1252
  expect(decodedText(Buffer.from('Filename\n\xb0\xdc\xbf\xef.jpg\n', 'latin1'))).toBe('Filename\n겨울.jpg\n')
  expect(decodedText(Buffer.from('Filename\ncaf\xe9.jpg\n', 'latin1'))).toBe('Filename\ncafé.jpg\n')
})
