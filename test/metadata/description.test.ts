import { describe, expect, it } from 'vitest'
import { checkDescription } from '../../src/metadata/description.ts'
import { checkRights } from '../../src/metadata/rights.ts'

/** As an agent writes one. */
const WRITTEN = {
  title: 'Cozy Reading Corner with Knitted Blanket by Snowy Window',
  keywords: [
    ...['reading', 'corner', 'blanket', 'window', 'cozy', 'knitted', 'snowy', 'winter', 'armchair', 'book'],
    ...['interior', 'home', 'living room', 'warm', 'comfort', 'hygge', 'lamp', 'cushion', 'rustic', 'wooden'],
    ...['relaxation', 'evening', 'seasonal', 'december', 'atmosphere'],
  ],
  category: 12,
  category_name: 'Lifestyle',
  prompt:
    'Professional stock photo, commercial quality, 8k resolution, Cozy reading corner with a knitted blanket by a snowy window',
  is_ai_generated: true,
  is_fictional: true,
  raw: { category: '12', category_name: 'Lifestyle' },
}

describe('a sidecar as an agent writes it', () => {
  it('gives no finding', () => {
    expect(checkDescription(WRITTEN, { fileName: 'reading_corner.png' })).toEqual([])
    expect(checkRights(WRITTEN)).toEqual([])
  })
})
