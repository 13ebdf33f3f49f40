import { expect, it } from 'vitest'
import type { Finding } from '../../src/metadata/findings.ts'
import { openFindings, overrideFor, settleFindings, withOverride } from '../../src/metadata/overrides.ts'
import { checkRights } from '../../src/metadata/rights.ts'

const at = new Date('2026-11-25T10:00:00Z')
const length: Finding = {
  rule: 'title-length',
  level: 'block',
  message: 'The title has 80 characters; 70 are taken.',
}

it('excuses the finding of a rule, and keeps the reason beside it', () => {
  const override = overrideFor([length], 'title-length', ' the agency asked for it ', at)
  expect(override).toEqual({ reason: 'the agency asked for it', at: '2026-11-25T10:00:00.000Z', text: '' })
  expect(settleFindings([length], { 'title-length': override })).toEqual([{ ...length, override }])
  expect(openFindings([length], { 'title-length': override })).toEqual([])
})

it('excuses the words it was made about, in whatever case, and no others', () => {
  const found = checkRights({ title: 'Vespa in an alley' })
  const overrides = { 'rights-brand': overrideFor(found, 'rights-brand', 'licensed', at) }
  expect(overrides['rights-brand'].text).toBe('Vespa')
  expect(openFindings(checkRights({ title: 'VESPA at night' }), overrides)).toEqual([])
  expect(openFindings(checkRights({ title: 'Vespa and a Ferrari' }), overrides)).toMatchObject([
    { about: 'Ferrari' },
  ])
})

it('adds a decision to the others, and takes one away', () => {
  const one = { reason: 'a', at: '', text: '' }
  expect(withOverride(undefined, 'title-length', one)).toEqual({ 'title-length': one })
  expect(withOverride({ x: one, y: one }, 'x', null)).toEqual({ y: one })
  expect(withOverride({ x: one }, 'x', null)).toBeNull()
})
