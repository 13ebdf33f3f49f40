import { describe, expect, it } from 'vitest'
import { dateOf } from '../../src/delivery/ledger-date.ts'

const dayOf = (text: string) => dateOf(text)?.toISOString().slice(0, 10) ?? null

describe('a date in a table', () => {
  it.each([
    ['2026-03-05', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['2026. 3. 5.', '2026-03-05'],
    ['2026년 3월 5일', '2026-03-05'],
    ['05.03.2026', '2026-03-05'],
    ['5.3.2026 14:30', '2026-03-05'],
    ['26.02.2026', '2026-02-26'],
    ['26/02/2026', '2026-02-26'],
    ['26-02-2026', '2026-02-26'],
    ['03/05/2026', '2026-03-05'],
    ['Mar 5, 2026 12:00 UTC', '2026-03-05'],
    ['2026-03-05T12:00:00Z', '2026-03-05'],
  ])('%s is %s', (text, day) => {
    expect(dayOf(text)).toBe(day)
  })

  it.each(['', 'soon', '31.02.2026', '2026-13-01', '13.13.2026', '1/1/1888'])('"%s" is none', (text) => {
    expect(dayOf(text)).toBeNull()
  })
})
