import { expect, it } from 'vitest'
import { put, retrace, stepBack } from '../../src/library/selection-steps.ts'

const before = ['a', 'b', 'c', 'd']

it.each([
  { what: 'one that was added', after: ['a', 'b', 'x', 'c', 'd'], touched: ['x'] },
  { what: 'one that was taken out', after: ['a', 'c', 'd'], touched: ['b'] },
  { what: 'all that were taken out', after: [], touched: before },
  { what: 'several that were moved', after: ['d', 'b', 'a', 'c'], touched: ['d', 'b'] },
  { what: 'some new and some moved', after: ['c', 'x', 'a', 'b', 'd'], touched: ['c', 'x'] },
])('puts back $what, and that can be taken back too', ({ after, touched }) => {
  const step = stepBack(before, after, touched)
  if (!step) throw new Error('There is no way back.')
  expect(retrace(after, step)).toEqual(before)
  const forth = stepBack(after, before, touched)
  expect(forth && retrace(before, forth)).toEqual(after)
})

it('knows no way back from nothing', () => {
  expect(stepBack(before, before, ['a'])).toBeNull()
})

it('leaves alone what somebody else put in or took out meanwhile', () => {
  const step = stepBack(['a'], ['a', 'b', 'c'], ['b', 'c'])
  expect(step && retrace(['z', 'c', 'a'], step)).toEqual(['z', 'a'])
})

it('refuses when nothing is left to undo, or the order is another one', () => {
  const added = stepBack([], ['a'], ['a'])
  const removed = stepBack(['a'], [], ['a'])
  const moved = stepBack(['a', 'b', 'c'], ['b', 'a', 'c'], ['b'])
  if (!added || !removed || !moved) throw new Error('There is no way back.')
  expect(() => retrace([], added)).toThrow('a is not in the selection any more.')
  expect(() => retrace(['a'], removed)).toThrow('a is in the selection again already.')
  expect(() => retrace(['b', 'c', 'a'], moved)).toThrow('The order of the selection was changed meanwhile.')
})

it('puts pictures in at a position once, wherever they were', () => {
  expect(put(before, ['d', 'x', 'd'], 1)).toEqual(['a', 'd', 'x', 'b', 'c'])
  expect(put(before, ['a'])).toEqual(['b', 'c', 'd', 'a'])
})
