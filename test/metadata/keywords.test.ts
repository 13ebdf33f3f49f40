import { expect, it } from 'vitest'
import {
  addKeywords,
  rankKeywords,
  removeKeywords,
  replaceKeyword,
  splitKeywords,
  tidyKeywords,
} from '../../src/metadata/keywords.ts'

it.each([
  ['fox, snow ,, winter\nred', ['fox', 'snow', 'winter', 'red']],
  ['여우、눈，겨울；밤', ['여우', '눈', '겨울', '밤']],
  ['one;two\tthree\r\nfour', ['one', 'two', 'three', 'four']],
  ['red  fox ,RED FOX, red fox', ['red fox']],
  [' , \n ', []],
])('reads %j as a list', (text, words) => {
  expect(splitKeywords(text)).toEqual(words)
})

it('keeps the first of two that differ in case alone, and the order', () => {
  expect(tidyKeywords(['Winter', ' fox', 'winter', 'FOX', 'snow'])).toEqual(['Winter', 'fox', 'snow'])
})

it('takes composed and decomposed letters for the same', () => {
  expect(tidyKeywords(['caf\u00e9', 'cafe\u0301', '\u1112\u1161\u11ab', '한'])).toEqual(['café', '한'])
})

it('marks the first ten', () => {
  const ranked = rankKeywords(Array.from({ length: 12 }, (_, n) => `k${n}`))
  expect(ranked.filter(({ isLeading }) => isLeading).map(({ word }) => word)).toEqual(
    Array.from({ length: 10 }, (_, n) => `k${n}`),
  )
})

it('adds what is missing, behind or before the others', () => {
  expect(addKeywords(['fox', 'snow'], ['Snow', 'ice'])).toEqual(['fox', 'snow', 'ice'])
  expect(addKeywords(['fox', 'snow'], ['ice', 'snow'], 'start')).toEqual(['ice', 'snow', 'fox'])
})

it('removes in whatever case, and leaves the others as they stand', () => {
  expect(removeKeywords(['Fox', 'snow', 'SNOW', ' a  b'], ['snow', 'nothing'])).toEqual(['Fox', ' a  b'])
})

it('replaces one in its place, by several, and leaves none twice', () => {
  expect(replaceKeyword(['fox', 'Snow', 'ice'], 'snow', ['frost', 'ice'])).toEqual(['fox', 'frost', 'ice'])
  expect(replaceKeyword(['fox'], 'snow', ['frost'])).toEqual(['fox'])
  expect(replaceKeyword(['fox', 'snow'], 'snow', [])).toEqual(['fox'])
  expect(replaceKeyword(['snow', 'a'], 'SNOW', ['Snow'])).toEqual(['Snow', 'a'])
})
