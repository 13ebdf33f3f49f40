import { expect, it } from 'vitest'
import { AppError, hasCode, invalid, messageOf, stackOf } from '../../src/core/errors.ts'

it.each([
  [5, '5'],
  ['text', '"text"'],
  [undefined, 'undefined'],
  [null, 'null'],
  [{ a: 1 }, '{"a":1}'],
  ['x'.repeat(100), `"${'x'.repeat(76)}...`],
])('words a bad argument the same way whatever %j is', (received, shown) => {
  const error = invalid('tile', 'a number over 64', received)

  expect(error).toMatchObject({ code: 'invalid', field: 'tile' })
  expect(error.message).toBe(`Expected a number over 64 for tile but received ${shown}.`)
})

it('tells the sentence and the stack of whatever was thrown', () => {
  const error = new AppError('not_found', 'There is no x.', { cause: 'y' })

  expect([messageOf(error), messageOf('text'), messageOf(undefined)]).toEqual([
    'There is no x.',
    'text',
    'undefined',
  ])
  expect(stackOf(error)).toContain('errors.test.ts')
  expect(stackOf('text')).toBe('text')
  expect(error.cause).toBe('y')
})

it('knows the codes of file system errors', () => {
  const error = Object.assign(new Error('no'), { code: 'ENOENT' })

  expect(hasCode(error, 'EXDEV', 'ENOENT')).toBe(true)
  expect(hasCode(error, 'EXDEV')).toBe(false)
  expect(hasCode({ code: 'ENOENT' }, 'ENOENT')).toBe(false)
})
