import { expect, it } from 'vitest'
import { singular, stem } from '../../src/metadata/stems.ts'

it.each([
  ['fairy lights', 'fairy light'],
  ['Berries', 'Berry'],
  ['leaves', 'leaf'],
  ['children', 'child'],
  ['women', 'woman'],
  ['wine glasses', 'wine glass'],
  ['lenses', 'lens'],
  ['skies', 'sky'],
  ['cookies', 'cookie'],
  ['tomatoes', 'tomato'],
  ['red-hats', 'red-hat'],
  ['LEDs', 'LED'],
])('makes %s singular', (plural, expected) => {
  expect(singular(plural)).toBe(expected)
})

it.each([
  ...[
    'glass',
    'Christmas',
    'lens',
    'series',
    'bus',
    'species',
    'glasses',
    'sunglasses',
    'jeans',
    'news',
    'chess',
  ],
  ...[
    'hummus',
    'canvas',
    'gas',
    'moss',
    'people',
    'USA',
    '눈꽃',
    '花',
    'étoiles',
    'data',
    '3d',
    'fairy light',
    '',
  ],
])('leaves %s as it is', (word) => {
  expect(singular(word)).toBe(word)
})

it.each([
  ['Fairy Lights', 'fairy light'],
  ['decorated', 'decoration'],
  ['decorations', 'decorated'],
  ['café', 'cafe'],
  ["cat's", 'cats'],
  ['black-and-white', 'black and white'],
])('takes %s and %s for the same', (one, other) => {
  expect(stem(one)).toBe(stem(other))
})

it.each([
  ['stocking', 'stock'],
  ['university', 'universe'],
  ['business', 'busy'],
  ['painting', 'paint'],
  ['animal', 'animation'],
  ['눈', '눈꽃'],
  ['glass', 'glasses'],
])('keeps %s and %s apart', (one, other) => {
  expect(stem(one)).not.toBe(stem(other))
})
