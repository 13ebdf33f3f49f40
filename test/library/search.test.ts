import { expect, it } from 'vitest'
import { searchFor } from '../../src/library/search.ts'
import { idsOf, openBench, png } from './bench.ts'

const fox = { title: 'Red Fox', keywords: ['snow', 'winter light'], prompt: 'a fox, "very" quiet', raw: {} }

it.each([
  ['fox', true],
  ['fox snow', true],
  ['fox summer', false],
  ['FOX Winter', true],
  ['image_1', true],
  ['fox -summer', true],
  ['fox -snow', false],
  ['-summer', true],
  ['-fox', false],
  ['"red fox"', true],
  ['"fox red"', false],
  ['-"red fox"', false],
  ['-"fox red" quiet', true],
  ['“winter light”', true],
  ['"winter  light"', true],
  ['"red fox', true],
  ['ｆｏｘ　ＲＥＤ', true],
  ['fox −snow', false],
  ['sno', true],
  ['light\tred\nfox', true],
])('%s finds the fox: %s', (q, found) => {
  expect(searchFor(q).matches('image_1.png', fox)).toBe(found)
})

it.each(['', '   ', '-', '--', '"', '""', '-"', '-""', '"  "', '- "', '\u3000'])(
  '%j looks for nothing',
  (q) => {
    expect(searchFor(q)).toMatchObject({ isEmpty: true })
    expect(searchFor(q).matches('a.png', null)).toBe(true)
  },
)

it.each(['(', '[a', '\\', '*', '?', '.*', '\ud800', 'a"b"c', '%', "'", '<b>'])(
  '%j is taken as it is, and is no error',
  (q) => {
    expect(searchFor(q).matches('plain.png', null)).toBe(false)
    expect(searchFor(q).matches(`x ${q.replaceAll('"', ' ')} x`, null)).toEqual(expect.any(Boolean))
  },
)

it('keeps a hyphen inside a word, and finds a word in a word', () => {
  expect(searchFor('sci-fi').matches('sci-fi_1.png', null)).toBe(true)
  expect(searchFor('sci-fi').matches('sci_1.png', null)).toBe(false)
})

it('finds Korean in every form: whole, in pieces, and full-width beside it', () => {
  const sidecar = { title: '겨울 숲의 여우'.normalize('NFD'), keywords: ['눈'], raw: {} }
  for (const form of ['NFC', 'NFD'] as const) {
    expect(searchFor('여우 겨울'.normalize(form)).matches('a.png', sidecar)).toBe(true)
    expect(searchFor('-여우'.normalize(form)).matches('a.png', sidecar)).toBe(false)
    expect(searchFor('"숲의 여우"'.normalize(form)).matches('a.png', sidecar)).toBe(true)
  }
})

it('does without the sidecar only where that cannot change the answer', () => {
  expect(searchFor('image').isFoundIn('image_1.png')).toBe(true)
  expect(searchFor('image -snow').isFoundIn('image_1.png')).toBe(false)
  expect(searchFor('image snow').isFoundIn('image_1.png')).toBe(false)
})

it('looks through a library with all of it', async () => {
  const { library, put } = await openBench()
  for (const name of ['fox', 'owl', 'cat']) await put(`gen/${name}.png`, await png())
  await put('gen/fox.json', JSON.stringify({ title: 'Red Fox', keywords: 'snow, winter light' }))
  await put('gen/owl.json', JSON.stringify({ title: 'Owl', prompt: 'a night in winter' }))
  await put('gen/cat.json', '{ broken')

  expect(await idsOf(library, { q: 'winter -night' })).toEqual(['gen/fox.png'])
  expect(await idsOf(library, { q: '-winter' })).toEqual(['gen/cat.png'])
  expect(await idsOf(library, { q: '"winter light"' })).toEqual(['gen/fox.png'])
  expect((await library.images({ limit: 1, q: '-cat' })).total).toBe(2)
  expect(await idsOf(library, { q: '"' })).toHaveLength(3)
})
