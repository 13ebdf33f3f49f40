import { expect, it } from 'vitest'
import { GenerationId, ImageId, idOf, placeOf, stemOf } from '../../src/core/ids.ts'

it.each([
  [
    '2025-12-13_10-00-00/image_01.png',
    { generation: '2025-12-13_10-00-00', stage: 'raw', name: 'image_01.png' },
  ],
  ['gen/processed/a.png', { generation: 'gen', stage: 'processed', name: 'a.png' }],
  ['내 폴더/upscaled/여우 1.jpg', { generation: '내 폴더', stage: 'upscaled', name: '여우 1.jpg' }],
  ['processed/a.png', { generation: 'processed', stage: 'raw', name: 'a.png' }],
] as const)('takes %s apart and puts it together', (id, place) => {
  expect(ImageId.parse(id)).toBe(id)
  expect(placeOf(id)).toEqual(place)
  expect(idOf(place)).toBe(id)
})

it.each([
  '',
  'a.png',
  'gen/other/a.png',
  'gen/Processed/a.png',
  'gen/processed/more/a.png',
  '../a.png',
  'gen/../a.png',
  '/gen/a.png',
  'gen/.hidden.png',
  '.stockroom/a.png',
  'gen/a.png/',
  'gen\\a.png',
  'gen/a\0.png',
  'gen/nul.png',
  'gen/a.png.',
])('takes %j for no image', (id) => {
  expect(ImageId.safeParse(id).success).toBe(false)
})

it.each(['', '.', '..', '.git', 'a/b', '/etc', 'a/../..', 'a\\b', 'prn', 'end ', 'x\0'])(
  'takes %j for no generation',
  (id) => {
    expect(GenerationId.safeParse(id).success).toBe(false)
  },
)

it.each([
  ['image_01.png', 'image_01'],
  ['a.b.c', 'a.b'],
  ['none', 'none'],
  ['.hidden', '.hidden'],
])('finds the stem of %s', (name, stem) => {
  expect(stemOf(name)).toBe(stem)
})
