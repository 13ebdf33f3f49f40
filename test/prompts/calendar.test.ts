import { describe, expect, it } from 'vitest'
import { checkRights } from '../../src/metadata/rights.ts'
import { upcoming } from '../../src/prompts/calendar.ts'
import { daysIn } from '../../src/prompts/day-rules.ts'
import { OCCASIONS, type OccasionId } from '../../src/prompts/occasions.ts'

describe('the day of an occasion', () => {
  /** Korean days as the Korea Astronomy and Space Science Institute, Chinese ones as the Hong Kong Observatory publish them. */
  it.each<[OccasionId, string]>([
    ['seollal', '2026-02-17'],
    ['seollal', '2027-02-07'],
    ['seollal', '2028-01-27'],
    ['chuseok', '2026-09-25'],
    ['chuseok', '2027-09-15'],
    ['buddhas-birthday', '2026-05-24'],
    ['buddhas-birthday', '2027-05-13'],
    ['lunar-new-year', '2027-02-06'],
    ['lunar-new-year', '2028-01-26'],
    ['mid-autumn', '2028-10-03'],
    ['dragon-boat', '2026-06-19'],
    ['easter', '2026-04-05'],
    ['easter', '2027-03-28'],
    ['passover', '2026-04-02'],
    ['hanukkah', '2027-12-25'],
    ['rosh-hashanah', '2026-09-12'],
    ['ramadan', '2027-02-08'],
    ['mothers-day', '2026-05-10'],
    ['thanksgiving-us', '2026-11-26'],
    ['diwali', '2026-11-08'],
    ['christmas', '2027-12-25'],
  ])('%s is on %s', (id, day) => {
    const days = daysIn(Number(day.slice(0, 4)), OCCASIONS[id].rule)
    expect(days.map((one) => one.toISOString().slice(0, 10))).toEqual([day])
  })

  it('may come twice in one of our years, where a calendar follows the moon alone', () => {
    expect(daysIn(2030, OCCASIONS.ramadan.rule).map((day) => day.toISOString().slice(0, 10))).toEqual([
      '2030-01-05',
      '2030-12-26',
    ])
  })
})

describe('the calendar', () => {
  it('says to upload from three to two months ahead, the most urgent first', () => {
    const now = upcoming(new Date(2026, 8, 30)).filter(({ state }) => state === 'now')
    expect(now.map(({ id, day, from, until, days }) => [id, day, from, until, days])).toEqual([
      ['hanukkah', '2026-12-05', '2026-09-06', '2026-10-06', 6],
      ['winter', '2026-12-21', '2026-09-22', '2026-10-22', 22],
      ['christmas', '2026-12-25', '2026-09-26', '2026-10-26', 26],
    ])
  })

  it('turns to the next year when the last day to upload has passed', () => {
    const christmas = (month: number, day: number) =>
      upcoming(new Date(2026, month - 1, day)).find(({ id }) => id === 'christmas')
    expect(christmas(10, 26)).toMatchObject({ day: '2026-12-25', state: 'now', days: 0 })
    expect(christmas(10, 27)).toMatchObject({ day: '2027-12-25', state: 'later' })
    expect(christmas(9, 1)).toMatchObject({ state: 'soon', days: 25 })
  })

  it('has scenes that no rule on rights has anything against, and a source for every day', () => {
    for (const { scenes, source } of Object.values(OCCASIONS)) {
      expect(scenes.flatMap((prompt) => checkRights({ prompt }))).toEqual([])
      expect(source).not.toBe('')
    }
  })
})
